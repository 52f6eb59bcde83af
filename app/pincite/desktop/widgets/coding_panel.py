"""The panel at the right of Review: every decision about the document, each with its key."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.icons import icon
from pincite.desktop.models.document_data import Decisions, DocumentData
from pincite.desktop.theme import PADDING_PX, Theme
from pincite.desktop.widgets.choice_row import ChoiceRow
from pincite.desktop.widgets.passage_card import PassageCard
from pincite.desktop.widgets.tag_row import TagRow

_NOTE_PX = 74


class CodingPanel(QWidget):
    """Shows the decisions about one document and emits what the reviewer wants decided."""

    decision_wanted = Signal(str)
    tag_wanted = Signal(int)
    new_tag_wanted = Signal()
    note_written = Signal(int, str)
    passage_chosen = Signal(int)
    passage_note_wanted = Signal(int)
    passage_delete_wanted = Signal(int)
    passage_cite_wanted = Signal(int)
    next_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without a document."""
        super().__init__(parent)
        self._theme = theme
        self._decisions: Decisions | None = None
        self._number = ""
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(190)
        self._page = QWidget(self)
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(PADDING_PX, 10, PADDING_PX, 10)
        self._column.setSpacing(6)
        self._compose_coding()
        self._tags_heading = self._heading("ISSUE TAGS")
        self._tags = self._rows(0)
        self._new_tag = QPushButton("New tag", self._page)
        self._new_tag.setProperty("role", "link")
        self._new_tag.clicked.connect(self.new_tag_wanted)
        self._column.addWidget(self._new_tag, 0, Qt.AlignmentFlag.AlignLeft)
        self._passages_heading = self._heading("PASSAGES")
        self._passages = self._rows(8)
        self._heading("NOTE")
        self._note = NoteField(self._page)
        self._note.written.connect(self._on_note_written)
        self._column.addWidget(self._note)
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._page)
        outer.addWidget(area, 1)
        outer.addLayout(self._buttons())
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.show_nothing()

    def show_document(self, data: DocumentData) -> None:
        """Show the decisions about a document; a note that is being written is saved first."""
        is_other = self._decisions is None or self._decisions.document != data.document.id
        self._number = data.number
        if is_other:
            self.commit_note()
            self._note.show_note("")
        self._set_enabled(True)
        self.show_decisions(data.decisions)

    def show_decisions(self, decisions: Decisions) -> None:
        """Show the decisions as they are now."""
        self._decisions = decisions
        self._title.setText(self._number)
        coding = decisions.coding
        self._responsive.show_chosen({coding.responsive or "clear"})
        chosen = {"privileged"} if coding.is_privileged else set()
        self._privilege.show_chosen(
            chosen | ({"confidential"} if coding.is_confidential else set())
        )
        self._show_tags(decisions)
        self._show_passages(decisions)
        self._undo.setEnabled(decisions.next_undo is not None)
        self._undo.setToolTip(
            f"Undo: {decisions.next_undo} (Ctrl+Z)" if decisions.next_undo else ""
        )
        if not self._note.is_being_written:
            self._note.show_note(decisions.note)

    def show_nothing(self) -> None:
        """Show that no document is open."""
        self._decisions = None
        self._title.clear()
        self._responsive.show_chosen(set())
        self._privilege.show_chosen(set())
        self._passages_heading.setText("PASSAGES")
        self._clear(self._tags)
        self._clear(self._passages)
        self._note.show_note("")
        self._set_enabled(False)

    def commit_note(self) -> None:
        """Have the note saved that is being written."""
        self._note.commit()

    def write_note(self) -> None:
        """Take the focus into the note."""
        self._note.setFocus()

    def _compose_coding(self) -> None:
        line = QHBoxLayout()
        heading = QLabel("CODING", self._page)
        heading.setProperty("role", "section")
        self._title = QLabel(self._page)
        self._title.setProperty("role", "mono")
        line.addWidget(heading)
        line.addStretch(1)
        line.addWidget(self._title)
        self._column.addLayout(line)
        self._responsive = ChoiceRow("Responsiveness", self._page)
        self._responsive.add("responsive", "Responsive", "ok", "Responsive (R)")
        self._responsive.add("not-responsive", "Not", "", "Not responsive (X)")
        self._responsive.add("clear", "?", "", "Not decided (U)")
        self._responsive.pressed.connect(self._on_coding_pressed)
        self._privilege = ChoiceRow("Privilege and confidentiality", self._page)
        self._privilege.add("privileged", "Privileged", "privileged", "Privileged (V)")
        self._privilege.add("confidential", "Confidential", "warn", "Confidential (C)")
        self._privilege.pressed.connect(self._on_coding_pressed)
        self._column.addWidget(self._responsive)
        self._column.addWidget(self._privilege)

    def _buttons(self) -> QHBoxLayout:
        self._next = QPushButton("Next uncoded ⏎", self)
        self._next.setProperty("role", "primary")
        self._next.clicked.connect(self.next_wanted)
        self._undo = QPushButton("Undo", self)
        self._undo.clicked.connect(self.undo_wanted)
        row = QHBoxLayout()
        row.setContentsMargins(PADDING_PX, 8, PADDING_PX, 14)
        row.setSpacing(8)
        row.addWidget(self._next, 1)
        row.addWidget(self._undo)
        return row

    def _heading(self, title: str) -> QLabel:
        heading = QLabel(title, self._page)
        heading.setProperty("role", "section")
        self._column.addSpacing(6)
        self._column.addWidget(heading)
        return heading

    def _rows(self, spacing: int) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(spacing)
        self._column.addLayout(rows)
        return rows

    def _show_tags(self, decisions: Decisions) -> None:
        self._clear(self._tags)
        carried = {tag.id for tag in decisions.tags}
        carried |= {tag.id for passage in decisions.passages for tag in passage.tags}
        for tag in decisions.all_tags:
            row = TagRow(self._theme, tag, tag.id in carried, self._page)
            row.tag_pressed.connect(self.tag_wanted)
            self._tags.addWidget(row)

    def _show_passages(self, decisions: Decisions) -> None:
        self._clear(self._passages)
        count = len(decisions.passages)
        self._passages_heading.setText(f"PASSAGES ({count})" if count else "PASSAGES")
        for passage in decisions.passages:
            place = decisions.bates_of(passage) or self._number
            card = PassageCard(self._theme, passage, place, self._page)
            card.chosen.connect(self.passage_chosen)
            card.note_wanted.connect(self.passage_note_wanted)
            card.delete_wanted.connect(self.passage_delete_wanted)
            card.cite_wanted.connect(self.passage_cite_wanted)
            self._passages.addWidget(card)
        if not count:
            how = "Select words, then press a tag's digit."
            if not decisions.all_tags:
                how = "Make a tag first; then select words and press its digit."
            hint = QLabel(how, self._page)
            hint.setWordWrap(True)
            hint.setProperty("role", "small")
            self._passages.addWidget(hint)

    def _clear(self, rows: QVBoxLayout) -> None:
        while rows.count():
            item = rows.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.hide()
                widget.deleteLater()

    def _set_enabled(self, is_enabled: bool) -> None:
        self._page.setEnabled(is_enabled)

    def _on_coding_pressed(self, choice: str) -> None:
        row = self._privilege if choice in ("privileged", "confidential") else self._responsive
        is_taken_back = row is self._privilege and row.is_chosen(choice)
        self.decision_wanted.emit(f"not-{choice}" if is_taken_back else choice)

    def _on_note_written(self, text: str) -> None:
        if self._decisions is not None:
            self.note_written.emit(self._decisions.document, text)

    def _on_theme_changed(self) -> None:
        self._new_tag.setIcon(icon(self._theme, "plus", "accent"))
        if self._decisions is not None:
            self.show_decisions(self._decisions)


class NoteField(QPlainTextEdit):
    """A note that is saved when the reviewer leaves it or pauses; `written` carries its text."""

    written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._saved = ""
        self.setPlaceholderText("A note on this document")
        self.setAccessibleName("Note on the document")
        self.setTabChangesFocus(True)
        self.setFixedHeight(_NOTE_PX)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(1500)
        self._pause.timeout.connect(self.commit)
        self.textChanged.connect(self._pause.start)

    @property
    def is_being_written(self) -> bool:
        """Whether there is text that is not saved yet."""
        return self.toPlainText().strip() != self._saved.strip()

    def show_note(self, text: str) -> None:
        """Show the note as it is saved."""
        self._saved = text
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
        self._pause.stop()

    def commit(self) -> None:
        """Emit what was written, once."""
        self._pause.stop()
        if self.is_being_written:
            self._saved = self.toPlainText()
            self.written.emit(self._saved)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()
