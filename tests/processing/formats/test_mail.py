import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.domain.blocks import Hidden
from pincite.processing.formats.mail import read_mail
from pincite.processing.formats.mime import Enclosed, content
from tests.corpus.mail import attachment, message, multipart, part

PLAIN = part("plain words\n")
HTML = part("<p>plain <b>words</b></p>", "text/html")
INLINE = part(
    b"\x89PNG\r\n\x1a\n",
    "image/png; name=logo.png",
    headers=["Content-ID: <logo@x>"],
    encoding="base64",
)


def body(raw: bytes) -> str:
    return read_mail(raw).body.text


def attached(raw: bytes) -> list[str]:
    return [one.filename for one in read_mail(raw).body.attachments]


def test_of_alternatives_the_html_is_shown_once():
    mail = read_mail(message(multipart("alternative", [PLAIN, HTML])))
    assert mail.body.text == "plain words"
    assert (mail.body.attachments, mail.body.differs) == ([], False)


def test_words_of_only_the_plain_version_follow_and_are_said():
    plain = part("plain words\n\nand a turnstile <https://x.example/turnstile>\n\nplain\n")
    mail = read_mail(message(multipart("alternative", [plain, HTML])))
    assert mail.body.text == "plain words\n\nand a turnstile <https://x.example/turnstile>"
    assert mail.body.differs


def test_of_a_plain_version_with_windows_line_ends_only_the_other_paragraphs_follow():
    plain = part("plain words\n\nand a turnstile\n\nwords\n").replace(b"\n", b"\r\n")
    footer = part("A footer.\n")
    alternatives = multipart("alternative", [plain, HTML])
    mail = read_mail(message(multipart("mixed", [alternatives, footer], boundary="outer")))
    assert mail.body.text == "plain words\n\nA footer.\n\n\nand a turnstile"
    assert Hidden(is_plain_version=True) in mail.body.blocks


def test_a_line_above_a_quoted_message_is_no_difference():
    plain = part("plain\n\n-----Original Message-----\nwords\n")
    assert not read_mail(message(multipart("alternative", [plain, HTML]))).body.differs


def test_addresses_of_links_in_the_plain_version_are_no_difference():
    plain = part("plain <https://x.example/track/me> words [cid:logo@x] [image: logo]\n")
    assert not read_mail(message(multipart("alternative", [plain, HTML]))).body.differs


def test_an_empty_html_version_gives_way_to_the_plain_one():
    blank = part("<p></p>", "text/html")
    assert body(message(multipart("alternative", [PLAIN, blank]))).strip() == "plain words"


def test_an_image_of_the_html_is_no_attachment_and_an_unused_one_is():
    html = part('<p>plain words <img src="cid:logo@x"></p>', "text/html")
    used = message(multipart("related", [html, INLINE]))
    assert attached(used) == []
    assert list(read_mail(used).body.images) == ["logo@x"]
    assert attached(message(multipart("related", [HTML, INLINE]))) == ["logo.png"]


def test_texts_of_a_mixed_message_follow_each_other():
    footer = part("list footer\n")
    assert body(message(multipart("mixed", [PLAIN, footer]))) == "plain words\n\n\nlist footer\n"


def test_an_unclosed_message_is_read_to_its_end():
    raw = message(multipart("mixed", [PLAIN, attachment("a.txt", b"all")], is_closed=False))
    mail = read_mail(raw)
    assert (mail.mime.is_cut_short, attached(raw)) == (True, ["a.txt"])


def test_a_boundary_that_is_not_stated_is_found():
    raw = message(multipart("mixed", [PLAIN, attachment("a.txt", b"all")]))
    raw = raw.replace(b'; boundary="=_b1"', b"")
    assert (body(raw), attached(raw)) == ("plain words\n", ["a.txt"])


def test_a_boundary_that_begins_like_another_is_told_apart():
    inner = multipart("alternative", [PLAIN], boundary="=_b1_inner")
    assert body(message(multipart("mixed", [inner, PLAIN]))) == "plain words\n\n\nplain words\n"


