"""Numbers in the margins of pages: what on a line may be a Bates number, and what is none.

Lines that were read by OCR are read again in the light of a series that is known: letters that look
like digits become digits, and a number is told from its damaged print.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pincite.domain.numbers import BatesNumber

MIN_BARE_DIGITS = 5
# Lines within these parts of the page, from its edges, may hold its number.
TOP_MARGIN, BOTTOM_MARGIN = 0.11, 0.13
_NUMBER = re.compile(
    r"(?<![\w.,/:#~-])(?:[A-Z][A-Za-z0-9&]{0,14}(?:[-_.][A-Z0-9&]{1,14}){0,3}[-_. ]?)?"
    r"\d{3,12}(?![\w/:]|[.,-]\d)(?!\s+of\s+\d)"
)
# OCR tears a number apart after the sign in its middle.
_TORN = re.compile(r"(?<=[A-Za-z0-9][-_.]) (?=\d)")
_LETTER = re.compile(r"[A-Za-z]")
# Words before a number that say it is something else; a hyphen makes them a prefix (`REV-000131`).
_NOT_BATES = re.compile(
    r"\b(page|p|no|nos|rev|form|dated?|room|suite|box|case|fax|tel)[\s.:#(]*$", re.IGNORECASE
)
_BATES = re.compile(r"\bbates\b[\s\w.:#]{0,10}$", re.IGNORECASE)
# `Doc No. C05739592`, as agencies stamp on every page of a document.
_DOCUMENT_NUMBER = re.compile(
    r"\bdoc(?:ument)?\.?\s*(?:n[o0c]s?|number|id|#)[\s.:#]*([A-Z]{0,4}[\dOIl]{6,12})(?!\w)",
    re.IGNORECASE,
)
_AS_DIGIT = str.maketrans("OoQDUIil|!][SsBZzGgbTAq", "00000111111155822696749")
# Words that are printed before a bare number and are no prefix of it.
_LABELS = frozenset(
    "CONFIDENTIAL SENSITIVE RESTRICTED PRIVILEGED UNCLASSIFIED CLASSIFIED SECRET REDACTED PUBLIC"
    " PROTECTED RELEASED PRODUCED BATES STAMP COPY DRAFT ONLY ORDER PRODUCT RECORD EXHIBIT".split()
)
# Signs that scanners and their readers take for one another.
_ALIKE = ("0OoQDUC", "1Iil|!][7Tt", "5Ss", "8BR3", "2Zz", "6Gb", "9gq", "4A", "nm", "uv", "cec")
_ALIKE_COST = 0.3
_CODES = re.compile(r"[^0-9A-Za-z|!\[\]]")


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers that count together: prefix as compared, digits, and the prefix as it is printed."""

    key: str
    width: int
    prefix: str = ""

    def printed(self, value: int) -> str:
        """A number of the series as it is printed."""
        return str(BatesNumber(self.prefix, value, self.width))


@dataclass(frozen=True, slots=True)
class Reading:
    """A number in a margin: where it may belong, how it is printed, and the line around it.

    `is_mended`: letters were read as digits. `is_expected`: it was read otherwise, but almost so,
    and a page beside it leads to expect it.
    """

    key: str
    width: int
    value: int
    printed: str
    frame: str
    is_mended: bool = False
    is_expected: bool = False

    @property
    def is_alone(self) -> bool:
        """Whether nothing else is on its line."""
        return self.frame == "#"

    @property
    def is_plain(self) -> bool:
        """Whether it is a number beyond doubt: alone, with a prefix and filled digits."""
        is_filled = self.width >= MIN_BARE_DIGITS or (
            self.width >= 4 and str(self.value) != self.printed[-self.width :]
        )
        return self.is_alone and bool(_LETTER.search(self.key)) and is_filled

    @property
    def prefix(self) -> str:
        """Its prefix as it is printed, separator and all."""
        return self.printed[: -self.width]


def is_in_margin(y0_pt: float, y1_pt: float, height_pt: float) -> bool:
    """Whether a line from `y0_pt` to `y1_pt` stands in the head or the foot of its page."""
    return y1_pt < height_pt * TOP_MARGIN or y0_pt > height_pt * (1 - BOTTOM_MARGIN)


def readings(lines: Iterable[str], *, is_ocr: bool = False) -> list[Reading]:
    """What in the lines of a margin could be a Bates number, in their order."""
    found: list[Reading] = []
    for line in lines:
        plain = " ".join(line.split())
        if is_ocr:
            plain = _TORN.sub("", plain)
        own = list(_readings(plain, is_mended=False))
        found += own
        if is_ocr and not own and (mended := _mended(plain)) != plain:
            found += _readings(mended, is_mended=True)
    return found


def _readings(line: str, *, is_mended: bool) -> Iterator[Reading]:
    for match in _NUMBER.finditer(line):
        printed = _without_label(match[0])
        number = BatesNumber.parse(printed)
        before = line[: match.end() - len(printed)]
        if number is None or _NOT_BATES.search(before + number.prefix):
            continue
        if _NOT_BATES.search(before) and not _BATES.search(before):
            continue
        if _LETTER.search(number.prefix) or number.width >= MIN_BARE_DIGITS:
            frame = f"{before}#{line[match.end() :]}"
            yield Reading(number.series, number.width, number.value, printed, frame, is_mended)


