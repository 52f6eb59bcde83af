"""Keeps what was found in the pictures of pages: suggested redactions, and what a page says."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pincite.domain.page_marks import page_marks
from pincite.store.connection import Store
from pincite.store.incoming import IncomingPageMark, IncomingRedaction
from pincite.store.page_marks import write_page_marks
from pincite.store.redactions import write_scanned

if TYPE_CHECKING:
    from pincite.pdf.redactions import Redaction


def suggested(found: Iterable["Redaction"]) -> tuple[IncomingRedaction, ...]:
    """Areas found in a picture as rows: suggestions until somebody confirms them."""
    return tuple(
        IncomingRedaction(
            one.x0,
            one.y0,
            one.x1,
            one.y1,
            one.kind,
            json.dumps(one.codes),
            "image",
            text_survives=False,
            is_confirmed=False,
        )
        for one in found
    )


def marks_of(lines: Sequence[str]) -> tuple[IncomingPageMark, ...]:
    """What a page says of itself in these lines, as rows."""
    return tuple(IncomingPageMark(one.kind, json.dumps(one.codes)) for one in page_marks(lines))


def keep_scanned(
    store: Store,
    document: int,
    source_page: int,
    found: Iterable["Redaction"],
    lines: Sequence[str],
) -> None:
    """Keep what was found on a page that was read from its picture; `lines` is its text."""
    with store.write():
        write_scanned(store, document, source_page, suggested(found))
        write_page_marks(store, document, source_page, marks_of(lines))
