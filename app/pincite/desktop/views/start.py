"""The start screen: recent matters, a new one, or a release dropped on it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.dialogs.backup import BACKUP_SUFFIX
from pincite.desktop.dialogs.new_matter import NewMatterDialog
from pincite.desktop.dialogs.restore import RestoreDialog
from pincite.desktop.icons import icon, program_icon
from pincite.desktop.settings import Settings
from pincite.desktop.theme import ROW_PX, Theme
from pincite.desktop.widgets.drop_area import DropArea
from pincite.desktop.widgets.notice import Notice
from pincite.desktop.widgets.recent_row import RecentRow
from pincite.errors import PinciteError


class StartScreen(QWidget):
    """What is seen before a matter is open."""

    open_requested = Signal(object)
    new_requested = Signal(object)
    sample_requested = Signal()
    restore_requested = Signal(object)

    def __init__(self, theme: Theme, settings: Settings) -> None:
        """Compose the screen."""
        super().__init__(None, Qt.WindowType.Window)
        self._theme = theme
        self._settings = settings
        self.setWindowTitle("Pincite")
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notice = Notice(theme, self)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        body = QHBoxLayout()
        body.setContentsMargins(56, 44, 56, 44)
        body.setSpacing(56)
        body.addLayout(self._beginning(), 1)
        body.addLayout(self._recent_column(), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.notice)
        outer.addLayout(body, 1)
        self.resize(940, 560)
        self.restoreGeometry(settings.state("start/geometry"))
        self._bind("Ctrl+N", self._on_new)
        self._bind("Ctrl+O", self._on_open)
        self.refresh()

    def refresh(self) -> None:
        """List the recent matters anew."""
        while self._recent.count():
            item = self._recent.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.hide()
                widget.deleteLater()
        paths = self._settings.recent()
        for path in paths:
            row = RecentRow(self._theme, path, icon(self._theme, "folder", "accent", 18), self)
            row.chosen.connect(self.open_requested)
            self._recent.addWidget(row)
        if not paths:
            hint = QLabel("No matter was opened yet. Try the sample: it takes five minutes.", self)
            hint.setWordWrap(True)
            hint.setAlignment(Qt.AlignmentFlag.AlignTop)
            hint.setProperty("role", "quiet")
            self._recent.addWidget(hint)

    def show_busy(self, text: str) -> None:
        """Say what is being made, and let nothing else be begun; '' is nothing."""
        self._busy.setText(text)
        self._busy.setVisible(bool(text))
        self._sample.setEnabled(not text)

    def show_error(self, error: PinciteError) -> None:
        """Say what went wrong."""
        self.notice.show_message("error", error)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the screen was."""
        self._settings.set_state("start/geometry", self.saveGeometry())
        super().closeEvent(event)

    def _beginning(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        mark = QLabel(self)
        mark.setPixmap(program_icon().pixmap(52, 52))
        title = QLabel("Pincite", self)
        title.setProperty("role", "title")
        line = QLabel("From released emails to pin-cited exhibits, offline.", self)
        line.setProperty("role", "quiet")
        column.addWidget(mark)
        column.addWidget(title)
        column.addWidget(line)
        column.addSpacing(12)
        area = DropArea(self._theme, "Drop a release here: files or folders", self)
        area.dropped.connect(self._on_dropped)
        column.addWidget(area, 1)
        buttons = QHBoxLayout()
        self._sample = self._button("Open the sample", self.sample_requested.emit)
        self._sample.setProperty("role", "primary")
        buttons.addWidget(self._sample)
        buttons.addWidget(self._button("New matter…", self._on_new))
        buttons.addWidget(self._button("Open…", self._on_open))
        buttons.addWidget(self._button("Restore…", self._on_restore))
        buttons.addStretch(1)
        column.addLayout(buttons)
        self._busy = QLabel(self)
        self._busy.setProperty("role", "quiet")
        self._busy.hide()
        column.addWidget(self._busy)
        return column

    def _recent_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        # A layout within a layout takes over the spacing of the outer one.
        column.setSpacing(4)
        heading = QLabel("RECENT MATTERS", self)
        heading.setProperty("role", "section")
        heading.setFixedHeight(ROW_PX)
        column.addWidget(heading)
        column.addLayout(self._recent)
        column.addStretch(1)
        return column

    def _button(self, title: str, clicked: object) -> QPushButton:
        button = QPushButton(title, self)
        button.clicked.connect(clicked)
        return button

    def _bind(self, keys: str, run: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(run)

    def _on_dropped(self, paths: list[Path]) -> None:
        if len(paths) == 1 and paths[0].suffix == ".pincite":
            self.open_requested.emit(paths[0])
        elif len(paths) == 1 and paths[0].name.endswith(BACKUP_SUFFIX):
            self._ask_restore(paths[0])
        else:
            self._ask_new(tuple(paths))

    def _on_new(self) -> None:
        self._ask_new(())

    def _ask_new(self, sources: tuple[Path, ...]) -> None:
        dialog = NewMatterDialog(sources, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(self.new_requested)
        dialog.open()

    def _on_restore(self) -> None:
        self._ask_restore(None)

    def _ask_restore(self, archive: Path | None) -> None:
        dialog = RestoreDialog(archive, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.ordered.connect(self.restore_requested)
        dialog.open()

    def _on_open(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Open a matter (a folder Name.pincite)")
        if folder:
            self.open_requested.emit(Path(folder))
