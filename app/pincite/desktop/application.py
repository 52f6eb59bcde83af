"""The program with a window: the start screen, one window a matter, and the door for bugs."""

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from pincite.desktop.dialogs.bug_report import BugReport
from pincite.desktop.dialogs.new_matter import NewMatter
from pincite.desktop.dialogs.restore import RestoreOrder
from pincite.desktop.icons import program_icon
from pincite.desktop.settings import Settings
from pincite.desktop.theme import SYSTEM, Theme
from pincite.desktop.views.start import StartScreen
from pincite.desktop.views.window import MatterWindow
from pincite.desktop.work.making import Making
from pincite.errors import PinciteError
from pincite.jobs.control import Control
from pincite.matter import Matter


class Desktop(QObject):
    """The windows that are open; ends the program with the last of them."""

    def __init__(self, settings: Settings, theme: Theme, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.settings = settings
        self.theme = theme
        self.windows: list[MatterWindow] = []
        self._making = Making(self)
        self._making.failed.connect(self._on_could_not_open)
        self.start_screen = StartScreen(theme, settings)
        self.start_screen.open_requested.connect(self.open_matter)
        self.start_screen.new_requested.connect(self.make_matter)
        self.start_screen.sample_requested.connect(self.open_sample)
        self.start_screen.restore_requested.connect(self.restore)

    def show_start_screen(self) -> None:
        """Show the recent matters."""
        self.start_screen.refresh()
        self.start_screen.show()
        self.start_screen.raise_()
        self.start_screen.activateWindow()

    def open_matter(self, path: Path, sources: tuple[Path, ...] = ()) -> MatterWindow:
        """Open a matter in a window of its own, or raise the window that has it open."""
        for window in self.windows:
            if window.path.resolve() == path.resolve():
                window.raise_()
                window.activateWindow()
                return window
        window = MatterWindow(path, self.theme, self.settings, sources)
        window.closed.connect(self._on_window_closed)
        window.could_not_open.connect(self._on_could_not_open)
        window.start_screen_requested.connect(self.show_start_screen)
        self.windows.append(window)
        window.show()
        self.start_screen.hide()
        return window

    def make_matter(self, wanted: NewMatter) -> None:
        """Make a matter and open it."""

        def make(_: Control) -> tuple[Path, tuple[Path, ...]]:
            Matter.new(wanted.path, wanted.name, wanted.prefix, wanted.page_size).close()
            return wanted.path, wanted.sources

        self._making.begin(make, self._on_made)

    def open_sample(self) -> None:
        """Open the sample release; it is made where matters are kept when it is not there yet."""
        self.start_screen.show_busy("Making the sample release…")
        self._making.begin(_make_sample, self._on_made)

    def restore(self, order: RestoreOrder) -> None:
        """Make a matter from a backup and open it."""

        def make(control: Control) -> tuple[Path, tuple[Path, ...]]:
            Matter.restore(order.archive, order.to, control).close()
            return order.to, ()

        self.start_screen.show_busy(f"Restoring {order.archive.name}…")
        self._making.begin(make, self._on_made)

    def report_bug(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """The top-level hook: show what nobody expected. One of the three broad doors."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        sys.__excepthook__(kind, error, trace)
        report = BugReport(error, QApplication.activeWindow())
        report.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        report.show()

    def close(self) -> None:
        """Close every window, and wait for a matter that is being made."""
        self._making.close()
        for window in list(self.windows):
            window.close()

    def _on_made(self, made: tuple[Path, tuple[Path, ...]]) -> None:
        self.start_screen.show_busy("")
        self.open_matter(*made)

    def _on_window_closed(self, window: MatterWindow) -> None:
        self.windows.remove(window)

    def _on_could_not_open(self, error: Exception) -> None:
        self.start_screen.show_busy("")
        self.show_start_screen()
        if isinstance(error, PinciteError):
            self.start_screen.show_error(error)
        else:
            BugReport(error, self.start_screen).show()


def run(arguments: Sequence[str]) -> int:
    """Show the window, on the matter named by the first argument if there is one."""
    application = QApplication(["pincite", *arguments])
    application.setApplicationName("Pincite")
    application.setApplicationDisplayName("Pincite")
    application.setDesktopFileName("pincite")
    application.setWindowIcon(program_icon())
    application.setStyle("Fusion")
    settings = Settings()
    theme = Theme(application, settings.text("look", SYSTEM))
    theme.apply()
    desktop = Desktop(settings, theme, application)
    sys.excepthook = desktop.report_bug
    if arguments:
        QTimer.singleShot(0, desktop, _Opening(desktop, Path(arguments[0])))
    else:
        desktop.show_start_screen()
    status = application.exec()
    desktop.close()
    return status


def _make_sample(control: Control) -> tuple[Path, tuple[Path, ...]]:
    return Matter.open_sample_folder(control), ()


class _Opening:
    """Opens a matter once the event loop runs."""

    def __init__(self, desktop: Desktop, path: Path) -> None:
        self._desktop = desktop
        self._path = path

    def __call__(self) -> None:
        self._desktop.open_matter(self._path)
