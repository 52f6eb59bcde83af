"""What Reports asks of a matter: pure work for its lanes, without Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pincite.domain.dialects import Dialect
from pincite.errors import QueryError
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.search import BadTerm, Query, TermRow, TermsAsked
from pincite.search.reports.certificate import Certified, ReportRun, certify
from pincite.search.reports.certificate_check import Checked
from pincite.search.reports.term_lists import TermLine, TermsDraft, term_lines
from pincite.search.reports.term_report import check_terms


@dataclass(frozen=True, slots=True)
class ListChecked:
    """A list as it was checked: what each line means, what cannot be read, and the scope."""

    draft: TermsDraft
    good: dict[int, Query]
    bad: tuple[BadTerm, ...]
    within: Query | QueryError | None

    @property
    def can_run(self) -> bool:
        """Whether there is something to run."""
        return bool(self.good) and not isinstance(self.within, QueryError)


def read_draft(matter: Matter, _: Control) -> TermsDraft:
    """The list that was kept with the matter."""
    return matter.reports.last_list


def read_list(path: Path, matter: Matter, _: Control) -> str:
    """The terms in a file."""
    return matter.reports.read_list(path)


def check_list(draft: TermsDraft, matter: Matter, _: Control) -> ListChecked:
    """What the lines of a list mean."""
    parse = matter.search.parse
    good, bad = check_terms(term_lines(draft.text, draft.dialect), draft.dialect, parse)
    within: Query | QueryError | None = None
    if draft.within.strip():
        try:
            within = parse(draft.within, draft.dialect)
        except QueryError as error:
            within = error
    return ListChecked(draft, {line.number: query for line, query in good}, tuple(bad), within)


def run_terms(
    draft: TermsDraft, on_row: Callable[[TermRow], None], matter: Matter, control: Control
) -> ReportRun:
    """Run a list."""
    lines = tuple(term_lines(draft.text, draft.dialect))
    return matter.reports.run(TermsAsked(lines, draft.dialect, draft.within), control, on_row)


def write_report(run: ReportRun, path: Path, matter: Matter, _: Control) -> Path:
    """Write a report as CSV or as a workbook, by the name's ending; gives its path."""
    is_table = path.suffix.lower() == ".csv"
    matter.reports.write_report(
        run, table=path if is_table else None, xlsx=None if is_table else path
    )
    return path


def certify_query(
    query: str, dialect: Dialect, path: Path, matter: Matter, control: Control
) -> Certified:
    """Run a query and write its certificate, as PDF and beside it as JSON."""
    certified = certify(matter.reports.run_query(query, dialect, control))
    matter.reports.write_certificate(certified, pdf=path, json_file=path.with_suffix(".json"))
    return certified


def certify_run(run: ReportRun, path: Path, matter: Matter, _: Control) -> Certified:
    """Write the certificate of a report, as PDF and beside it as JSON."""
    certified = certify(run)
    matter.reports.write_certificate(certified, pdf=path, json_file=path.with_suffix(".json"))
    return certified


def check_certificate(path: Path, matter: Matter, control: Control) -> tuple[Certified, Checked]:
    """Run the search of a certificate again."""
    certified = Certified.read(path.read_bytes())
    return certified, matter.reports.check(certified, control)


def documents_query(row: TermRow, within: Query | None) -> str:
    """The query that finds what a term found, in Pincite's own language."""
    return _within(row.query.written, within)


def unique_query(row: TermRow, run: ReportRun) -> str:
    """The query that finds what a term found and no other did, in Pincite's own language."""
    others = dict.fromkeys(
        f"({other.query.written})"
        for other in run.report.rows
        if other.query.tree != row.query.tree
    )
    alone = f"({row.query.written})"
    query = f"{alone} NOT ({' OR '.join(others)})" if others else alone
    return _within(query, run.report.within)


def mended(text: str, line: TermLine, suggestion: str) -> str:
    """The text of a list with one line mended."""
    lines = text.splitlines()
    lines[line.number - 1] = suggestion
    return "\n".join(lines)


def _within(query: str, within: Query | None) -> str:
    return f"({query}) AND ({within.written})" if within else query
