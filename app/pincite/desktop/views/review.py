"""Review mode: search, facets, results, the document, and the decisions about it."""

import re
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from pincite.desktop.actions.action import Action
from pincite.desktop.models.asked import Answer, Asked, ask
from pincite.desktop.models.releases import standing_for
from pincite.desktop.models.results import Results
from pincite.desktop.views.review_actions import review_actions
from pincite.desktop.views.review_compare import ReviewCompare
from pincite.desktop.views.review_counts import ReviewCounts
from pincite.desktop.views.review_decisions import ReviewDecisions
from pincite.desktop.views.review_files import ReviewFiles
from pincite.desktop.views.review_gaps import ReviewGaps
from pincite.desktop.views.review_highlights import ReviewHighlights
from pincite.desktop.views.review_hits import ReviewHits
from pincite.desktop.views.review_narrowing import ReviewNarrowing
from pincite.desktop.views.review_opening import ReviewOpening
from pincite.desktop.views.review_places import ReviewPlaces
from pincite.desktop.views.review_releases import ReviewReleases
from pincite.desktop.views.review_searching import ReviewSearching
from pincite.desktop.views.shell import Mode, Shell
from pincite.desktop.widgets.coding_panel import CodingPanel
from pincite.desktop.widgets.document_pane import DocumentPane
from pincite.desktop.widgets.facets import FacetPanel
from pincite.desktop.widgets.misread_line import MisreadLine
from pincite.desktop.widgets.reading_line import ReadingLine
from pincite.desktop.widgets.results_column import ResultsColumn
from pincite.desktop.widgets.search_field import SearchField
from pincite.desktop.widgets.view_choice import CARDS, HITS, LIST
from pincite.desktop.work.matter_work import Kinds
from pincite.domain.dialects import known_dialect
from pincite.errors import QueryError
from pincite.search.search import Sort

_WIDTHS_PX = (216, 404, 558, 262)
# A line of words needs more room than a card.
_HITS_WIDTHS_PX = (200, 490, 495, 252)
_AGAIN_MS = 400
_OF_ANY_DIALECT = re.compile(r"(?:has|ocr):[\w<]+")
_DECIDED = {
    "tags", "coding", "passages", "notes", "bundles", "exhibits", "boundaries", "redactions",
}  # fmt: skip


