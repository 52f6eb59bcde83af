"""The header of Processing mode: adding sources, verifying them, the report."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from pincite.desktop.icons import icon
from pincite.desktop.models.processing_view import ProcessingView
from pincite.desktop.theme import Theme
from pincite.desktop.views.processing_commands import ProcessingCommands

_HINT = "or drop files and folders anywhere in this window"


class ProcessingHeader(QWidget):
    """Every button is also an action."""

    def __init__(
        self, commands: ProcessingCommands, theme: Theme, parent: QWidget | None = None
    ) -> None:
        """Compose the row."""
        super().__init__(parent)
        self._theme = theme
        menu = QMenu(self)
        menu.addAction("Files…").triggered.connect(commands.choose_files)
        menu.addAction("A folder…").triggered.connect(commands.choose_folder)
        self._add = QPushButton("Add sources…", self)
        self._add.setProperty("role", "primary")
        self._add.setMenu(menu)
        hint = QLabel(_HINT, self)
        hint.setProperty("role", "quiet")
        self._verify = QPushButton("Verify sources", self)
        self._verify.setToolTip("Read every source again and compare it with its SHA-256")
        self._verify.clicked.connect(commands.verify)
        self._report = QPushButton("Processing report…", self)
        self._report.clicked.connect(commands.ask_report)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._add)
        row.addWidget(hint)
        row.addStretch(1)
        row.addWidget(self._verify)
        row.addWidget(self._report)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_view(self, view: ProcessingView, *, is_read_only: bool) -> None:
        """Offer what can be done now."""
        self._add.setEnabled(not is_read_only)
        self._verify.setEnabled(bool(view.sources))
        self._report.setEnabled(bool(view.sources))

    def _on_theme_changed(self) -> None:
        self._add.setIcon(icon(self._theme, "plus", "on_accent"))
