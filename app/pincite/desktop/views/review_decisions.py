"""What a reviewer decides in Review: tags, coding, notes, passages, cites."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from pincite.desktop.dialogs.ask_text import AskText
from pincite.desktop.dialogs.bulk import BulkDialog
from pincite.desktop.dialogs.edit_document import EditDocument
from pincite.desktop.dialogs.tags import TagsDialog
from pincite.desktop.models.decisions import (
    BulkDecision,
    CiteStretch,
    decide_many,
    new_tag,
    note_stretch,
    tag_of_digit,
    tag_stretch,
    toggle_tag,
)
from pincite.desktop.models.document_data import Decisions
from pincite.desktop.views.shell import Shell
from pincite.desktop.work.matter_work import Kinds
from pincite.matter import Matter
from pincite.store.changed import Changed
from pincite.store.tags import Tag

if TYPE_CHECKING:
    from pincite.desktop.views.review import Review


class ReviewDecisions(QObject):
    """Turns keys, clicks and dialogs into decisions on the writing lane."""

    def __init__(self, shell: Shell, review: "Review") -> None:
        """Decide about what `review` shows."""
        super().__init__(review)
        self._shell = shell
        self._review = review
        self._now: Decisions | None = None

    @property
    def chosen_ids(self) -> list[int]:
        """The documents that a decision is about: those chosen, or the open one."""
        chosen = self._review.column.list.selected_ids()
        data = self._review.document.data
        if len(chosen) > 1 or data is None:
            return chosen
        return [int(data.document.id)]

    def connect_views(self) -> None:
        """Listen to the coding panel and the selection bar."""
        coding, bar = self._review.coding, self._review.document.bar
        coding.decision_wanted.connect(self.code)
        coding.tag_wanted.connect(self._on_tag_wanted)
        coding.new_tag_wanted.connect(self.ask_new_tag)
        coding.note_written.connect(self._on_note_written)
        coding.passage_note_wanted.connect(self._on_passage_note_wanted)
        coding.passage_delete_wanted.connect(self._on_passage_delete_wanted)
        coding.passage_cite_wanted.connect(self._on_passage_cite_wanted)
        coding.undo_wanted.connect(self._on_undo_wanted)
        withheld = self._review.document.withheld
        withheld.confirm_wanted.connect(self._on_redaction_confirmed)
        withheld.reject_wanted.connect(self._on_redaction_rejected)
        bar.tag_wanted.connect(self._on_selection_tag_wanted)
        bar.new_tag_wanted.connect(self.ask_new_tag)
        bar.note_wanted.connect(self.write_note)
        bar.cite_wanted.connect(self.copy_cite)
        bar.exhibit_wanted.connect(self.add_exhibit)

    def show_document(self, decisions: Decisions) -> None:
        """These are the decisions now."""
        self._now = decisions

    def tag_on(self, digit: int) -> Tag | None:
        """The tag on a digit key, or None."""
        tags = self._now.all_tags if self._now else ()
        return next((tag for tag in tags if tag.digit == digit), None)

    def press_digit(self, digit: int) -> None:
        """Tag the selection, or the documents that are chosen."""
        stretch, ids = self._review.document.selection, self.chosen_ids
        document = self._open_id()

        def change(matter: Matter) -> Changed:
            tag = tag_of_digit(digit, matter)
            if stretch and document is not None:
                return tag_stretch(document, stretch, tag, matter)
            return toggle_tag(ids, tag, matter)

        if ids:
            self._decide(change)

    def code(self, decision: str) -> None:
        """Code the chosen documents; one that is already privileged or confidential, not so."""
        ids = self.chosen_ids
        coding = self._now.coding if self._now else None
        if len(ids) == 1 and coding is not None and decision in coding.words:
            decision = f"not-{decision}" if decision in ("privileged", "confidential") else decision
        if ids:
            self._decide(partial(_code, ids, decision))

    def confirm_redactions(self) -> None:
        """Take every redaction that is suggested in the open document as right."""
        document = self._open_id()
        if document is not None:
            self._decide(lambda matter: matter.redactions.confirm_document(document))

    def can_confirm_redactions(self) -> bool:
        """Whether a redaction is suggested in the open document."""
        suggested = any(not one.is_confirmed for one in self._now.withheld) if self._now else False
        return suggested and self._review.can_decide()

    def can_press_digit(self, digit: int) -> bool:
        """Whether a tag is on a digit key, and something open to put it on."""
        return self._review.can_decide() and self.tag_on(digit) is not None

    def digit_title(self, digit: int) -> str:
        """What a digit key does."""
        tag = self.tag_on(digit)
        return f"Tag “{tag.name}”" if tag else f"Tag {digit}"

    def add_exhibit(self) -> None:
        """Add what is chosen to the exhibits."""
        self._shell.exhibit_requested.emit(self.chosen_ids)

    def ask_bulk(self) -> None:
        """Ask how to tag or code the documents that are chosen, or else every result."""
        tags = self._now.all_tags if self._now else ()
        chosen = self._review.column.list.selected_ids()
        meant = chosen if len(chosen) > 1 else self._review.results.ids.tolist()
        dialog = BulkDialog(len(meant), tags, self._review.window())
        dialog.decided.connect(partial(self._on_bulk_decided, meant))
        dialog.open()

    def ask_new_tag(self) -> None:
        """Ask for the name of a new tag."""
        is_selected = self._review.document.selection is not None
        label = "Name of the tag for the selected words" if is_selected else "Name of the tag"
        dialog = AskText("New tag", label, self._review.window())
        dialog.given.connect(self._on_tag_named)
        dialog.open()

    def open_tags(self) -> None:
        """Show all tags, to name, colour and delete them."""
        TagsDialog(self._shell.work, self._shell.theme, self._review.window()).show()

    def write_note(self) -> None:
        """Ask for a note on the selection, or go to the note on the document."""
        stretch, document = self._review.document.selection, self._open_id()
        if stretch is None or document is None:
            self._review.coding.write_note()
            return
        dialog = AskText(
            "Note", "A note on the selected words", self._review.window(), has_lines=True
        )
        dialog.given.connect(partial(self._on_stretch_note, document, stretch))
        dialog.open()

    def copy_cite(self) -> None:
        """Copy the pin cite of the selection, which becomes a passage if it is in none."""
        document = self._open_id()
        if document is not None:
            self._cite(CiteStretch(document, self._review.document.selection))

    def ask_edit(self) -> None:
        """Ask for a date, a title and an author."""
        data = self._review.document.data
        if data is not None and self._review.can_decide():
            dialog = EditDocument(data.document, data.number, self._review.window())
            dialog.given.connect(self._on_edited)
            dialog.open()

    def _decide(self, change: Callable[[Matter], Kinds]) -> None:
        self._shell.work.decide(change)

    def _open_id(self) -> int | None:
        data = self._review.document.data
        return int(data.document.id) if data else None

    def _cite(self, cite: CiteStretch) -> None:
        self._shell.work.decide(cite, partial(self._on_cited, cite))

    def _on_cited(self, cite: CiteStretch, _changed: Changed) -> None:
        QGuiApplication.clipboard().setText(cite.text)
        self._shell.tell(f"Copied: {cite.text}")

    def _on_tag_wanted(self, tag: int) -> None:
        """A click on a tag's row is about the document, or about the words that are selected."""
        stretch, document = self._review.document.selection, self._open_id()
        if stretch and document is not None:
            self._decide(partial(tag_stretch, document, stretch, tag))
        elif ids := self.chosen_ids:
            self._decide(partial(toggle_tag, ids, tag))

    def _on_selection_tag_wanted(self, tag: int) -> None:
        self._on_tag_wanted(tag)

    def _on_tag_named(self, name: str) -> None:
        if name:
            stretch = self._review.document.selection
            self._decide(partial(new_tag, name, self._open_id(), stretch))

    def _on_note_written(self, document: int, text: str) -> None:
        self._decide(lambda matter: matter.notes.set(document, text))

    def _on_stretch_note(self, document: int, stretch: tuple[int, int], note: str) -> None:
        if note:
            self._decide(partial(note_stretch, document, stretch, note))

    def _on_passage_note_wanted(self, passage: int) -> None:
        passages = self._now.passages if self._now else ()
        notes = {int(one.id): one.note for one in passages}
        dialog = AskText(
            "Note",
            "A note on the passage",
            self._review.window(),
            text=notes.get(passage, ""),
            has_lines=True,
        )
        dialog.given.connect(partial(self._on_passage_note, passage))
        dialog.open()

    def _on_passage_note(self, passage: int, note: str) -> None:
        self._decide(lambda matter: matter.passages.set_note(passage, note))

    def _on_passage_delete_wanted(self, passage: int) -> None:
        self._decide(lambda matter: matter.passages.delete(passage))

    def _on_passage_cite_wanted(self, passage: int) -> None:
        document = self._open_id()
        if document is not None:
            self._cite(CiteStretch(document, None, passage))

    def _on_redaction_confirmed(self, redaction: int) -> None:
        if self._review.can_decide():
            self._decide(lambda matter: matter.redactions.confirm([redaction]))

    def _on_redaction_rejected(self, redaction: int) -> None:
        if self._review.can_decide():
            self._decide(lambda matter: matter.redactions.reject([redaction]))

    def _on_undo_wanted(self) -> None:
        self._shell.work.decide(lambda matter: matter.history.undo(), self._on_undone)

    def _on_undone(self, changed: Changed) -> None:
        self._shell.tell(f"Undone: {changed.summary}.")

    def _on_bulk_decided(self, ids: list[int], decision: BulkDecision) -> None:
        self._shell.work.decide(partial(decide_many, ids, decision), self._on_many_decided)

    def _on_many_decided(self, changed: Changed) -> None:
        self._shell.tell(f"{changed.count:,} documents were changed. Undo takes it back.")

    def _on_edited(self, document: int, date: str, title: str, author: str) -> None:
        self._decide(lambda matter: matter.editing.edit(document, date, title, author))


def _code(ids: list[int], decision: str, matter: Matter) -> Changed:
    return matter.coding.code(ids, decision)
