"""The one tokeniser: what a word is, everywhere in Pincite.

A word is a run of letters, digits and marks after NFKC, with case and accents folded. Soft hyphens
and line-end hyphenation are joined. CJK, Thai and their like, which part no words by spaces, give
one word a character. The index is fed with `words`, a document's hits are found with `tokens`; both
rest on the same runs and the same folding, so they agree by construction.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, combining, normalize

from pincite.domain.documents import CanonicalText


class Token(NamedTuple):
    """One word, folded, and where it stands in the text (half-open, in code points)."""

    word: str
    start: int
    end: int


# A word broken at a line's end: a letter, a hyphen, the break, a small letter.
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][ \t]*\n[ \t]*(?=([^\W\d_]))")
_MAYBE_BROKEN = re.compile(r"-[ \t]*\n")
_BREAK = re.compile(r"[-\u2010\u00ad][ \t]*\n")
_ASCII_RUN = re.compile(r"[0-9A-Za-z\x7f]+")
_RUN = re.compile(r"[^ ]+")
# What a break within a word becomes, so that offsets stay: a character that no word shows.
_JOINER = "\u00ad"
_ASCII_JOINER = "\x7f"
_UNCOUNTED = "?"

# Letters that Unicode does not take apart, yet a keyboard without them writes plainly.
_STROKES = str.maketrans("øłđħŧıɨƶ", "oldhtiiz")
# Scripts that part no words by spaces: each character is a word. Source: UAX #29, UAX #14 (SA).
_SINGLE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\uaa60-\uaa7f"
    "\u1100-\u11ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u30ff\u3105-\u318f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_ZERO_WIDTH_SPACE = "\u200b"


def words(text: str) -> str:
    """The words of `text`, folded, one space between them: what the index is fed."""
    if text.isascii():
        if "-" in text and "\n" in text:
            text = _BROKEN.sub(_mended, text)
        return b" ".join(text.encode().translate(_ASCII_FOLDED).split()).decode()
    return " ".join(token.word for token in _folded_runs(text, 0))


def fed(text: str) -> str:
    """What the index may be fed in place of `words`: the text itself, where that is the same.

    SQLite's tokeniser parts and folds ASCII as `words` does; it only cannot join broken words.
    """
    return text if text.isascii() and not _MAYBE_BROKEN.search(text) else words(text)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of `text[start:end]` in order, each with its place in `text`."""
    part = text if start == 0 and end is None else text[start:end]
    if not part.isascii():
        return list(_folded_runs(part, start))
    part = part.replace(_ASCII_JOINER, " ")
    if "-" in part and "\n" in part:
        part = _BROKEN.sub(_bridged_in_ascii, part)
    part = part.lower()
    if _ASCII_JOINER not in part:
        return [
            Token(match[0], start + match.start(), start + match.end())
            for match in _ASCII_RUN.finditer(part)
        ]
    return [
        Token(match[0].replace(_ASCII_JOINER, ""), start + match.start(), start + match.end())
        for match in _ASCII_RUN.finditer(part)
    ]


def spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the words of `text[start:end]` stand: start and end of each of its `tokens`."""
    part = text[start:end]
    if part.isascii() and _ASCII_JOINER not in part and not _MAYBE_BROKEN.search(part):
        return [match.span() for match in _ASCII_RUN.finditer(text, start, end)]
    return [(token.start, token.end) for token in tokens(text, start, end)]


def folded(name: str) -> str:
    """A name as it is compared: case and accents folded as in words, its signs and spaces kept."""
    plain = normalize("NFKD", normalize("NFKD", name).casefold())
    kept = "".join(character for character in plain if not _is_accent(character))
    return normalize("NFKC", kept.translate(_STROKES))


def stands_alone(character: str) -> bool:
    """Whether a character is a word of its own, as a Chinese one is."""
    return _SINGLE.match(character) is not None


def zone_words(text: CanonicalText) -> tuple[str, ...]:
    """The words of each zone, in the order of the zones: the columns that the index is fed."""
    bounds = text.bounds
    return tuple(
        words(text.text[bounds[index] : bounds[index + 1]]) for index in range(0, len(bounds), 2)
    )


def token_stretches(text: str, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first and last word that each stretch of a text touches, counted from 0.

    A stretch that touches none ends before it begins.
    """
    plain = text.replace(_ASCII_JOINER, " ")
    if (_MAYBE_BROKEN if plain.isascii() else _BREAK).search(plain):
        plain = _BROKEN.sub(_bridged_in_ascii, plain)
    spelt = f" {plain.translate(_SPELT)}"
    if _UNCOUNTED not in spelt:
        # Counting is far cheaper than taking apart: nearly every text is like this.
        return list(_counted(spelt, stretches))
    found = tokens(text)
    starts, ends = [token.start for token in found], [token.end for token in found]
    return [(bisect_right(ends, start), bisect_left(starts, end) - 1) for start, end in stretches]


