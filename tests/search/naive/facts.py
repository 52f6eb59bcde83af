"""Queries about what the matter knows of a document, each with its plain meaning."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from tests.search.naive.letters import Facts, Matter
from tests.search.naive.nodes import Fact

SENT = (None, "2016-02-29", "2017-12-31", "2018-01-01", "2018-01-31", "2018-02-01", "2019-07-13")
PERIODS = ("2016", "2017", "2018", "2016-02", "2018-01", "2018-2", "2019-07", "2016-02-29",
           "2017-12-31", "2018-01-01", "2018-1-31", "2018-02-01", "2019-07-13")  # fmt: skip
TAGS = ("Pilot", "Face recognition", "Ärger (neu)")
CODES = ("b6", "b7C", "b7E")
BATES = (130, 131, 132, 133)
CUSTODIANS = {1: "R. Okafor", 2: "Dana Müller-Whitfield"}
PATHS = {1: "/release/mail", 2: "/second/Kästen"}


def _period(written: str) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day."""
    year, month, day = ([int(part) for part in written.split("-")] + [0, 0])[:3]
    last_month = month or 12
    last_day = day or monthrange(year, last_month)[1]
    return date(year, month or 1, day or 1), date(year, last_month, last_day)


def _day(matter: Matter, number: int) -> date | None:
    """When a letter was sent; what is attached was sent with its message."""
    for each in (number, matter.family(number)):
        facts = matter.letters[each - 1].facts
        written = facts.given or facts.sent
        if written:
            return date.fromisoformat(written)
    return None


def _sent(written: str, holds: Callable[[date], bool]) -> Fact:
    def is_so(matter: Matter, number: int) -> bool:
        day = _day(matter, number)
        return day is not None and holds(day)

    return Fact(f"date:{written}", is_so)


def _dated(operator: str, one: str, other: str) -> Fact:
    first, last = _period(one)
    low, high = sorted((one, other), key=_period)
    match operator:
        case ">=":
            return _sent(f">={one}", lambda day: day >= first)
        case "<=":
            return _sent(f"<={one}", lambda day: day <= last)
        case ">":
            return _sent(f">{one}", lambda day: day > last)
        case "<":
            return _sent(f"<{one}", lambda day: day < first)
        case "..":
            return _sent(f"{low}..{high}", lambda day: _period(low)[0] <= day <= _period(high)[1])
        case "one..":
            return _sent(f"{one}..", lambda day: day >= first)
        case "..one":
            return _sent(f"..{one}", lambda day: day <= last)
        case _:
            return _sent(one, lambda day: first <= day <= last)


DATES = st.builds(
    _dated,
    st.sampled_from(["", ">=", "<=", ">", "<", "..", "one..", "..one"]),
    st.sampled_from(PERIODS),
    st.sampled_from(PERIODS),
)


def _of(text: str, holds: Callable[[Facts], object]) -> Fact:
    """What can be told from the facts of one letter."""
    return Fact(text, lambda matter, number: bool(holds(matter.letters[number - 1].facts)))


def _of_none(text: str, holds: Callable[[Facts], object]) -> Fact:
    """What must be true of no copy."""
    return Fact(
        text,
        lambda matter, number: (
            not any(holds(matter.letters[same - 1].facts) for same in matter.same(number))
        ),
    )


def _tagged(facts: Facts) -> frozenset[str]:
    return facts.tags | facts.passage_tags


def _worst(facts: Facts) -> int:
    return min((confidence for confidence, _ in facts.pages if confidence is not None), default=999)


def _bates(facts: Facts) -> set[int]:
    return {number for _, number in facts.pages if number is not None}


def _has_passage(facts: Facts) -> bool:
    return bool(facts.passage_tags) or facts.passage_note is not None


def _exhibit(matter: Matter, number: int) -> int | None:
    """The number of a document's exhibit: they stand in order of the documents."""
    exhibits = [i for i, each in enumerate(matter.letters, 1) if each.facts.exhibit]
    return exhibits.index(number) + 1 if number in exhibits else None


