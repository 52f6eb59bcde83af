"""What Processing mode tells of a release in dialogs: gaps, text under redactions."""

import csv
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from pincite.desktop.actions.action import Action
from pincite.desktop.dialogs.bates_numbers import COLUMNS, BatesNumbers, bates_cells
from pincite.desktop.dialogs.sequester import Sequester
from pincite.desktop.models.gaps import GapRow, read_gaps
from pincite.desktop.widgets.folders import show_in_folder
from pincite.desktop.work.matter_work import Kinds
from pincite.jobs.control import Control
from pincite.matter import Matter

if TYPE_CHECKING:
    from pincite.desktop.views.processing import Processing
    from pincite.processing.sequestration import Sequestered


class ProcessingReports(QObject):
    """Opens the dialogs and does what they ask for."""

    def __init__(self, mode: "Processing") -> None:
        """Work for `mode`."""
        super().__init__(mode)
        self._mode = mode
        self._shell = mode.shell

    def actions(self) -> list[Action]:
        """Both can be asked for from every mode."""
        return [
            Action(
                "processing.bates",
                "Bates numbers and gaps…",
                self.ask_bates,
                "Matter",
                group="release",
            ),
            Action(
                "processing.sequester",
                "Text under redactions…",
                self.ask_sequestration,
                "Matter",
                group="release",
            ),
        ]

    def ask_bates(self) -> None:
        """Read the Bates numbers, then show their runs, gaps and doubles, and what is absent."""
        self._shell.work.read(read_gaps, self._on_bates_read, latest="processing.bates")

    def ask_sequestration(self) -> None:
        """Read how counsel decided, then ask."""
        self._shell.work.read(_read_state, self._on_state_read, latest="processing.sequester")

    def save_bates(self, found: list[GapRow], path: Path) -> None:
        """Write the list as CSV."""

        def work(_matter: Matter, _: Control) -> Path:
            return write_bates(found, path)

        self._shell.work.export("Saving the list", work, self._on_saved)

    def decide(self, is_read: bool) -> None:
        """Carry counsel's decision out."""

        def work(matter: Matter, control: Control) -> Kinds:
            return matter.sequestration.decide(is_read=is_read, control=control)

        title = "Reading what survives" if is_read else "Leaving out what survives"
        self._shell.work.write(title, work, partial(self._on_decided, is_read))

    def _on_bates_read(self, found: list[GapRow]) -> None:
        dialog = BatesNumbers(found, self._shell.theme, self._mode.window())
        dialog.page_requested.connect(self._shell.place_requested)
        dialog.save_requested.connect(self._on_save_requested)
        dialog.open()

    def _on_save_requested(self, found: list[GapRow]) -> None:
        suggested = str(Path.home() / f"{self._shell.opened.name} - Bates numbers and gaps.csv")
        path, _ = QFileDialog.getSaveFileName(
            self._mode, "Save the Bates numbers and gaps", suggested, "Table (*.csv)"
        )
        if path:
            self.save_bates(found, Path(path))

    def _on_state_read(self, read: "tuple[Sequestered, tuple[str, ...]]") -> None:
        state, documents = read
        dialog = Sequester(
            state, documents, is_read_only=self._mode.is_read_only, parent=self._mode.window()
        )
        dialog.decided.connect(self.decide)
        dialog.open()

    def _on_saved(self, path: Path) -> None:
        show = ("Show in folder", partial(show_in_folder, path))
        self._shell.tell(f"Saved as {path.name}.", link=show)

    def _on_decided(self, is_read: bool, _kinds: Kinds) -> None:
        told = "can be found now" if is_read else "is left out again"
        self._shell.tell(f"Text under redactions {told}. The decision is in the history.")


def write_bates(found: list[GapRow], path: Path) -> Path:
    """Write findings as a table for spreadsheets; gives its path."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(COLUMNS)
        table.writerows(bates_cells(one) for one in found)
    return path


def _read_state(matter: Matter, _: Control) -> "tuple[Sequestered, tuple[str, ...]]":
    state = matter.sequestration.state()
    rows = matter.documents.rows([one.document for one in state.documents])
    control = matter.documents.control
    return state, tuple(f"{control(row.id)}  {row.title or row.filename}" for row in rows)
