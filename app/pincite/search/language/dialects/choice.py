"""Which scanner reads which dialect."""

from pincite.domain.dialects import Dialect
from pincite.search.language.dialects.dtsearch import DtSearchScanner
from pincite.search.language.dialects.lexis import LexisScanner
from pincite.search.language.dialects.scanner import Scanner
from pincite.search.language.dialects.westlaw import WestlawScanner

SCANNERS: dict[Dialect, type[Scanner]] = {
    "pincite": Scanner,
    "dtsearch": DtSearchScanner,
    "lexis": LexisScanner,
    "westlaw": WestlawScanner,
}
