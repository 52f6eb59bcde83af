"""The labels of header fields, as mail programs print them and as OCR reads them."""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from pincite.domain.pages import WordBox
from pincite.domain.releases import PrintedLine

# What is printed in a header block, and never kept as one of a message's own fields.
OTHER = "other"
ROLES = ("from", "to", "cc", "bcc", "subject", "sent", "attached")
_LABELS = {
    "from": "from", "to": "to", "cc": "cc", "c.c": "cc", "bcc": "bcc", "subject": "subject",
    "subj": "subject", "sent": "sent", "date": "sent", "date sent": "sent", "sent on": "sent",
    "sent at": "sent", "sent date": "sent", "received": OTHER, "attachments": "attached",
    "attachment": "attached", "attached": "attached", "attach": "attached",
    "importance": OTHER, "priority": OTHER, "sensitivity": OTHER, "categories": OTHER,
    "reply-to": OTHER, "reply to": OTHER, "sender": OTHER, "on behalf of": OTHER,
    "message-id": OTHER, "follow up flag": OTHER, "flag status": OTHER, "security": OTHER,
}  # fmt: skip
# Labels so short that one wrong letter makes another word; believed only within a block.
_DAMAGED = {
    "t0": "to", "io": "to", "lo": "to", "ta": "to", "te": "to", "tc": "to", "ro": "to", "fo": "to",
    "tu": "to", "tq": "to", "c0": "cc", "ce": "cc", "ec": "cc", "oc": "cc", "co": "cc", "ee": "cc",
    "cе": "cc", "gc": "cc", "cg": "cc", "6cc": "bcc", "8cc": "bcc", "bce": "bcc", "bec": "bcc",
    "t": "to", "o": "to", "c": "cc",
}  # fmt: skip
_LONG = {label: role for label, role in _LABELS.items() if len(label) >= 4 and role != OTHER}
_CONFUSED = (("rn", "m"), ("0", "o"), ("1", "l"), ("|", "l"), ("5", "s"), ("vv", "w"), ("8", "b"))
_LINE = re.compile(
    r"(?P<marks>(?:[>|*•·.,'`~\"_-] ?)*)"
    r"(?P<label>[A-Za-z0-9|][A-Za-z0-9|.'!\-]{0,13}?(?: (?:sent|on|at|to|date|of)(?=[ ]?[:;]))?)"
    r"(?P<colon> ?[:;]|[.,](?=\s|$)|(?=\s|$))",
    re.IGNORECASE,
)
_FIRST_LETTERS = frozenset("ftcbsdarFTCBSDAR0168|>*•.,'`iIlLoOmMpPgGeEqQnNuUjJvVhHkKwWyY_-\"~·")


class Label(NamedTuple):
    """A field's label at the start of a line.

    `length` counts the characters of the line's text that belong to it, colon and all; `is_exact`
    that it is spelled as programs print it, colon and all; `quotes` the `>` before it.
    """

    role: str
    text: str
    length: int
    is_exact: bool
    has_colon: bool
    quotes: int
    is_capital: bool


def label_of(line: PrintedLine) -> Label | None:
    """The label at the start of a line, if there is one; damaged ones are told by `is_exact`."""
    if line.text[:1] not in _FIRST_LETTERS:
        return None
    match = _LINE.match(line.text)
    if match is None:
        return None
    colon = match["colon"].strip()
    found = _role(match["label"].casefold(), bool(colon))
    if found is None:
        return None
    role, is_exact = found
    label = match["label"]
    return Label(
        role,
        label,
        match.end(),
        is_exact and colon == ":",
        colon in {":", ";"},
        match["marks"].count(">"),
        len(label) > 1 and label.isupper(),
    )


def split_label(line: PrintedLine, label: Label) -> tuple[WordBox, ...]:
    """The words of a line after its label; a word that the label is part of is cut."""
    position = 0
    for index, word in enumerate(line.words):
        end = position + word.end - word.start
        if end > label.length:
            cut = max(label.length - position, 0)
            return (_cut(word, cut), *line.words[index + 1 :])
        position = end + 1
    return ()


def _cut(word: WordBox, count: int) -> WordBox:
    if not count:
        return word
    share = count / (word.end - word.start)
    return word._replace(start=word.start + count, x0=word.x0 + share * (word.x1 - word.x0))


@lru_cache(maxsize=8192)
def _role(label: str, has_colon: bool) -> tuple[str, bool] | None:
    """The role of a label, and whether it is spelled right."""
    known = _LABELS.get(label)
    if known:
        # Without its colon a word such as "to" or "date" begins a sentence as well.
        return (known, has_colon) if has_colon or known != OTHER else None
    if not has_colon:
        return None
    if label in _DAMAGED:
        return _DAMAGED[label], False
    if not 3 <= len(label) <= 13:
        return None
    folded = _folded(label)
    if folded in _LABELS and _LABELS[folded] != OTHER:
        return _LABELS[folded], False
    for name, role in _LONG.items():
        allowed = 1 if len(name) < 7 else 2
        if Levenshtein.distance(folded, _folded(name), score_cutoff=allowed) <= allowed:
            return role, False
    return None


def _folded(label: str) -> str:
    for wrong, right in _CONFUSED:
        label = label.replace(wrong, right)
    return label
