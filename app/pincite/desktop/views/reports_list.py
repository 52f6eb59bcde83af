"""The left of Reports: a list of terms, its language and scope, and what cannot be read of it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.term_work import ListChecked, check_list, read_draft, read_list
from pincite.desktop.theme import PADDING_PX, mono_font
from pincite.desktop.views.shell import Shell
from pincite.desktop.widgets.bad_terms import BadTerms
from pincite.desktop.widgets.term_editor import TermEditor
from pincite.desktop.work.matter_work import Kinds
from pincite.domain.dialects import DIALECT_NAMES, DIALECTS
from pincite.errors import QueryError
from pincite.matter import Matter
from pincite.search import BadTerm
from pincite.search.reports.term_lists import TermsDraft

_TYPING_MS = 200
_LISTS = "Lists of terms (*.txt *.csv *.xlsx *.xlsm);;All files (*)"


class ReportsList(QWidget):
    """Checks the list as it is typed; `checked` says that what it means is known."""

    checked = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        """Start empty; `restore` reads the list that was kept."""
        super().__init__(parent)
        self._shell = shell
        self._kept = TermsDraft()
        self.meaning: ListChecked | None = None
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.editor = TermEditor(shell.theme, self)
        self.dialect = QComboBox(self)
        self.dialect.setAccessibleName("Language of the terms")
        self.dialect.setToolTip("The program whose language the terms are written in")
        for dialect in DIALECTS:
            self.dialect.addItem(DIALECT_NAMES[dialect], dialect)
        self.within = QLineEdit(self)
        self.within.setFont(mono_font())
        self.within.setPlaceholderText("the whole matter, or a query: date:2018")
        self.within.setAccessibleName("Within the documents that this query finds")
        self.within.setClearButtonEnabled(True)
        self.open_button = QPushButton("Open a list…", self)
        self.open_button.setToolTip("Plain text, CSV or a workbook: one term a line")
        self.said = self._label()
        self.reading = self._label()
        self.bad = BadTerms(self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._compose()
        self._connect()

    @property
    def draft(self) -> TermsDraft:
        """The list as it stands."""
        dialect = DIALECTS[max(0, self.dialect.currentIndex())]
        return TermsDraft(self.editor.text, dialect, self.within.text())

    @property
    def can_run(self) -> bool:
        """Whether the list as it stands was checked and something of it can be run."""
        meaning = self.meaning
        return meaning is not None and meaning.draft == self.draft and meaning.can_run

    def restore(self) -> None:
        """Read the list that was kept with the matter."""
        self._shell.work.read(read_draft, self._on_kept_read, latest="reports.draft")

    def keep(self) -> None:
        """Keep the list with the matter, if it has changed."""
        draft = self.draft
        if draft != self._kept and not self._shell.opened.is_read_only:
            self._kept = draft

            def change(matter: Matter) -> Kinds:
                matter.reports.keep_list(draft)
                return frozenset()

            self._shell.work.decide(change)

    def choose_list(self) -> None:
        """Ask for a file and put its terms into the editor."""
        path, _ = QFileDialog.getOpenFileName(
            self, "Open a list of terms", str(Path.home()), _LISTS
        )
        if path:
            self.open_list(Path(path))

    def open_list(self, path: Path) -> None:
        """Put the terms of a file into the editor."""
        self._shell.work.read(partial(read_list, path), self._on_list_read, latest="reports.list")

    def check(self) -> None:
        """Read what the list means now."""
        self._typing.stop()
        self._shell.work.read(
            partial(check_list, self.draft), self._on_checked, latest="reports.check"
        )

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", "small")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return label

    def _compose(self) -> None:
        title = QLabel("SEARCH TERMS", self)
        title.setProperty("role", "section")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(title)
        top.addStretch(1)
        top.addWidget(self.dialect)
        top.addWidget(self.open_button)
        scope = QHBoxLayout()
        scope.setSpacing(8)
        name = QLabel("Within", self)
        name.setProperty("role", "quiet")
        name.setBuddy(self.within)
        scope.addWidget(name)
        scope.addWidget(self.within, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING_PX, 12, PADDING_PX, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.editor, 1)
        column.addWidget(self.reading)
        column.addWidget(self.said)
        column.addWidget(self.bad)
        column.addLayout(scope)

    def _connect(self) -> None:
        self._typing.timeout.connect(self.check)
        self.editor.edited.connect(self._on_edited)
        self.editor.line_chosen.connect(self._on_line_chosen)
        self.within.textChanged.connect(self._on_edited)
        self.dialect.currentIndexChanged.connect(self.check)
        self.open_button.clicked.connect(self.choose_list)
        self.bad.chosen.connect(self._on_bad_chosen)
        self.bad.mend_wanted.connect(self._on_mend_wanted)

    def _on_edited(self) -> None:
        self._typing.start()
        self.checked.emit()

    def _on_kept_read(self, draft: TermsDraft) -> None:
        self._kept = draft
        self.dialect.setCurrentIndex(DIALECTS.index(draft.dialect))
        self.within.setText(draft.within)
        self.editor.set_text(draft.text)
        self.check()

    def _on_list_read(self, text: str) -> None:
        self.editor.set_text(text)
        self.editor.go_to(1)
        self.check()

    def _on_checked(self, meaning: ListChecked) -> None:
        self.meaning = meaning
        self.editor.show_bad(meaning.bad)
        self.bad.show_bad(meaning.bad)
        self.said.setText(_said(meaning))
        self.said.setVisible(bool(self.said.text()))
        self._on_line_chosen(self.editor.current_line)
        self.checked.emit()

    def _on_line_chosen(self, number: int) -> None:
        """Say how the line reads in which the cursor is."""
        query = self.meaning.good.get(number) if self.meaning else None
        text = ""
        if query is not None:
            text = " ".join((f"Line {number} reads as: {query.reads_as}.", *query.warnings))
        self.reading.setText(text)
        self.reading.setVisible(bool(text))

    def _on_bad_chosen(self, bad: BadTerm) -> None:
        self.editor.go_to(bad.line.number, bad.position)

    def _on_mend_wanted(self, bad: BadTerm) -> None:
        self.editor.replace_line(bad.line.number, bad.suggestion)
        # The button goes, and Ctrl+Z is to take the mend back, not the last decision.
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.check()


def _said(meaning: ListChecked) -> str:
    """How many terms there are, how many cannot be read, and what the scope is."""
    count, bad = len(meaning.good) + len(meaning.bad), len(meaning.bad)
    parts = [f"{count:,} term{'' if count == 1 else 's'}"] if count else []
    if bad:
        parts.append(f"{bad:,} cannot be read, the others run")
    if isinstance(meaning.within, QueryError):
        parts.append(f"Within: {meaning.within.what}")
    elif meaning.within is not None:
        parts.append(f"within {meaning.within.reads_as}")
    return " · ".join(parts)
