import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.processing.formats.charsets import codec_name, decode

GERMAN = "Die Hasen klagten einst über ihre mißliche Lage"
SPANISH = "El señor Núñez llegará mañana por la mañana a la reunión del comité. "
RUSSIAN = "Съешь же ещё этих мягких французских булок, да выпей чаю. " * 3


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        (GERMAN.encode(), "us-ascii", GERMAN),
        (GERMAN.encode("cp1252"), "utf-8", GERMAN),
        (GERMAN.encode("cp1252"), "", GERMAN),
        ((SPANISH * 5).encode("cp1252"), "", SPANISH * 5),
        (b"\x93quoted\x94", "iso-8859-1", "“quoted”"),
        ("€".encode("cp1252"), "no-such-charset", "€"),
        (RUSSIAN.encode("koi8-r"), "iso-8859-1", RUSSIAN),
        ("你好".encode("gb18030"), "gb2312", "你好"),
        ("你好".encode("utf-16"), "", "你好"),
        ("日本".encode("iso-2022-jp"), "us-ascii", "日本"),
        ("ü".encode("utf-7"), "utf-7", "ü"),
        (b"a+b~c", "utf-8", "a+b~c"),
    ],
)
def test_text_is_read_whatever_charset_is_stated(content: bytes, charset: str, text: str):
    assert decode(content, charset) == text


@pytest.mark.parametrize("name", ["rot13", "zip", "base64", "unicode_escape", "idna", "", "x" * 99])
def test_what_is_no_charset_is_not_used_as_one(name: str):
    assert codec_name(name) is None


@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "utf-16", "gb2312", "utf-7", "hz"]))
def test_no_bytes_stop_it(content: bytes, charset: str):
    decode(content, charset).encode("utf-8", "surrogatepass")
