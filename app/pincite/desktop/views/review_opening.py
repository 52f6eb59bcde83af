"""Reads the document that is to be shown in Review, and what is decided about it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from pincite.desktop.models.document_data import (
    Decisions,
    DocumentData,
    read_decisions,
    read_document,
)
from pincite.desktop.views.shell import Shell

if TYPE_CHECKING:
    from pincite.desktop.views.review import Review

_SETTLE_MS = 40


class ReviewOpening(QObject):
    """Opens documents one after another; `wanted` is the one that was asked for last."""

    def __init__(self, shell: Shell, review: "Review") -> None:
        """Show what is read in the panes of `review`."""
        super().__init__(review)
        self._shell = shell
        self._review = review
        self.wanted: int | None = None
        self._asked_for: int | None = None
        self._at_last_hit = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._read_wanted)

    @property
    def open_id(self) -> int | None:
        """The document that is shown, or None."""
        data = self._review.document.data
        return int(data.document.id) if data else None

    def choose(self, document: int) -> None:
        """Read it at once, unless one was just read: a key held down reads the last one only."""
        self.wanted = document
        if not self._settle.isActive():
            self.read(document)
        self._settle.start()

    def read(self, document: int) -> None:
        """Read and show a document."""
        self._asked_for = document
        read = partial(read_document, document, self._review.query)
        self._shell.work.read(read, self._on_document, latest="document")

    def forget(self) -> None:
        """Read again even the document that was read last: another question was asked."""
        self._asked_for = None

    def begin_at(self, *, last_hit: bool) -> None:
        """Show the next document at its last hit, or at the first."""
        self._at_last_hit = last_hit

    def read_decisions(self) -> None:
        """Read again what is decided about the open document."""
        document = self.open_id
        if document is not None:
            read = partial(read_decisions, document)
            self._shell.work.read(read, self._on_decisions, latest="decisions")

    def _read_wanted(self) -> None:
        if self.wanted is not None and self.wanted != self._asked_for:
            self.read(self.wanted)

    def _on_document(self, data: DocumentData) -> None:
        review = self._review
        self._shell.work.read_first(int(data.document.id))
        review.decisions.show_document(data.decisions)
        review.document.show_document(data)
        review.document.show_decisions(data.decisions)
        review.coding.show_document(data)
        if self._at_last_hit:
            review.document.go_to_hit(-1)
        self._at_last_hit = False
        review.hits.document_opened()
        review.highlights.document_opened()
        review.places.document_opened()
        self._shell.actions_changed.emit()

    def _on_decisions(self, decisions: Decisions) -> None:
        review = self._review
        if self.open_id == decisions.document:
            review.decisions.show_document(decisions)
            review.document.show_decisions(decisions)
            review.coding.show_decisions(decisions)
            self._shell.actions_changed.emit()
