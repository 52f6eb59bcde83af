"""The highlight lists of the matter: their names, colours and terms, with what is wrong in them."""

from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QPainter, QPixmap, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.highlight_reading import check_terms
from pincite.desktop.theme import Theme, mono_font
from pincite.desktop.widgets.highlight_look import line_name, paint_highlight
from pincite.desktop.work.matter_work import Kinds, MatterWork
from pincite.domain.dialects import DIALECTS, Dialect
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.review.highlighting import COLOURS, terms_of_file
from pincite.search import BadLine
from pincite.store.changed import Changed
from pincite.store.highlight_lists import HighlightList

_TYPING_MS = 300
_MOST_BAD_SHOWN = 50
_TITLES = {
    "pincite": "Pincite",
    "dtsearch": "dtSearch, Relativity",
    "lexis": "Lexis",
    "westlaw": "Westlaw",
}
_ABOUT = (
    "One term a line: a word, a phrase, a wildcard or a proximity. Reviewers see them in every"
    " document; nothing that is exported holds them."
)


class HighlightListsDialog(QDialog):
    """A list is saved when another is chosen, at Save, and at the end; undo takes that back."""

    def __init__(
        self, work: MatterWork, theme: Theme, parent: QWidget, *, is_read_only: bool
    ) -> None:
        """Read the lists; they appear when they are there."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Highlight lists")
        self._work = work
        self._theme = theme
        self._is_read_only = is_read_only
        self._lists: dict[int, HighlightList] = {}
        self._open: HighlightList | None = None
        self._wanted: int | None = None
        self.lists = QListWidget(self)
        self.lists.setAccessibleName("Highlight lists")
        self.lists.setIconSize(QSize(30, 18))
        self.name = QLineEdit(self)
        self.colour = QComboBox(self)
        self.dialect = QComboBox(self)
        self.terms = QPlainTextEdit(self)
        self.bad = QLabel(self)
        self._fill_choices()
        self._compose()
        self._check = QTimer(self)
        self._check.setSingleShot(True)
        self._check.setInterval(_TYPING_MS)
        self._check.timeout.connect(self._on_pause)
        self._connect()
        self._read()

    def save(self) -> None:
        """Save what was changed of the open list."""
        old = self._open
        if old is None or self._is_read_only:
            return
        name, terms = self.name.text().strip(), self._lines()
        colour, dialect = int(self.colour.currentData()), self.dialect.currentData()
        is_same = (name, colour, dialect) == (old.name, old.colour, old.dialect)
        if not name or (is_same and tuple(terms) == old.terms):
            return
        edit = partial(_edit, old.id, name, terms, colour, dialect)
        self._work.decide(edit)

    def load(self, path: Path) -> None:
        """Add the terms of a text file to the open list."""
        try:
            found = terms_of_file(path.read_bytes())
        except OSError as error:
            self.bad.setText(escape(f"{path.name} cannot be read: {error.strerror or error}."))
            return
        typed = self.terms.toPlainText().rstrip("\n")
        self.terms.setPlainText("\n".join(part for part in (typed, "\n".join(found)) if part))
        self.terms.moveCursor(QTextCursor.MoveOperation.End)

    def done(self, result: int) -> None:
        """However it is closed, nothing that was typed is lost."""
        self.save()
        super().done(result)

    # How it is put together.

    def _fill_choices(self) -> None:
        self.colour.setIconSize(QSize(30, 18))
        self.colour.setAccessibleName("Colour and line")
        for number in COLOURS:
            self.colour.addItem(self._swatch(number), line_name(number), number)
        self.dialect.setAccessibleName("Language of the terms")
        for dialect in DIALECTS:
            self.dialect.addItem(_TITLES[dialect], dialect)

    def _compose(self) -> None:
        self.name.setAccessibleName("Name of the list")
        self.terms.setAccessibleName("Terms, one a line")
        self.terms.setFont(mono_font())
        self.terms.setTabChangesFocus(True)
        self.terms.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.bad.setWordWrap(True)
        self.bad.setTextFormat(Qt.TextFormat.RichText)
        self.bad.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.bad.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        about = QLabel(_ABOUT, self)
        about.setWordWrap(True)
        about.setProperty("role", "quiet")
        below = QScrollArea(self)
        below.setWidgetResizable(True)
        below.setWidget(self.bad)
        below.setFixedHeight(96)
        form = QFormLayout()
        form.addRow("Name", self.name)
        form.addRow("Look", self.colour)
        form.addRow("Language", self.dialect)
        right = QVBoxLayout()
        right.addLayout(form)
        right.addWidget(about)
        right.addWidget(self.terms, 1)
        right.addWidget(below)
        self._new = self._button("New list")
        self._delete = self._button("Delete")
        left = QVBoxLayout()
        left.addWidget(self.lists, 1)
        under = QHBoxLayout()
        under.addWidget(self._new)
        under.addWidget(self._delete)
        left.addLayout(under)
        self._import = self._button("Terms from a file…")
        self._save = self._button("Save")
        self._save.setProperty("role", "primary")
        # Enter presses the button that has the focus, and saves from the name.
        self._new.setAutoDefault(True)
        self._save.setDefault(True)
        self._close = self._button("Close")
        foot = QHBoxLayout()
        foot.addWidget(self._import)
        foot.addStretch(1)
        foot.addWidget(self._close)
        foot.addWidget(self._save)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.addLayout(left, 2)
        row.addLayout(right, 5)
        self.resize(760, 540)

    def _button(self, title: str) -> QPushButton:
        button = QPushButton(title, self)
        button.setAutoDefault(False)
        return button

    def _focus_first(self) -> None:
        """Go to what a list needs next: to be made, or terms."""
        first = self.terms if self._open is not None else self._new
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.lists.currentItemChanged.connect(self._on_list_chosen)
        self.terms.textChanged.connect(self._check.start)
        self.dialect.currentIndexChanged.connect(self._on_dialect_changed)
        self.bad.linkActivated.connect(self._on_mend)
        self._new.clicked.connect(self._on_new)
        self._delete.clicked.connect(self._on_delete)
        self._import.clicked.connect(self._on_import)
        self._save.clicked.connect(self.save)
        self._close.clicked.connect(self.close)
        self._work.changed.connect(self._on_changed)
        self._theme.changed.connect(self._on_theme_changed)

    def _swatch(self, colour: int) -> QIcon:
        drawn = QPixmap(60, 36)
        drawn.setDevicePixelRatio(2.0)
        drawn.fill(self._theme.colour("paper"))
        painter = QPainter(drawn)
        box = drawn.rect()
        sample = box.adjusted(2, 2, -(box.width() // 2) - 2, -(box.height() // 2) - 4)
        painter.setPen(self._theme.colour("ink"))
        painter.drawText(sample, Qt.AlignmentFlag.AlignCenter, "ab")
        paint_highlight(painter, sample.toRectF(), colour, self._theme.colour("paper"))
        painter.end()
        return QIcon(drawn)

    # What comes back.

    def _read(self) -> None:
        self._work.read(_all_lists, self._on_read, latest="highlight lists")

    def _on_read(self, lists: list[HighlightList]) -> None:
        chosen = self._wanted if self._wanted is not None else self._open and self._open.id
        self._wanted = None
        self._lists = {one.id: one for one in lists}
        self.lists.blockSignals(True)
        self.lists.clear()
        for one in lists:
            item = QListWidgetItem(self._swatch(one.colour), one.name)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            self.lists.addItem(item)
        ids = [one.id for one in lists]
        row = ids.index(chosen) if chosen in ids else 0
        self.lists.setCurrentRow(row if ids else -1)
        self.lists.blockSignals(False)
        self._show(lists[row] if lists else None)
        if self.focusWidget() is None:
            self._focus_first()

    def _show(self, list_: HighlightList | None) -> None:
        is_same = list_ is not None and self._open is not None and list_.id == self._open.id
        self._open = list_
        can_change = list_ is not None and not self._is_read_only
        for widget in (self.name, self.colour, self.dialect, self.terms, self._delete, self._save):
            widget.setEnabled(can_change)
        self._import.setEnabled(can_change)
        self._new.setEnabled(not self._is_read_only)
        self.name.setText(list_.name if list_ else "")
        self.colour.setCurrentIndex(list_.colour - 1 if list_ else 0)
        self.dialect.setCurrentIndex(DIALECTS.index(list_.dialect) if list_ else 0)
        terms = list_.terms if list_ else ()
        # What is being typed keeps its cursor, if it is what was saved.
        if not is_same or tuple(self._lines()) != terms:
            self.terms.setPlainText("\n".join(terms))
        self._on_pause()

    def _lines(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.terms.toPlainText().splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def _on_list_chosen(self, item: QListWidgetItem | None, _former: object) -> None:
        self.save()
        if item is not None:
            self._show(self._lists[item.data(Qt.ItemDataRole.UserRole)])

    def _on_dialect_changed(self, _index: int) -> None:
        self._on_pause()

    def _on_pause(self) -> None:
        """Say which lines mark nothing, and what would."""
        terms = self.terms.toPlainText().splitlines()
        dialect: Dialect = self.dialect.currentData()
        check = partial(check_terms, terms, dialect)
        self._work.read(check, self._on_checked, latest="highlight terms")

    def _on_checked(self, checked: tuple[list[str], list[BadLine]]) -> None:
        terms, bad = checked
        if terms != self.terms.toPlainText().splitlines():
            return
        said = [_said(line) for line in bad[:_MOST_BAD_SHOWN]]
        if len(bad) > _MOST_BAD_SHOWN:
            said.append(f"… and {len(bad) - _MOST_BAD_SHOWN:,} more lines.")
        count = sum(bool(term.strip()) for term in terms) - len(bad)
        good = f"{count:,} term{'s' * (count != 1)} can be shown."
        self.bad.setText("<br>".join([*said, escape(good)]) if terms else "")

    def _on_mend(self, link: str) -> None:
        """Put what was suggested in the place of a line."""
        number, _, mended = link.partition(" ")
        block = self.terms.document().findBlockByNumber(int(number) - 1)
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(mended)
        self.terms.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_new(self) -> None:
        self.save()
        taken = {one.name.casefold() for one in self._lists.values()}
        names = (f"List {number}" for number in range(1, len(taken) + 2))
        name = next(name for name in names if name.casefold() not in taken)
        self._work.decide(partial(_new, name), self._on_made)

    def _on_made(self, changed: Changed) -> None:
        self._wanted = changed.id
        self._read()
        self.name.setFocus()

    def _on_delete(self) -> None:
        gone, self._open = self._open, None
        if gone is not None:
            self._work.decide(partial(_delete, gone.id))

    def _on_import(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, "Terms from a file", str(Path.home()), "Text, one term a line (*.txt);;All (*)"
        )
        if path:
            self.load(Path(path))

    def _on_changed(self, kinds: Kinds) -> None:
        if "highlights" in kinds:
            self._read()

    def _on_theme_changed(self) -> None:
        for number in COLOURS:
            self.colour.setItemIcon(number - 1, self._swatch(number))
        self._read()


def _said(line: BadLine) -> str:
    """A line that marks nothing, with a link that mends it."""
    mend = ""
    if line.suggestion:
        link = escape(f"{line.number} {line.suggestion}", quote=True)
        mend = f' <a href="{link}">Use {escape(line.suggestion)}</a>'
    return f"Line {line.number}: {escape(line.what)}{mend}"


def _all_lists(matter: Matter, _: Control) -> list[HighlightList]:
    return matter.highlights.all()


def _new(name: str, matter: Matter) -> Changed:
    return matter.highlights.new(name)


def _delete(list_: int, matter: Matter) -> Changed:
    return matter.highlights.delete(list_)


def _edit(
    list_: int, name: str, terms: list[str], colour: int, dialect: Dialect, matter: Matter
) -> Changed:
    return matter.highlights.edit(list_, name=name, terms=terms, colour=colour, dialect=dialect)
