"""The header of Exhibits mode: which bundle, adding from tags, what it amounts to, export."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from pincite.desktop.icons import icon
from pincite.desktop.models.bundle_export import shown_size
from pincite.desktop.models.bundle_view import BundleView
from pincite.desktop.theme import Theme

_LONGEST_NAME = 44


class ExhibitsHeader(QWidget):
    """Says what was asked for; shows what the mode tells it."""

    bundle_chosen = Signal(int)
    new_requested = Signal()
    edit_requested = Signal()
    delete_requested = Signal()
    tags_requested = Signal()
    export_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Compose the row."""
        super().__init__(parent)
        self._theme = theme
        self._view = BundleView(())
        self._is_read_only = False
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._bundle = QPushButton(self)
        self._bundle.setMenu(self._menu)
        self._tags = QPushButton("Add from tags…", self)
        self._tags.clicked.connect(self._on_tags)
        self._count = QLabel(self)
        self._count.setProperty("role", "quiet")
        self._export = QPushButton("Export bundle…", self)
        self._export.setProperty("role", "primary")
        self._export.clicked.connect(self._on_export)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._bundle)
        row.addWidget(self._tags)
        row.addStretch(1)
        row.addWidget(self._count)
        row.addWidget(self._export)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def count_text(self) -> str:
        """What the bundle amounts to: `9 exhibits · 47 pages · est. 6.1 MB`."""
        return self._count.text()

    def show_view(self, view: BundleView, *, is_read_only: bool) -> None:
        """Show a bundle."""
        self._view, self._is_read_only = view, is_read_only
        name = view.bundle.name if view.bundle else "none yet"
        if len(name) > _LONGEST_NAME:
            name = f"{name[: _LONGEST_NAME - 1].rstrip()}…"
        self._bundle.setText(f"Bundle: {name} ▾".replace("&", "&&"))
        self._bundle.setAccessibleName(f"Bundle: {name}")
        self._tags.setEnabled(view.bundle is not None and not is_read_only)
        self._export.setEnabled(bool(view.entries))
        weight = f" · est. {shown_size(view.estimated_bytes)}" if view.estimated_bytes else ""
        self._count.setText(view.summary + weight if view.bundle else "")

    def _fill_menu(self) -> None:
        """Every bundle with a tick at the current one, then what can be done with it."""
        self._menu.clear()
        shown = self._view.bundle
        for bundle in self._view.bundles:
            action = self._menu.addAction(bundle.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(shown is not None and bundle.id == shown.id)
            action.triggered.connect(partial(self._on_chosen, int(bundle.id)))
        if self._view.bundles:
            self._menu.addSeparator()
        for title, signal, needs_bundle in (
            ("New bundle…", self.new_requested, False),
            ("Name, numbering and caption…", self.edit_requested, True),
            ("Delete bundle…", self.delete_requested, True),
        ):
            action = self._menu.addAction(title)
            action.triggered.connect(partial(_emit, signal))
            action.setEnabled(not self._is_read_only and (bool(shown) or not needs_bundle))

    def _on_chosen(self, bundle: int, _is_checked: bool = False) -> None:
        self.bundle_chosen.emit(bundle)

    def _on_tags(self) -> None:
        self.tags_requested.emit()

    def _on_export(self) -> None:
        self.export_requested.emit()

    def _on_theme_changed(self) -> None:
        self._tags.setIcon(icon(self._theme, "tag"))


def _emit(signal: object, _is_checked: bool = False) -> None:
    signal.emit()  # type: ignore[attr-defined]
