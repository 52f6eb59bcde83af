"""The window's own fixtures, and the program as somebody starts it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from pincite.desktop.application import Desktop
from pincite.desktop.settings import Settings
from pincite.desktop.theme import Theme
from tests.desktop.conftest import (
    no_leaked_threads,
    no_qt_warnings,
    open_window,
    settings,
    theme,
)

__all__ = ["no_leaked_threads", "no_qt_warnings", "open_window", "settings", "theme"]


@pytest.fixture
def desktop(theme: Theme, settings: Settings) -> Iterator[Desktop]:
    """The program at its start screen; its windows are closed at the end."""
    started = Desktop(settings, theme)
    started.show_start_screen()
    yield started
    for window in list(started.windows):
        window.close()
    started.start_screen.close()
    started.close()
    QApplication.processEvents()
