"""The operators and functions of each dialect, each with a line that explains it."""

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
_FUNCTIONS = (
    ("family(", "whole families: messages with their attachments"),
    ("sample(50, ", "50 documents chosen at random, always the same"),
    ("mail(", "a mail address in the text: mail(*@agency.gov)"),
    ("phone(", "a telephone number in the text"),
    ("creditcard(", "a credit card number in the text"),
    ("ssn(", "a social security number in the text"),
)
_WRITTEN_DATE = ("date(", "a date in the text: date(2018-07)")
# In the other languages date( … ) asks when something was sent.
FUNCTION_NOTES: dict[Dialect, tuple[tuple[str, str], ...]] = {
    "pincite": (*_FUNCTIONS, _WRITTEN_DATE),
    "dtsearch": (*_FUNCTIONS, _WRITTEN_DATE),
    "lexis": _FUNCTIONS,
    "westlaw": _FUNCTIONS,
}
