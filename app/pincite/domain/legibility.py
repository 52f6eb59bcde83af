"""Whether a text that a file holds can be read by people, or is what a broken font left of it."""

import re
import unicodedata

# Fewer words than this tell nothing.
FEWEST_WORDS = 12
# Below this share of words that could be words, a text is rubbish.
LEAST_SHARE = 0.65
_LONGEST_WORD = 28
_VOWELS = frozenset("aeiouyäöüàáâãåæèéêëìíîïòóôõøœùúûýÿ")
_GLYPH_NAME = re.compile(r"\(cid:\d+\)|/[gG]\d{1,4}\b|\\u[0-9a-fA-F]{4}")
# Letters alternate with what stands between them: a case that jumps about, digits in the middle.
_JUMPING = re.compile(r"[a-z][A-Z][a-z]|[a-zA-Z]\d+[a-zA-Z]|[a-z]{2}[A-Z]{2}")
# Signs that are rare in what people write; of a rule made of them only the first counts.
_SIGN = re.compile(r"([#$%&*+<=>@\[\\\]^`{|}~!?\"])(?!\1)")
_MOST_SIGNS = 0.2
# The commonest pairs of letters of languages written in Latin letters: over 0.45 of the pairs in
# any such text (English, German, Spanish, Polish), under 0.15 where letters are shifted.
_PAIRS = frozenset(
    "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve"
    " co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur ei ie un ta la el os qu us em ge ss"
    " am il et ec ca pe no ac tr ho ot di fo ai ad wa wi so pr po".split()
)
_FEWEST_PAIRS, _USUAL_PAIRS = 40, 0.4
_LETTERS = re.compile(r"[a-z]{3,}")
_EDGES = "\"'“”‘’()[]{}<>.,;:!?*•–—-…/\\|_"
# Words joined by these are several words: addresses, paths, hyphens.
_JOINTS = re.compile(r"[-–—/@._:;,&+=#%'’]+")


def is_rubbish(text: str) -> bool:
    """Whether a text is no text: names of glyphs, private or shifted letters, signs, no spaces.

    Knows no dictionary. Numbers count neither way, and so do scripts other than Latin.
    """
    tokens = text.split()
    odd = sum(_is_odd(letter) for letter in text) + 4 * len(_GLYPH_NAME.findall(text))
    if odd * 5 > len(text) > FEWEST_WORDS:
        return True
    if len(_SIGN.findall(text)) > _MOST_SIGNS * len(text) > FEWEST_WORDS:
        return True
    if len(text) > 200 and len(text) > 40 * max(1, len(tokens)) and text.isascii():
        return True
    share = legible_share(text)
    return share is not None and share < LEAST_SHARE


def legible_share(text: str) -> float | None:
    """The share of words that could be words, from 0 to 1; None where there are too few to tell.

    Where the letters do not follow each other as those of a language do, it is lower accordingly.
    """
    looked = good = 0
    for token in text.split():
        for part in _JOINTS.split(token.strip(_EDGES)):
            verdict = _could_be_word(part.strip(_EDGES))
            if verdict is not None:
                looked += 1
                good += verdict
        if not any(letter.isalnum() for letter in token) and len(token) > 1:
            looked += 0 if len(set(token)) == 1 else 1
    return good / looked * _flow(text) if looked >= FEWEST_WORDS else None


def _flow(text: str) -> float:
    """How far the pairs of letters are as common as in a language, up to 1."""
    pairs = [
        run[place : place + 2]
        for run in _LETTERS.findall(text.lower())
        for place in range(len(run) - 1)
    ]
    if len(pairs) < _FEWEST_PAIRS:
        return 1.0
    return min(1.0, sum(pair in _PAIRS for pair in pairs) / len(pairs) / _USUAL_PAIRS)


def _could_be_word(token: str) -> bool | None:
    """Whether a token could be a word; None for one that tells nothing."""
    if any(_is_odd(letter) for letter in token):
        return False
    letters = [letter for letter in token if letter.isalpha()]
    if not letters or len(token) == 1:
        return None
    if not all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters):
        return None
    if len(letters) < len(token):
        # A number with a letter or two is one; a word broken by other signs is none.
        digits = sum(letter.isdigit() for letter in token)
        return None if digits and len(letters) <= 3 else False
    if len(token) > _LONGEST_WORD or _JUMPING.search(token):
        return False
    if token.isupper() and len(token) <= 5:
        return None
    return any(letter in _VOWELS for letter in token.lower())


def _is_odd(letter: str) -> bool:
    """Whether a letter is none that people write: private, unassigned, control, replacement."""
    if letter == "\ufffd":
        return True
    return letter not in "\n\t\r\f" and unicodedata.category(letter) in {"Co", "Cn", "Cc", "Cs"}
