"""A search term report as files: a workbook of five sheets, or one table as CSV."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from pincite.domain.office import with_fixed_dates
from pincite.domain.spreadsheets import Cell, harmless, writable
from pincite.search.reports.provenance import CORPUS_COMPUTED, FOUND_COMPUTED, Made
from pincite.search.reports.term_report import BadTerm, TermReport, TermRow

Column = tuple[str, int]

_TERMS: tuple[Column, ...] = (
    ("Line", 7),
    ("Term", 40),
    ("Documents", 12),
    ("With family", 12),
    ("Unique", 10),
    ("Hits", 10),
    ("Hits in weak text", 12),
    ("Copies", 9),
    ("Pages", 9),
    ("First date", 12),
    ("Last date", 12),
    ("Not wholly searchable", 13),
    ("Reads as", 60),
    ("In Pincite's language", 40),
    ("Notes", 50),
    ("SHA-256 of what was found", 66),
)
_BAD: tuple[Column, ...] = (
    ("Line", 7),
    ("Term", 40),
    ("What is wrong", 70),
    ("At character", 12),
    ("Mended", 40),
)
_EXPANSIONS: tuple[Column, ...] = (
    ("Line", 7),
    ("Term", 40),
    ("Part", 20),
    ("Stands for", 28),
    ("Documents", 12),
)
_FACTS: tuple[Column, ...] = (("", 34), ("", 100))
_COLUMNS_MEAN = (
    ("Documents", "unique documents that the term finds; copies are counted beside them"),
    ("With family", "these with all documents of their families, outside of the scope too"),
    ("Unique", "documents that no other term of this list finds; one that means the same apart"),
    ("Hits", "marked stretches of text in these documents; words that overlap are one"),
    ("Hits in weak text", "hits in text that was read from a picture with confidence below 70"),
    ("Pages", "pages of the documents that have pages of their own (PDF, pictures)"),
    ("First and last date", "sent dates as written; an attachment has that of its family"),
    ("Not wholly searchable", "documents found of which a search does not see everything"),
    ("SHA-256 of what was found", FOUND_COMPUTED),
)
_BOLD, _PLAIN = Font(bold=True), Font()
_TOP = Alignment(vertical="top", wrap_text=True)
_LEFT = Alignment(vertical="top", horizontal="left", wrap_text=True)
# A sheet has room for no more.
_MOST_ROWS = 1_048_000
_MOST_LETTERS = 32_000


def report_csv(report: TermReport) -> bytes:
    """All lines in order, the bad ones among them, in UTF-8 with the mark that spreadsheets need.

    A term that begins like a formula has an apostrophe before it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    heads = [name for name, _ in _TERMS]
    writer.writerow([*heads, *(name for name, _ in _BAD[2:])])
    for line in report.lines:
        if isinstance(line, BadTerm):
            number, term, *rest = _bad_cells(line)
            cells: list[Cell] = [number, term, *[""] * (len(_TERMS) - 2), *rest]
        else:
            cells = [*_term_cells(line), "", "", ""]
        writer.writerow([harmless(cell) for cell in cells])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def report_xlsx(report: TermReport, made: Made) -> bytes:
    """The report as a workbook; the same report made at the same time gives the same bytes."""
    book = Workbook(write_only=True)
    book.properties.creator = ""
    book.properties.title = f"Search term report: {writable(made.matter)}"
    _add_table(book, "Terms", _TERMS, map(_term_cells, report.rows))
    _add_facts(book, "Totals", _totals(report))
    _add_table(book, "Expansions", _EXPANSIONS, _expansion_cells(report.rows))
    _add_table(book, "Bad lines", _BAD, map(_bad_cells, report.bad))
    _add_facts(book, "How this was made", _how(report, made))
    written = io.BytesIO()
    book.save(written)
    return with_fixed_dates(written.getvalue())


def notes_of(row: TermRow) -> list[str]:
    """What to mind about a term."""
    same = [f"Means the same as line {row.same_as}."] if row.same_as else []
    return [*same, *row.query.warnings]


