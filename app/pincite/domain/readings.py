"""How good a reading of a page is, and which of two is the better one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pincite.domain.ocr import OcrLayer

# A page that was read with less confidence is weak: a second engine may read it better.
WEAK_BELOW = 80.0
# A second reading must be so many points better: where both are as good, the first stays.
_CLEARLY = 2.0
# Where nothing was read, what is read must be this good: specks are read too.
_LEAST = 50.0
_FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Quality:
    """How good a reading is, by the words that were read (the file's own do not count).

    `confidence` is the mean of its letters, 0 to 100; `known_share` the share of the letters of
    its words that belong to words the language knows, 0 to 100; `known_letters` how many those are.
    """

    confidence: float = 0.0
    known_share: float = 0.0
    known_letters: int = 0

    @property
    def score(self) -> float:
        """Confidence and known words in one, 0 to 100."""
        return (self.confidence + self.known_share) / 2


def quality(layer: OcrLayer, knows: Callable[[str], bool]) -> Quality:
    """How good a layer is; `knows` says whether a word is one of its language."""
    own = layer.own_count
    read = layer.words if not own else [word for word in layer.words if word.confidence < 100]
    return quality_of(((word.text, word.confidence) for word in read), knows)


def quality_of(words: Iterable[tuple[str, float]], knows: Callable[[str], bool]) -> Quality:
    """How good words with their confidences are."""
    letters = sure = spelt = known = 0.0
    for text, confidence in words:
        letters += len(text)
        sure += confidence * len(text)
        plain = [letter for letter in text if letter.isalpha()]
        if len(plain) >= _FEWEST_LETTERS:
            spelt += len(plain)
            known += len(plain) * knows(text)
    return Quality(
        sure / letters if letters else 0.0, 100 * known / spelt if spelt else 0.0, int(known)
    )


def is_better(new: Quality, old: Quality, *, is_same_scale: bool = True) -> bool:
    """Whether a reading is clearly better: it loses no known word, and scores 2 points more.

    Engines of different kinds are sure of themselves in different ways (not `is_same_scale`): of
    those only the known words are compared.
    """
    if new.known_letters < old.known_letters:
        return False
    if not old.known_letters:
        return new.score >= _LEAST
    if is_same_scale:
        return new.score >= old.score + _CLEARLY
    return new.known_share >= old.known_share + _CLEARLY
