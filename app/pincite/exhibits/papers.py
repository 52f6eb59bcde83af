"""The working papers beside a bundle: its index as CSV and XLSX, its pin cites as DOCX."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import docx
from docx.document import Document as Paper
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from pincite.domain.office import with_fixed_dates
from pincite.domain.spreadsheets import Cell, harmless, writable
from pincite.exhibits.cites import Cite
from pincite.exhibits.plan import PlannedExhibit
from pincite.exhibits.planning import PlannedBundle
from pincite.store.documents import Documents
from pincite.store.passages import Passage

_COLUMNS = (
    ("Exhibit", 9),
    ("Title", 48),
    ("Description", 60),
    ("Date", 12),
    ("Bates begin", 16),
    ("Bates end", 16),
    ("Pages", 8),
    ("Bundle page", 12),
    ("Last bundle page", 16),
    ("Control number", 16),
    ("SHA-256", 66),
)


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage with its cite in the bundle."""

    passage: Passage
    cite: Cite


def index_csv(planned: PlannedBundle, documents: Documents) -> bytes:
    """The index as CSV in UTF-8, with the mark that makes spreadsheets read it so."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([name for name, _ in _COLUMNS])
    for row in _rows(planned, documents):
        writer.writerow([harmless(cell) for cell in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def index_xlsx(planned: PlannedBundle, documents: Documents) -> bytes:
    """The index as a workbook."""
    book = Workbook(write_only=True)
    book.properties.creator = ""
    book.properties.title = planned.bundle.name
    sheet = book.create_sheet("Exhibits")
    sheet.freeze_panes = "A2"
    for number, (_, wide) in enumerate(_COLUMNS):
        sheet.column_dimensions[chr(ord("A") + number)].width = wide
    rows: list[Sequence[Cell]] = [[name for name, _ in _COLUMNS], *_rows(planned, documents)]
    for number, row in enumerate(rows):
        cells = [WriteOnlyCell(sheet, writable(value)) for value in row]
        for cell in cells:
            # A title that starts with = is words, never a formula.
            cell.data_type = "n" if isinstance(cell.value, int) else "s"
            cell.font = Font(bold=number == 0)
            cell.alignment = Alignment(vertical="top", wrap_text=number > 0)
        sheet.append(cells)
    written = io.BytesIO()
    book.save(written)
    return with_fixed_dates(written.getvalue())


def pin_cites_docx(planned: PlannedBundle, cited: Sequence[CitedPassage]) -> bytes:
    """Each passage with its quotation, cite, tags and note, by exhibit."""
    paper = docx.Document()
    paper.core_properties.author = ""
    paper.core_properties.comments = ""
    paper.core_properties.title = f"Pin cites: {writable(planned.bundle.name)}"
    paper.styles["Normal"].font.name = "Times New Roman"
    paper.styles["Normal"].font.size = Pt(11)
    paper.add_heading(f"Pin cites: {writable(planned.bundle.name)}", level=1)
    if not cited:
        paper.add_paragraph("No passage is marked on the pages of this bundle.")
    for exhibit in planned.plan.exhibits:
        own = [each for each in cited if each.cite.exhibit_id == exhibit.exhibit_id]
        if own:
            paper.add_heading(f"{exhibit.label} — {writable(exhibit.title)}", level=2)
        for each in own:
            _add_passage(paper, each)
    written = io.BytesIO()
    paper.save(written)
    return with_fixed_dates(written.getvalue())


def _add_passage(paper: Paper, each: CitedPassage) -> None:
    quote = " ".join(str(writable(each.passage.quote)).split())
    paragraph = paper.add_paragraph()
    paragraph.add_run(f"“{quote}” ")
    paragraph.add_run(f"{each.cite.text}.").bold = True
    details = [f"bundle p. {each.cite.bundle_page}"]
    if each.passage.tags:
        details.append(", ".join(tag.name for tag in each.passage.tags))
    if each.passage.note:
        details.append(each.passage.note)
    remark = paper.add_paragraph().add_run(str(writable(" · ".join(details))))
    remark.italic = True
    remark.font.size = Pt(9)


def _rows(planned: PlannedBundle, documents: Documents) -> Iterable[list[Cell]]:
    for exhibit, held in zip(planned.plan.exhibits, planned.contents, strict=True):
        main = held[0].document
        first, last = _bates_ends(exhibit)
        yield [
            exhibit.label,
            exhibit.title,
            exhibit.description,
            (main.date or "")[:10],
            first,
            last,
            exhibit.page_count,
            exhibit.slip_page,
            exhibit.last_page,
            documents.control(main.id),
            main.sha256,
        ]


def _bates_ends(exhibit: PlannedExhibit) -> tuple[str, str]:
    numbers = [number for number in exhibit.bates if number]
    return (numbers[0], numbers[-1]) if numbers else ("", "")
