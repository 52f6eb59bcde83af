"""Opens the pages of a document for an exhibit: what is seen, and nothing that hides behind it."""

from collections.abc import Sequence
from pathlib import Path

import pymupdf

# Keys of dictionaries that tell who made something, when and with what, or tie it to its old file.
_TELLING = frozenset(
    {"Metadata", "PieceInfo", "LastModified", "StructParent", "StructParents", "OPI", "AF", "AA"}
)


def open_evidence(path: Path, page_indices: Sequence[int]) -> pymupdf.Document:
    """These pages of a PDF, in this order, as they are displayed, upright.

    Annotations and form fields become part of the page; layers that are switched off are gone, and
    so are links, scripts, attachments and metadata.
    """
    document = pymupdf.open(path)
    document.select(list(page_indices))
    if any(page.first_annot or page.first_widget for page in document):
        document.bake()
    if _has_hidden_layers(document):
        document = pymupdf.open("pdf", document.convert_to_pdf())
    _forget_origin(document)
    return document


def _has_hidden_layers(document: pymupdf.Document) -> bool:
    return any(not layer["on"] for layer in document.get_ocgs().values())


def _forget_origin(document: pymupdf.Document) -> None:
    """Take out what pictures and forms within pages say about where they came from."""
    for xref in range(1, document.xref_length()):
        for key in _TELLING.intersection(document.xref_get_keys(xref)):
            document.xref_set_key(xref, key, "null")
