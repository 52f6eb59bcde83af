"""The operators of each dialect, each with a line that explains it."""

from pincite.domain.dialects import Dialect

_AND = "both words, anywhere in the document"
_OR = "either word"
_NOT = "documents without what follows"
_NEAR = "within 10 words, in any order"
_BEFORE = "at most 10 words before"
_LACKING = "with none of what follows that near"
_SENTENCE = "within a sentence (20 words)"
_PARAGRAPH = "within a paragraph (50 words)"

OPERATOR_NOTES: dict[Dialect, tuple[tuple[str, str], ...]] = {
    "pincite": (
        ("AND", _AND),
        ("OR", _OR),
        ("NOT", _NOT),
        ("w/10", _NEAR),
        ("pre/10", _BEFORE),
        ("not w/10", _LACKING),
        ("w/s", _SENTENCE),
        ("w/p", _PARAGRAPH),
    ),
    "dtsearch": (
        ("and", _AND),
        ("or", _OR),
        ("and not", _NOT),
        ("w/10", _NEAR),
        ("pre/10", _BEFORE),
        ("not w/10", _LACKING),
    ),
    "lexis": (
        ("and", _AND),
        ("or", _OR),
        ("and not", _NOT),
        ("w/10", _NEAR),
        ("pre/10", _BEFORE),
        ("not w/10", _LACKING),
        ("w/s", _SENTENCE),
        ("w/p", _PARAGRAPH),
    ),
    "westlaw": (
        ("&", _AND),
        ("or", _OR),
        ("%", _NOT),
        ("/10", _NEAR),
        ("+10", _BEFORE),
        ("/s", _SENTENCE),
        ("/p", _PARAGRAPH),
    ),
}
FUNCTION_NOTES: tuple[tuple[str, str], ...] = (
    ("family(", "whole families: messages with their attachments"),
    ("sample(50, ", "50 documents chosen at random, always the same"),
)
