"""The query language, its evaluation, and the hits in a document."""

from pincite.search.dialects.choice import DIALECTS, Dialect
from pincite.search.expansions import Expansion
from pincite.search.facets import Facets
from pincite.search.hits import Hit
from pincite.search.search import Filter, Found, Query, Search
from pincite.search.snippets import Snippet

__all__ = [
    "DIALECTS",
    "Dialect",
    "Expansion",
    "Facets",
    "Filter",
    "Found",
    "Hit",
    "Query",
    "Search",
    "Snippet",
]
