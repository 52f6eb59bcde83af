from pathlib import Path

import pytest

from pincite.domain.pages import WordBox, encode_words
from pincite.errors import AmbiguousNumber, UnknownDocument
from pincite.store.connection import Store
from pincite.store.documents import Documents


@pytest.fixture
def documents(tmp_path: Path):
    store = Store(tmp_path / "matter.db")
    store.migrate()
    store.set_setting("prefix", "REV")
    store.conn.execute("INSERT INTO sources VALUES (1, '/r', 'folder', '', '2020-01-01Z', 0)")
    store.conn.execute(
        "INSERT INTO files (id, source_id, path, size_bytes, modified_ns) VALUES (1, 1, 'a', 1, 1)"
    )
    add(store, 1, copy_of=None, bates=["BPS-000131", "BPS-000132"])
    add(store, 2, copy_of=None, bates=["EX-131"])
    add(store, 3, copy_of=1, bates=["BPS-000131", "BPS-000132"])
    yield Documents(store)
    store.close()


def add(store: Store, document: int, copy_of: int | None, bates: list[str]) -> None:
    store.conn.execute(
        "INSERT INTO documents (id, family_id, kind, type, file_id, length_bytes, sha256,"
        " size_bytes, copy_of, sort_key, page_count, bates_begin, bates_end)"
        " VALUES (?, ?, 'file', 'pdf', 1, 1, 'x', 1, ?, 0, ?, ?, ?)",
        (document, document, copy_of, len(bates), bates[0], bates[-1]),
    )
    words = encode_words([WordBox(0, 5, 72, 72, 100.5, 84)])
    for number, printed in enumerate(bates, 1):
        store.conn.execute(
            "INSERT INTO pages (document_id, number, source_page, width_pt, height_pt, text_start,"
            " text_end, bates, words) VALUES (?, ?, ?, 612, 792, 0, 5, ?, ?)",
            (document, number, number - 1, printed, words),
        )


def test_a_control_number_or_a_bates_number_names_its_document(documents: Documents):
    assert documents.resolve("REV-000002") == 2
    assert documents.resolve("rev 2") == 2
    assert documents.resolve("BPS-000132") == 1
    assert documents.resolve("bps 132") == 1


def test_a_number_that_could_mean_two_documents_lists_them(documents: Documents):
    with pytest.raises(AmbiguousNumber, match="REV-000001, REV-000002"):
        documents.resolve("131")


def test_a_number_that_names_nothing_says_what_to_write(documents: Documents):
    for unknown in ("REV-000009", "BPS-000999", "hello"):
        with pytest.raises(UnknownDocument, match=r"no document"):
            documents.resolve(unknown)


def test_totals_count_unique_documents_and_copies_beside(documents: Documents):
    totals = documents.totals()
    assert (totals.documents, totals.copies, totals.pages) == (2, 1, 3)


def test_word_boxes_come_back_as_they_were_kept(documents: Documents):
    layouts = documents.layouts(1)
    assert len(layouts) == 2
    assert layouts[0].words == (WordBox(0, 5, 72, 72, 100.5, 84),)


def test_rows_keep_the_order_that_was_asked_for(documents: Documents):
    assert [row.id for row in documents.rows([3, 1, 99, 2])] == [3, 1, 2]
