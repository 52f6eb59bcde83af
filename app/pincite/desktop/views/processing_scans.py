"""What Processing mode does with scanned pages: weak ones read again, languages chosen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pincite.desktop.actions.action import Action
from pincite.desktop.dialogs.scanned_pages import ScannedPages
from pincite.desktop.models.scanned_pages import ScansView, read_scans
from pincite.desktop.models.source_work import WeakReading, choose_languages

if TYPE_CHECKING:
    from pincite.desktop.views.processing import Processing


class ProcessingScans(QObject):
    """Opens the dialog and does what it asks for."""

    def __init__(self, mode: "Processing") -> None:
        """Work for `mode`."""
        super().__init__(mode)
        self._mode = mode
        self._shell = mode.shell

    def actions(self) -> list[Action]:
        """Both can be asked for from every mode."""
        return [
            Action("processing.scans", "Scanned pages (OCR)…", self.ask, "Matter", group="release"),
            Action(
                "processing.read_again",
                "Read weak pages again",
                self.read_again,
                "Matter",
                enabled_when=self._can_read_again,
                group="release",
            ),
        ]

    def ask(self) -> None:
        """Read the weak pages, then show them."""
        self._shell.work.read(read_scans, self._on_read, latest="processing.scans")

    def read_again(self, engine: str = "") -> None:
        """Have the weak pages read by a second engine; without one, by the usual one."""
        self._mode.commands.run_reading("Reading weak pages again", WeakReading(engine or None))

    def _on_read(self, view: ScansView) -> None:
        dialog = ScannedPages(
            view, self._shell.theme, self._mode.window(), is_read_only=self._mode.is_read_only
        )
        dialog.again_requested.connect(self.read_again)
        dialog.languages_chosen.connect(self._on_languages_chosen)
        dialog.page_requested.connect(self._shell.place_requested)
        dialog.open()

    def _on_languages_chosen(self, codes: tuple[str, ...]) -> None:
        self._shell.work.decide(choose_languages(codes))

    def _can_read_again(self) -> bool:
        is_free = not self._mode.commands.is_running and not self._mode.is_read_only
        return bool(self._mode.view.weak_pages) and is_free
