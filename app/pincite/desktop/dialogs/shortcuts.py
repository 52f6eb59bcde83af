"""The page of keys, made from the actions themselves."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.actions.action import MENUS, Action
from pincite.desktop.actions.registry import Actions, shown_shortcut
from pincite.desktop.theme import ROW_PX
from pincite.desktop.widgets.shortcut_row import ShortcutRow


class Shortcuts(QDialog):
    """Every action that has a key, under its menu, in two columns."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        """List them all, whether they can be done now or not."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        page = QWidget(self)
        columns = QHBoxLayout(page)
        columns.setSpacing(28)
        sections = [
            (menu, keyed)
            for menu in (*MENUS, "")
            if (keyed := [one for one in actions.all() if one.menu == menu and one.shortcuts])
        ]
        half = (sum(len(keyed) + 2 for _, keyed in sections) + 1) // 2
        column = _column(columns)
        used = 0
        for menu, keyed in sections:
            if used >= half:
                column, used = _column(columns), 0
            used += len(keyed) + 2
            _add_section(column, menu or "Elsewhere", keyed, page)
        for made in page.findChildren(QVBoxLayout):
            made.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(page)
        area.setWidgetResizable(True)
        close = QPushButton("Close", self)
        close.clicked.connect(self.close)
        outer = QVBoxLayout(self)
        outer.addWidget(area)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(820, 640)


def _column(columns: QHBoxLayout) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    columns.addLayout(column, 1)
    return column


def _add_section(column: QVBoxLayout, title: str, actions: list[Action], page: QWidget) -> None:
    heading = QLabel(title.upper(), page)
    heading.setProperty("role", "section")
    heading.setFixedHeight(ROW_PX + 6)
    column.addWidget(heading)
    for action in actions:
        keys = [shown_shortcut(shortcut) for shortcut in action.shortcuts]
        row = ShortcutRow(action.title, "", keys, page)
        row.setFixedHeight(ROW_PX)
        column.addWidget(row)
