"""Asks where a bundle is exported to, and as which copy."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.bundle_checks import OK, STOP, Check
from pincite.desktop.models.bundle_export import ExportOrder
from pincite.desktop.widgets.answer_row import answer_row
from pincite.exhibits.names import safe_title
from pincite.exhibits.rendering import COURTESY, FILED, INTERNAL
from pincite.exhibits.verify import is_bundle_folder
from pincite.store.bundles import HIGHLIGHTED, Bundle


class ExportBundle(QDialog):
    """`ordered` carries an `ExportOrder`."""

    ordered = Signal(object)

    def __init__(
        self,
        bundle: Bundle,
        checks: tuple[Check, ...],
        folder: Path | None,
        parent: QWidget | None = None,
    ) -> None:
        """Suggest `folder`, where the bundle was exported to last, or a new one."""
        super().__init__(parent)
        self.setWindowTitle(f"Export “{bundle.name}”")
        self.folder = QLineEdit(str(folder or _suggested(bundle)), self)
        self.folder.setAccessibleName("Folder")
        self._choose = QPushButton("Choose…", self)
        self._choose.clicked.connect(self._on_choose)
        self._group = QButtonGroup(self)
        self._replace = QCheckBox("Replace what is in this folder, as a whole", self)
        self._hint = QLabel(self)
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "quiet")
        self._export = QPushButton("Export", self)
        self._compose(bundle, checks)
        self.folder.textChanged.connect(self._on_edited)
        self._replace.toggled.connect(self._on_edited)
        self._on_edited()

    def _compose(self, bundle: Bundle, checks: tuple[Check, ...]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(_section("COPY", self))
        for rendering, title, sentence in _copies(bundle):
            column.addWidget(self._radio(rendering, title))
            said = QLabel(sentence, self)
            said.setWordWrap(True)
            said.setProperty("role", "quiet")
            said.setContentsMargins(25, 0, 0, 6)
            column.addWidget(said)
        column.addWidget(_section("FOLDER", self))
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(self._choose)
        column.addLayout(row)
        column.addWidget(self._replace)
        column.addWidget(self._hint)
        doubts = [check for check in checks if check.result != OK]
        if doubts:
            column.addSpacing(6)
            column.addWidget(_section("BEFORE YOU EXPORT", self))
        for check in doubts:
            line = QLabel(f"{'✕' if check.result == STOP else '!'}  {check.text}", self)
            line.setWordWrap(True)
            line.setProperty("role", check.result)
            column.addWidget(line)
        column.addSpacing(6)
        column.addLayout(self._buttons())
        self.setMinimumWidth(560)

    def _radio(self, rendering: str, title: str) -> QRadioButton:
        button = QRadioButton(title, self)
        button.setProperty("rendering", rendering)
        button.setChecked(rendering == FILED)
        self._group.addButton(button)
        return button

    def _buttons(self) -> QHBoxLayout:
        return answer_row(self, self._export, self._on_export)

    @property
    def _path(self) -> Path:
        return Path(self.folder.text().strip()).expanduser()

    def _on_choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Export to", str(self._path.parent))
        if folder:
            path = Path(folder)
            is_free = not any(path.iterdir()) or is_bundle_folder(path)
            self.folder.setText(str(path if is_free else path / self._path.name))

    def _on_edited(self) -> None:
        path = self._path
        is_filled = path.is_dir() and any(path.iterdir())
        is_own = is_filled and is_bundle_folder(path)
        self._replace.setVisible(is_own)
        hint = "Two folders are made in it: “filing” is for the court, “papers” stay with you."
        if not self.folder.text().strip():
            hint = "Choose a folder."
        elif path.is_file() or (is_filled and not is_own):
            hint = f"{path.name} holds something else. Choose a folder that is empty or new."
        elif is_own:
            hint = f"{path.name} holds a bundle that was exported before."
        elif not _has_place(path):
            hint = f"{path} cannot be made: the folder it would lie in is not there."
        may_go_on = (_has_place(path) and not is_filled) or (is_own and self._replace.isChecked())
        self._hint.setText(hint)
        self._export.setEnabled(bool(self.folder.text().strip()) and may_go_on)

    def _on_export(self) -> None:
        chosen = self._group.checkedButton()
        rendering = str(chosen.property("rendering")) if chosen else FILED
        self.ordered.emit(ExportOrder(self._path, rendering, self._replace.isChecked()))
        self.accept()


def _copies(bundle: Bundle) -> tuple[tuple[str, str, str], ...]:
    """Each copy with a title and a sentence."""
    marked = bundle.rendering == HIGHLIGHTED
    filed = "with the passages highlighted" if marked else "clean, without any highlight"
    return (
        (FILED, "To be filed", f"What the court gets: {filed}, as this bundle is set."),
        (COURTESY, "Courtesy copy", "For a judge's chambers: the passages are highlighted."),
        (
            INTERNAL,
            "Internal copy",
            "For your own side: highlights with your notes in them. Never file or send this one.",
        ),
    )


def _suggested(bundle: Bundle) -> Path:
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(documents) or Path.home())
    return (folder if folder.is_dir() else Path.home()) / safe_title(bundle.name)


def _has_place(path: Path) -> bool:
    return path.is_dir() or (not path.exists() and path.parent.is_dir())


def _section(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", "section")
    return label
