"""Writing that runs from right to left, and Arabic letters that join: enough to set a line of it.

Joining comes from the presentation forms of Unicode, whose decompositions say which letter and
which form each one is; a face that has them needs no shaping engine.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Scripts whose letters take forms that only a shaping engine can choose.
NEEDS_SHAPING = re.compile(
    "[\u0700-\u074f\u0780-\u07bf\u07c0-\u07ff\u0840-\u085f\u0900-\u0ddf\u0f00-\u109f\u1780-\u17ff\u1800-\u18af]"
)
_RIGHT_RUN = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]+"
    r"|[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]+"
)
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_LAM = "\u0644"


def is_right_to_left(text: str) -> bool:
    """Whether a paragraph runs from right to left: its first letter with a direction does."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False


def direction_runs(word: str) -> list[str]:
    """A word parted where letters from right to left meet others."""
    return _RIGHT_RUN.findall(word)


def direction_of(text: str) -> str:
    """`R`, `L`, `N` for numbers, or `` for what takes its direction from around it."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"R", "AL"}:
            return "R"
        if direction == "L":
            return "L"
        if direction in {"EN", "AN"}:
            return "N"
    return ""


def composed(text: str) -> Iterable[tuple[str, str]]:
    """What is drawn from left to right: a letter and its mark as one, where one glyph has both."""
    if text.isascii() or not any(map(unicodedata.combining, text)):
        return zip(text, text, strict=True)
    pairs: list[tuple[str, str]] = []
    for character in text:
        if pairs and unicodedata.combining(character):
            drawn, source = pairs[-1]
            both = unicodedata.normalize("NFC", drawn + character)
            if len(both) == 1:
                pairs[-1] = (both, source + character)
                continue
        pairs.append((character, character))
    return pairs


def displayed(word: str) -> list[tuple[str, str]]:
    """What is drawn for a run from right to left, left to right: pairs of glyph and source text."""
    clusters: list[list[tuple[str, str]]] = []
    for drawn, source in _joined(word):
        if clusters and unicodedata.combining(source[0]):
            clusters[-1].append((drawn, source))
        else:
            clusters.append([(drawn.translate(_MIRRORED), source)])
    return [pair for cluster in reversed(clusters) for pair in cluster]


def visual_order(directions: list[str], *, from_right: bool) -> list[int]:
    """The places of a line's pieces, from left to right.

    Source: the levels and reversal of Unicode Annex 9 (rules N0 to L2), piece by piece.
    """
    base = 1 if from_right else 0
    levels = _levels(directions, base)
    order = list(range(len(directions)))
    for level in range(max(levels, default=0), 0, -1):
        index = 0
        while index < len(order):
            end = index
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[index:end] = reversed(order[index:end])
            index = end + 1
    return order


def _levels(directions: list[str], base: int) -> list[int]:
    """The level of each piece: even from left to right, odd from right to left."""
    outer = "R" if base else "L"
    resolved = []
    last = outer
    for direction in directions:
        if direction == "N":
            resolved.append("N" if last == "R" else "L")
            continue
        last = direction or last
        resolved.append(direction)
    for index, direction in enumerate(resolved):
        if not direction:
            before = next((found for found in reversed(resolved[:index]) if found), outer)
            after = next((found for found in resolved[index + 1 :] if found), outer)
            before, after = ("R" if side == "N" else side for side in (before, after))
            resolved[index] = before if before == after else outer
    deeper = {"R": 1, "N": 2, "L": 2 if base else 0}
    return [deeper[direction] for direction in resolved]


def _joined(word: str) -> list[tuple[str, str]]:
    """Each letter in the form it takes beside its neighbours, with the letters it stands for."""
    forms = _forms()
    pieces: list[tuple[str, str]] = []
    index = 0
    while index < len(word):
        letter = word[index]
        length = 2 if letter == _LAM and word[index : index + 2] in forms else 1
        key = word[index : index + length]
        if key in forms:
            joins_before = _joins_on(_neighbour(word, index, -1))
            has_after = "medial" in forms[key] or "initial" in forms[key]
            joins_after = has_after and _neighbour(word, index + length - 1, 1) in forms
            pieces.append((_form(forms[key], joins_before, joins_after) or key, key))
        else:
            pieces.append((key, key))
        index += length
    return pieces


def _form(forms: dict[str, str], joins_before: bool, joins_after: bool) -> str | None:
    if joins_before and joins_after:
        return forms.get("medial") or forms.get("final")
    if joins_before:
        return forms.get("final")
    if joins_after:
        return forms.get("initial")
    return forms.get("isolated")


def _neighbour(word: str, index: int, step: int) -> str:
    """The next letter in a direction, past marks, or ''."""
    index += step
    while 0 <= index < len(word):
        if not unicodedata.combining(word[index]):
            return word[index]
        index += step
    return ""


def _joins_on(letter: str) -> bool:
    """Whether a letter joins to the one behind it."""
    return "initial" in _forms().get(letter, {})


@cache
def _forms() -> dict[str, dict[str, str]]:
    """The forms of each Arabic letter, and of lam with alef."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFC00), *range(0xFE80, 0xFEFD)):
        kind, *parts = unicodedata.decomposition(chr(code)).split() or [""]
        letters = "".join(chr(int(part, 16)) for part in parts)
        if kind in {"<isolated>", "<final>", "<initial>", "<medial>"} and (
            len(letters) == 1 or letters.startswith(_LAM)
        ):
            forms.setdefault(letters, {})[kind.strip("<>")] = chr(code)
    # Tatweel joins on both sides and looks the same everywhere.
    forms["\u0640"] = dict.fromkeys(("isolated", "final", "initial", "medial"), "\u0640")
    return forms
