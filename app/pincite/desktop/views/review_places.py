"""Going to a number, a cite, a passage, the next uncoded document."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pincite.desktop.models.places import Place, find_place, next_uncoded
from pincite.desktop.views.shell import Shell

if TYPE_CHECKING:
    from pincite.desktop.views.review import Review


class ReviewPlaces(QObject):
    """Sends the reviewer somewhere; a place within a document waits until that is open."""

    def __init__(self, shell: Shell, review: "Review") -> None:
        """Act for `review`."""
        super().__init__(review)
        self._shell = shell
        self._review = review
        self._document: int | None = None
        self._start: int | None = None
        self._passage: int | None = None

    def ask(self) -> None:
        """Ask for a number or cite to go to."""
        self._shell.mode_requested.emit(self._review.id)
        dialog = self._review.files.ask("Go to", "A control number, a Bates number or a cite")
        dialog.given.connect(self.go_to_number)

    def go_to_number(self, number: str) -> None:
        """Go to the document that a number or cite names."""
        if number:
            self._shell.work.read(partial(find_place, number), self._on_place, latest="place")

    def go_to_document(self, document: int) -> None:
        """Show a document, from any mode."""
        self._shell.mode_requested.emit(self._review.id)
        self._show(document)

    def go_to_passage(self, document: int, passage: int) -> None:
        """Show a passage in its document, from any mode."""
        self._shell.mode_requested.emit(self._review.id)
        self._show(document, passage=passage)

    def go_to_place(self, document: int, start: int) -> None:
        """Show what stands at an offset of a document's text, from any mode."""
        self._shell.mode_requested.emit(self._review.id)
        self._show(document, start=start)

    def go_to_own_passage(self, passage: int) -> None:
        """Show a passage of the open document."""
        data = self._review.document.data
        if data is not None:
            self._show(int(data.document.id), passage=passage)

    def go_to_next_uncoded(self) -> None:
        """Go to the next document that nobody has coded."""
        row = self._review.column.list.currentIndex().row()
        read = partial(next_uncoded, self._review.results.ids, row)
        self._shell.work.read(read, self._on_next_uncoded, latest="uncoded")

    def document_opened(self) -> None:
        """Go to the place within the document that waited for it to be open."""
        data = self._review.document.data
        if data is None or data.document.id != self._document:
            return
        if self._start is not None:
            self._review.document.go_to(self._start, self._start + 1)
        for passage in data.decisions.passages:
            if passage.id == self._passage:
                self._review.document.go_to(passage.start, passage.end)
        self._document = self._start = self._passage = None

    def _show(self, document: int, *, start: int | None = None, passage: int | None = None) -> None:
        self._document, self._start, self._passage = document, start, passage
        data = self._review.document.data
        if data is not None and data.document.id == document:
            self.document_opened()
        else:
            self._review.open_document(document)

    def _on_place(self, place: Place) -> None:
        if len(place.documents) == 1:
            self._show(int(place.documents[0].id), start=place.start)
        else:
            dialog = self._review.files.choose(place)
            dialog.chosen.connect(self.go_to_document)

    def _on_next_uncoded(self, row: int | None) -> None:
        if row is None:
            self._shell.tell("Every document of these results is coded.")
        else:
            self._review.column.list.go_to_row(row)