def _counted(spelt: str, stretches: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The words that stretches touch in a text whose words are spelt with x, after a space."""
    reached = before = 0
    for start, end in stretches:
        if start < reached:
            reached = before = 0
        before += spelt.count(" x", reached, start + 1)
        reached = start
        yield (
            before - spelt.startswith("xx", start),
            before + spelt.count(" x", start, end + 1) - 1,
        )


def _mended(match: re.Match[str]) -> str:
    """Nothing where a small letter goes on after the break; else the break as it was."""
    return "" if match[1].islower() else match[0]


def _bridged(match: re.Match[str]) -> str:
    """As many joiners as the break has characters, so that offsets stay."""
    return _JOINER * len(match[0]) if match[1].islower() else match[0]


def _bridged_in_ascii(match: re.Match[str]) -> str:
    return _ASCII_JOINER * len(match[0]) if match[1].islower() else match[0]


def _folded_runs(text: str, offset: int) -> Iterator[Token]:
    """The tokens of any text: runs between separators, each folded once."""
    if "\n" in text:
        text = _BROKEN.sub(_bridged, text)
    known: dict[str, tuple[Token, ...]] = {}
    for match in _RUN.finditer(text.translate(_SEPARATED)):
        run = match[0]
        begin = offset + match.start()
        if run.isascii():
            yield Token(run.lower(), begin, offset + match.end())
            continue
        folded = known.get(run)
        if folded is None:
            folded = known[run] = tuple(_tokens_of_run(run))
        for word, start, end in folded:
            yield Token(word, begin + start, begin + end)


def _tokens_of_run(run: str) -> Iterator[Token]:
    """The tokens of a run without separators; offsets count from its start."""
    word, start, end = "", 0, 0
    for cluster_start, cluster_end in _clusters(run):
        parts = _parts(run[cluster_start:cluster_end])
        if parts is None:
            if not word:
                # What is left of an emoji may stand before the word and is no part of it.
                start = cluster_start
            word += "".join(_folded(run[cluster_start:cluster_end]))
            end = cluster_end
            continue
        if word:
            yield Token(word, start, end)
        for part in parts:
            yield Token(part, cluster_start, cluster_end)
        word, start, end = "", cluster_end, cluster_end
    if word:
        yield Token(word, start, end)


def _clusters(run: str) -> Iterator[tuple[int, int]]:
    """Characters with the marks, joiners and Korean letters that belong to them."""
    start = 0
    for position in range(1, len(run)):
        if not _extends(run[position]):
            yield start, position
            start = position
    yield start, len(run)


@lru_cache(maxsize=65536)
def _extends(character: str) -> bool:
    """Whether a character is read together with the one before it."""
    if character < "\u0300":
        return character == _JOINER
    if category(character)[0] == "M" or (
        category(character) == "Cf" and character != _ZERO_WIDTH_SPACE
    ):
        return True
    first = normalize("NFKD", character)[0]
    return combining(first) != 0 or "\u1160" <= first <= "\u11ff"


@lru_cache(maxsize=65536)
def _folded(cluster: str) -> tuple[str, ...]:
    """A cluster as its pieces: parts of a word, single-character words, or ' ' for a gap."""
    plain = normalize("NFKD", normalize("NFKD", cluster).casefold())
    plain = "".join(character for character in plain if not _is_accent(character))
    pieces: list[str] = []
    for character in normalize("NFKC", plain.translate(_STROKES)):
        is_mark = category(character)[0] == "M"
        if is_mark and pieces and _SINGLE.match(pieces[-1]):
            pieces[-1] += character
        elif is_mark or category(character)[0] in "LN":
            pieces.append(character)
        else:
            pieces.append(" ")
    return tuple(pieces)


@lru_cache(maxsize=65536)
def _parts(cluster: str) -> tuple[str, ...] | None:
    """The words that a cluster is on its own (`½`, a Chinese character); None if part of one."""
    pieces = _folded(cluster)
    if not any(piece == " " or _SINGLE.match(piece) for piece in pieces):
        return None
    words: list[str] = []
    is_open = False
    for piece in pieces:
        is_single = piece != " " and _SINGLE.match(piece) is not None
        if is_open and piece != " " and not is_single:
            words[-1] += piece
        elif piece != " ":
            words.append(piece)
        is_open = piece != " " and not is_single
    return tuple(words)


def _is_accent(character: str) -> bool:
    """Whether folding drops a character: accents, vowel points, and what has no width.

    Marks that spell (Indic vowel signs and viramas, the voicing of kana) stay. Source: UAX #44,
    canonical combining classes 10 to 36 (points) and 200 and up (above, below, attached).
    """
    order = combining(character)
    if order:
        return 10 <= order <= 36 or order >= 200
    kind = category(character)
    return kind in ("Cf", "Me") or (kind == "Mn" and _is_ignorable(character))


def _is_ignorable(character: str) -> bool:
    """Whether a mark only chooses a variant: variation selectors and the grapheme joiner."""
    return (
        character == "\u034f"
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


class _Separated(dict[int, str]):
    """Maps what parts words to a space and leaves the rest, learning each character once."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_part = any(piece != " " for piece in _folded(character)) or _extends(character)
        self[code] = character if is_part else " "
        return self[code]


class _Spelt(dict[int, str]):
    """Maps what words are made of to x and the rest to a space, learning each character once.

    What counts otherwise, such as marks and characters that are words by themselves, maps to ?.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        pieces = _folded(character)
        if character == _ASCII_JOINER:
            self[code] = "x"
        elif _extends(character):
            self[code] = _UNCOUNTED
        elif not any(piece != " " for piece in pieces):
            self[code] = " "
        else:
            self[code] = "x" if _parts(character) is None else _UNCOUNTED
        return self[code]


_SEPARATED = _Separated()
_SPELT = _Spelt()
_ASCII_FOLDED = bytes(
    ord(chr(code).lower()) if chr(code).isalnum() and code < 128 else 32 for code in range(256)
)
