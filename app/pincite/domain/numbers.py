"""Control numbers, Bates numbers and page ranges: how they are read, printed and compared."""

import re
from dataclasses import dataclass

from pincite.domain.documents import DocumentId

CONTROL_DIGITS = 6
_NUMBER = re.compile(r"^\s*(?P<prefix>.*?\D|)(?P<digits>\d{1,15})\s*$", re.DOTALL)
_PREFIX = re.compile(r"^[A-Z][A-Z0-9]{0,11}$")
_PAGES = re.compile(r"^\s*(\d+)\s*(?:[-–]\s*(\d+))?\s*$")


@dataclass(frozen=True, slots=True, order=True)
class BatesNumber:
    """A number printed on a page: its prefix with separator, its value, and its printed width."""

    prefix: str
    value: int
    width: int

    @classmethod
    def parse(cls, text: str) -> "BatesNumber | None":
        """The number in `text` (`BPS-000131`), or None if it does not end in digits."""
        match = _NUMBER.match(text)
        if not match:
            return None
        return cls(match["prefix"], int(match["digits"]), len(match["digits"]))

    def __str__(self) -> str:
        """The number as it is printed."""
        return f"{self.prefix}{self.value:0{self.width}d}"

    @property
    def series(self) -> str:
        """The prefix as it is compared: capitals, without separators."""
        return re.sub(r"[^0-9A-Z]", "", self.prefix.upper())

    def plus(self, count: int) -> "BatesNumber":
        """The number `count` pages later."""
        return BatesNumber(self.prefix, self.value + count, self.width)


def control_number(prefix: str, document: int) -> str:
    """The control number of a document: `REV-000131`."""
    return f"{prefix}-{document:0{CONTROL_DIGITS}d}"


def parse_control_number(prefix: str, text: str) -> DocumentId | None:
    """The document that `text` names, or None if it is not a control number of this prefix."""
    match = re.fullmatch(rf"\s*{re.escape(prefix)}[-\s]?(\d{{1,15}})\s*", text, re.IGNORECASE)
    return DocumentId(int(match[1])) if match else None


def is_prefix(text: str) -> bool:
    """Whether `text` may be a matter's prefix: a capital, then up to 11 capitals and digits."""
    return bool(_PREFIX.match(text))


def bates_range(begin: str, end: str | None) -> str:
    """First and last Bates number as a range, the shared prefix once: `BPS-000131–133`."""
    if not end or begin == end:
        return begin
    first, last = BatesNumber.parse(begin), BatesNumber.parse(end)
    if first is None or last is None or first.prefix != last.prefix:
        return f"{begin} – {end}"
    digits = str(last)[len(last.prefix) :]
    shared = 0
    own = str(first)[len(first.prefix) :]
    while shared < len(digits) - 3 and own[shared : shared + 1] == digits[shared]:
        shared += 1
    return f"{begin}–{digits[shared:]}"


def parse_page_ranges(text: str, page_count: int) -> list[int]:
    """Page numbers from 1 that `1-3, 5` names, in the order written; '' names them all.

    Raises:
        ValueError: A part is not a page or range within 1 to `page_count`.
    """
    if not text.strip():
        return list(range(1, page_count + 1))
    numbers: list[int] = []
    for part in text.split(","):
        match = _PAGES.match(part)
        if not match:
            raise ValueError(f"{part.strip()!r} is not a page or a range of pages")
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= page_count:
            raise ValueError(f"{part.strip()!r} is not within pages 1 to {page_count}")
        numbers += range(first, last + 1)
    return numbers


def letter_label(position: int) -> str:
    """The label of the exhibit at `position` (from 1) in letters: A … Z, AA, AB … AZ, BA.

    Source: S.D. Cal. CivLR 5.1(e) (defendants' exhibits A–Z, AA–AZ, BA–BZ).
    """
    label = ""
    while position > 0:
        position, rest = divmod(position - 1, 26)
        label = chr(ord("A") + rest) + label
    return label


def letter_place(label: str) -> int:
    """The position that has this label in letters (`D` is 4); 0 if it is none."""
    if not re.fullmatch(r"[A-Za-z]{1,6}", label):
        return 0
    place = 0
    for letter in label.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place
