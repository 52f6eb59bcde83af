"""What a query of a dialect means, by Pincite's own way to write it."""

from pincite.domain.dialects import Dialect
from pincite.errors import QueryError
from pincite.search.language.parse import parse
from pincite.search.language.writing import written


def own(query: str, dialect: Dialect) -> str:
    """The query as Pincite writes it."""
    return written(parse(query, dialect=dialect).tree)


def warnings(query: str, dialect: Dialect) -> tuple[str, ...]:
    """What is pointed out about it."""
    return parse(query, dialect=dialect).warnings


def mended(query: str, dialect: Dialect) -> str:
    """The mended query of the error that it must be."""
    try:
        parse(query, dialect=dialect)
    except QueryError as error:
        return error.suggestion
    raise AssertionError(f"{query} was read")
