"""The search term reports and search certificates of a matter: made, saved, recorded, checked."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pincite.domain.dialects import Dialect
from pincite.domain.pages import A4_PT, LETTER_PT
from pincite.errors import PinciteError
from pincite.jobs.control import Control
from pincite.jobs.pool import WorkerPool
from pincite.pdf.paper import set_paper
from pincite.search.conditions.withheld import HAS_REDACTION
from pincite.search.reports.certificate import Certified, Kind, ReportRun, Unseen, certify
from pincite.search.reports.certificate_check import Checked, compare
from pincite.search.reports.certificate_paper import certificate_paper
from pincite.search.reports.provenance import Made
from pincite.search.reports.report_files import report_csv, report_xlsx
from pincite.search.reports.term_lists import (
    MOST_LINES,
    WORKBOOKS,
    TermLine,
    TermsDraft,
    read_text_list,
    workbook_lines,
)
from pincite.search.reports.term_report import TermRow, TermsAsked
from pincite.search.search import Search
from pincite.store.connection import Store
from pincite.store.exceptions import Exceptions
from pincite.store.journal import Journal
from pincite.store.surviving import SurvivingText

_LIST = "term_list"
_DEADLINE_S = 120.0
_MOST_DECISIONS = 12


class Reports:
    """Belongs to its store's thread."""

    def __init__(
        self, store: Store, search: Search, journal: Journal, pool: Callable[[], WorkerPool]
    ) -> None:
        """`pool` sets papers and reads workbooks."""
        self._store = store
        self._search = search
        self._journal = journal
        self._pool = pool

    def read_list(self, path: Path) -> str:
        """The terms in a file, one a line: plain text, CSV, or a workbook's first column.

        Raises:
            PinciteError: It cannot be read, or it is too long.
            WorkerFailed: It is a workbook that brings its reader down.
        """
        if path.suffix.lower() in WORKBOOKS:
            text = self._pool().call(_DEADLINE_S, workbook_lines, path)
        else:
            text = read_text_list(path)
        if text.count("\n") >= MOST_LINES:
            raise PinciteError(
                f"{path.name} is too long for a list of terms.",
                f"It has more than {MOST_LINES:,} lines.",
            )
        return text

    @property
    def last_list(self) -> TermsDraft:
        """The list that was kept last; an empty one at first."""
        kept = self._store.setting(_LIST, {})
        return TermsDraft(**kept)

    def keep_list(self, draft: TermsDraft) -> None:
        """Keep a list with the matter."""
        with self._store.write():
            self._store.set_setting(_LIST, draft._asdict())

    def run(
        self,
        asked: TermsAsked,
        control: Control | None = None,
        on_row: Callable[[TermRow], None] | None = None,
    ) -> ReportRun:
        """Run a list of terms; `on_row` gets each row as it comes.

        Raises:
            QueryError: The query of the scope cannot be read; a bad term is in the report.
            Cancelled: The user stopped it.
        """
        self._search.check_terms(asked)
        return self._run("terms", asked, control or Control(), on_row)

    def run_query(
        self, query: str, dialect: Dialect = "pincite", control: Control | None = None
    ) -> ReportRun:
        """Run one query as a certificate tells of it.

        Raises:
            QueryError: It cannot be read.
        """
        understood = self._search.parse(query, dialect)
        asked = TermsAsked((TermLine(1, query),), dialect)
        self._search.check_terms(asked)
        run = self._run("query", asked, control or Control())
        return replace(run, misreads=tuple(self._search.misreads(understood)))

    def write_report(
        self, run: ReportRun, *, xlsx: Path | None = None, table: Path | None = None
    ) -> None:
        """Write a report as a workbook and as CSV.

        Raises:
            PinciteError: A file cannot be written.
        """
        if xlsx:
            _write(xlsx, report_xlsx(run.report, run.made))
        if table:
            _write(table, report_csv(run.report))

    def record_report(self, run: ReportRun, names: str) -> bool:
        """Record that a report was written to files of these names; whether that can be."""
        totals = run.report.totals
        return self._record(
            "search term report",
            f"Search term report of {_counted(len(run.report.rows), 'term')} saved as {names}:"
            f" {_counted(totals.documents, 'document')} found, hash {totals.found_sha256}",
        )

    def write_certificate(
        self, certified: Certified, *, pdf: Path | None = None, json_file: Path | None = None
    ) -> None:
        """Write a certificate as a paper to print and as JSON.

        Raises:
            PinciteError: A file cannot be written.
        """
        if pdf:
            sheet_pt = A4_PT if self._store.setting("page_size", "letter") == "a4" else LETTER_PT
            paper = certificate_paper(certified, sheet_pt)
            _write(pdf, self._pool().call(_DEADLINE_S, set_paper, paper))
        if json_file:
            _write(json_file, certified.written)

    def record_certificate(self, certified: Certified) -> bool:
        """Record that a certificate was written, with its seal; whether that can be."""
        lines, found = certified.record["asked"]["lines"], certified.record["found"]
        what = f"“{lines[0][1]}”" if certified.kind == "query" else _counted(len(lines), "term")
        return self._record(
            "search certificate",
            f"Search certificate of {what}: {_counted(found['documents'], 'document')} found,"
            f" seal {certified.seal}",
        )

    def check(self, certified: Certified, control: Control | None = None) -> Checked:
        """Run the search of a certificate again and say what is not the same."""
        asked, matter = certified.record["asked"], certified.record["matter"]
        terms = TermsAsked(
            tuple(TermLine(number, text) for number, text in asked["lines"]),
            asked["dialect"],
            asked["within"],
        )
        self._search.check_terms(terms)
        now = certify(self._run(certified.kind, terms, control or Control()))
        entry, head = matter["journal_entry"], matter["journal_head"]
        return compare(certified, now, self._history(entry, head), self._decisions_since(entry))

    def _run(
        self,
        kind: Kind,
        asked: TermsAsked,
        control: Control,
        on_row: Callable[[TermRow], None] | None = None,
    ) -> ReportRun:
        """Everything is read from one state of the matter."""
        with self._store.read():
            made = Made.now(self._store, self._journal)
            report = self._search.term_report(asked, control, on_row)
            return ReportRun(kind, report, made, self._unseen())

    def _unseen(self) -> Unseen:
        surviving = SurvivingText(self._store)
        (redacted,) = self._store.conn.execute(
            "SELECT count(*) FROM documents AS d WHERE copy_of IS NULL AND NOT is_retired"
            f" AND {HAS_REDACTION}"
        ).fetchone()
        return Unseen(
            gaps=tuple((reason, ids.tolist()) for reason, ids in self._search.gaps()),
            exceptions=tuple(Exceptions(self._store).all()),
            redacted=redacted,
            surviving=len(surviving.affected()),
            is_surviving_read=surviving.is_read,
        )

    def _history(self, entry: int, head: str) -> str:
        """Why the history that a certificate names is not a part of this one, or ''."""
        if not entry:
            return ""
        row = self._store.conn.execute(
            "SELECT hash FROM journal WHERE sequence = ?", (entry,)
        ).fetchone()
        if row and row[0] == head:
            return ""
        return "The history that the certificate names is not a part of this matter's."

    def _decisions_since(self, entry: int) -> list[str]:
        newer = [one for one in self._journal.entries() if one.sequence > entry]
        told = [f"{one.at_utc[:10]} {one.summary}" for one in newer[:_MOST_DECISIONS]]
        more = len(newer) - len(told)
        return [*told, f"and {more:,} more"] if more else told

    def _record(self, action: str, summary: str) -> bool:
        """Record what left the matter, where it is open for writing."""
        if self._store.is_read_only:
            return False
        self._journal.record(action, summary)
        return True


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise PinciteError(f"{path} cannot be written.", f"{error.strerror or error}.") from error


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
