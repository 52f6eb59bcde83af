"""The query language, its evaluation, and the hits in a document."""

from pincite.search.facets import Facets
from pincite.search.hits import Hit
from pincite.search.search import Filter, Found, Query, Search
from pincite.search.snippets import Snippet

__all__ = ["Facets", "Filter", "Found", "Hit", "Query", "Search", "Snippet"]
