"""What Review counts of an answer: documents and copies, hits, and the facets beside the list."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from pincite.desktop.models.asked import Answer, count_facets, count_hits, warm_up
from pincite.desktop.work.matter_work import MatterWork
from pincite.search.evaluation.facets import Facets


class ReviewCounts(QObject):
    """Counts once the first rows of an answer are in the list: the reader sees them first."""

    counted = Signal(str)
    facets_read = Signal(object)
    settled = Signal()

    def __init__(self, work: MatterWork, parent: QObject | None = None) -> None:
        """Read with `work`."""
        super().__init__(parent)
        self._work = work
        self._answer: Answer | None = None
        self._is_due = False
        self._hits: int | None = None
        self._has_facets = False
        self._is_warm = False

    def show_answer(self, answer: Answer) -> None:
        """Say how many documents there are, and count the rest when `rows_came` is called."""
        self.pause()
        self._answer = answer
        self._is_due = True
        self._hits, self._has_facets = None, False
        self._tell()
        if not answer.ids.size:
            self.rows_came()

    def rows_came(self) -> None:
        """The list shows what was found: count what can wait."""
        if not self._is_due or self._answer is None:
            return
        self._is_due = False
        self.settled.emit()
        self.refresh()
        self._count_hits()

    def refresh(self) -> None:
        """Count the facets again: something was decided."""
        if self._answer is not None and not self._is_due:
            self._has_facets = False
            read = partial(count_facets, self._answer)
            done = partial(self._on_facets, self._answer)
            self._work.search(read, done, latest="facets")

    def pause(self) -> None:
        """Count no more of this answer: another question was asked."""
        self._work.stop_searching("hits", "facets", "warm")

    def resume(self) -> None:
        """Go on with this answer: the other question came to nothing."""
        self._tell()
        if not self._has_facets:
            self.refresh()
        if self._hits is None and not self._is_due:
            self._count_hits()
        self._warm_up()

    @property
    def is_warm(self) -> bool:
        """Whether what first questions need was read."""
        return self._is_warm

    def _count_hits(self) -> None:
        if self._answer is not None and self._answer.query:
            self._work.search(partial(count_hits, self._answer), self._on_hits, latest="hits")

    def _warm_up(self) -> None:
        """While nothing else is to be done, make the next question fast."""
        if not self._is_warm:
            self._work.search(warm_up, self._on_warm, latest="warm")

    def _on_warm(self, _: None) -> None:
        self._is_warm = True

    def _on_hits(self, hits: int) -> None:
        self._hits = hits
        self._tell()

    def _on_facets(self, answer: Answer, facets: Facets) -> None:
        # Facets of an answer that is not shown any more would be beside another query.
        if answer is not self._answer:
            return
        self._has_facets = True
        self.facets_read.emit(facets)
        # Whatever else there is to say of the answer has been asked for by now.
        self._warm_up()

    def _tell(self) -> None:
        """Say what was found: `38 documents, +6 copies · 94 hits`."""
        answer = self._answer
        if answer is None:
            return
        count = int(answer.ids.size)
        parts = [f"{count:,} document{'s' * (count != 1)}"]
        if answer.copies:
            parts[0] += f", +{answer.copies:,} cop{'ies' if answer.copies > 1 else 'y'}"
        if self._hits is not None:
            parts.append(f"{self._hits:,} hit{'s' * (self._hits != 1)}")
        self.counted.emit(" · ".join(parts))
