import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from pincite.domain.documents import CanonicalText
from pincite.domain.pages import WordBox, encode_words
from pincite.processing.formats.dates import sent_date
from pincite.processing.same_messages.service import SameMessages
from pincite.store.connection import Store

Add = Callable[..., int]


class InThisProcess:
    """The edge of the process: does at once what a worker would."""

    def submit(self, _timeout_s: float, function: Callable[..., Any], *args: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(function(*args))
        return future

    def stop(self) -> None:
        pass


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "matter.db")
    store.migrate()
    with store.write() as database:
        source = {"id": 1, "path": "/release", "kind": "folder", "added_utc": ""}
        database["sources"].insert(source)
        database["files"].insert(
            {"id": 1, "source_id": 1, "path": "a", "size_bytes": 1, "modified_ns": 1}
        )
    yield store
    store.close()


@pytest.fixture
def same(store: Store) -> SameMessages:
    return SameMessages(store, InThisProcess)


@pytest.fixture
def add(store: Store) -> Add:
    """Puts a message into the matter as processing or un-printing would; its number.

    `date` is as written; `quotes` are starts of what the body quotes, each to the body's end, with
    its sender, subject and date.
    """

    def add(
        body: str,
        *,
        date: str = "",
        sender: str = "Dana Whitlock",
        to: str = "Renata Okafor",
        subject: str = "Demo of the pilot",
        printed: bool = False,
        attached: str = "",
        quotes: tuple[tuple[int, str, str, str], ...] = (),
        **columns: Any,
    ) -> int:
        zones = {"from": sender, "to": to, "subject": subject, "attached": attached, "body": body}
        text = CanonicalText.of_zones(zones)
        sent = sent_date(date)
        (number,) = store.conn.execute("SELECT coalesce(max(id), 0) + 1 FROM documents").fetchone()
        row = {
            "id": number, "family_id": number, "kind": "message", "file_id": 1, "length_bytes": 1,
            "type": "printed" if printed else "email", "sha256": "0", "size_bytes": 1,
            "sort_key": number, "sender": sender, "recipients": to, "subject": subject,
            "sent_written": sent.written if sent else None,
            "sent_local": sent.local if sent else None,
            "utc_offset_minutes": sent.offset_minutes if sent else None,
            "sent_utc": sent.utc if sent else None, "thread_id": number,
            "printed_in": number if printed else None, **columns,
        }  # fmt: skip
        start, end = text.zone_bounds("body")
        with store.write() as database:
            database["documents"].insert(row)
            database["texts"].insert(
                {"document_id": number, "text": text.text, "bounds": json.dumps(text.bounds)}
            )
            for place, who, about, when in quotes:
                told = sent_date(when)
                database["quoted_messages"].insert(
                    {
                        "document_id": number, "start": start + place, "end": end, "depth": 1,
                        "sender": who, "subject": about, "sent_written": when or None,
                        "sent_local": told.local if told else None,
                    }
                )  # fmt: skip
            store.documents_changed()
        return int(number)

    return add


@pytest.fixture
def add_area(store: Store) -> Callable[[int, str], None]:
    """Withholds an area behind a word of a document, on a page that has its text on one line."""

    def add_area(document: int, behind: str) -> None:
        (text,) = store.conn.execute(
            "SELECT text FROM texts WHERE document_id = ?", (document,)
        ).fetchone()
        words, left = [], 0.0
        position, area = 0, (0.0, 0.0)
        for word in text.split():
            start = text.index(word, position)
            position = start + len(word)
            words.append(WordBox(start, position, left, 100, left + 10, 112))
            left += 12
            if word == behind:
                area = (left, left + 30)
                left += 32
        with store.write() as database:
            database["pages"].insert(
                {
                    "document_id": document, "number": 1, "source_page": 0, "width_pt": 612,
                    "height_pt": 792, "text_start": 0, "text_end": len(text),
                    "words": encode_words(words),
                }
            )  # fmt: skip
            database["redactions"].insert(
                {
                    "document_id": document, "source_page": 0, "x0": area[0], "y0": 99,
                    "x1": area[1], "y1": 113, "kind": "black", "found_in": "vector",
                }
            )  # fmt: skip

    return add_area
