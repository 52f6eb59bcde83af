"""What exhibits need of renditions: the pages of a document, and that they stay as they are."""

from pathlib import Path
from typing import Protocol

from pincite.domain.pages import PageLayout


class Rendition(Protocol):
    """A document as pages: a PDF that holds just these, and where the words lie on each."""

    @property
    def path(self) -> Path:
        """The PDF file."""

    @property
    def layouts(self) -> tuple[PageLayout, ...]:
        """The pages in order."""

    @property
    def is_own_pages(self) -> bool:
        """Whether the PDF is the document itself."""

    @property
    def is_placeholder(self) -> bool:
        """Whether the one page only says what the document is."""


class Renditions(Protocol):
    """Makes documents into pages."""

    def open(self, document_id: int) -> Rendition:
        """The rendition of a document, made now if there is none yet."""

    def freeze(self, document_id: int) -> Rendition:
        """The rendition of a document, kept from now on as it is."""