def _without_label(printed: str) -> str:
    """A number without the word before it, if that is not its prefix."""
    word, _, rest = printed.partition(" ")
    return rest if word.upper() in _LABELS else printed


def _mended(line: str) -> str:
    """A line whose words are as much digits as letters after their last hyphen, as digits there."""
    words = []
    for word in line.split():
        head, separator, tail = word.rpartition("-")
        digits = tail.translate(_AS_DIGIT)
        is_number = digits.isdigit() and sum(map(str.isdigit, tail)) * 2 >= len(tail) >= 3
        words.append(head + separator + digits if is_number else word)
    return " ".join(words)


def read_as(line: str, series: Series) -> int | None:
    """The value of a number of `series` that stands on a line misread; None if there is none."""
    length = len(series.key) + series.width
    is_joined = series.prefix[-1:].isalnum()
    words = line.split()
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + 3) + 1):
            told = "".join(words[first:last])
            code = _CODES.sub("", told)
            if len(code) < length - bool(series.key):
                continue
            if len(code) > length and series.key and code[:-length].upper() in _LABELS:
                # OCR overlooked the space behind a word that is printed before the number.
                code = told = code[-length:]
            if len(code) > length or (not series.key and len(told) > length):
                break
            head, digits = code[: -series.width], code[-series.width :]
            # Where a sign of the prefix is lost, what is left of it must not be read as a digit.
            tail = digits.translate(_AS_DIGIT) if len(code) == length else digits
            if len(code) < length and told[: -series.width][-1:].isalnum() != is_joined:
                break
            if tail.isdigit() and _edit_cost(series.key, head) <= _head_tolerance(series):
                return int(tail)
    return None


def likeness_cost(line: str, printed: str) -> float:
    """How much the words of a line must be changed to be `printed`: 1 for a sign, 0.3 if alike."""
    wanted = _CODES.sub("", printed)
    words = [_CODES.sub("", word) for word in line.split()]
    costs = [float(len(wanted))]
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + 3) + 1):
            told = "".join(words[first:last])
            if abs(len(told) - len(wanted)) <= len(wanted) // 2:
                costs.append(_edit_cost(wanted, told))
    return min(costs)


def is_one_sign_short(line: str, printed: str) -> bool:
    """Whether a line holds `printed` but for one sign that was overlooked."""
    wanted = _CODES.sub("", printed)
    short = {wanted[:place] + wanted[place + 1 :] for place in range(len(wanted))}
    words = line.split()
    # A word that goes on with digits was not overlooked but torn.
    return any(
        _CODES.sub("", word) in short and not behind[:1].isdigit()
        for word, behind in pairwise([*words, ""])
    )


def _edit_cost(wanted: str, told: str) -> float:
    row = [float(place) for place in range(len(told) + 1)]
    for index, sign in enumerate(wanted, 1):
        before, row = row, [float(index)]
        for place, other in enumerate(told, 1):
            row.append(
                min(before[place - 1] + _cost(sign, other), before[place] + 1, row[place - 1] + 1)
            )
    return row[-1]


def may_be_damaged(series: Series, whole: Series) -> bool:
    """Whether a series may be what OCR made of some numbers of another."""
    cost = _edit_cost(whole.key, series.key)
    return abs(series.width - whole.width) <= 1 and cost <= _head_tolerance(whole)


def _head_tolerance(series: Series) -> float:
    """How much a misread prefix may cost; one letter is the whole of a short one."""
    return max(1.0, len(series.key) / 3) if len(series.key) > 1 else _ALIKE_COST


def _cost(sign: str, other: str) -> float:
    if sign == other or sign.upper() == other.upper():
        return 0.0
    return _ALIKE_COST if any(sign in alike and other in alike for alike in _ALIKE) else 1.0


def document_numbers(margins: Sequence[Sequence[str]]) -> list[str | None]:
    """The document number stamped on each page (`Doc No. C05739592`); it repeats, unlike Bates.

    How the release prints them tells them where the label before them was misread; of several
    readings the one found most often counts, so that head, foot and the pages beside it mend one.
    """
    stamped = [[" ".join(line.split()) for line in lines] for lines in margins]
    labelled = [
        [_tidy(match[1]) for line in lines for match in _DOCUMENT_NUMBER.finditer(line)]
        for lines in stamped
    ]
    shapes = Counter(_shape(number) for numbers in labelled for number in numbers)
    if not shapes:
        return [None] * len(margins)
    series = shapes.most_common(1)[0][0]
    found = [
        [number for number in numbers if _shape(number) == series]
        or [
            series.printed(value)
            for line in lines
            if series.key and (value := read_as(line, series)) is not None
        ]
        or numbers
        for numbers, lines in zip(labelled, stamped, strict=True)
    ]
    often = Counter(number for numbers in found for number in numbers)
    return [max(numbers, key=lambda one: often[one], default=None) for numbers in found]


def _shape(number: str) -> Series:
    """The series that a document number would belong to: its letters, and how many digits."""
    letters = number.rstrip("0123456789")
    return Series(letters, len(number) - len(letters), letters)


def _tidy(number: str) -> str:
    """A document number with its letters as capitals and its digits as digits."""
    head = re.match(r"[A-Za-z]{0,4}?(?=[\dOIl]{6,12}$)", number)
    letters = head[0] if head else ""
    return letters.upper() + number[len(letters) :].translate(_AS_DIGIT)
