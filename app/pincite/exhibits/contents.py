"""What an exhibit holds: its document, whatever is attached, and the pages of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from pincite.domain.numbers import parse_page_ranges
from pincite.errors import ExhibitError
from pincite.exhibits.rendered import Rendition, Renditions
from pincite.store.bundles import Exhibit
from pincite.store.connection import Store
from pincite.store.documents import Document, Documents
from pincite.store.ocr import OcrPages


@dataclass(frozen=True, slots=True)
class ExhibitDocument:
    """A document within an exhibit.

    `page_indices` count from 0 in its rendition; `bates` has a number or None for each of them.
    `read_pages` are those of its pages whose words were read from their pictures (OCR).
    """

    document: Document
    rendition: Rendition
    page_indices: tuple[int, ...]
    bates: tuple[str | None, ...]
    read_pages: frozenset[int] = frozenset()


class Contents:
    """Looks up what exhibits hold."""

    def __init__(self, store: Store, renditions: Renditions) -> None:
        """Read documents from the store and their pages from `renditions`."""
        self._documents = Documents(store)
        self._renditions = renditions
        self._ocr = OcrPages(store)

    def documents(self, exhibit: Exhibit) -> list[Document]:
        """The exhibit's document, then what is attached to it at any depth if it is to be shown."""
        main = self._documents.get(exhibit.document_id)
        if not exhibit.with_attachments:
            return [main]
        return [main, *attached(main, self._documents.family(main.id))]

    def page_count(self, document: int) -> int:
        """How many pages a document has.

        Raises:
            RenditionError: It cannot be made into pages.
        """
        return len(self._renditions.open(document).layouts)

    def of(
        self,
        exhibit: Exhibit,
        opened: dict[int, Rendition] | None = None,
        *,
        is_frozen: bool = False,
    ) -> tuple[ExhibitDocument, ...]:
        """The exhibit's documents with their pages; with `is_frozen` these stay as they are.

        `opened` keeps renditions for the next exhibit: one long PDF may be many exhibits.

        Raises:
            ExhibitError: The exhibit names pages that its document does not have.
            RenditionError: A document cannot be made into pages.
        """
        take = self._renditions.freeze if is_frozen else self._renditions.open
        opened = {} if opened is None else opened
        found: list[ExhibitDocument] = []
        for document in self.documents(exhibit):
            if document.id not in opened:
                opened[document.id] = take(document.id)
            rendition = opened[document.id]
            wanted = exhibit.pages if document.id == exhibit.document_id else ""
            indices = _page_indices(exhibit, wanted, len(rendition.layouts))
            numbers = {page.number - 1: page.bates for page in self._documents.pages(document.id)}
            bates = tuple(numbers.get(index) for index in indices)
            read = self._read_pages(document, rendition)
            found.append(ExhibitDocument(document, rendition, indices, bates, read))
        return tuple(found)

    def _read_pages(self, document: Document, rendition: Rendition) -> frozenset[int]:
        if not rendition.is_own_pages and document.printed_in is None:
            return frozenset()
        return frozenset(number - 1 for number in self._ocr.numbers_read(document.id))


def attached(main: Document, family: Iterable[Document]) -> list[Document]:
    """The members of a family that are attached to `main`, directly or within an attachment."""
    within = {main.id}
    found: list[Document] = []
    for document in family:
        if document.parent_id in within:
            within.add(document.id)
            found.append(document)
    return found


def _page_indices(exhibit: Exhibit, wanted: str, page_count: int) -> tuple[int, ...]:
    try:
        return tuple(number - 1 for number in parse_page_ranges(wanted, page_count))
    except ValueError as error:
        raise ExhibitError(
            f"The pages of {exhibit.label} cannot be shown.",
            f"{error}.",
            "Change the pages of the exhibit.",
        ) from error
