"""The hits of an answer in their context: counted, read, gone through, copied and saved."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from pincite.desktop.actions.action import Action
from pincite.desktop.models.asked import Answer
from pincite.desktop.models.hit_files import as_text, write_hits
from pincite.desktop.models.hit_reading import (
    MOST_GATHERED,
    Arranged,
    CountedHits,
    Order,
    arranged,
    count_places,
    read_hits,
)
from pincite.desktop.models.hits import Hits
from pincite.desktop.views.shell import Shell
from pincite.desktop.widgets.hits_pane import HitsPane
from pincite.desktop.widgets.view_choice import HITS, VIEWS
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.search import HitRow

if TYPE_CHECKING:
    from pincite.desktop.views.review import Review

_NO_QUERY = "Type a query: each of its hits gets a line here, with the words around it."
_NO_HITS = "No word of the query is marked in what was found, so there are no hits to list."


class ReviewHits(QObject):
    """Fills the list of hits while it is shown, and opens documents at the hits chosen in it."""

    def __init__(self, shell: Shell, review: "Review") -> None:
        """Act for `review`."""
        super().__init__(review)
        self._shell = shell
        self._review = review
        self.model = Hits(shell.work, self)
        self.pane = HitsPane(self.model, shell.theme)
        self._counted: CountedHits | None = None
        self._every: list[HitRow] | None = None
        self._answer: Answer | None = None
        self._pending: tuple[int, int | None, int | None] | None = None

    # What the mode asks.

    def connect_views(self) -> None:
        """Put the list among the results, and listen to it."""
        review = self._review
        review.column.add_hits(self.pane)
        review.column.view_chosen.connect(self.show_view)
        self.pane.list.hit_chosen.connect(self._on_hit_chosen)
        self.pane.list.entered_words.connect(review.document.focus_text)
        self.pane.arranged.connect(self._on_arranged)
        self.model.rows_read.connect(review.counts.rows_came)
        self.model.rows_read.connect(review.gaps.rows_came)

    def actions(self) -> list[Action]:
        """What can be done about views and hits."""
        views = [
            Action(
                f"review.view.{view}",
                title,
                partial(self.show_view, view),
                "View",
                (key,),
                group="list",
                mode="review",
                is_checked=partial(self._is_view, view),
            )
            for view, title, key in VIEWS
        ]
        titles: tuple[tuple[Order, str], ...] = (
            ("document", "Hits in document order"),
            ("left", "Hits by the word before"),
            ("right", "Hits by the word behind"),
        )
        orders = [
            Action(
                f"search.hits_{order}",
                title,
                partial(self.pane.choose_order, order),
                "Search",
                (),
                self.can_arrange,
                "hits",
                "review",
            )
            for order, title in titles
        ]
        rest = [
            ("filter_hits", "Only hits with…", self.start_filter, ("Ctrl+L",), self.is_on),
            ("save_hits", "Save the hits…", self.save, (), self.has_hits),
        ]
        others = [
            Action(f"search.{id_}", title, run, "Search", keys, can, "hits", "review")
            for id_, title, run, keys, can in rest
        ]
        return [*views, *orders, *others]

    def show_view(self, view: str) -> None:
        """Show results as cards, as lines, or as hits."""
        column = self._review.column
        had_focus = column.list.hasFocus() or self.pane.hasFocus()
        column.set_view(view)
        # Whoever goes to the results goes to what is shown of them.
        proxy = self.pane if view == HITS else None
        column.list.setFocusProxy(proxy)  # type: ignore[arg-type]
        self._review.keep_widths(view)
        if view == HITS:
            self._count()
        if had_focus:
            column.list.setFocus()
        self._shell.actions_changed.emit()

    def is_on(self) -> bool:
        """Whether hits are shown."""
        return self._is_view(HITS)

    def has_hits(self) -> bool:
        """Whether there are hits to save."""
        return self._answer is not None and bool(self._answer.query)

    def can_arrange(self) -> bool:
        """Whether the hits can be put into another order."""
        few = self._counted is not None and self._counted.places.total <= MOST_GATHERED
        return self.is_on() and few

    def show_answer(self, answer: Answer) -> None:
        """Other documents were found: their hits are counted if they are shown."""
        self._answer = answer
        self._counted = self._every = self._pending = None
        self.model.show_hits(None)
        self.pane.show_total(0)
        if self.is_on():
            self._count()

    def step(self, step: int) -> bool:
        """Go to the next or previous hit of the list; False where no list is shown."""
        if not self.is_on() or not self.model.rowCount():
            return False
        current = self.pane.list.currentIndex().row()
        self.pane.list.go_to_row(max(0, min(self.model.rowCount() - 1, current + step)))
        return True

    def document_opened(self) -> None:
        """Go to the hit that was chosen; or, where another document is open now, to its first."""
        data = self._review.document.data
        if data is None:
            return
        document = int(data.document.id)
        pending, self._pending = self._pending, None
        if pending is not None and pending[0] == document:
            self._show(pending[1], pending[2])
        elif self.is_on():
            self._follow()

    def copy(self) -> bool:
        """Copy the rows that are chosen; False where the list has not the focus."""
        if not self.pane.list.hasFocus():
            return False
        runs = self.pane.list.selected_rows()
        count = sum(last - first + 1 for first, last in runs)
        if count > MOST_GATHERED:
            self._shell.tell(f"Up to {MOST_GATHERED:,} rows are copied. Save the hits instead.")
        elif self.model.gathered is not None:
            every = self.model.gathered
            self._on_copied([row for first, last in runs for row in every[first : last + 1]])
        elif self._counted is not None and runs:
            read = partial(_read_runs, self._counted, runs)
            self._shell.work.read(read, self._on_copied, latest="copied hits")
        return True

    def start_filter(self) -> None:
        """Go to the field that filters the hits."""
        self.pane.filter.setFocus()
        self.pane.filter.selectAll()

    def save(self) -> None:
        """Ask where, then write the hits as a table."""
        suggested = str(Path.home() / f"{self._shell.opened.name} - hits.csv")
        path, kind = QFileDialog.getSaveFileName(
            self._review, "Save the hits", suggested, "Table (*.csv);;Workbook (*.xlsx)"
        )
        if path:
            suffix = ".xlsx" if "xlsx" in kind else ".csv"
            self.write(Path(path) if Path(path).suffix else Path(path + suffix))

    def write(self, path: Path) -> None:
        """Write the hits that are listed, or all, as CSV or as a workbook."""
        if self._answer is not None:
            gathered = self.model.gathered if self.is_on() else None
            work = partial(_write, self._answer, self._counted, gathered, path)
            self._shell.work.export("Saving the hits", work, self._on_saved)

    # How it is done.

    def _is_view(self, view: str) -> bool:
        return self._review.column.view == view

    def _count(self) -> None:
        answer = self._answer
        if answer is None or self._counted is not None:
            return
        if not answer.query or not answer.ids.size:
            self.pane.show_hint(_NO_QUERY if not answer.query else "")
            self._nothing_to_read()
            return
        self.pane.show_hint("Counting the hits…")
        self._shell.work.search(
            partial(count_places, answer), self._on_counted, latest="hit counts"
        )

    def _nothing_to_read(self) -> None:
        self._review.counts.rows_came()
        self._review.gaps.rows_came()

    def _on_counted(self, counted: CountedHits) -> None:
        if self._answer is None or counted.query is not self._answer.understood:
            return
        self._counted = counted
        self.pane.show_total(counted.places.total)
        if not counted.places.total:
            self.pane.show_hint(_NO_HITS)
            self._nothing_to_read()
            return
        self._on_arranged(self.pane.wanted)
        self._shell.actions_changed.emit()

    def _on_arranged(self, how: Arranged) -> None:
        """Show the hits in this order, and those of them that are wanted."""
        if self._counted is None:
            return
        if how.is_plain or self._counted.places.total > MOST_GATHERED:
            self._show_rows(None)
            return
        self._review.counts.rows_came()
        read = partial(_arrange, self._counted, self._every, how)
        ticket = self._shell.work.read(read, self._on_gathered, latest="hit order")
        ticket.progressed.connect(self._on_progressed)

    def _on_progressed(self, progress: Any) -> None:
        if progress.total and progress.done < progress.total:
            self.pane.show_hint(f"Reading the hits: {progress.done:,} of {progress.total:,}")

    def _on_gathered(
        self, gathered: tuple[CountedHits, list[HitRow], list[HitRow], Arranged]
    ) -> None:
        counted, every, rows, how = gathered
        if counted is self._counted and how == self.pane.wanted:
            self._every = every
            self._show_rows(rows)

    def _show_rows(self, rows: list[HitRow] | None) -> None:
        self.model.show_hits(self._counted, rows)
        self.pane.show_count()
        is_empty = rows is not None and not rows
        self.pane.show_hint("No row of these hits holds that." if is_empty else "")
        self._follow()

    def _follow(self) -> None:
        """Choose the hit that the document shows in the list, too."""
        pane = self._review.document
        if pane.data is not None and pane.hit >= 0:
            document, (start, _) = int(pane.data.document.id), pane.data.hits[pane.hit]
            self.pane.list.go_to_row(self.model.row_of(document, pane.hit, start), is_quiet=True)

    def _on_hit_chosen(self, row: int) -> None:
        target = self.model.target(row)
        if target is None:
            return
        document, number, start = target
        opening = self._review.opening
        if opening.open_id == document and opening.wanted in (None, document):
            self._pending = None
            self._show(number, start)
        else:
            self._pending = target
            self._review.open_document(document)

    def _show(self, number: int | None, start: int | None) -> None:
        document = self._review.document
        if number is None and start is not None and document.data is not None:
            number = bisect_left(document.data.hits, (start, 0))
        document.go_to_hit(number or 0)

    def _on_copied(self, rows: Sequence[HitRow]) -> None:
        QGuiApplication.clipboard().setText(as_text(rows))
        self._shell.tell(f"Copied {len(rows):,} hit{'s' * (len(rows) != 1)}.")

    def _on_saved(self, path: Path) -> None:
        self._shell.tell(f"Saved {path.name}.")


def _arrange(
    counted: CountedHits,
    every: list[HitRow] | None,
    how: Arranged,
    matter: Matter,
    control: Control,
) -> tuple[CountedHits, list[HitRow], list[HitRow], Arranged]:
    """All hits, read once, and those that are wanted in their order."""
    rows = every or read_hits(counted, 0, counted.places.total, matter, control)
    return counted, rows, arranged(rows, how, control), how


def _read_runs(
    counted: CountedHits, runs: Sequence[tuple[int, int]], matter: Matter, control: Control
) -> list[HitRow]:
    return [
        row for first, last in runs for row in read_hits(counted, first, last + 1, matter, control)
    ]


def _write(
    answer: Answer,
    counted: CountedHits | None,
    gathered: list[HitRow] | None,
    path: Path,
    matter: Matter,
    control: Control,
) -> Path:
    known = counted or count_places(answer, matter, control)
    return write_hits(known, gathered, path, matter, control)
