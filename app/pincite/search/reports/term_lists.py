"""Lists of search terms: one term a line, as people paste them and as files hold them."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

from pincite.domain.dialects import Dialect
from pincite.errors import PinciteError

WORKBOOKS = frozenset((".xlsx", ".xlsm"))
MOST_LINES = 20_000
_MOST_BYTES = 50_000_000
# What reading a workbook that is damaged raises.
_DAMAGED = (OSError, BadZipFile, SyntaxError, LookupError, ValueError, TypeError, AttributeError)


class TermLine(NamedTuple):
    """A term with the number of its line, from 1."""

    number: int
    text: str


class TermsDraft(NamedTuple):
    """A list as it is being written, with its dialect and the query of its scope, '' for all."""

    text: str = ""
    dialect: Dialect = "pincite"
    within: str = ""


def term_lines(text: str, dialect: Dialect) -> list[TermLine]:
    """The terms of a list in order; blank lines and comments count as lines and are left out."""
    lines = (line.strip() for line in text.splitlines())
    return [
        TermLine(number, line)
        for number, line in enumerate(lines, 1)
        if line and not is_comment(line, dialect)
    ]


def is_comment(line: str, dialect: Dialect) -> bool:
    """Whether a line is a remark: `# …`, `#` alone or `##…`, in Pincite's own language only.

    `#word` is a term: it finds the word. In other languages `#` is an operator.
    """
    start = line.lstrip()
    return dialect == "pincite" and start[:1] == "#" and (len(start) == 1 or start[1] in " \t#")


def decoded(content: bytes) -> str:
    """A text file as text: UTF-16 or UTF-8 by its mark, else UTF-8, else Windows' Latin."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def table_lines(text: str) -> str:
    """The first column of a CSV file, a line for each row.

    Raises:
        PinciteError: A row is not quoted as CSV is, so that its own quotation marks would be lost.
    """
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return _joined(row[0] if row else "" for row in rows)
    except csv.Error as error:
        raise PinciteError(
            f"Line {rows.line_num} of the list is not quoted as CSV is.",
            "A term that holds quotation marks stands in quotation marks itself, its own doubled.",
            "Save the list as a workbook (.xlsx) or as plain text (.txt), one term a line.",
        ) from error


def workbook_lines(path: Path) -> str:
    """The first column of a workbook's first sheet, a line for each row. Runs in a worker.

    Raises:
        PinciteError: It cannot be read.
    """
    # Loaded where it is needed: in a worker, not with every search.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            cells = book.worksheets[0].iter_rows(
                max_col=1, max_row=MOST_LINES + 1, values_only=True
            )
            return _joined(row[0] if row else None for row in cells)
        finally:
            book.close()
    except (*_DAMAGED, InvalidFileException) as error:
        raise PinciteError(
            f"{path.name} cannot be read.",
            f"It is damaged, or no workbook: {error}.",
            "Save it anew as a workbook (.xlsx), or as plain text (.txt), one term a line.",
        ) from None


def read_text_list(path: Path) -> str:
    """The list in a `.txt` or `.csv` file.

    Raises:
        PinciteError: It cannot be read, or it is no list of terms.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise PinciteError(f"{path.name} cannot be read.", f"{error.strerror or error}.") from error
    if len(content) > _MOST_BYTES:
        raise PinciteError(f"{path.name} is too large for a list of terms.")
    text = decoded(content)
    if "\0" in text:
        raise PinciteError(
            f"{path.name} is no list of terms.",
            "It is not text.",
            "Save it as plain text (.txt), CSV or a workbook (.xlsx), one term a line.",
        )
    return table_lines(text) if path.suffix.lower() == ".csv" else text


def _joined(cells: Iterable[object]) -> str:
    return "\n".join("" if cell is None else _on_one_line(str(cell)) for cell in cells).rstrip("\n")


def _on_one_line(cell: str) -> str:
    return " ".join(cell.split())
