"""Compares the open document with its other copies, and lists all pairs of the matter."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from pincite.desktop.actions.action import Action
from pincite.desktop.dialogs.compare import CompareDialog
from pincite.desktop.models.same_pairs import (
    ComparisonRead,
    PairsRead,
    read_comparison,
    read_pairs,
)
from pincite.desktop.views.shell import Shell
from pincite.desktop.work.matter_work import Kinds
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.store.same_messages import SamePair

if TYPE_CHECKING:
    from pincite.desktop.views.review import Review


class ReviewCompare(QObject):
    """Keeps one dialog, and has the messages compared where documents came since."""

    def __init__(self, shell: Shell, review: "Review") -> None:
        """Act for `review`."""
        super().__init__(review)
        self._shell = shell
        self._review = review
        self._is_looking = False
        self._document: int | None = None
        self.dialog: CompareDialog | None = None

    def actions(self) -> list[Action]:
        """What can be done about the same email twice."""
        return [
            Action(
                "review.compare",
                "Compare with its other copy",
                self.compare_open,
                "Review",
                ("Ctrl+D",),
                self._review.has_document,
                "copies",
                "review",
            ),
            Action(
                "review.same_messages",
                "The same email twice…",
                self.list_all,
                "Review",
                ("Ctrl+Shift+D",),
                group="copies",
                mode="review",
            ),
        ]

    def compare_open(self) -> None:
        """Show the open document beside its other copies."""
        data = self._review.document.data
        if data is not None:
            self._open(int(data.document.id))

    def list_all(self) -> None:
        """Show all pairs."""
        self._open(None)

    def look(self) -> None:
        """Compare all messages anew."""
        if self._is_looking or self._shell.opened.is_read_only:
            return
        self._is_looking = True
        self._show_looking()
        ticket = self._shell.work.write("Comparing messages", _find, self._on_looked)
        ticket.ended.connect(self._on_look_ended)

    def _open(self, document: int | None) -> None:
        if self.dialog is None or not isValid(self.dialog):
            dialog = self.dialog = CompareDialog(self._shell.theme, self._review.window())
            dialog.pair_chosen.connect(self._on_pair_chosen)
            dialog.document_chosen.connect(self._shell.document_requested)
            dialog.all_wanted.connect(self.list_all)
            dialog.look_wanted.connect(self.look)
        self._document = document
        self._read()
        self._show_looking()
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _read(self) -> None:
        self._shell.work.read(partial(read_pairs, self._document), self._on_pairs, latest="pairs")

    def _on_pairs(self, read: PairsRead) -> None:
        if self.dialog is not None and read.document == self._document:
            self.dialog.show_pairs(read)
        if read.is_stale:
            self.look()

    def _on_pair_chosen(self, pair: SamePair) -> None:
        read = partial(read_comparison, pair)
        self._shell.work.read(read, self._on_comparison, latest="comparison")

    def _on_comparison(self, read: ComparisonRead) -> None:
        if self.dialog is not None:
            self.dialog.show_comparison(read)

    def _on_looked(self, _: Kinds) -> None:
        self._read()

    def _on_look_ended(self) -> None:
        self._is_looking = False
        self._show_looking()

    def _show_looking(self) -> None:
        if self.dialog is not None:
            can_look = not self._shell.opened.is_read_only
            self.dialog.show_looking(is_looking=self._is_looking, can_look=can_look)


def _find(matter: Matter, control: Control) -> Kinds:
    matter.same_messages.find(control)
    return frozenset({"same messages"})
