"""The panel about one exhibit: title, pages, attachments, pin cites, checks of the bundle."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.bundle_checks import Check
from pincite.desktop.models.bundle_view import CitedPassage
from pincite.desktop.theme import PADDING_PX, Theme
from pincite.desktop.widgets.check_line import CheckLine
from pincite.desktop.widgets.cite_card import CiteCard
from pincite.desktop.widgets.edit_field import EditField
from pincite.store.bundles import CLEAN, HIGHLIGHTED, Bundle

if TYPE_CHECKING:
    from pincite.exhibits.entries import ExhibitEntry

_NO_CITES = "No passage is marked on these pages. Mark one in Review: select it and press a digit."


class ExhibitDetails(QScrollArea):
    """Every edit is a signal; what is shown changes when the matter did."""

    title_edited = Signal(str)
    pages_edited = Signal(str)
    attachments_chosen = Signal(bool)
    rendering_chosen = Signal(str)
    document_requested = Signal()
    copy_requested = Signal(int)
    page_requested = Signal(int)
    check_followed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Compose the panel, empty."""
        super().__init__(parent)
        self._theme = theme
        self._checks: Sequence[Check] = ()
        self._cites: Sequence[CitedPassage] = ()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget(self)
        body.setObjectName("panel")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._heading = _section("EXHIBIT", body)
        self._form = self._make_form(body)
        self._cites_heading = _section("PIN CITES", body)
        self._cites_column = QVBoxLayout()
        self._checks_heading = _section("BEFORE YOU EXPORT", body)
        self._checks_column = QVBoxLayout()
        self._cites_column.setSpacing(9)
        self._checks_column.setSpacing(10)
        column = QVBoxLayout(body)
        column.setContentsMargins(PADDING_PX, 12, PADDING_PX, 12)
        column.setSpacing(9)
        column.addWidget(self._heading)
        column.addWidget(self._form)
        for heading, part in (
            (self._cites_heading, self._cites_column),
            (self._checks_heading, self._checks_column),
        ):
            column.addSpacing(5)
            column.addWidget(heading)
            column.addLayout(part)
        column.addStretch(1)
        self.setWidget(body)
        theme.changed.connect(self._on_theme_changed)
        self.show_exhibit(None, None, is_read_only=True)

    def show_exhibit(
        self, entry: "ExhibitEntry | None", bundle: Bundle | None, *, is_read_only: bool
    ) -> None:
        """Show what is known of an exhibit, or hide all of that."""
        for widget in (self._heading, self._form, self._cites_heading):
            widget.setVisible(entry is not None)
        if entry is None or bundle is None:
            self.show_cites(None)
            return
        self._heading.setText(f"EXHIBIT {entry.number}")
        self._label.setText(entry.label)
        self._document.setText(entry.control)
        self._document.setAccessibleName(f"Open {entry.control} in Review")
        self._title.show_value(entry.title)
        self.pages_field.show_value(entry.pages)
        self.pages_field.setPlaceholderText(_all_pages(entry))
        self._attachments.setChecked(entry.with_attachments and bool(entry.attachment_count))
        self._attachments.setText(_attachments(entry))
        self._rendering.setCurrentIndex(self._rendering.findData(bundle.rendering))
        for field in (self._title, self.pages_field, self._attachments, self._rendering):
            field.setEnabled(not is_read_only)
        if entry.with_attachments and not entry.attachment_count:
            self._attachments.setEnabled(False)

    def show_cites(self, cites: Sequence[CitedPassage] | None) -> None:
        """Show the pin cites of the exhibit; None while they are not known."""
        self._cites = cites or ()
        _clear(self._cites_column)
        for cited in self._cites:
            card = CiteCard(cited, self._theme, self.widget())
            card.copy_requested.connect(self.copy_requested)
            card.page_requested.connect(self.page_requested)
            self._cites_column.addWidget(card)
        if cites is not None and not cites:
            hint = QLabel(_NO_CITES, self.widget())
            hint.setWordWrap(True)
            hint.setProperty("role", "small")
            self._cites_column.addWidget(hint)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show what to look at before the bundle is exported."""
        self._checks = checks
        self._checks_heading.setVisible(bool(checks))
        _clear(self._checks_column)
        for check in checks:
            line = CheckLine(check, self._theme, self.widget())
            line.followed.connect(self.check_followed)
            self._checks_column.addWidget(line)

    def edit_title(self) -> None:
        """Put the cursor into the title."""
        self._title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._title.selectAll()

    def edit_pages(self) -> None:
        """Put the cursor into the pages."""
        self.pages_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.pages_field.selectAll()

    def _make_form(self, parent: QWidget) -> QWidget:
        form = QWidget(parent)
        self._label = QLabel(form)
        self._label.setProperty("role", "digit")
        self._document = QPushButton(form)
        self._document.setProperty("role", "link")
        self._document.setToolTip("Open the document in Review")
        self._document.clicked.connect(self._on_document_clicked)
        self._title = EditField("Title of the exhibit", form)
        self._title.edited.connect(self.title_edited)
        self.pages_field = EditField("Pages of the document that are shown", form)
        self.pages_field.setToolTip("Pages of the document, such as 1-3, 5. Empty: all of them.")
        self.pages_field.edited.connect(self.pages_edited)
        self._attachments = QCheckBox(form)
        self._attachments.clicked.connect(self.attachments_chosen)
        self._rendering = QComboBox(form)
        self._rendering.setAccessibleName("What is filed")
        self._rendering.addItem("Clean", CLEAN)
        self._rendering.addItem("Highlighted", HIGHLIGHTED)
        self._rendering.setToolTip("How every exhibit of this bundle is filed")
        self._rendering.activated.connect(self._on_rendering_activated)
        rows = QFormLayout(form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setVerticalSpacing(8)
        rows.setHorizontalSpacing(12)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows.addRow("Label", _at_right(self._label, form))
        rows.addRow("Document", _at_right(self._document, form))
        rows.addRow("&Title", self._title)
        rows.addRow("&Pages", self.pages_field)
        rows.addRow("Attachments", self._attachments)
        rows.addRow("Passages filed", self._rendering)
        return form

    def _on_document_clicked(self) -> None:
        self.document_requested.emit()

    def _on_rendering_activated(self, place: int) -> None:
        self.rendering_chosen.emit(str(self._rendering.itemData(place)))

    def _on_theme_changed(self) -> None:
        self.show_cites(self._cites or None)
        self.show_checks(self._checks)


def _section(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", "section")
    return label


def _at_right(widget: QWidget, parent: QWidget) -> QWidget:
    holder = QWidget(parent)
    row = QVBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight)
    return holder


def _clear(column: QVBoxLayout) -> None:
    while column.count():
        item = column.takeAt(0)
        widget = item.widget() if item else None
        if widget:
            widget.hide()
            widget.deleteLater()


def _all_pages(entry: "ExhibitEntry") -> str:
    if entry.pages or entry.page_count is None:
        return "all"
    return f"all (1–{entry.page_count})" if entry.page_count > 1 else "all (1)"


def _attachments(entry: "ExhibitEntry") -> str:
    if entry.with_attachments:
        count = entry.attachment_count
        return f"Included ({count})" if count else "There are none"
    return "Left out"
