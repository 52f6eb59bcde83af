"""Which pages a bundle shows already: no page may stand in it twice."""

from pincite.domain.numbers import parse_page_ranges

# Beyond any document: ranges are compared here, not checked against a document's pages.
_ANY_COUNT = 10**9


class Shown:
    """The pages that exhibits show, by document; a document may be in several by its pages."""

    def __init__(self) -> None:
        """Nothing is shown yet."""
        self._by_document: dict[int, list[tuple[str, str]]] = {}

    def add(self, document: int, pages: str, label: str) -> None:
        """An exhibit called `label` shows these pages; '' is all of them."""
        self._by_document.setdefault(document, []).append((pages, label))

    def clash(self, document: int, pages: str) -> str | None:
        """The exhibit that shows any of these pages already, or None."""
        for held, label in self._by_document.get(document, []):
            if not pages or not held or _numbers(pages) & _numbers(held):
                return label
        return None


def _numbers(pages: str) -> frozenset[int]:
    return frozenset(parse_page_ranges(pages, _ANY_COUNT))
