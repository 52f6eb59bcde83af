"""The facets at the left of Review: what the results consist of, each a click to narrow them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from pincite.desktop.models.asked import Asked, Filter
from pincite.desktop.models.result_rows import shown_date
from pincite.desktop.theme import PADDING_PX, Theme, tag_colour
from pincite.desktop.widgets.facet_row import FacetRow
from pincite.desktop.widgets.histogram import Histogram
from pincite.domain.exemptions import display_code
from pincite.search.facets import Facets

_FEW_PEOPLE = 5
_CODINGS = (
    ("responsive", "Responsive", "ok_fill"),
    ("not-responsive", "Not responsive", "ink3"),
    ("none", "Not yet coded", "ink3"),
    ("privileged", "Privileged", "privileged"),
    ("confidential", "Confidential", "warn"),
)
_KINDS = (("message", "Email"), ("attachment", "Attachment"), ("file", "Loose file"))


class FacetPanel(QScrollArea):
    """Emits the filters that should narrow the results from now on."""

    filters_changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._asked = Asked()
        self._facets: Facets | None = None
        self._shows_all_people = False
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(150)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page = QWidget(self)
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(0, 12, 0, 12)
        self._column.setSpacing(0)
        self._histogram = Histogram(theme, self._page)
        self._histogram.months_chosen.connect(self._on_months_chosen)
        self._range = QLabel(self._page)
        self._range.setProperty("role", "section")
        self._column.addLayout(self._sent())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._column.addLayout(self._rows)
        self._column.addStretch(1)
        self.setWidget(self._page)
        theme.changed.connect(self._on_theme_changed)

    def show_facets(self, facets: Facets, asked: Asked) -> None:
        """Show what the results of `asked` consist of."""
        self._facets, self._asked = facets, asked
        self._clear()
        chosen = next((str(value) for kind, value in asked.only if kind == "month"), "")
        self._histogram.show_months(facets.months, chosen)
        self._range.setText(_shown_range(facets.months))
        for part in (self._sent_heading, self._histogram):
            part.setVisible(bool(facets.months))
        self._add_active(asked, facets)
        self._add_coding(facets)
        self._add_tags(facets)
        self._add_people(facets)
        self._add_kinds(facets)
        self._add_exemptions(facets)

    def _sent(self) -> QVBoxLayout:
        heading = self._sent_heading = QLabel("SENT", self._page)
        heading.setProperty("role", "section")
        line = QHBoxLayout()
        line.addWidget(heading)
        line.addStretch(1)
        line.addWidget(self._range)
        column = QVBoxLayout()
        column.setContentsMargins(PADDING_PX, 0, PADDING_PX, 6)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self._histogram)
        return column

    def _add_active(self, asked: Asked, facets: Facets) -> None:
        """The filters in force, each with a way to take it off."""
        for filter_ in asked.only:
            chip = QPushButton(f"{_named(filter_, facets)}  ✕", self._page)
            chip.setProperty("role", "chip")
            chip.setProperty("filter", filter_)
            chip.setAccessibleName(f"Take off {_named(filter_, facets)}")
            chip.clicked.connect(self._on_chip_clicked)
            holder = QHBoxLayout()
            holder.setContentsMargins(PADDING_PX, 3, PADDING_PX, 0)
            holder.addWidget(chip)
            holder.addStretch(1)
            self._rows.addLayout(holder)

    def _add_coding(self, facets: Facets) -> None:
        self._add_heading("Coding")
        for value, name, token in _CODINGS:
            count = facets.coding.get(value, 0)
            if value == "confidential" and not count:
                continue
            row = self._add_row(("coding", value), name, count)
            row.set_mark(self._theme.colour(token), is_hollow=value == "none")

    def _add_tags(self, facets: Facets) -> None:
        if not facets.tags:
            return
        self._add_heading("Issue tags")
        for tag in facets.tags:
            row = self._add_row(("tag", tag.name), tag.name, tag.documents)
            row.set_mark(QColor(tag_colour(tag.colour)))

    def _add_people(self, facets: Facets) -> None:
        if not facets.people:
            return
        self._add_heading("People")
        shown = facets.people if self._shows_all_people else facets.people[:_FEW_PEOPLE]
        for person in shown:
            self._add_row(("person", person.id), person.name, person.documents)
        if len(facets.people) > _FEW_PEOPLE:
            more = QPushButton("Fewer" if self._shows_all_people else "More…", self._page)
            more.setProperty("role", "link")
            more.clicked.connect(self._on_more)
            holder = QHBoxLayout()
            holder.setContentsMargins(PADDING_PX - 5, 0, 0, 0)
            holder.addWidget(more)
            holder.addStretch(1)
            self._rows.addLayout(holder)

    def _add_kinds(self, facets: Facets) -> None:
        if not any(facets.kinds.values()):
            return
        self._add_heading("Kind")
        for value, name in _KINDS:
            if count := facets.kinds.get(value, 0):
                self._add_row(("kind", value), name, count)

    def _add_exemptions(self, facets: Facets) -> None:
        if not facets.exemptions:
            return
        self._add_heading("Withheld under")
        for code, count in facets.exemptions:
            row = self._add_row(("exemption", code), display_code(code), count)
            row.set_mark(self._theme.colour("redaction"), is_outlined=True)

    def _add_heading(self, title: str) -> None:
        heading = QLabel(title.upper(), self._page)
        heading.setProperty("role", "section")
        heading.setContentsMargins(PADDING_PX, 12, PADDING_PX, 4)
        self._rows.addWidget(heading)

    def _add_row(self, filter_: Filter, name: str, count: int) -> FacetRow:
        row = FacetRow(self._theme, filter_, name, count, self._page)
        row.setChecked(filter_ in self._asked.only)
        row.toggled_filter.connect(self._on_toggled)
        self._rows.addWidget(row)
        return row

    def _clear(self) -> None:
        while self._rows.count():
            item = self._rows.takeAt(0)
            layout = item.layout() if item else None
            widget = item.widget() if item else None
            if isinstance(layout, QHBoxLayout):
                _clear_row(layout)
            if widget:
                widget.hide()
                widget.deleteLater()

    def _on_toggled(self, filter_: Filter) -> None:
        is_on = filter_ in self._asked.only
        changed = self._asked.without(filter_) if is_on else self._asked.with_filter(filter_)
        self.filters_changed.emit(changed.only)

    def _on_months_chosen(self, months: str) -> None:
        self._on_toggled(("month", months))

    def _on_chip_clicked(self) -> None:
        kind, value = self.sender().property("filter")
        self.filters_changed.emit(self._asked.without((kind, value)).only)

    def _on_more(self) -> None:
        self._shows_all_people = not self._shows_all_people
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        if self._facets is not None:
            self.show_facets(self._facets, self._asked)


def _clear_row(layout: QHBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget:
            widget.hide()
            widget.deleteLater()


def _named(filter_: Filter, facets: Facets) -> str:
    """A filter in words."""
    kind, value = filter_
    if kind == "person":
        return next((one.name for one in facets.people if one.id == value), "person")
    if kind == "month":
        first, _, last = str(value).partition("..")
        return f"{shown_date(first)} – {shown_date(last)}" if last else shown_date(first)
    if kind == "exemption":
        return f"withheld under {display_code(str(value))}"
    names = {**{name: title for name, title, _ in _CODINGS}, **dict(_KINDS)}
    return names.get(str(value), str(value)) if kind != "tag" else str(value)


def _shown_range(months: tuple[tuple[str, int], ...]) -> str:
    if not months:
        return ""
    first, last = shown_date(months[0][0]), shown_date(months[-1][0])
    return first if first == last else f"{first} – {last}"
