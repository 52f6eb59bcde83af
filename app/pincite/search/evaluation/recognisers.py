"""What may stand between the parentheses of `date(…)`, `mail(…)` and their like."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pincite.domain.recognising import Recognisable
from pincite.search.conditions.periods import COMPARISON, Period, period
from pincite.search.conditions.values import BadValue
from pincite.search.language.patterns import BadWords, sequences
from pincite.search.terms import Term

KINDS: dict[str, Recognisable] = {
    "date": Recognisable.DATE,
    "mail": Recognisable.MAIL,
    "creditcard": Recognisable.CREDIT_CARD,
    "phone": Recognisable.PHONE,
    "ssn": Recognisable.SSN,
}
NAMES = {kind: name for name, kind in KINDS.items()}
_NOUNS = {
    Recognisable.DATE: "a written date",
    Recognisable.MAIL: "a mail address",
    Recognisable.CREDIT_CARD: "a credit card number",
    Recognisable.PHONE: "a telephone number",
    Recognisable.SSN: "a social security number",
}
_SSN_DIGITS = 9
_FEWEST_WORDS = 3
_NORTH_AMERICA = "1"


@dataclass(frozen=True, slots=True)
class Anything:
    """Whatever is of the kind."""

    value: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """Dates from one day to another, both included, as numbers of days."""

    value: str
    low: int
    high: int
    reads_as: str

    def matches(self, number: int) -> bool:
        """Whether a day is among them."""
        return self.low <= number <= self.high


@dataclass(frozen=True, slots=True)
class Digits:
    """Numbers whose digits are like a pattern, in which `*` is any digits and `?` one.

    A telephone number may be asked for with the code of North America or without it.
    """

    value: str
    length: int
    may_lack: str

    def matches(self, number: int) -> bool:
        """Whether a number is like the pattern."""
        digits = str(number).zfill(self.length)
        pattern = re.sub(r"[^0-9*?]", "", self.value).replace("*", "[0-9]*").replace("?", "[0-9]")
        if re.fullmatch(pattern, digits):
            return True
        shorter = digits.removeprefix(self.may_lack)
        return shorter != digits and re.fullmatch(pattern, shorter) is not None


@dataclass(frozen=True, slots=True)
class Address:
    """Addresses by their words: the first ones, any between, and the last ones."""

    value: str
    head: tuple[Term, ...]
    tail: tuple[Term, ...]
    has_gap: bool

    def matches(self, words: Sequence[str]) -> bool:
        """Whether an address of these words is wanted."""
        if not self.fits(len(words)):
            return False
        ends = words[len(words) - len(self.tail) :]
        pairs = [
            *zip(self.head, words, strict=False),
            *zip(self.tail, ends, strict=True),
        ]
        return all(term.matches(word) for term, word in pairs)

    def fits(self, count: int) -> bool:
        """Whether an address may have so many words."""
        least = len(self.head) + len(self.tail)
        return count >= least if self.has_gap else count == least


Sought = Anything | Days | Digits | Address


def sought(kind: Recognisable, value: str) -> Sought:
    """What a value asks for.

    Raises:
        BadValue: The kind does not understand it.
    """
    value = value.strip()
    if not value:
        return Anything()
    if kind is Recognisable.DATE:
        return _days(value)
    if kind is Recognisable.MAIL:
        return _address(value)
    return _digits(kind, value)


def reads_as(kind: Recognisable, wanted: Sought) -> str:
    """What is looked for, in plain English."""
    noun = _NOUNS[kind]
    if isinstance(wanted, Anything):
        return noun
    if isinstance(wanted, Days):
        return f"{noun} {wanted.reads_as}"
    return f"{noun} like “{wanted.value}”"


def _days(value: str) -> Days:
    first, second = date.min.toordinal(), date.max.toordinal()
    if ".." in value:
        begin_text, end_text = (part.strip() for part in value.split("..", 1))
        begin = period(begin_text) if begin_text else None
        end = period(end_text) if end_text else None
        low, high = (_first(begin) if begin else first), (_last(end) if end else second)
        if low > high:
            raise BadValue("The range ends before it begins.", f"{end_text}..{begin_text}")
        said = [f"from {begin.reads_as}"] if begin else []
        said += [f"up to {end.reads_as}"] if end else []
        return Days(value, low, high, " ".join(said))
    match = COMPARISON.fullmatch(value)
    operator, text = (match[1] or "=", match[2]) if match else ("=", value)
    asked = period(text)
    if operator in (">=", "≥"):
        return Days(value, _first(asked), second, f"from {asked.reads_as}")
    if operator in ("<=", "≤"):
        return Days(value, first, _last(asked), f"up to {asked.reads_as}")
    if operator == ">":
        return Days(value, _last(asked) + 1, second, f"after {asked.reads_as}")
    if operator == "<":
        return Days(value, first, _first(asked) - 1, f"before {asked.reads_as}")
    return Days(
        value,
        _first(asked),
        _last(asked),
        f"{'on' if asked.after.endswith('~') else 'in'} {asked.reads_as}",
    )


def _first(asked: Period) -> int:
    """The number of a period's first day."""
    year, month, day = (*map(int, asked.begin.split("-")), 1, 1)[:3]
    return date(year, month, day).toordinal()


def _last(asked: Period) -> int:
    """The number of a period's last day."""
    if asked.after.endswith("~"):
        return _first(asked)
    year, month = (*map(int, asked.after.split("-")), 1)[:2]
    if year > date.max.year:
        return date.max.toordinal()
    return date(year, month, 1).toordinal() - 1


def _digits(kind: Recognisable, value: str) -> Digits:
    if re.search(r"[^0-9*?\-. ()+]", value) or not re.search(r"[0-9]", value):
        raise BadValue(f"Expected digits, * and ?, as in {NAMES[kind]}(4111*).", "4111*")
    return Digits(
        value,
        _SSN_DIGITS if kind is Recognisable.SSN else 1,
        _NORTH_AMERICA if kind is Recognisable.PHONE else "",
    )


def _address(value: str) -> Address:
    # Signs part words, so that `*@*` is one gap between the words around it.
    plain = re.sub(r"\*[^\w*?]*(?=\*)", "", value)
    gaps = [match.start() for match in re.finditer(r"(?<!\w)\*|\*(?!\w)", plain)]
    if len(gaps) > 1:
        raise BadValue("An address may hold one * between its words, as in mail(*@agency.gov).")
    try:
        if not gaps:
            return Address(value, _whole(value, _words(plain)), (), has_gap=False)
        before, behind = plain[: gaps[0]], plain[gaps[0] + 1 :]
        head = _words(f"{before}*" if before[-1:].isalnum() else before)
        tail = _words(f"*{behind}" if behind[:1].isalnum() else behind)
    except BadWords as bad:
        raise BadValue(bad.what, bad.instead) from bad
    if not (head or tail):
        raise BadValue("Expected an address, as in mail(*@agency.gov).", "*@agency.gov")
    return Address(value, head, tail, has_gap=True)


def _whole(value: str, words: tuple[Term, ...]) -> tuple[Term, ...]:
    """The words of an address without a gap: a name and a domain of two parts at the least."""
    if len(words) < _FEWEST_WORDS:
        raise BadValue(
            "Expected a whole address or a part of one with *, as in mail(*@agency.gov).",
            f"{value}*" if "*" not in value else "*@agency.gov",
        )
    return words


def _words(text: str) -> tuple[Term, ...]:
    found = sequences(text, is_phrase=False)
    return found[0] if found else ()
