"""The query language, its evaluation, and the hits in a document."""

from pincite.domain.dialects import DIALECTS, Dialect
from pincite.search.contexts import HitPlaces, HitRow
from pincite.search.coverage import Coverage, Gap
from pincite.search.expansions import Expansion
from pincite.search.facets import Facets
from pincite.search.highlights import BadLine
from pincite.search.hits import Hit
from pincite.search.misreads import Misread, with_misreads
from pincite.search.search import Found, Search
from pincite.search.snippets import Snippet
from pincite.search.term_report import BadTerm, ReportTotals, TermReport, TermRow, TermsAsked
from pincite.search.understood import Query

__all__ = [
    "DIALECTS",
    "BadLine",
    "BadTerm",
    "Coverage",
    "Dialect",
    "Expansion",
    "Facets",
    "Found",
    "Gap",
    "Hit",
    "HitPlaces",
    "HitRow",
    "Misread",
    "Query",
    "ReportTotals",
    "Search",
    "Snippet",
    "TermReport",
    "TermRow",
    "TermsAsked",
    "with_misreads",
]
