import pytest

from pincite.processing.formats.headers import decoded, fields_of, parameters, split_head


def head(raw: bytes) -> tuple[dict[str, list[str]], bytes]:
    text, body = split_head(raw, 0, len(raw))
    return fields_of(text), raw[body:]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?q?caf=C3=A9?= bar", "café bar"),
        ("=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "café"),
        ("=?iso-8859-1?q?a?= =?utf-8?b?w6k=?=", "aé"),
        ("=?utf-8?b?w6k?=", "é"),
        ("=?utf-8?q?two words?=", "two words"),
        ("=?utf-8*en?q?tagged?=", "tagged"),
        ("=?no-such-charset?q?caf=C3=A9?=", "café"),
        ("=?us-ascii?q?=93quoted=94?=", "“quoted”"),
        ("folded\n\tvalue", "folded value"),
        ("=?utf-8?x?not one?=", "=?utf-8?x?not one?="),
        ("a =?utf-8?q?b?= c =?utf-8?q?d?=", "a b c d"),
        ("=?utf-8?q??=", ""),
    ],
)
def test_encoded_words_are_read_as_they_come(written: str, read: str):
    assert decoded(written) == read


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("attachment; filename=plan.txt", "plan.txt"),
        ('attachment; filename="a \\"b\\".txt"', 'a "b".txt'),
        ("attachment; filename*=utf-8''caf%C3%A9.txt", "café.txt"),
        ("attachment; filename*0=long; filename*1=name.txt", "longname.txt"),
        ("attachment; filename*1=name.txt; filename*0=long", "longname.txt"),
        ("attachment; filename*0*=utf-8''caf%C3; filename*1*=%A9.txt", "café.txt"),
        ("attachment; filename*0*=iso-8859-1''%E9; filename*1=%20.txt", "é%20.txt"),
        ("attachment; filename==?utf-8?q?caf=C3=A9?=.txt", "café.txt"),
        ('attachment; filename="no end', "no end"),
        ("attachment; filename=two words.txt", "two words.txt"),
        ("attachment; filename=first.txt; filename=second.txt", "first.txt"),
    ],
)
def test_parameters_are_read_as_they_come(written: str, value: str):
    assert parameters(written)[1]["filename"] == value


def test_a_text_without_a_header_is_all_body():
    assert head(b"just text\nwith: a colon\n\nmore") == ({}, b"just text\nwith: a colon\n\nmore")


def test_a_stray_line_belongs_to_the_field_before_it():
    fields, body = head(b"Subject: one\ntwo\nFrom: a@b.example\n\nbody")
    assert decoded(fields["subject"][0]) == "one two"
    assert (fields["from"], body) == (["a@b.example"], b"body")


def test_a_body_that_follows_without_a_blank_line_is_kept():
    fields, body = head(b"Subject: one\nthe body\ngoes on")
    assert (fields["subject"], body) == (["one"], b"the body\ngoes on")


def test_eight_bit_headers_are_read_in_any_charset():
    fields, _ = head("Subject: café".encode() + b"\nTo: caf\xe9@b.example\n\nbody")
    assert (fields["subject"], fields["to"]) == (["café"], ["café@b.example"])


@pytest.mark.parametrize(
    "charset_from",
    [
        'Content-Type: text/plain; charset="ks_c_5601-1987"',
        "Content-Type: text/plain;\n\tcharset=euc-kr",
        "Comments: =?euc-kr?q?=B0=A1?=",
    ],
)
def test_eight_bit_headers_are_read_in_the_charset_of_their_message(charset_from: str):
    fields, _ = head(f"Subject: 회의 일정\n{charset_from}\n\nbody".encode("cp949"))
    assert fields["subject"] == ["회의 일정"]


def test_a_long_header_with_few_accents_is_western():
    subject = "Die Hasen und die Frösche, zweite und verbesserte Auflage"
    fields, _ = head(f"Subject: {subject}\n\nbody".encode("latin-1"))
    assert fields["subject"] == [subject]


def test_null_bytes_are_no_part_of_a_header():
    fields, body = head(b"To: 'a@b.example'\0\nSubject: One\0\n\nbody")
    assert (fields["to"], fields["subject"]) == (["'a@b.example'"], ["One"])
    assert body == b"body"


def test_an_envelope_line_is_no_field():
    fields, body = head(b">From a@b Mon Jan  1 00:00:00 2018\nSubject: one\n\nbody")
    assert (fields["subject"], body) == (["one"], b"body")
