"""A pair of hands at a keyboard and a mouse, and eyes that wait for what should come of it."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

WAIT_MS = 20_000
_LEFT = Qt.MouseButton.LeftButton
_COPY, _MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
_NONE = Qt.KeyboardModifier.NoModifier
_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
Dialog = TypeVar("Dialog", bound=QDialog)


class Hands:
    """Everything they do is an event such as the system sends; nothing is called behind it."""

    def __init__(self, qtbot: QtBot) -> None:
        """Work in whichever window is active."""
        self._qtbot = qtbot

    def until(self, fact: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(fact, timeout=WAIT_MS)

    def press(self, *keys: str) -> None:
        """Press keys, such as `Ctrl+F`, one after the other where the focus is."""
        for key in keys:
            *names, last = key.split("+")
            modifiers = _NONE
            for name in names:
                modifiers |= _MODIFIERS[name]
            self._qtbot.keyClick(self.focus, getattr(Qt.Key, f"Key_{last}"), modifiers)

    def write(self, text: str) -> None:
        """Type a text where the focus is."""
        self._qtbot.keyClicks(self.focus, text)

    @property
    def focus(self) -> QWidget:
        """What keys go to."""
        active = QApplication.activeWindow()
        if active is None or not active.isVisible():
            # Offscreen there is no window manager that turns to what is behind a dialog or menu.
            (behind,) = [each for each in QApplication.topLevelWidgets() if _is_window(each)]
            behind.activateWindow()
            self.until(behind.isActiveWindow)
        return QApplication.focusWidget() or QApplication.activeWindow()

    def click(self, on: QWidget, at: QPoint | None = None) -> None:
        """Click something that can be seen and used."""
        assert on.isVisible(), f"{on} cannot be seen"
        assert on.isEnabled(), f"{on} cannot be used"
        self._qtbot.mouseClick(on, _LEFT, pos=at or on.rect().center())

    def press_button(self, title: str, within: QWidget) -> None:
        """Click the button that says this, when it is there."""
        self.until(lambda: button(title, within) is not None)
        found = button(title, within)
        assert found is not None
        self.click(found)

    def fill(self, field: QLineEdit | QPlainTextEdit, text: str) -> None:
        """Click into a field and type over what stands there."""
        self.click(field)
        self.press("Ctrl+A")
        self.write(text)

    def sweep(self, over: QWidget, start: QPoint, end: QPoint) -> None:
        """Press the mouse at one place, move and let go at another."""
        for at in (start, end):
            assert over.rect().contains(at), "it is not in view"
        self._qtbot.mousePress(over, _LEFT, pos=start)
        for share in (0.3, 0.7, 1.0):
            self._qtbot.mouseMove(over, start + (end - start) * share)
        self._qtbot.mouseRelease(over, _LEFT, pos=end)

    def dialog(self, kind: type[Dialog]) -> Dialog:
        """The dialog of a kind that is open, when it is."""
        self.until(lambda: isinstance(QApplication.activeWindow(), kind))
        found = QApplication.activeWindow()
        assert isinstance(found, kind)
        return found

    def choose_from_menu(self, opener: QPushButton, title: str) -> None:
        """Open a button's menu and click an entry of it."""
        QTimer.singleShot(0, partial(_click_entry, title))
        self.click(opener)

    def drop_files(self, on: QWidget, paths: Iterable[Path]) -> None:
        """Drop files on the middle of a window, as a file manager does."""
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        self.drop(on, on.rect().center(), carried, _COPY)

    def drop(
        self, on: QWidget, at: QPoint, carried: QMimeData, action: Qt.DropAction = _MOVE
    ) -> None:
        """Carry something over a widget and drop it: the window finds out who takes it."""
        handle = on.window().windowHandle()
        place = on.mapTo(on.window(), at)
        enter = QDragEnterEvent(place, action, carried, _LEFT, _NONE)
        QApplication.sendEvent(handle, enter)
        over = QDragMoveEvent(place, action, carried, _LEFT, _NONE)
        # As the system does: who took the drag when it came in goes on taking it.
        over.setAccepted(enter.isAccepted())
        QApplication.sendEvent(handle, over)
        assert over.isAccepted(), "it may not be dropped there"
        QApplication.sendEvent(handle, QDropEvent(QPointF(place), action, carried, _LEFT, _NONE))


def button(title: str, within: QWidget) -> QPushButton | None:
    """The one button that can be seen and says this."""
    all_ = [each for each in within.findChildren(QPushButton) if each.isVisible()]
    found = [each for each in all_ if each.text() == title]
    assert len(found) < 2, f"{len(found)} buttons say {title}"
    return found[0] if found else None


def _is_window(widget: QWidget) -> bool:
    return widget.isVisible() and widget.windowType() == Qt.WindowType.Window


def _click_entry(title: str) -> None:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = next(each for each in menu.actions() if each.text() == title)
    QTest.mouseClick(menu, _LEFT, _NONE, menu.actionGeometry(entry).center())
