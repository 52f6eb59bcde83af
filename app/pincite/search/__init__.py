"""The query language, its evaluation, and the hits in a document."""

from pincite.domain.dialects import DIALECTS, Dialect
from pincite.search.coverage import Coverage, Gap
from pincite.search.evaluation.expansions import Expansion
from pincite.search.evaluation.facets import Facets
from pincite.search.marks.contexts import HitPlaces, HitRow
from pincite.search.marks.highlights import BadLine
from pincite.search.marks.hits import Hit
from pincite.search.marks.misreads import Misread, with_misreads
from pincite.search.marks.snippets import Snippet
from pincite.search.reports.term_report import (
    BadTerm,
    ReportTotals,
    TermReport,
    TermRow,
    TermsAsked,
)
from pincite.search.search import Found, Search
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
