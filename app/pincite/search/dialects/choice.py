"""Which scanner reads which dialect."""

from pincite.domain.dialects import Dialect
from pincite.search.dialects.dtsearch import DtSearchScanner
from pincite.search.dialects.lexis import LexisScanner
from pincite.search.dialects.scanner import Scanner
from pincite.search.dialects.westlaw import WestlawScanner

SCANNERS: dict[Dialect, type[Scanner]] = {
    "pincite": Scanner,
    "dtsearch": DtSearchScanner,
    "lexis": LexisScanner,
    "westlaw": WestlawScanner,
}
