"""A small button that shows an icon only."""

from PySide6.QtWidgets import QPushButton, QWidget

_WIDTH_PX = 28


def icon_button(tip: str, clicked: object, parent: QWidget) -> QPushButton:
    """A quiet button; `tip` is its name, with its key in brackets. The caller sets the icon."""
    button = QPushButton(parent)
    button.setProperty("role", "icon")
    button.setFixedWidth(_WIDTH_PX)
    button.setToolTip(tip)
    button.setAccessibleName(tip.split(" (", maxsplit=1)[0])
    button.clicked.connect(clicked)
    return button
