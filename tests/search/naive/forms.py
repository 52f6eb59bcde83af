"""Dates, addresses and numbers as they are written, and queries for them."""

from hypothesis import strategies as st

from tests.search.naive.letters import Form
from tests.search.naive.nodes import Recognised

Spelled = list[tuple[str, str, str]]


def _joined(written: str, *words: str) -> Spelled:
    """Words as they follow each other in what is written; letters are as they are read."""
    found, position = [], 0
    starts = []
    for word in words:
        position = written.casefold().index(word, position)
        starts.append(position)
        position += len(word)
    ends = [*starts[1:], len(written)]
    for word, start, end in zip(words, starts, ends, strict=True):
        spelling = written[start : start + len(word)]
        found.append((word, spelling, written[start + len(word) : end]))
    return found


# What is written, behind and before a full stop, and what it says.
WRITTEN: list[tuple[str, Spelled, tuple[str, ...]]] = [
    ("date", _joined("2018-03-04", "2018", "03", "04"), ("2018-03-04",)),
    ("date", _joined("March 4, 2018", "march", "4", "2018"), ("2018-03-04",)),
    ("date", _joined("3/4/2018", "3", "4", "2018"), ("2018-03-04", "2018-04-03")),
    ("date", _joined("31 December 2017", "31", "december", "2017"), ("2017-12-31",)),
    ("mail", _joined("dana@port.example", "dana", "port", "example"), ("dana@port.example",)),
    (
        "mail",
        _joined("M.Varga@lakeshore.example", "m", "varga", "lakeshore", "example"),
        ("m.varga@lakeshore.example",),
    ),
    ("ssn", _joined("219-09-9999", "219", "09", "9999"), ("219099999",)),
    (
        "creditcard",
        _joined("4111 1111 1111 1111", "4111", "1111", "1111", "1111"),
        ("4111111111111111",),
    ),
    ("phone", _joined("212-555-0142", "212", "555", "0142"), ("2125550142",)),
]


def with_form(spelled: Spelled, at: int, number: int) -> tuple[Spelled, tuple[Form, ...]]:
    """Words with something that has a form among them, kept apart from what could be part of it."""
    kind, written, says = WRITTEN[number]
    head = [(word, spelling, gap or " ") for word, spelling, gap in spelled[:at]]
    *inner, (last, spelling, _) = written
    apart = [("filler", "filler", ". ")]
    made = [*head, *apart, *inner, (last, spelling, ". "), *apart, *spelled[at:]]
    return made, (Form(kind, at + 1, at + len(written), says),)


def _any(kind: str) -> Recognised:
    return Recognised(kind, "", lambda _: True)


WANTED = st.sampled_from(
    [
        *map(_any, ("date", "date", "mail", "ssn", "creditcard", "phone")),
        Recognised("date", "2018-03-04", lambda day: day == "2018-03-04"),
        Recognised("date", "2018-04", lambda day: day.startswith("2018-04")),
        Recognised("date", "2018", lambda day: day.startswith("2018")),
        Recognised("date", "2017-12..2018-03", lambda day: day < "2018-04"),
        Recognised("date", ">2018-03-04", lambda day: day > "2018-03-04"),
        Recognised("date", "..2017", lambda day: day < "2018"),
        Recognised("mail", "*@port.example", lambda mail: mail.endswith("@port.example")),
        Recognised("mail", "dana@port.example", lambda mail: mail == "dana@port.example"),
        Recognised("mail", "m.varga@*", lambda mail: mail.startswith("m.varga@")),
        Recognised("mail", "*@absent.example", lambda _: False),
        Recognised("creditcard", "4111*", lambda digits: digits.startswith("4111")),
        Recognised("creditcard", "55*", lambda _: False),
        Recognised("ssn", "219-09-9999", lambda digits: digits == "219099999"),
        Recognised("ssn", "*9999", lambda digits: digits.endswith("9999")),
        Recognised("phone", "212*", lambda digits: digits.startswith("212")),
        Recognised("phone", "1212*", lambda digits: digits.startswith("212")),
    ]
)
