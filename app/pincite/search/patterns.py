"""The words of a query: tokens as in a document, with the wildcards that stand next to them."""

import re

from pincite.domain.tokens import tokens

_WILD_GAP = re.compile(r"[*?]+")
_AT_END = re.compile(r"[*?]+$")


def word_patterns(text: str) -> list[str]:
    """The words of a bare word, `*` and `?` kept where they touch one; a last `!` is a `*`.

    A hyphenated word, an address or a number with dashes gives several, to be read as a phrase.
    """
    if len(text) > 1 and text.endswith("!"):
        text = text[:-1] + "*"
    return _patterns(text)


def phrase_patterns(text: str) -> list[str]:
    """The words of a quoted phrase: a `?` that ends a word is punctuation."""
    return _patterns(re.sub(r"\?+(?![\w*?])", " ", text))


def _patterns(text: str) -> list[str]:
    found: list[str] = []
    previous_end = 0
    for token in tokens(text):
        gap = text[previous_end : token.start]
        if found and _WILD_GAP.fullmatch(gap):
            found[-1] += gap + token.word
        else:
            if found:
                found[-1] += _leading_of(gap)
            touching = _AT_END.search(gap)
            before = touching[0] if touching and (not found or touching.start() > 0) else ""
            found.append(before + token.word)
        previous_end = token.end
    if found:
        found[-1] += _leading_of(text[previous_end:])
    return [re.sub(r"\*+", "*", word) for word in found]


def _leading_of(gap: str) -> str:
    """The wildcards that a gap begins with."""
    match = _WILD_GAP.match(gap)
    return match[0] if match else ""


def has_lone_wildcard(text: str) -> bool:
    """Whether a wildcard stands on its own, where it would mean any word at all."""
    return any(_WILD_GAP.fullmatch(part) for part in text.split())