@pytest.mark.parametrize(
    ("encoded", "read", "is_damaged"),
    [
        (base64.encodebytes(b"words"), b"words", False),
        (b"d29y\nZHM=\nd29yZHM=\n", b"wordswords", False),
        (b"d29yZHM", b"words", True),
        (b"d2*9y!ZHM=", b"words", False),
        (b"***", b"", True),
    ],
)
def test_base64_is_read_as_it_comes(encoded: bytes, read: bytes, is_damaged: bool):
    head = 'Content-Disposition: attachment; filename="a"'
    raw = part("", "application/x", headers=[head], encoding="base64") + encoded
    (found,) = read_mail(message(multipart("mixed", [raw]))).body.attachments
    mime = read_mail(message(multipart("mixed", [raw]))).mime
    assert not isinstance(found, Enclosed)
    assert (content(mime.raw, found).data, content(mime.raw, found).is_damaged) == (
        read,
        is_damaged,
    )


def test_a_footer_that_a_list_put_behind_base64_is_kept():
    headers = ["Content-Transfer-Encoding: base64"]
    raw = message(
        base64.encodebytes(b"words\n") + b"_______________\nlist footer\n", headers=headers
    )
    assert body(raw) == "words\n\n_______________\nlist footer"


def test_words_that_are_said_to_be_base64_are_words():
    headers = ["Content-Transfer-Encoding: base64"]
    mail = read_mail(message(b"the first gate\nand the second\n", headers=headers))
    assert mail.body.text.strip() == "the first gate\nand the second"
    assert mail.body.is_damaged


def test_debris_of_quoted_printable_stays_readable():
    raw = message(
        "a =3D b=ZZ caf=C3=A9 soft=\n break=",
        headers=["Content-Transfer-Encoding: quoted-printable"],
    )
    assert body(raw) == "a = b=ZZ café soft break"


def test_a_uuencoded_file_in_a_text_is_attached():
    raw = message("before\nbegin 644 plan.txt\n#0V%T\n`\nend\nafter\n")
    (found,) = read_mail(raw).body.attachments
    assert isinstance(found, Enclosed)
    assert (found.filename, found.content.data) == ("plan.txt", b"Cat")
    assert body(raw) == "before\n\nafter\n"


def test_a_sentence_that_begins_with_begin_is_text():
    assert body(message("begin 644 times\nand end\n")) == "begin 644 times\nand end\n"


@pytest.mark.parametrize(
    ("headers", "chain"),
    [
        (["References: <1@x> <2@x>"], ("1@x", "2@x")),
        (["References: <1@x>\n\t<2@x>", "In-Reply-To: <2@x>"], ("1@x", "2@x")),
        (["References: <2@x> <1@x>", "In-Reply-To: <2@x>"], ("1@x", "2@x")),
        (["In-Reply-To: Your message of Monday <2@x>"], ("2@x",)),
        (["In-Reply-To: Lee Okafor <lee@vendor.example>, of Monday"], ()),
        (["In-Reply-To: 2@x"], ("2@x",)),
        (["References: <1@ports.example>"], ()),
        (["References: <1@\n x>"], ("1@x",)),
    ],
)
def test_a_chain_of_references_is_told_from_what_else_stands_there(
    headers: list[str], chain: tuple[str, ...]
):
    assert read_mail(message(headers=headers)).references == chain


def test_a_sender_stands_in_for_a_missing_author():
    raw = message().replace(b"From: ", b"Sender: ", 1)
    assert [str(one) for one in read_mail(raw).people["from"]] == [
        "Dana Ruiz <dana.ruiz@ports.example>"
    ]


GOOD = [
    message(),
    message(multipart("mixed", [PLAIN, HTML, attachment("a.txt", b"all"), INLINE])),
    message(multipart("alternative", [PLAIN, HTML]), subject="=?utf-8?q?caf=C3=A9?="),
    message("before\nbegin 644 plan.txt\n#0V%T\n`\nend\n"),
]
EDIT = st.tuples(st.integers(0, 2000), st.integers(0, 60), st.binary(max_size=12))


@given(st.sampled_from(GOOD), st.lists(EDIT, max_size=8))
def test_no_damage_stops_it(raw: bytes, edits: list[tuple[int, int, bytes]]):
    for start, length, put in edits:
        raw = raw[:start] + put + raw[start + length :]
    mail = read_mail(raw)
    for one in mail.body.attachments:
        if not isinstance(one, Enclosed):
            content(mail.mime.raw, one)
    assert "\r" not in mail.body.text


@given(st.binary(max_size=600))
def test_no_bytes_stop_it(raw: bytes):
    assert read_mail(raw).body is not None
