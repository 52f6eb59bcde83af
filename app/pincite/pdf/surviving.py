"""Reads the text that survives under redactions; only for whom counsel has decided that."""

from collections.abc import Iterator

import pymupdf
from pymupdf import mupdf

from pincite.domain.pages import SurvivingWord
from pincite.pdf.read import open_pdf
from pincite.pdf.redactions import PageRedactions, page_redactions
from pincite.pdf.words import TEXT_FLAGS, page_letters


def surviving_words(content: bytes) -> dict[int, list[SurvivingWord]]:
    """The words under the redactions of a PDF, by page from 0; of pages that hold any.

    Raises:
        SourceError: The PDF cannot be read.
    """
    found: dict[int, list[SurvivingWord]] = {}
    with open_pdf(content) as document:
        for index in range(document.page_count):
            try:
                page = document[index]
                withheld = page_redactions(page)
                words = list(_words(page, withheld)) if withheld.hidden else []
            except (mupdf.FzErrorBase, RuntimeError, ValueError, IndexError):
                continue
            if words:
                found[index] = words
    return found


def _words(page: pymupdf.Page, withheld: PageRedactions) -> Iterator[SurvivingWord]:
    for block in page.get_text("rawdict", flags=TEXT_FLAGS)["blocks"]:
        for line in block.get("lines", ()):
            text, box, is_first = "", pymupdf.Rect(), True
            for letter, around, is_hidden in (*page_letters(line, withheld), (" ", None, False)):
                if is_hidden and around is not None and not letter.isspace():
                    box = pymupdf.Rect(around) if not text else box | pymupdf.Rect(around)
                    text += letter
                elif text:
                    x0, y0, x1, y1 = box * page.rotation_matrix
                    yield SurvivingWord(text, x0, y0, x1, y1, is_first)
                    text, is_first = "", False
