"""The languages that a query may be written in."""

from typing import Literal, get_args

Dialect = Literal["pincite", "dtsearch", "lexis", "westlaw"]
DIALECTS: tuple[Dialect, ...] = get_args(Dialect)

DIALECT_NAMES: dict[Dialect, str] = {
    "pincite": "Pincite",
    "dtsearch": "dtSearch, Relativity",
    "lexis": "Lexis",
    "westlaw": "Westlaw",
}


def known_dialect(written: str) -> Dialect:
    """A dialect as it is stored or remembered; Pincite's own for what is none."""
    return next((dialect for dialect in DIALECTS if dialect == written), DIALECTS[0])
