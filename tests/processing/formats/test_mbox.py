from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pincite.processing.formats.mbox import escaped, message_spans, unescaped

LINE = b"From dana@ports.example Thu Sep 14 09:30:00 2017\n"
PIPERMAIL = b"From dana at ports.example  Thu Sep 14 09:30:00 2017\n"


def messages(data: bytes) -> list[bytes]:
    return [data[start:end] for start, end in message_spans(data, 0, len(data))]


def test_messages_are_what_stands_between_from_lines():
    data = LINE + b"Subject: a\n\none\n\n" + LINE + b"Subject: b\n\ntwo\n"
    assert messages(data) == [b"Subject: a\n\none\n", b"Subject: b\n\ntwo\n"]


def test_an_archive_that_escapes_nothing_is_split_where_messages_start():
    body = b"From what I hear it was late.\n\nFrom here on: Thu Sep 14\n\nFrom 10:00 to 2017\n"
    data = (
        PIPERMAIL + b"From: dana at ports.example\n\n" + body + b"\n" + PIPERMAIL + b"From: b\n\n"
    )
    assert messages(data) == [b"From: dana at ports.example\n\n" + body, b"From: b\n"]


def test_a_quoted_from_line_in_a_body_starts_nothing():
    data = LINE + b"Subject: a\n\nIt said\n" + LINE + b"and went on\n"
    assert len(messages(data)) == 1


def test_a_mailbox_without_blank_lines_is_split_all_the_same():
    data = LINE + b"From: a\n\none\n" + LINE + b"Received: by b\n\ntwo\n"
    assert messages(data) == [b"From: a\n\none\n", b"Received: by b\n\ntwo\n"]


def test_windows_line_ends_and_odd_dates_are_read():
    data = (
        b"From - Thu Sep 14 09:30:00 2017\r\nA: b\r\n\r\none\r\n\r\n"
        b"From x@y.example Thu, 14 Sep 2017 09:30 +0200\r\nA: c\r\n\r\ntwo\r\n"
    )
    assert messages(data) == [b"A: b\r\n\r\none\r\n", b"A: c\r\n\r\ntwo\r\n"]


@given(st.lists(st.binary(max_size=80), max_size=6), st.lists(st.integers(0, 2000), max_size=4))
def test_a_mailbox_gives_back_what_was_put_in_wherever_it_is_cut(
    bodies: list[bytes], cuts: list[int]
):
    put = [b"Subject: x\n\n" + b"\nFrom ".join(body.split(b"a")) + b"\n" for body in bodies]
    data = b"".join(LINE + escaped(raw) + b"\n" for raw in put)
    edges = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    found = [
        data[start:end]
        for left, right in pairwise(edges)
        for start, end in message_spans(data, left, right)
    ]
    assert [unescaped(raw) for raw in found] == put
