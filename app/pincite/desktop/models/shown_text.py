"""The text tab: a document's zones under their labels, and where each character came from."""

from dataclasses import dataclass

from pincite.domain.documents import ZONES, CanonicalText

_LABELS = {
    "from": "From",
    "to": "To",
    "cc": "Cc",
    "bcc": "Bcc",
    "subject": "Subject",
    "attached": "Attached",
}
_SURVIVING = "Text that survives under redactions, which counsel decided to read:\n"


@dataclass(frozen=True, slots=True)
class ShownText:
    """Text to be shown; `parts`: place in it, place in the canonical text, length, in order."""

    text: str
    parts: tuple[tuple[int, int, int], ...]

    def displayed(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where a stretch of canonical text is shown, half-open; a label never is part of it."""
        found: list[tuple[int, int]] = []
        for shown, canonical, length in self.parts:
            first, last = max(start, canonical), min(end, canonical + length)
            if first < last:
                found.append((shown + first - canonical, shown + last - canonical))
        return found

    def canonical(self, place: int) -> int:
        """The canonical offset of what is shown at a place; a label stands for its zone's start."""
        after = 0
        for shown, canonical, length in self.parts:
            if place <= shown:
                return canonical if length else after
            if place <= shown + length:
                return canonical + place - shown
            after = canonical + length
        return after


def shown_text(text: CanonicalText, sent: str, surviving: int | None = None) -> ShownText:
    """The zones that are not empty under their labels, the date as written, then the body.

    What survives under redactions, from `surviving` on, stands under a label that says so.
    """
    pieces: list[str] = []
    parts: list[tuple[int, int, int]] = []
    length = 0
    for zone in ZONES:
        start, end = text.zone_bounds(zone)
        if zone == "body" and surviving is not None:
            end = surviving
        if zone == "subject" and sent:
            pieces.append(f"Sent: {sent}\n")
            length += len(pieces[-1])
        if start == end:
            continue
        label = f"{_LABELS[zone]}: " if zone in _LABELS else "\n" * bool(pieces)
        pieces.append(label)
        length += len(label)
        parts.append((length, start, end - start))
        pieces.append(text.text[start:end] + "\n" * (zone in _LABELS))
        length += len(pieces[-1])
    if surviving is not None:
        pieces.append(_SURVIVING)
        parts.append((length + len(_SURVIVING), surviving, len(text.text) - surviving))
        pieces.append(text.text[surviving:])
    return ShownText("".join(pieces), tuple(parts))
