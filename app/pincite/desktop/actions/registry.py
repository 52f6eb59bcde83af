"""The one registry of a window's actions: Qt's actions, menus and keys are made from it."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from pincite.desktop.actions.action import MENUS, Action


class Actions(QObject):
    """What can be done in one window, in order of registration."""

    def __init__(self, window: QWidget) -> None:
        """Keys work anywhere in `window`."""
        super().__init__(window)
        self._window = window
        self._mode = ""
        self._entries: dict[str, tuple[Action, QAction]] = {}

    def add(self, actions: Iterable[Action]) -> None:
        """Register actions and give them their keys.

        Raises:
            ValueError: The id is taken.
        """
        for action in actions:
            if action.id in self._entries:
                raise ValueError(f"two actions are called {action.id}")
            self._entries[action.id] = (action, self._made(action))
        self.refresh()

    def run(self, id_: str) -> None:
        """Do it, if it can be done now."""
        action, _ = self._entries[id_]
        if self.is_enabled(action):
            action.run()

    def is_enabled(self, action: Action) -> bool:
        """Whether it can be done now."""
        return (not action.mode or action.mode == self._mode) and action.enabled_when()

    def set_mode(self, mode: str) -> None:
        """From now on the actions of this mode can be run, and no other mode's."""
        self._mode = mode
        self.refresh()

    def refresh(self) -> None:
        """Ask every action anew whether it can be done, and what it is called."""
        for action, made in self._entries.values():
            made.setEnabled(self.is_enabled(action))
            made.setText(action.current_title)
            if action.is_checked is not None:
                made.setChecked(action.is_checked())

    def all(self) -> list[Action]:
        """Every action, whether it can be done now or not."""
        return [action for action, _ in self._entries.values()]

    def available(self) -> list[Action]:
        """The actions that can be done now."""
        return [action for action in self.all() if self.is_enabled(action)]

    def qt_action(self, id_: str) -> QAction:
        """Qt's side of an action, for a button or a context menu."""
        return self._entries[id_][1]

    def fill(self, bar: QMenuBar) -> None:
        """Make the menus; ones without an action are left out."""
        bar.clear()
        for title in MENUS:
            actions = [action for action in self.all() if action.menu == title]
            if actions:
                self._fill_menu(bar.addMenu(f"&{title}"), actions)

    def _fill_menu(self, menu: QMenu, actions: list[Action]) -> None:
        menu.aboutToShow.connect(self.refresh)
        groups = list(dict.fromkeys(action.group for action in actions))
        for number, group in enumerate(groups):
            if number:
                menu.addSeparator()
            for action in actions:
                if action.group == group:
                    menu.addAction(self.qt_action(action.id))

    def _made(self, action: Action) -> QAction:
        made = QAction(action.current_title, self)
        made.setShortcuts([QKeySequence(keys) for keys in action.shortcuts])
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.setCheckable(action.is_checked is not None)
        made.setMenuRole(QAction.MenuRole.NoRole)
        made.triggered.connect(partial(self._on_triggered, action.id))
        self._window.addAction(made)
        return made

    def _on_triggered(self, id_: str, _is_checked: bool = False) -> None:
        self.run(id_)
        self.refresh()


def shown_shortcut(shortcut: str) -> str:
    """A shortcut as this system writes it."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
