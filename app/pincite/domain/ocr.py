"""What a reader of scanned pages (OCR) saw: the words of a page, their places, how sure it is."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pincite.domain.pages import Stretch, WordBox

# Why a page is to be read: the file has no text of it, or only rubbish, or somebody asked for it.
NO_TEXT, RUBBISH, ASKED = "no text", "rubbish", "asked"
# Of a page that is not to be read: it brought its text, and is only looked at for redactions.
LOOK = "look"
# That of a word which is not read but the file's own.
OWN_CONFIDENCE = 100.0
_FORMAT = 1
_WITH_STRETCHES = 10


class OcrWord(NamedTuple):
    """A word that was read.

    The rectangle is in points from the top left corner of the page as it is displayed, `confidence`
    from 0 to 100. `line` and `paragraph` count up through the page in the order of reading.
    `stretches` and `is_sideways` are as of a `WordBox`.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float
    line: int
    paragraph: int
    stretches: tuple[Stretch, ...] = ()
    is_sideways: bool = False


@dataclass(frozen=True, slots=True)
class OcrLayer:
    """The words of one page in the order of reading, and what read them.

    `turned_degrees` is how far the picture was turned clockwise to stand upright (0, 90, 180, 270),
    `skew_degrees` by how much its lines fell to the right after that. `own_count` of the words are
    not read but the file's own.
    """

    engine: str
    words: tuple[OcrWord, ...]
    turned_degrees: int = 0
    skew_degrees: float = 0.0
    own_count: int = 0

    @property
    def read_count(self) -> int:
        """How many words were read."""
        return len(self.words) - self.own_count

    @property
    def confidence(self) -> float | None:
        """The mean confidence of the words that were read, or None where there are none."""
        if not self.read_count:
            return None
        total = sum(word.confidence for word in self.words) - OWN_CONFIDENCE * self.own_count
        return total / self.read_count


class PageText(NamedTuple):
    """The text of a page and its words, whose offsets count from the start of the page."""

    text: str
    words: tuple[WordBox, ...]


def laid_out(layer: OcrLayer) -> PageText:
    """A layer as text: words parted by spaces, lines by newlines, paragraphs by an empty line."""
    parts: list[str] = []
    boxes: list[WordBox] = []
    position = 0
    last: OcrWord | None = None
    for word in layer.words:
        if last is not None:
            parts.append(_separator(last, word))
            position += len(parts[-1])
        end = position + len(word.text)
        boxes.append(WordBox(position, end, *word[1:5], word.stretches, word.is_sideways))
        parts.append(word.text)
        position += len(word.text)
        last = word
    return PageText("".join(parts), tuple(boxes))


def encode_layer(layer: OcrLayer) -> bytes:
    """A layer as it is kept: compressed JSON, the same bytes for the same layer."""
    said = {
        "format": _FORMAT,
        "engine": layer.engine,
        "turned": layer.turned_degrees,
        "skew": round(layer.skew_degrees, 3),
        "own": layer.own_count,
        "words": [_rounded(word) for word in layer.words],
    }
    return zlib.compress(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def decode_layer(encoded: bytes) -> OcrLayer:
    """The layer that `encode_layer` wrote.

    Raises:
        ValueError: The bytes are damaged.
    """
    try:
        said = json.loads(zlib.decompress(encoded))
        words = tuple(map(_word, said["words"]))
        return OcrLayer(said["engine"], words, said["turned"], said["skew"], said["own"])
    except (zlib.error, KeyError, TypeError, ValueError) as error:
        raise ValueError("damaged layer of read words") from error


def _separator(last: OcrWord, word: OcrWord) -> str:
    if last.line == word.line:
        return " "
    return "\n" if last.paragraph == word.paragraph else "\n\n"


def _rounded(word: OcrWord) -> Sequence[object]:
    sides = [round(side, 2) for side in word[1:5]]
    kept = [word.text, *sides, round(word.confidence, 1), word.line, word.paragraph]
    if word.stretches:
        kept += [[side for stretch in word.stretches for side in stretch], word.is_sideways]
    return kept


def _word(kept: Sequence[Any]) -> OcrWord:
    """A word as `_rounded` keeps it; an earlier version kept no stretches."""
    if len(kept) < _WITH_STRETCHES:
        return OcrWord(*kept)
    numbers = iter(kept[8])
    stretches = tuple(map(Stretch, numbers, numbers, numbers))
    return OcrWord(*kept[:8])._replace(stretches=stretches, is_sideways=bool(kept[9]))
