"""The facets at the left of Review: what the results consist of, each a click into the query."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.result_rows import shown_date
from pincite.desktop.theme import PADDING_PX, Theme, tag_colour
from pincite.desktop.widgets.facet_row import FacetRow
from pincite.desktop.widgets.histogram import Histogram
from pincite.domain.exemptions import display_code
from pincite.search.evaluation.facets import Facets, PersonCount
from pincite.search.language.narrowing import Facet, How, Narrowing

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
    """Emits the facet that was clicked, and how it should join the query.

    Which facets are on is read from the query, and kept nowhere else.
    """

    facet_clicked = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._narrowing: Narrowing | None = None
        self._facets: Facets | None = None
        self._counted: str | None = None
        self._facet_rows: dict[Facet, FacetRow] = {}
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
        self._others, self._rows = QVBoxLayout(), QVBoxLayout()
        for rows in (self._others, self._rows):
            rows.setSpacing(0)
            self._column.addLayout(rows)
        self._column.addStretch(1)
        self.setWidget(self._page)
        theme.changed.connect(self._on_theme_changed)

    @property
    def rows(self) -> dict[Facet, FacetRow]:
        """The row of each facet."""
        return self._facet_rows

    @property
    def counted_query(self) -> str | None:
        """The query whose results are counted here, in Pincite's own language."""
        return self._counted

    def show_facets(self, facets: Facets, narrowing: Narrowing) -> None:
        """Show what results consist of, and how the query that found them is narrowed."""
        self._facets, self._narrowing, self._counted = facets, narrowing, narrowing.text
        focused = next((one for one, row in self._facet_rows.items() if row.hasFocus()), None)
        self._clear()
        self._histogram.show_months(facets.months, narrowing.months())
        self._range.setText(_shown_range(facets.months))
        for part in (self._sent_heading, self._histogram):
            part.setVisible(bool(facets.months))
        self._add_coding(facets)
        self._add_tags(facets)
        self._add_people(facets, narrowing)
        self._add_kinds(facets)
        self._add_exemptions(facets)
        self._add_others(narrowing)
        if focused in self._facet_rows:
            # A row that is not shown yet cannot take the focus.
            self._facet_rows[focused].show()
            self._facet_rows[focused].setFocus()

    def show_narrowing(self, narrowing: Narrowing) -> None:
        """Show at once how a new query is narrowed; its counts come after it."""
        self._narrowing = narrowing
        for facet, row in self._facet_rows.items():
            row.set_state(narrowing.state(facet))
            row.update()
        if self._facets is not None:
            self._histogram.show_months(self._facets.months, narrowing.months())

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

    def _add_coding(self, facets: Facets) -> None:
        self._add_heading("Coding")
        for value, name, token in _CODINGS:
            count = facets.coding.get(value, 0)
            if value == "confidential" and not count:
                continue
            row = self._add_row(Facet("coded", value), name, count)
            row.set_mark(self._theme.colour(token), is_hollow=value == "none")

    def _add_tags(self, facets: Facets) -> None:
        if not facets.tags:
            return
        self._add_heading("Issue tags")
        for tag in facets.tags:
            row = self._add_row(Facet("tag", tag.name), tag.name, tag.documents)
            row.set_mark(QColor(tag_colour(tag.colour)))

    def _add_people(self, facets: Facets, narrowing: Narrowing) -> None:
        if not facets.people:
            return
        self._add_heading("People")
        named: set[str] = set()
        for place, person in enumerate(facets.people):
            name = _person_name(person, named)
            facet = Facet("person", person.value)
            if place < _FEW_PEOPLE or self._shows_all_people or narrowing.state(facet):
                self._add_row(facet, name, person.documents)
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
                self._add_row(Facet("kind", value), name, count)

    def _add_exemptions(self, facets: Facets) -> None:
        if not facets.exemptions:
            return
        self._add_heading("Withheld under")
        for code, count in facets.exemptions:
            row = self._add_row(Facet("exemption", code), display_code(code), count)
            row.set_mark(self._theme.colour("redaction"), is_outlined=True)

    def _add_others(self, narrowing: Narrowing) -> None:
        """What else the query is narrowed by: a click takes that out, too."""
        for facet, _ in narrowing.conditions():
            if not self._is_shown(facet, narrowing):
                if not self._others.count():
                    self._add_heading("Also in the query", self._others)
                self._add_row(facet, _named(facet), None, self._others)

    def _is_shown(self, facet: Facet, narrowing: Narrowing) -> bool:
        """Whether a row or the histogram shows a condition, however it was typed."""
        if facet.field == "date":
            return self._histogram.isVisibleTo(self._page) and not narrowing.is_left_out(facet)
        return any(narrowing.is_same(facet, one) for one in self._facet_rows)

    def _add_heading(self, title: str, to: QVBoxLayout | None = None) -> None:
        heading = QLabel(title.upper(), self._page)
        heading.setProperty("role", "section")
        heading.setContentsMargins(PADDING_PX, 12, PADDING_PX, 4)
        (to or self._rows).addWidget(heading)

    def _add_row(
        self, facet: Facet, name: str, count: int | None, to: QVBoxLayout | None = None
    ) -> FacetRow:
        row = FacetRow(self._theme, facet, name, count, self._page)
        if self._narrowing is not None:
            row.set_state(self._narrowing.state(facet))
        row.facet_clicked.connect(self._on_facet_clicked)
        (to or self._rows).addWidget(row)
        self._facet_rows[facet] = row
        return row

    def _clear(self) -> None:
        self._facet_rows.clear()
        for rows in (self._others, self._rows):
            _clear(rows)

    def _on_facet_clicked(self, facet: Facet) -> None:
        self.facet_clicked.emit(facet, _how())

    def _on_months_chosen(self, months: str) -> None:
        self.facet_clicked.emit(Facet("date", months), _how())

    def _on_more(self) -> None:
        self._shows_all_people = not self._shows_all_people
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        if self._facets is not None and self._narrowing is not None:
            self.show_facets(self._facets, self._narrowing)


def _clear(layout: QLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        inner = item.layout() if item else None
        widget = item.widget() if item else None
        if inner is not None:
            _clear(inner)
        if widget:
            widget.hide()
            widget.deleteLater()


def _how() -> How:
    """How a facet joins the query, by the keys that are held."""
    held = QGuiApplication.keyboardModifiers()
    if held & Qt.KeyboardModifier.ControlModifier:
        return "or"
    leaves_out = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
    return "not" if held & leaves_out else "and"


def _named(facet: Facet) -> str:
    """A condition in words."""
    names = {**{name: title for name, title, _ in _CODINGS}, **dict(_KINDS)}
    if facet.field in ("coded", "kind"):
        return names.get(facet.value.lower(), facet.written)
    if facet.field in ("tag", "person"):
        return facet.value
    return f"{facet.field}:{facet.value}"


def _person_name(person: PersonCount, named: set[str]) -> str:
    """Who it is; whoever bears a name that is `named` already is told apart from that one."""
    if person.name.casefold() not in named:
        named.add(person.name.casefold())
        return person.name
    return person.value if "@" in person.value else f"{person.name}, no address"


def _shown_range(months: tuple[tuple[str, int], ...]) -> str:
    if not months:
        return ""
    first, last = shown_date(months[0][0]), shown_date(months[-1][0])
    return first if first == last else f"{first} – {last}"
