"""How many documents a search sees, and that it says which it does not."""

from collections.abc import Callable

import pytest

from pincite.processing import reasons
from pincite.search import Gap, Search
from pincite.search import coverage as module
from pincite.store.connection import Store
from tests.search.conftest import Add


@pytest.fixture
def gap(store: Store) -> Callable[[int, str], None]:
    def gap(document: int, reason: str) -> None:
        row = {"file_id": 1, "document_id": document, "path": "a", "reason": reason}
        with store.write() as database:
            database["exceptions"].insert({**row, "message": "", "remedy": ""})

    return gap


def page(store: Store, document: int, text: tuple[int, int], confidence: float | None) -> None:
    row = {"document_id": document, "number": text[0] + 1, "source_page": text[0], "words": b""}
    size = {"width_pt": 1, "height_pt": 1, "ocr_confidence": confidence}
    with store.write() as database:
        database["pages"].insert({**row, **size, "text_start": text[0], "text_end": text[1]})


def test_all_is_searchable_where_nothing_is_known_to_be_missing(search: Search, add: Add) -> None:
    add("the pilot")
    add("the demo")
    coverage = search.coverage()
    assert (coverage.total, coverage.searchable, coverage.gaps) == (2, 2, ())
    assert coverage.said == "2 of 2 documents searchable"


def test_each_gap_is_told_and_a_document_with_two_is_missing_once(
    search: Search, store: Store, add: Add, gap: Callable[[int, str], None]
) -> None:
    add("the pilot")
    locked, scan = add(""), add("half of it")
    copy = add("", copy_of=locked)
    gap(locked, "encrypted")
    gap(copy, "encrypted")
    gap(scan, "damaged")
    page(store, scan, (0, 5), None)
    page(store, scan, (5, 5), None)
    assert search.coverage().gaps == (
        Gap("encrypted", 1),
        Gap("pages without text", 1),
        Gap("only part of it could be read", 1),
    )
    assert search.coverage().said == "1 of 3 documents searchable"
    assert sorted(search.find("has:gap").ids.tolist()) == [locked, scan]
    assert search.coverage().unsearchable == search.find("has:gap").documents


def test_pages_that_wait_to_be_read_are_a_gap_until_they_are(
    search: Search, store: Store, add: Add
) -> None:
    scan = add("read by its picture")
    page(store, scan, (0, 5), 64.0)
    with store.write() as database:
        row = {"document_id": scan, "source_page": 0, "reason": "no text", "state": "pending"}
        database["ocr_pages"].insert(row)
    assert search.coverage().gaps == (Gap("scanned pages not read yet", 1),)
    with store.write() as database:
        database.conn.execute("UPDATE ocr_pages SET state = 'done'")
    assert search.coverage().gaps == ()
    assert search.coverage().weak == search.find("ocr:<70").documents == 1


def test_what_was_replaced_is_no_gap(
    search: Search, add: Add, gap: Callable[[int, str], None]
) -> None:
    gap(add("the pilot", is_retired=1), "encrypted")
    assert (search.coverage().total, search.coverage().unsearchable) == (0, 0)


def test_the_reasons_are_those_that_processing_gives() -> None:
    known = {value.reason for value in vars(reasons).values() if isinstance(value, reasons.Reason)}
    for name, select in module._GAPS:
        if "exceptions" in select:
            assert set(select.split("'")[1::2]) <= known, name
    assert set(module._FILES_NOT_READ.split("'")[1::2]) <= known
