"""What a document is: its identity, its one text in zones, its dates and its people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

DocumentId = NewType("DocumentId", int)
FileId = NewType("FileId", int)
SourceId = NewType("SourceId", int)
TagId = NewType("TagId", int)
PassageId = NewType("PassageId", int)
BundleId = NewType("BundleId", int)
ExhibitId = NewType("ExhibitId", int)

ZONES = ("from", "to", "cc", "bcc", "subject", "attached", "body")
BODY = ZONES.index("body")

# Undated documents sort behind every dated one.
UNDATED = 2**40


class Kind(StrEnum):
    """How a document came: on its own as a message or a file, or within a family."""

    MESSAGE = "message"
    ATTACHMENT = "attachment"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """The one text of a document, which every offset points into.

    `bounds` holds start and end of each zone in the order of `ZONES`, half-open, in code points.
    Zones are parted by one newline that belongs to none. Labels and dates are not part of the text.
    """

    text: str
    bounds: tuple[int, ...]

    @classmethod
    def of_zones(cls, zones: dict[str, str]) -> "CanonicalText":
        """The text made of these zones; one that is not given is empty."""
        parts = stored_zones(zones)
        return cls("\n".join(parts), zone_bounds(parts))

    def zone(self, name: str) -> str:
        """The text of one zone."""
        start, end = self.zone_bounds(name)
        return self.text[start:end]

    def zone_bounds(self, name: str) -> tuple[int, int]:
        """Start and end of one zone."""
        index = ZONES.index(name)
        return self.bounds[2 * index], self.bounds[2 * index + 1]

    def zone_at(self, offset: int) -> str | None:
        """The zone that holds this offset, or None for a separator."""
        for index, name in enumerate(ZONES):
            if self.bounds[2 * index] <= offset < self.bounds[2 * index + 1]:
                return name
        return None


def stored_zones(zones: Mapping[str, str]) -> tuple[str, ...]:
    """These zones in order, as they may be stored; one that is not given is empty."""
    return tuple([as_stored(part) if (part := zones.get(name)) else "" for name in ZONES])


def zone_bounds(zones: Iterable[str]) -> tuple[int, ...]:
    """Start and end of each zone in the text that they make, parted by newlines."""
    bounds: list[int] = []
    position = 0
    for zone in zones:
        end = position + len(zone)
        bounds += (position, end)
        position = end + 1
    return tuple(bounds)


def as_stored(text: str) -> str:
    r"""The text as it may be stored: newlines as `\n`, no NUL, no lone surrogates."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text


@dataclass(frozen=True, slots=True)
class SentDate:
    """When a message was sent.

    `written` is the header as it stood; `local` that time as ISO 8601 without offset; the offset is
    in minutes east of UTC, or None where none was stated; `utc` ends in `Z`, or is None with it.
    """

    written: str
    local: str | None
    offset_minutes: int | None
    utc: str | None


@dataclass(frozen=True, slots=True)
class Address:
    """A person as one header names them, in one role: from, to, cc or bcc.

    The name or the address may be ''.
    """

    role: str
    name: str
    address: str

    @property
    def key(self) -> str:
        """What tells two people apart: the address, or the name where there is none."""
        return (self.address or " ".join(self.name.split())).casefold()
