"""Hits as a table for another program: as text for the clipboard, as CSV, as a workbook."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from pincite.desktop.models.hit_reading import CountedHits, hits_in_blocks
from pincite.domain.office import with_fixed_dates
from pincite.domain.spreadsheets import Cell, harmless, writable
from pincite.errors import PinciteError
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.search import HitRow

_COLUMNS = (
    ("Number", 16), ("Bates number", 16), ("Page", 8), ("Date", 20), ("Before", 60), ("Hit", 24),
    ("Behind", 60), ("Start", 10), ("End", 10),
)  # fmt: skip
# A sheet has room for no more, with its heading.
_MOST_SHEET_ROWS = 1_048_575


def as_text(rows: Iterable[HitRow]) -> str:
    """The rows as they are pasted: number, what stands before, hit, what stands behind."""
    lines = ("\t".join((row.bates or row.control, row.left, row.hit, row.right)) for row in rows)
    return "\n".join(line.replace("\n", " ") for line in lines)


def write_hits(
    hits: CountedHits,
    gathered: Sequence[HitRow] | None,
    path: Path,
    matter: Matter,
    control: Control,
) -> Path:
    """Write all hits, or those that were gathered, to a `.csv` or `.xlsx` file.

    Raises:
        PinciteError: There are more than a sheet has room for, or the file cannot be written.
    """
    total = hits.places.total if gathered is None else len(gathered)
    rows = _all_rows(hits, gathered, total, matter, control)
    try:
        if path.suffix.lower() == ".xlsx":
            if total > _MOST_SHEET_ROWS:
                raise PinciteError(
                    f"A workbook has no room for {total:,} hits.", "", "Save them as CSV."
                )
            path.write_bytes(_workbook(rows))
        else:
            _write_csv(rows, path)
    except OSError as error:
        raise PinciteError(f"{path} cannot be written.", f"{error.strerror or error}.") from error
    return path


def _all_rows(
    hits: CountedHits,
    gathered: Sequence[HitRow] | None,
    total: int,
    matter: Matter,
    control: Control,
) -> Iterable[HitRow]:
    blocks = [list(gathered)] if gathered is not None else hits_in_blocks(hits, 0, total, matter)
    done = 0
    for block in blocks:
        control.step(done, total, "Saving the hits")
        yield from block
        done += len(block)


def _write_csv(rows: Iterable[HitRow], path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream)
        table.writerow([name for name, _ in _COLUMNS])
        for row in rows:
            table.writerow([harmless(cell) for cell in _cells(row)])


def _workbook(rows: Iterable[HitRow]) -> bytes:
    # Loaded where it is needed: a window that saves nothing needs none of it.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    book = Workbook(write_only=True)
    book.properties.creator = ""
    sheet = book.create_sheet("Hits")
    sheet.freeze_panes = "A2"
    for number, (_, wide) in enumerate(_COLUMNS):
        sheet.column_dimensions[chr(ord("A") + number)].width = wide
    heading = [WriteOnlyCell(sheet, name) for name, _ in _COLUMNS]
    for cell in heading:
        cell.font = Font(bold=True)
    sheet.append(heading)
    at_right, bold = Alignment(horizontal="right"), Font(bold=True)
    for row in rows:
        cells = [WriteOnlyCell(sheet, writable(value)) for value in _cells(row)]
        for cell in cells:
            # Words that start with = are words, never a formula.
            cell.data_type = "n" if isinstance(cell.value, int) else "s"
        cells[4].alignment, cells[5].font = at_right, bold
        sheet.append(cells)
    written = io.BytesIO()
    book.save(written)
    return with_fixed_dates(written.getvalue())


def _cells(row: HitRow) -> list[Cell]:
    return [
        row.control,
        row.bates or "",
        row.page or "",
        (row.date or "").replace("T", " "),
        row.left,
        row.hit,
        row.right,
        row.start,
        row.end,
    ]
