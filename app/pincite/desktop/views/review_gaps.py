"""What Review says beside an answer: what a search does not see, and what may be misread."""

from functools import partial

from PySide6.QtCore import QObject

from pincite.desktop.models.asked import Answer, find_misreads, read_coverage
from pincite.desktop.widgets.coverage_line import CoverageLine
from pincite.desktop.widgets.misread_line import MisreadLine
from pincite.desktop.work.matter_work import MatterWork
from pincite.search import Misread


class ReviewGaps(QObject):
    """Fills both lines once the first rows of an answer are in the list."""

    def __init__(
        self,
        work: MatterWork,
        coverage: CoverageLine,
        misreads: MisreadLine,
        parent: QObject | None = None,
    ) -> None:
        """Read with `work`, show in these lines."""
        super().__init__(parent)
        self._work = work
        self._coverage = coverage
        self._misreads = misreads
        self._answer: Answer | None = None
        self._is_due = False

    def show_answer(self, answer: Answer) -> None:
        """Forget the misreadings of another query; look when `rows_came` is called."""
        if self._answer is None or self._answer.query != answer.query:
            self._misreads.show_misreads(answer.query, ())
        self._answer = answer
        self._is_due = True
        if not answer.ids.size:
            self.rows_came()

    def rows_came(self) -> None:
        """The list shows what was found: look at what may be missing."""
        if not self._is_due or self._answer is None:
            return
        self._is_due = False
        self._work.search(read_coverage, self._coverage.show_coverage, latest="coverage")
        if self._answer.query:
            read = partial(find_misreads, self._answer)
            self._work.search(read, self._on_misreads, latest="misreads")

    def _on_misreads(self, found: tuple[str, list[Misread]]) -> None:
        query, misreads = found
        if self._answer is not None and self._answer.query == query:
            self._misreads.show_misreads(query, misreads)