def _term_cells(row: TermRow) -> list[Cell]:
    return [
        row.line.number,
        row.line.text,
        row.documents,
        row.with_family,
        "" if row.unique is None else row.unique,
        row.hits,
        row.weak_hits,
        row.copies,
        row.pages,
        row.first,
        row.last,
        row.unsearchable,
        row.query.reads_as,
        row.query.written,
        " ".join(notes_of(row)),
        row.found_sha256,
    ]


def _bad_cells(bad: BadTerm) -> list[Cell]:
    return [bad.line.number, bad.line.text, bad.error, bad.position + 1, bad.suggestion]


def _expansion_cells(rows: Iterable[TermRow]) -> Iterator[list[Cell]]:
    for row in rows:
        for expansion in row.expansions:
            for word, documents in expansion.words or [("(no word of this matter)", 0)]:
                yield [row.line.number, row.line.text, expansion.written, word, documents]


def _totals(report: TermReport) -> list[tuple[str, Cell]]:
    totals = report.totals
    duplicates = sum(1 for row in report.rows if row.same_as)
    return [
        ("Terms that ran", len(report.rows)),
        ("Of them, the same as an earlier line", duplicates),
        ("Lines that could not be read", len(report.bad)),
        ("Documents within which was searched", totals.scope),
        ("Documents that any term finds", totals.documents),
        ("Copies of them", totals.copies),
        ("With family", totals.with_family),
        ("Documents that no term finds", totals.not_found),
        ("Of them, not or not wholly searchable", totals.unsearchable),
        ("SHA-256 of what was found", totals.found_sha256),
    ]


def _how(report: TermReport, made: Made) -> list[tuple[str, Cell]]:
    coverage, within = report.coverage, report.within
    scope = f"{within.text}  ({within.reads_as})" if within else "the whole matter"
    rows: list[tuple[str, Cell]] = [
        ("Matter", made.matter),
        ("Made (UTC)", made.at_utc),
        ("Made (local time)", made.at_local),
        ("By", made.user),
        ("Program", made.program),
        ("Language of the terms", report.asked.dialect),
        ("Within", scope),
        ("Unique documents in the matter", made.corpus.documents),
        ("Copies in the matter", made.corpus.copies),
        ("SHA-256 of the documents", made.corpus.sha256),
        ("How it is computed", CORPUS_COMPUTED),
        ("Head of the history", made.journal_head),
        ("Searchable", coverage.said),
    ]
    rows += [(f"Not seen: {gap.reason}", gap.documents) for gap in coverage.gaps]
    rows += [
        ("Documents with weak text (OCR)", coverage.weak),
        ("Files that became no document", coverage.files_not_read),
        ("", ""),
        ("Column", "Meaning"),
        *_COLUMNS_MEAN,
    ]
    return rows


def _add_table(
    book: Workbook, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]
) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "C2"
    _set_widths(sheet, columns)
    sheet.append(_cells(sheet, [name for name, _ in columns], is_bold=True))
    count = 1
    for row in rows:
        if count == _MOST_ROWS:
            sheet.append(_cells(sheet, ["", "The rest has no room in a sheet."]))
            break
        sheet.append(_cells(sheet, row))
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"


def _add_facts(book: Workbook, title: str, rows: Iterable[tuple[str, Cell]]) -> None:
    sheet = book.create_sheet(title)
    _set_widths(sheet, _FACTS)
    for name, value in rows:
        (head,) = _cells(sheet, [name], is_bold=True)
        (cell,) = _cells(sheet, [value])
        cell.alignment = _LEFT
        sheet.append([head, cell])


def _set_widths(sheet: Any, columns: Sequence[Column]) -> None:
    for number, (_, wide) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = wide


def _cells(sheet: Any, values: Sequence[Cell], *, is_bold: bool = False) -> list[SheetCell]:
    cells = []
    for value in values:
        kept = writable(value)
        if isinstance(kept, str) and len(kept) > _MOST_LETTERS:
            kept = f"{kept[:_MOST_LETTERS]}…"
        cell: SheetCell = WriteOnlyCell(sheet, kept)
        # A term that starts with = is words, never a formula.
        cell.data_type = "n" if isinstance(kept, int) else "s"
        cell.font = _BOLD if is_bold else _PLAIN
        cell.alignment = _TOP
        if isinstance(kept, int):
            cell.number_format = "#,##0"
        cells.append(cell)
    return cells
