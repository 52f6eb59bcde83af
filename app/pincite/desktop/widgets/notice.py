"""The bar that says what went wrong, why and what to do, without stopping anybody."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from pincite.desktop.icons import icon
from pincite.desktop.theme import Theme
from pincite.errors import PinciteError

# What is done about a notice when its button is pressed, and how the button is called.
Link = tuple[str, Callable[[], object]]

_INFO_MS, _INFO_WITH_LINK_MS = 6_000, 20_000
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
        self._kind = "info"
        theme.changed.connect(self._on_theme_changed)
        self._run: Callable[[], object] | None = None
        self._link = QPushButton(self)
        self._link.clicked.connect(self._on_link)
        close = QPushButton("Dismiss", self)
        close.setProperty("role", "plain")
        close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 10, 6)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._link)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text.text()

    def show_message(self, kind: str, error: PinciteError, link: Link | None = None) -> None:
        """Show what, why and what to do; `kind` is info, warning or error."""
        self._kind = kind
        self._on_theme_changed()
        self._text.setText(_sentences(error))
        self._link.setVisible(link is not None)
        if link is not None:
            self._link.setText(link[0])
            self._run = link[1]
        self.setAccessibleName(str(error))
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
        if kind == "info":
            self._timer.start(_INFO_WITH_LINK_MS if link else _INFO_MS)
        else:
            self._timer.stop()

    def _on_theme_changed(self) -> None:
        drawn = icon(self._theme, _ICONS[self._kind], _TOKENS[self._kind], 18)
        self._icon.setPixmap(drawn.pixmap(18, 18))

    def dismiss(self) -> None:
        """Hide the bar."""
        self._timer.stop()
        self.hide()
        self.dismissed.emit()

    def _on_link(self) -> None:
        """Do what is offered; the notice has served."""
        self.dismiss()
        if self._run is not None:
            self._run()


def _sentences(error: PinciteError) -> str:
    """The three sentences as rich text, the first in bold when others follow."""
    what, why, remedy = (_escaped(part) for part in (error.what, error.why, error.remedy))
    rest = " ".join(part for part in (why, remedy) if part)
    return f"<b>{what}</b> {rest}" if rest else what


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
