"""The dialects that a query may be written in."""

from typing import Literal, get_args

from pincite.search.dialects.dtsearch import DtSearchScanner
from pincite.search.dialects.lexis import LexisScanner
from pincite.search.dialects.scanner import Scanner
from pincite.search.dialects.westlaw import WestlawScanner

Dialect = Literal["pincite", "dtsearch", "lexis", "westlaw"]
DIALECTS: tuple[Dialect, ...] = get_args(Dialect)

SCANNERS: dict[Dialect, type[Scanner]] = {
    "pincite": Scanner,
    "dtsearch": DtSearchScanner,
    "lexis": LexisScanner,
    "westlaw": WestlawScanner,
}
