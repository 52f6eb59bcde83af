"""The command palette: type a few letters of what you want to do, press Enter."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pincite.desktop.actions.action import Action, matching
from pincite.desktop.actions.registry import Actions, shown_shortcut
from pincite.desktop.theme import ROW_PX
from pincite.desktop.widgets.fields import LineField
from pincite.desktop.widgets.shortcut_row import ShortcutRow

_WIDTH_PX, _ROWS = 560, 11


class Palette(QDialog):
    """Lists what can be done now, best match first."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        """Take the actions that can be done at this moment."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Command palette")
        self._registry = actions
        self._actions = [action for action in actions.available() if action.id != "view.palette"]
        self._field = LineField(self)
        self._field.setPlaceholderText("What do you want to do?")
        self._field.setAccessibleName("Command")
        self._list = QListWidget(self)
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty = QLabel("Nothing like that can be done here.", self)
        self._empty.setProperty("role", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        for widget in (self._field, self._list, self._empty):
            column.addWidget(widget)
        self._field.textChanged.connect(self._on_text_changed)
        self._field.returnPressed.connect(self._on_return_pressed)
        self._list.itemClicked.connect(self._on_return_pressed)
        self._field.installEventFilter(self)
        self._on_text_changed("")
        self.setFixedWidth(_WIDTH_PX)
        self._list.setFixedHeight(ROW_PX * _ROWS + 4)

    def open_over(self, window: QWidget) -> None:
        """Show the palette under the window's header, ready to type."""
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - _WIDTH_PX) // 2, corner.y() + 84)
        self.show()
        self._field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys move in the list while the field keeps the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: _ROWS,
                Qt.Key.Key_PageUp: -_ROWS,
            }
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                row = max(0, min(self._list.count() - 1, self._list.currentRow() + step))
                self._list.setCurrentRow(row)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _on_text_changed(self, typed: str) -> None:
        self._list.clear()
        found = matching(self._actions, typed)
        for action in found:
            self._add(action)
        self._list.setCurrentRow(0)
        self._list.setVisible(bool(found))
        self._empty.setVisible(not found)

    def _add(self, action: Action) -> None:
        item = QListWidgetItem(self._list)
        item.setData(Qt.ItemDataRole.UserRole, action.id)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, action.current_title)
        item.setSizeHint(QSize(0, ROW_PX))
        keys = [shown_shortcut(shortcut) for shortcut in action.shortcuts[:1]]
        title = action.current_title.rstrip("…") + ("…" if action.title.endswith("…") else "")
        self._list.setItemWidget(item, ShortcutRow(title, action.menu, keys, self._list))

    def _on_return_pressed(self) -> None:
        chosen = self._list.selectedItems()
        if not chosen:
            return
        id_ = str(chosen[0].data(Qt.ItemDataRole.UserRole))
        self.close()
        self._registry.run(id_)
        self._registry.refresh()
