"""The query language: what a lawyer types becomes a query tree, or an error that mends it.

Each dialect takes a query apart by its own symbols (`dialects`) and joins the pieces by its own
grammar (`and_first`, `or_first`); the tree is the same for all.
"""

from dataclasses import dataclass

from pincite.domain.dialects import Dialect
from pincite.errors import QueryError
from pincite.search.language.and_first import AndFirstParser
from pincite.search.language.dialects.choice import SCANNERS
from pincite.search.language.or_first import OrFirstParser
from pincite.search.language.parsing import Parser
from pincite.search.tree import Every, Query

MENDINGS = 5
_GRAMMARS: dict[Dialect, type[Parser]] = {
    "pincite": AndFirstParser,
    "dtsearch": AndFirstParser,
    "lexis": OrFirstParser,
    "westlaw": OrFirstParser,
}


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a query means: its tree, and what its writer should know about it."""

    tree: Query
    warnings: tuple[str, ...] = ()


def parse(query: str, prefix: str = "REV", dialect: Dialect = "pincite") -> Parsed:
    """The meaning of `query`; `prefix` is that of the matter's control numbers.

    Raises:
        QueryError: It cannot be read; position and mended query are with it.
    """
    try:
        return _parsed(query, prefix, dialect)
    except QueryError as error:
        mended = _mended(error.suggestion, prefix, dialect)
        if mended == error.suggestion:
            raise
        raise QueryError(error.what, error.position, mended, error.why) from error


def _parsed(query: str, prefix: str, dialect: Dialect) -> Parsed:
    if not query.strip():
        return Parsed(Every())
    parser = _GRAMMARS[dialect](SCANNERS[dialect](query), prefix)
    return Parsed(parser.tree(), tuple(parser.warnings))


def _mended(suggestion: str, prefix: str, dialect: Dialect) -> str:
    """The suggestion, mended further until it can be read; '' if that leads nowhere."""
    for _ in range(MENDINGS):
        try:
            _parsed(suggestion, prefix, dialect)
        except QueryError as error:
            suggestion = error.suggestion
        else:
            return suggestion
    return ""
