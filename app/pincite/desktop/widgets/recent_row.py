"""One recent matter on the start screen."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon
from PySide6.QtWidgets import QPushButton, QWidget

_HEIGHT_PX = 34


class RecentRow(QPushButton):
    """Opens its matter; the folder is told quietly by the tooltip."""

    chosen = Signal(object)

    def __init__(self, path: Path, picture: QIcon, parent: QWidget | None = None) -> None:
        """`path` is the matter's folder."""
        super().__init__(parent)
        self._path = path
        where = QFontMetrics(self.font())
        name = where.elidedText(path.stem, Qt.TextElideMode.ElideMiddle, 320)
        self.setText(f" {name}")
        self.setIcon(picture)
        self.setIconSize(QSize(18, 18))
        self.setProperty("role", "link")
        self.setToolTip(str(path))
        self.setAccessibleName(f"Open {path.stem}")
        self.setFixedHeight(_HEIGHT_PX)
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.chosen.emit(self._path)
