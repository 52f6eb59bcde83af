"""What Review counts of an answer: documents and copies, hits, and the facets beside the list."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from pincite.desktop.models.asked import Answer, count_facets, count_hits
from pincite.desktop.work.matter_work import MatterWork
from pincite.search.facets import Facets


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

    def show_answer(self, answer: Answer) -> None:
        """Say how many documents there are, and count the rest when `rows_came` is called."""
        self._answer = answer
        self._is_due = True
        self._tell(None)
        if not answer.ids.size:
            self.rows_came()

    def rows_came(self) -> None:
        """The list shows what was found: count what can wait."""
        if not self._is_due or self._answer is None:
            return
        self._is_due = False
        self.settled.emit()
        self.refresh()
        if self._answer.asked.query:
            self._work.read(partial(count_hits, self._answer), self._tell, latest="hits")

    def refresh(self) -> None:
        """Count the facets again: something was decided."""
        if self._answer is not None and not self._is_due:
            read = partial(count_facets, self._answer)
            done = partial(self._tell_facets, self._answer)
            self._work.read(read, done, latest="facets")

    def _tell_facets(self, answer: Answer, facets: Facets) -> None:
        """Facets of an answer that is not shown any more would be beside another query."""
        if answer is self._answer:
            self.facets_read.emit(facets)

    def _tell(self, hits: int | None) -> None:
        """Say what was found: `38 documents, +6 copies · 94 hits`."""
        answer = self._answer
        if answer is None:
            return
        count = int(answer.ids.size)
        parts = [f"{count:,} document{'s' * (count != 1)}"]
        if answer.copies:
            parts[0] += f", +{answer.copies:,} cop{'ies' if answer.copies > 1 else 'y'}"
        if hits is not None:
            parts.append(f"{hits:,} hit{'s' * (hits != 1)}")
        self.counted.emit(" · ".join(parts))
