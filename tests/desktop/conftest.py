"""A real window on a small real matter, offscreen; a Qt warning or a leaked thread fails a test."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from pincite.desktop.settings import Settings
from pincite.desktop.theme import LIGHT, Theme
from pincite.desktop.views.window import MatterWindow
from pincite.matter import Matter
from tests.desktop.printed_release import write_printed_release

_KNOWN = ("This plugin does not support", "propagateSizeHints")


@pytest.fixture(autouse=True)
def no_qt_warnings() -> Iterator[None]:
    """Fail when Qt complains."""
    heard: list[str] = []

    def listen(kind: QtMsgType, _context: object, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(known in message for known in _KNOWN):
            heard.append(message)

    former = qInstallMessageHandler(listen)
    yield
    qInstallMessageHandler(former)
    assert not heard, heard


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fail when a thread of ours outlives the test."""
    yield
    left = [thread.name for thread in threading.enumerate() if thread.name.startswith("pincite-")]
    assert not left, left


@pytest.fixture(scope="session")
def made_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample release, processed once."""
    path = tmp_path_factory.mktemp("sample") / "Sample.pincite"
    Matter.new_sample(path).close()
    return path


@pytest.fixture
def sample(made_sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample matter that a test may change."""
    return shutil.copytree(made_sample, tmp_path / "Sample.pincite")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Preferences of this test alone."""
    return Settings(tmp_path / "window.ini")


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light look, in force."""
    qapp.setStyle("Fusion")
    made = Theme(None, LIGHT)
    made.apply()
    yield made
    made.deleteLater()


@pytest.fixture
def open_window(
    qtbot: object, theme: Theme, settings: Settings
) -> Iterator[Callable[[Path], MatterWindow]]:
    """Opens windows and closes them at the end."""
    windows: list[MatterWindow] = []

    def open_(path: Path) -> MatterWindow:
        window = MatterWindow(path, theme, settings)
        windows.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: window.shell is not None, timeout=10_000)  # type: ignore[attr-defined]
        return window

    yield open_
    for window in windows:
        if isValid(window):
            window.close()
    QApplication.processEvents()


@pytest.fixture(scope="session")
def made_printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A matter of one small release of printed mail, processed once."""
    folder = tmp_path_factory.mktemp("printed")
    source = folder / "source"
    source.mkdir()
    write_printed_release(source / "Release.pdf")
    path = folder / "Printed.pincite"
    with Matter.new(path) as matter:
        matter.processing.add([source])
    return path


@pytest.fixture
def printed(made_printed: Path, tmp_path: Path) -> Path:
    """A copy of the printed matter that a test may change."""
    return shutil.copytree(made_printed, tmp_path / "Printed.pincite")
