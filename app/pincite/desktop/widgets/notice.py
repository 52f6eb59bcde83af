"""The bar that says what went wrong, why and what to do, without stopping anybody."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from pincite.desktop.icons import icon
from pincite.desktop.theme import Theme
from pincite.errors import PinciteError

_INFO_MS = 6000
_ICONS = {"info": "info", "warning": "warning", "error": "warning"}
_TOKENS = {"info": "accent", "warning": "warn", "error": "stop"}


class Notice(QFrame):
    """Shows one message at a time; hidden while there is none."""

    dismissed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Compose the bar, hidden."""
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("notice")
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(self._text.textInteractionFlags().TextSelectableByMouse)
        close = QPushButton("Dismiss", self)
        close.setProperty("role", "plain")
        close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 10, 6)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_INFO_MS)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text.text()

    def show_message(self, kind: str, error: PinciteError) -> None:
        """Show what, why and what to do; `kind` is info, warning or error."""
        self._icon.setPixmap(icon(self._theme, _ICONS[kind], _TOKENS[kind], 18).pixmap(18, 18))
        self._text.setText(_sentences(error))
        self.setAccessibleName(str(error))
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
        if kind == "info":
            self._timer.start()
        else:
            self._timer.stop()

    def dismiss(self) -> None:
        """Hide the bar."""
        self._timer.stop()
        self.hide()
        self.dismissed.emit()


def _sentences(error: PinciteError) -> str:
    """The three sentences as rich text, the first in bold when others follow."""
    what, why, remedy = (_escaped(part) for part in (error.what, error.why, error.remedy))
    rest = " ".join(part for part in (why, remedy) if part)
    return f"<b>{what}</b> {rest}" if rest else what


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
