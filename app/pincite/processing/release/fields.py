"""The labels of header fields, as mail programs print them and as OCR reads them."""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from pincite.domain.pages import WordBox
from pincite.domain.releases import PrintedLine
from pincite.processing.formats.languages import ENGLISH, LABELS, plain

# What is printed in a header block, and never kept as one of a message's own fields.
OTHER = "other"
ROLES = ("from", "to", "cc", "bcc", "subject", "sent", "attached")
_LABELS = {name: role for names in LABELS.values() for name, role in names.items()}
_LANGUAGES = {
    name: frozenset(language for language, names in LABELS.items() if name in names)
    for name in _LABELS
}
_ENGLISH = frozenset({ENGLISH})
# Labels so short that one wrong letter makes another word; believed only within a block.
_DAMAGED = {
    "t0": "to", "io": "to", "lo": "to", "ta": "to", "te": "to", "tc": "to", "ro": "to", "fo": "to",
    "tu": "to", "tq": "to", "c0": "cc", "ce": "cc", "ec": "cc", "oc": "cc", "co": "cc", "ee": "cc",
    "cе": "cc", "gc": "cc", "cg": "cc", "6cc": "bcc", "8cc": "bcc", "bce": "bcc", "bec": "bcc",
    "t": "to", "o": "to", "c": "cc",
}  # fmt: skip
_LONG = {
    label: role
    for label, role in _LABELS.items()
    if role != OTHER and len(label) >= (4 if label in LABELS[ENGLISH] else 6)
}
# What may stand as the second word of a label: it belongs to one where a colon follows.
_SECOND = sorted({name.partition(" ")[2] for name in _LABELS} - {"", "behalf of", "up flag"})
_CONFUSED = (("rn", "m"), ("0", "o"), ("1", "l"), ("|", "l"), ("5", "s"), ("vv", "w"), ("8", "b"))
_LINE = re.compile(
    r"(?P<marks>(?:[>|*•·.,'`~\"_-] ?)*)"
    r"(?P<label>[A-Za-zÀ-ÿ0-9|][A-Za-zÀ-ÿ0-9|.'!\-]{0,15}?"
    rf"(?: (?:of|à|{'|'.join(_SECOND)})(?=[ ]?[:;]))?)"
    r"(?P<colon> ?[:;]|[.,](?=\s|$)|(?=\s|$))",
    re.IGNORECASE,
)
_FIRST_LETTERS = frozenset("ftcbsdarFTCBSDAR0168|>*•.,'`iIlLoOmMpPgGeEqQnNuUjJvVhHkKwWyYàÀ_-\"~·")


class Label(NamedTuple):
    """A field's label at the start of a line.

    `length` counts the characters of the line's text that belong to it, colon and all; `is_exact`
    that it is spelled as programs print it, colon and all; `quotes` the `>` before it. `languages`
    are those in which it is one.
    """

    role: str
    text: str
    length: int
    is_exact: bool
    has_colon: bool
    quotes: int
    is_capital: bool
    languages: frozenset[str]


def label_of(line: PrintedLine) -> Label | None:
    """The label at the start of a line, if there is one; damaged ones are told by `is_exact`."""
    if line.text[:1] not in _FIRST_LETTERS:
        return None
    match = _LINE.match(line.text)
    if match is None:
        return None
    colon = match["colon"].strip()
    found = _role(plain(match["label"]), bool(colon))
    if found is None:
        return None
    role, is_exact, languages = found
    label = match["label"]
    return Label(
        role,
        label,
        match.end(),
        is_exact and colon == ":",
        colon in {":", ";"},
        match["marks"].count(">"),
        len(label) > 1 and label.isupper(),
        languages,
    )


def split_label(line: PrintedLine, label: Label) -> tuple[WordBox, ...]:
    """The words of a line after its label; a word that the label is part of is cut."""
    position = 0
    for index, word in enumerate(line.words):
        end = position + word.end - word.start
        if end > label.length:
            cut = max(label.length - position, 0)
            return (word.cut(word.start + cut, word.end), *line.words[index + 1 :])
        position = end + 1
    return ()


@lru_cache(maxsize=8192)
def _role(label: str, has_colon: bool) -> tuple[str, bool, frozenset[str]] | None:
    """The role of a label, whether it is spelled right, and in which languages it is one."""
    known = _LABELS.get(label)
    if known:
        languages = _LANGUAGES[label]
        if ENGLISH not in languages:
            # `Data:` may be Italian, or `Date:` with a letter misread.
            near = _near(label)
            languages |= _ENGLISH if near is not None and near[:1] == (known,) else frozenset()
            return (known, True, languages) if has_colon else None
        # Without its colon a word such as "to" or "date" begins a sentence as well.
        return (known, has_colon, languages) if has_colon or known != OTHER else None
    if not has_colon:
        return None
    if label in _DAMAGED:
        role = _DAMAGED[label]
        return role, False, _LANGUAGES[role]
    near = _near(label)
    return (near[0], False, near[1]) if near else None


def _near(label: str) -> tuple[str, frozenset[str]] | None:
    """The role that a label has but for a letter, and in which languages; English comes first."""
    if not 3 <= len(label) <= 13:
        return None
    folded = _folded(label)
    if LABELS[ENGLISH].get(folded, OTHER) != OTHER:
        return _LABELS[folded], _LANGUAGES[folded]
    for name, role in _LONG.items():
        allowed = 1 if len(name) < 7 else 2
        is_near = Levenshtein.distance(folded, _folded(name), score_cutoff=allowed) <= allowed
        if is_near and name != label:
            return role, _LANGUAGES[name]
    return None


def _folded(label: str) -> str:
    for wrong, right in _CONFUSED:
        label = label.replace(wrong, right)
    return label