class Review(Mode):
    """Find, read, tag.

    What belongs to the search field is in `searching`, what is decided in `decisions`, what is
    saved or printed in `files`, going about in `places`, opening a document in `opening`.
    """

    id = "review"
    title = "Review"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        """Compose the mode; it asks nothing before it is restored."""
        super().__init__(shell, parent)
        self.answer: Answer | None = None
        self._asked = Asked()
        self._is_asking = False
        self._widths_of = CARDS
        self.results = Results(shell.work, self)
        self.search = SearchField(shell.theme, self)
        self.reading = ReadingLine(shell.theme, self)
        self.searching = ReviewSearching(shell, self)
        self.counts = ReviewCounts(shell.work, self)
        self.misreads = MisreadLine(self)
        self.facets = FacetPanel(shell.theme, self)
        self.column = ResultsColumn(self.results, shell, self)
        self.gaps = ReviewGaps(shell.work, self.column.coverage, self.misreads, self)
        self.document = DocumentPane(shell, self)
        self.coding = CodingPanel(shell.theme, self)
        self.narrowing = ReviewNarrowing(shell, self)
        self.decisions = ReviewDecisions(shell, self)
        self.files = ReviewFiles(shell, self)
        self.compare = ReviewCompare(shell, self)
        self.places = ReviewPlaces(shell, self)
        self.opening = ReviewOpening(shell, self)
        self.releases = ReviewReleases(shell, self)
        self.hits = ReviewHits(shell, self)
        self.highlights = ReviewHighlights(shell, self)
        self._again = self._timer(_AGAIN_MS, self._ask_again)
        self._compose()
        self._connect()

    # What the shell asks of a mode.

    def mode_actions(self) -> list[Action]:
        own = (self.hits.actions(), self.highlights.actions(), self.compare.actions())
        return [*review_actions(self), *(action for part in own for action in part)]

    def enter(self) -> None:
        self.column.list.setFocus()

    def show_changes(self, kinds: Kinds) -> None:
        # Processing says so several times a second: ask after the first, not after the last.
        if "documents" in kinds and not self._again.isActive():
            self._again.start()
        self.searching.show_changes(kinds)
        self.highlights.show_changes(kinds)
        if kinds & _DECIDED or "documents" in kinds:
            self.opening.read_decisions()
            self.results.refresh()
            self.counts.refresh()

    def place(self) -> dict[str, Any]:
        self.coding.commit_note()
        self.keep_widths(self._widths_of)
        data = self.document.data
        return {
            "query": self._asked.query,
            "sort": self._asked.sort,
            "is_descending": self._asked.is_descending,
            "dialect": self.search.dialect,
            "document": int(data.document.id) if data else None,
            "tab": self.document.tab,
            "view": self.column.view,
        }

    def restore(self, place: dict[str, Any]) -> None:
        self._splitter.restoreState(self.shell.settings.state("review/splitter"))
        view = str(place.get("view", CARDS))
        self.hits.show_view(view if view in (CARDS, LIST, HITS) else CARDS)
        self.document.show_tab(str(place.get("tab", "pages")))
        kept = place.get("sort")
        sort: Sort = kept if kept in {"control", "bates"} else "sent"
        dialect = known_dialect(str(place.get("dialect", "")))
        is_descending = bool(place.get("is_descending"))
        asked = Asked(str(place.get("query", "")), sort, is_descending, dialect)
        self.searching.read_known()
        document = place.get("document")
        self.ask(asked, document=document if isinstance(document, int) else None)

    # Searching.

    @property
    def query(self) -> str:
        """The question that is answered here, in Pincite's own language."""
        return self.answer.query if self.answer is not None else ""

    def ask(self, asked: Asked, *, document: int | None = None, keeps_typed: bool = False) -> None:
        """Find what is asked for; show `document` if it is found, else the first one.

        `keeps_typed`: the question is not a new one, and what is being typed stays.
        """
        self._asked = asked
        self._is_asking = True
        self.opening.wanted = document
        if not keeps_typed:
            self.search.set_query(asked.query, asked.dialect)
            self.search.show_count("Searching…")
        self.search.show_answered(asked.query, asked.dialect)
        self.column.show_order(asked)
        self.counts.pause()
        self.shell.work.search(
            partial(ask, asked), self._on_answer, failed=self._on_ask_failed, latest="ask"
        )

    def stop_asking(self) -> None:
        """Drop the question that is not answered yet, if another answer is here to be shown."""
        if self._is_asking and self.answer is not None:
            self.shell.work.stop_searching("ask")
            self._keep_answer(self.answer)

    def start_search(self) -> None:
        """Go to the search field, from any mode."""
        self.shell.mode_requested.emit(self.id)
        self.search.start_typing()

    def show_everything(self) -> None:
        """Take the query away, with every facet in it."""
        self.ask(replace(self._asked, query="", dialect=self.search.dialect))

    def sort_by(self, sort: Sort) -> None:
        """Sort by `sent`, `control` or `bates`."""
        self._ask_otherwise(sort=sort, is_descending=False)

    def reverse(self) -> None:
        """Turn the order of the results round."""
        self._ask_otherwise(is_descending=not self._asked.is_descending)

    def show_again(self, document: int | None) -> None:
        """Ask the same question, since documents changed, and go to this one."""
        self._again.stop()
        self.ask(self._asked, document=document, keeps_typed=True)

    def _ask_otherwise(self, **changed: Any) -> None:
        """Ask the same query in another order or narrowed otherwise."""
        asked = replace(self._asked, **changed)
        self.ask(asked, document=self.opening.open_id, keeps_typed=True)

    # Going about.

    def step(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) document."""
        self.column.list.go_to_row(self.column.list.currentIndex().row() + step)

    def step_hit(self, step: int) -> None:
        """Go to the next or previous hit, on to the next document behind the last one."""
        if not self.hits.step(step) and not self.document.step_hit(step):
            row = self.column.list.currentIndex().row()
            if self.query and 0 <= row + step < self.results.rowCount():
                self.opening.begin_at(last_hit=step < 0)
                self.step(step)

    def open_document(self, document: int) -> None:
        """Show a document, in the results where it is one of them."""
        row = self.results.row_of(document)
        is_at_row = row == self.column.list.currentIndex().row()
        if row >= 0:
            self.column.list.go_to_row(row)
        else:
            self.column.list.clearSelection()
        # The list says nothing of a row that is not there, or that it was at.
        if row < 0 or (is_at_row and document != self.opening.open_id):
            self.opening.wanted = document
            self.opening.read(document)

    def leave(self) -> None:
        """Drop the selection, then go back to the results."""
        if self.document.selection:
            self.document.clear_selection()
        else:
            self.column.list.setFocus()

    def select_all(self) -> None:
        """Choose every result, or every hit where hits are shown."""
        shown = self.hits.pane.list if self.hits.is_on() else self.column.list
        shown.selectAll()

    def keep_widths(self, view: str) -> None:
        """Keep how wide the parts are, and give them the widths that a view had before."""
        settings = self.shell.settings
        settings.set_state(_widths_key(self._widths_of), self._splitter.saveState())
        if _widths_key(view) == _widths_key(self._widths_of):
            return
        self._widths_of = view
        if not self._splitter.restoreState(settings.state(_widths_key(view))):
            self._splitter.setSizes(list(_HITS_WIDTHS_PX if view == HITS else _WIDTHS_PX))

    def copy(self) -> None:
        """Copy the hits that are chosen, or the words that are selected."""
        if self.hits.copy():
            return
        if text := self.document.selected_text:
            QGuiApplication.clipboard().setText(text)

    def has_document(self) -> bool:
        """Whether a document is open."""
        return self.document.data is not None

    def can_decide(self) -> bool:
        """Whether something can be decided about the open document."""
        return self.has_document() and not self.shell.opened.is_read_only

    # How it is put together.

    def _compose(self) -> None:
        row = QHBoxLayout(self.header)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.search, 1)
        row.addWidget(self.searching.save_button(self.header))
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        left = QWidget(self)
        parts = QVBoxLayout(left)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(0)
        parts.addWidget(self.facets, 1)
        parts.addWidget(self.highlights.panel)
        for number, part in enumerate((left, self.column, self.document, self.coding)):
            self._splitter.addWidget(part)
            self._splitter.setStretchFactor(number, 1 if part is self.document else 0)
        self._splitter.setSizes(list(_WIDTHS_PX))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.reading)
        column.addWidget(self.misreads)
        column.addWidget(self._splitter, 1)

    def _connect(self) -> None:
        self.search.submitted.connect(self._on_submitted)
        self.search.left.connect(self._on_search_left)
        self.reading.mended.connect(self._on_submitted)
        self.results.rows_read.connect(self.counts.rows_came)
        self.results.rows_read.connect(self.gaps.rows_came)
        self.misreads.query_wanted.connect(self._on_query_mended)
        self.column.coverage.query_wanted.connect(self._on_query_requested)
        self.counts.counted.connect(self.search.show_count)
        once = Qt.ConnectionType.SingleShotConnection
        self.counts.settled.connect(self.shell.settled, once)
        self.column.list.document_chosen.connect(self.opening.choose)
        self.column.sort_wanted.connect(self.sort_by)
        self.column.reverse_wanted.connect(self.reverse)
        self.document.document_chosen.connect(self.open_document)
        self.document.page_shown.connect(self._on_page_shown)
        self.document.selection_changed.connect(self.shell.actions_changed)
        self.document.edit_wanted.connect(self.decisions.ask_edit)
        self.document.save_wanted.connect(self.files.save_open)
        self.coding.passage_chosen.connect(self.places.go_to_own_passage)
        self.coding.next_wanted.connect(self.places.go_to_next_uncoded)
        self.shell.document_requested.connect(self.places.go_to_document)
        self.shell.passage_requested.connect(self.places.go_to_passage)
        self.shell.place_requested.connect(self.places.go_to_place)
        self.shell.query_requested.connect(self._on_query_requested)
        self.searching.connect_views()
        self.narrowing.connect_views()
        self.hits.connect_views()
        self.highlights.connect_views()
        self.decisions.connect_views()
        self.releases.connect_views()

    def _timer(self, milliseconds: int, run: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(run)
        return timer

    # What comes back.

    def _on_submitted(self, query: str) -> None:
        self.ask(replace(self._asked, query=query, dialect=self.search.dialect))
        self.column.list.setFocus()

    def _on_query_mended(self, query: str) -> None:
        self.ask(replace(self._asked, query=query, dialect="pincite"))
        self.column.list.setFocus()

    def _on_search_left(self) -> None:
        self.column.list.setFocus()

    def _on_ask_failed(self, error: Exception) -> None:
        self.counts.settled.emit()
        asked = self._asked
        if self.answer is not None:
            self._keep_answer(self.answer)
        else:
            self._is_asking = False
            self.search.show_count("")
        if isinstance(error, QueryError):
            self.searching.show_failure(error, asked.query)
        else:
            self.shell.show_error(error)

    def _keep_answer(self, answer: Answer) -> None:
        """What is shown stays: the question that was asked after it came to nothing."""
        self._is_asking = False
        self._asked = answer.asked
        self.search.show_answered(answer.asked.query, answer.asked.dialect)
        self.column.show_order(answer.asked)
        self.counts.resume()

    def _on_answer(self, answer: Answer) -> None:
        self.answer = answer
        self._is_asking = False
        self.searching.show_answer(answer)
        former = self.opening.open_id
        self.opening.forget()
        self.results.show_ids(answer.ids, answer.query)
        self.column.show_answer(answer)
        self.counts.show_answer(answer)
        self.gaps.show_answer(answer)
        self.hits.show_answer(answer)
        self.narrowing.show_answer()
        wanted = self.opening.wanted if self.opening.wanted is not None else -1
        row = max(0, self.results.row_of(wanted))
        if answer.ids.size:
            self.column.list.go_to_row(row)
            if former is not None and self.results.id_at(row) == former:
                self.opening.read(former)
        else:
            self._show_no_document()
            if answer.asked.query and self.isVisible():
                # There is no list to go through: the next thing to do is to ask otherwise.
                self.search.start_typing()
        self.shell.actions_changed.emit()

    def _show_no_document(self) -> None:
        is_empty = not self._asked.query
        hint = "Drop a release here to begin." if is_empty else "Nothing is open."
        self.document.show_nothing(hint)
        self.coding.show_nothing()
        self.highlights.document_opened()

    def _on_page_shown(self) -> None:
        """Have the pages of the next document made while this one is read."""
        following = self.results.id_at(self.column.list.currentIndex().row() + 1)
        if following is not None:
            self.document.make_ahead(following)

    def _on_query_requested(self, query: str) -> None:
        dialect = self.search.dialect if _OF_ANY_DIALECT.fullmatch(query) else "pincite"
        self.shell.mode_requested.emit(self.id)
        self.ask(replace(self._asked, query=query, dialect=dialect))

    def _ask_again(self) -> None:
        """Documents came or changed: the same question, the same document open, or what is it now.

        A document that was divided, joined or taken back has another in its place.
        """
        document = self.opening.open_id
        if document is None:
            self.show_again(None)
        else:
            self.shell.work.read(partial(standing_for, document), self.show_again, latest="again")


def _widths_key(view: str) -> str:
    """Under which name the widths for a view are kept."""
    return "review/splitter-hits" if view == HITS else "review/splitter"
