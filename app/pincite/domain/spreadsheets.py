"""What may stand in a cell of a spreadsheet: never a formula, nothing that its file cannot hold."""

import re

Cell = str | int

# What XML, and so DOCX and XLSX, cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = tuple("=+-@\t\r")


def harmless(cell: Cell) -> Cell:
    """A cell of a CSV file that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in _FORMULA_STARTS else cell


def writable(cell: Cell) -> Cell:
    """A cell without what an office file cannot hold."""
    return _UNWRITABLE.sub("\ufffd", cell) if isinstance(cell, str) else cell