FACTS = [
    _of("tag:pilot", lambda f: "Pilot" in _tagged(f)),
    _of('tag:"face recognition"', lambda f: "Face recognition" in _tagged(f)),
    _of("tag:fac*", lambda f: "Face recognition" in _tagged(f)),
    _of("tag:*i*", lambda f: _tagged(f) & {"Pilot", "Face recognition"}),
    _of('tag:"ÄRGER (neu)"', lambda f: "Ärger (neu)" in _tagged(f)),
    _of("tag:?rger*", lambda f: "Ärger (neu)" in _tagged(f)),
    _of("tag:(pilot or arger*)", lambda f: _tagged(f) & {"Pilot", "Ärger (neu)"}),
    _of("tag:absent", lambda f: False),
    _of("has:tag", _tagged),
    _of("coded:responsive", lambda f: f.responsive == "responsive"),
    _of("coded:not-responsive", lambda f: f.responsive == "not-responsive"),
    _of_none("coded:none", lambda f: f.responsive),
    _of("coded:privileged", lambda f: f.is_privileged),
    _of_none("coded:not-privileged", lambda f: f.is_privileged),
    _of("coded:confidential", lambda f: f.is_confidential),
    _of_none("coded:not-confidential", lambda f: f.is_confidential),
    _of("kind:message", lambda f: f.kind == "message"),
    _of("kind:email", lambda f: f.kind == "message"),
    _of("kind:(attachment or file)", lambda f: f.kind in ("attachment", "file")),
    _of("type:pdf", lambda f: f.type == "pdf"),
    _of("type:P*", lambda f: f.type == "pdf"),
    _of("has:attachment", lambda f: f.attachments),
    _of("has:passage", _has_passage),
    _of("has:note", lambda f: f.note is not None or f.passage_note is not None),
    _of("has:redaction", lambda f: f.codes),
    _of("has:exhibit", lambda f: f.exhibit is not None),
    _of("exhibit:*", lambda f: f.exhibit is not None),
    Fact("exhibit:1", lambda matter, number: _exhibit(matter, number) == 1),
    Fact("exhibit:2..3", lambda matter, number: _exhibit(matter, number) in (2, 3)),
    _of("exhibit:A", lambda f: False),
    _of("exemption:b6", lambda f: "b6" in f.codes),
    _of("exemption:b7E", lambda f: "b7E" in f.codes),
    _of("exemption:b7", lambda f: f.codes & {"b7C", "b7E"}),
    _of("ocr:<70", lambda f: _worst(f) < 70),
    _of("ocr:>=70", lambda f: 70 <= _worst(f) < 999),
    _of("pages:1", lambda f: len(f.pages) == 1),
    _of("pages:>=2", lambda f: len(f.pages) >= 2),
    _of("size:>1kb", lambda f: f.size > 1024),
    _of("size:<=1kb", lambda f: f.size <= 1024),
    _of("custodian:*okafor", lambda f: f.source == 1),
    _of('custodian:"dana MU\u0308LLER-whitfield"', lambda f: f.source == 2),
    _of("source:second", lambda f: f.source == 2),
    _of("source:KASTEN", lambda f: f.source == 2),
    _of("bates:BPS-000131", lambda f: 131 in _bates(f)),
    _of("bates:BPS-000131..000132", lambda f: _bates(f) & {131, 132}),
    _of("bates:bps132..3", lambda f: _bates(f) & {132, 133}),
    Fact("id:2", lambda _, number: number == 2),
    Fact("id:REV-000002..000004", lambda _, number: 2 <= number <= 4),
    Fact("id:1,3", lambda _, number: number in (1, 3)),
    Fact("thread:1", lambda matter, number: matter.family(number) == matter.family(1)),
]
KNOWN = st.sampled_from(FACTS)
