"""One line of what to look at before an export: a sign, a sentence, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pincite.desktop.icons import pixmap
from pincite.desktop.models.bundle_checks import OK, RELINK, SHOW, STOP, Check
from pincite.desktop.theme import Theme

_SIGNS = {OK: ("check", "ok"), STOP: ("close", "stop")}
_LINKS = {SHOW: "Show", RELINK: "Relink…"}
_ICON_PX = 15


class CheckLine(QWidget):
    """`followed` carries the check whose link was pressed."""

    followed = Signal(object)

    def __init__(self, check: Check, theme: Theme, parent: QWidget | None = None) -> None:
        """Show a check."""
        super().__init__(parent)
        self._check = check
        name, token = _SIGNS.get(check.result, ("warning", "warn"))
        sign = QLabel(self)
        sign.setPixmap(pixmap(name, theme.colour(token), _ICON_PX, self.devicePixelRatioF()))
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        sign.setContentsMargins(0, 2, 0, 0)
        text = QLabel(check.text, self)
        text.setWordWrap(True)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(text)
        if check.link:
            link = QPushButton(_LINKS[check.link], self)
            link.setProperty("role", "inline")
            link.setAccessibleName(f"{_LINKS[check.link]}: {check.text}")
            link.clicked.connect(self._on_clicked)
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(9)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def _on_clicked(self) -> None:
        self.followed.emit(self._check)
