"""Un-printing a PDF and taking that back, from whichever mode it is asked for."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pincite.desktop.dialogs.unprint import Unprint
from pincite.desktop.models.releases import first_doubtful, next_doubtful
from pincite.desktop.models.repairs import take_back, unprint
from pincite.desktop.views.shell import Shell
from pincite.domain.releases import Preset
from pincite.store.changed import Changed


class Unprinting(QObject):
    """Asks how a PDF is divided, has it done, and says what came of it."""

    def __init__(self, shell: Shell, owner: QWidget) -> None:
        """Ask in the window of `owner`."""
        super().__init__(owner)
        self._shell = shell
        self._owner = owner

    def ask(self, document: int, name: str) -> Unprint:
        """Ask how a PDF is divided, then divide it."""
        dialog = Unprint(document, name, self._owner.window())
        dialog.chosen.connect(self.unprint)
        dialog.open()
        return dialog

    def unprint(self, document: int, preset: Preset) -> None:
        """Make documents of a PDF; a bar shows that it is being done."""
        work = partial(unprint, document, preset)
        self._shell.work.write("Un-printing", work, partial(self._on_unprinted, document))

    def take_back(self, document: int) -> None:
        """Make one document again of a PDF."""
        self._shell.work.decide(partial(take_back, document), self._on_taken_back)

    def review_doubtful(self, release: int) -> None:
        """Open the first document of a release whose beginning is doubtful, in Review."""
        self._shell.work.read(partial(first_doubtful, release), self._on_doubtful)

    def go_to_doubtful(self, after: int | None, step: int) -> None:
        """Open the next (1) or the previous (-1) doubtful boundary of the matter, in Review."""
        read = partial(next_doubtful, after, step)
        self._shell.work.read(read, self._on_doubtful, latest="doubtful")

    def undo(self) -> None:
        """Take the last decision back."""
        self._shell.work.decide(lambda matter: matter.history.undo(), self._on_undone)

    def _on_undone(self, changed: Changed) -> None:
        self._shell.tell(f"Undone: {changed.summary}.")

    def _on_unprinted(self, document: int, changed: Changed) -> None:
        if changed:
            noun = "document" if changed.count == 1 else "documents"
            link = ("Review doubtful boundaries", partial(self.review_doubtful, document))
            self._shell.tell(f"Un-printed into {changed.count:,} {noun}.", link=link)

    def _on_taken_back(self, changed: Changed) -> None:
        if changed:
            self._shell.tell("The PDF is one document again.", link=("Undo", self.undo))

    def _on_doubtful(self, document: int | None) -> None:
        if document is None:
            self._shell.tell("No doubtful boundary is left.")
        else:
            self._shell.document_requested.emit(document)
