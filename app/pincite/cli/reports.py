"""Commands that tell what was searched: report, certificate."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pincite.cli.matter_option import dialect_option, matter_argument, parsed, writing_if_free
from pincite.cli.output import counted, json_option, print_json, print_table, print_text, say
from pincite.cli.progress import progress
from pincite.domain.dialects import Dialect

if TYPE_CHECKING:
    from pincite.matter import Matter
    from pincite.search import BadTerm, TermReport, TermRow
    from pincite.search.reports.certificate import Certified
    from pincite.search.reports.certificate_check import Checked

_SAME, _DIFFERENT = 0, 1
_FILE = click.Path(path_type=Path, dir_okay=False)
_OLD_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@matter_argument
@click.argument("kind", metavar="terms", type=click.Choice(["terms"]), expose_value=False)
@click.argument("terms", metavar="TERMS.txt", type=_OLD_FILE)
@dialect_option
@click.option("--within", default="", metavar="QUERY", help="Only documents that this finds.")
@click.option("--xlsx", type=_FILE, metavar="OUT", help="Save as a workbook.")
@click.option("--csv", "table", type=_FILE, metavar="OUT", help="Save as a table.")
@click.option("--certificate", type=_FILE, metavar="OUT.pdf", help="Save a search certificate.")
@json_option
def report(
    path: Path,
    terms: Path,
    dialect: Dialect,
    within: str,
    xlsx: Path | None,
    table: Path | None,
    certificate: Path | None,
    as_json: bool,
) -> None:
    """Report what each search term of a list finds.

    TERMS holds one term a line: plain text, CSV or a workbook (.xlsx), their first column. In
    Pincite's own language, lines that begin with "# " are remarks. A certificate is saved as PDF,
    and beside it as JSON. Files that are there are replaced.
    """
    from pincite.search import TermsAsked
    from pincite.search.reports.certificate import certify
    from pincite.search.reports.term_lists import term_lines

    with writing_if_free(path) as matter:
        lines = term_lines(matter.reports.read_list(terms), dialect)
        with progress() as control:
            run = matter.reports.run(TermsAsked(tuple(lines), dialect, within), control)
        if xlsx or table:
            matter.reports.write_report(run, xlsx=xlsx, table=table)
            names = ", ".join(file.name for file in (xlsx, table) if file)
            _tell_unrecorded(is_recorded=matter.reports.record_report(run, names))
        if certificate:
            certified = certify(run)
            _save(matter, certified, certificate, certificate.with_suffix(".json"))
            say(f"Seal of the certificate: {certified.seal}")
    if as_json:
        for row in run.report.lines:
            print_json(_report_row(row))
    else:
        _print_report(run.report)


@click.command()
@matter_argument
@click.argument("query", required=False)
@dialect_option
@click.option("--pdf", type=_FILE, metavar="OUT", help="Save it as a paper to print.")
@click.option("--json-file", type=_FILE, metavar="OUT", help="Save it as JSON.")
@click.option("--check", type=_OLD_FILE, metavar="FILE", help="Run a certificate's search again.")
@json_option
def certificate(
    path: Path,
    query: str | None,
    dialect: Dialect,
    pdf: Path | None,
    json_file: Path | None,
    check: Path | None,
    as_json: bool,
) -> int:
    """Certify what QUERY finds, over what, and what could not be searched.

    Without --pdf and --json-file the certificate is only printed. With --check FILE.json the
    search is run again: exit 1 where the result is not the same.
    """
    if (query is None) == (check is None):
        raise click.UsageError("Give a query, or a certificate with --check.")
    from pincite.search.reports.certificate import Certified, certify

    with writing_if_free(path) as matter:
        if check is not None:
            return _check(matter, Certified.read(check.read_bytes()), as_json=as_json)
        understood = parsed(matter, query or "", dialect)
        with progress() as control:
            run = matter.reports.run_query(understood.text, dialect, control)
        certified = certify(run)
        if pdf or json_file:
            _save(matter, certified, pdf, json_file)
    if as_json:
        print_json(certified.record)
    else:
        _print_certificate(certified)
    return _SAME


def _save(
    matter: "Matter", certified: "Certified", pdf: Path | None, json_file: Path | None
) -> None:
    matter.reports.write_certificate(certified, pdf=pdf, json_file=json_file)
    _tell_unrecorded(is_recorded=matter.reports.record_certificate(certified))


def _tell_unrecorded(*, is_recorded: bool) -> None:
    if not is_recorded:
        say("The history does not record it: the matter is open for reading only.")


def _check(matter: "Matter", certified: "Certified", *, as_json: bool) -> int:
    with progress() as control:
        checked = matter.reports.check(certified, control)
    if as_json:
        print_json(
            {
                "same": checked.is_same,
                "changed": list(checked.changed),
                "gained": list(checked.gained),
                "lost": list(checked.lost),
                "history": checked.history or None,
            }
        )
    else:
        _print_checked(checked, certified)
    return _SAME if checked.is_same else _DIFFERENT


def _print_checked(checked: "Checked", certified: "Certified") -> None:
    at = certified.record["made"]["at_utc"]
    if checked.is_same:
        print_text(f"The same as on {at}.")
        return
    print_text(f"Not the same as on {at}.")
    for sentence in (*checked.changed, checked.history):
        if sentence:
            print_text(f"  {sentence}")


def _print_certificate(certified: "Certified") -> None:
    record = certified.record
    (term,) = record["terms"]
    found, unseen = record["found"], record["not_searched"]
    print_text(term["reads_as"])
    print_text(
        f"{counted(found['documents'], 'document')}, {counted(term['hits'], 'hit')};"
        f" {unseen['searchable']:,} of {counted(unseen['documents'], 'document')} searchable"
    )
    print_text(f"SHA-256 of the documents searched  {record['corpus']['sha256']}")
    print_text(f"SHA-256 of what was found          {found['sha256']}")
    print_text(f"Seal                               {certified.seal}")


def _report_row(row: "TermRow | BadTerm") -> dict[str, Any]:
    from pincite.search import BadTerm

    if isinstance(row, BadTerm):
        return {
            "line": row.line.number,
            "term": row.line.text,
            "error": row.error,
            "position": row.position,
            "suggestion": row.suggestion or None,
        }
    return {
        "line": row.line.number,
        "term": row.line.text,
        "documents": row.documents,
        "with_family": row.with_family,
        "unique": row.unique,
        "hits": row.hits,
        "weak_hits": row.weak_hits,
        "copies": row.copies,
        "pages": row.pages,
        "first": row.first or None,
        "last": row.last or None,
        "not_wholly_searchable": row.unsearchable,
        "same_as_line": row.same_as or None,
        "reads_as": row.query.reads_as,
        "warnings": list(row.query.warnings),
        "expansions": [
            {
                "term": one.written,
                "words": [{"word": word, "documents": count} for word, count in one.words],
            }
            for one in row.expansions
        ],
    }


def _print_report(report: "TermReport") -> None:
    print_table(
        ("line", "term", "documents", "family", "unique", "hits", "weak", "first", "last"),
        [_cells(row) for row in report.rows],
        numbers=(0, 2, 3, 4, 5, 6),
        flexible=1,
    )
    for row in report.rows:
        _say_notes(row)
    for bad in report.bad:
        mend = f" Try: {bad.suggestion}" if bad.suggestion else ""
        say(f"Line {bad.line.number}: {bad.line.text}")
        say(f"  {bad.error} At character {bad.position + 1}.{mend}")
    totals = report.totals
    say(
        f"Any term: {counted(totals.documents, 'document')}"
        f" (+{counted(totals.copies, 'copy')}), {totals.with_family:,} with family."
        f" No term: {totals.not_found:,}, of them {totals.unsearchable:,} not wholly searchable."
    )
    say(report.coverage.said)


def _cells(row: "TermRow") -> Sequence[str]:
    figures = (row.documents, row.with_family, row.unique or 0, row.hits, row.weak_hits)
    term = row.line.text
    return (str(row.line.number), term, *(f"{figure:,}" for figure in figures), row.first, row.last)


def _say_notes(row: "TermRow") -> None:
    if row.same_as:
        say(f"Line {row.line.number} means the same as line {row.same_as}.")
    for warning in row.query.warnings:
        say(f"Line {row.line.number}: {warning}")
