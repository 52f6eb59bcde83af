"""Hits in their context: one row for each, in order, however many there are."""

from collections.abc import Callable

import numpy as np

from pincite.search import Search
from pincite.search.marks.contexts import CONTEXT_WIDTH, HitPlaces
from pincite.store.connection import Store

Add = Callable[..., int]


def test_every_hit_has_a_row_with_the_words_around_it(search: Search, add: Add) -> None:
    late = add("No word.\nThe pilot,\n\tand the other  pilot.", sort_key=2)
    early = add("A pilot-project", zones={"subject": "Pilot terms"}, sort_key=1)
    add("nothing", sort_key=3)
    found = search.find("pilot")
    places = search.hit_places("pilot", found.ids)
    assert places.total == search.count_hits("pilot") == 4
    rows = search.hit_rows("pilot", places, 0, 10)
    assert [(row.document, row.left, row.hit, row.right) for row in rows] == [
        (early, "", "Pilot", " terms"),
        (early, "A ", "pilot", "-project"),
        (late, "No word. The ", "pilot", ", and the other pilot."),
        (late, "No word. The pilot, and the other ", "pilot", "."),
    ]
    assert search.hit_rows("pilot", places, 1, 3) == rows[1:3]
    assert rows[2].left_words == ["the", "word", "no"]
    assert rows[2].right_words == ["and", "the", "other", "pilot"]
    assert rows[2].control == "REV-000001"
    assert (rows[2].page, rows[2].bates) == (None, None)
    assert [places.document_of(number) for number in range(4)] == [early, early, late, late]
    assert (places.first_of(early), places.first_of(late), places.first_of(99)) == (0, 2, None)


def test_the_context_is_cut_at_words_and_never_leaves_its_field(search: Search, add: Add) -> None:
    add("wording " * 60 + "pilot " + "wording " * 60, zones={"subject": "before", "cc": "x"})
    places = search.hit_places("pilot", search.find("pilot").ids)
    (row,) = search.hit_rows("pilot", places, 0, 1)
    for side in (row.left, row.right):
        assert set(side.split()) == {"wording"}
        assert CONTEXT_WIDTH - 12 < len(side) <= CONTEXT_WIDTH


def test_a_hit_on_a_page_says_which_and_its_bates_number(
    search: Search, add: Add, store: Store
) -> None:
    document = add("first pilot second pilot", bates_begin="BPS-000131")
    page = {"document_id": document, "width_pt": 612, "height_pt": 792, "words": b""}
    with store.write() as database:
        database["pages"].insert_all(
            {**page, "number": number, "source_page": number - 1, "text_start": start,
             "text_end": end, "bates": bates}
            for number, start, end, bates in ((1, 0, 11, "BPS-000131"), (2, 12, 24, "BPS-000132"))
        )  # fmt: skip
    # The body begins behind the empty fields before it.
    body = store.conn.execute("SELECT text FROM texts").fetchone()[0].index("first")
    store.conn.execute("UPDATE pages SET text_start = text_start + ?, text_end = text_end + ?",
                       (body, body))  # fmt: skip
    rows = search.hit_rows("pilot", search.hit_places("pilot", np.array([document])), 0, 2)
    assert [(row.page, row.bates) for row in rows] == [(1, "BPS-000131"), (2, "BPS-000132")]


def test_a_hit_in_an_attachment_has_the_date_of_its_message(search: Search, add: Add) -> None:
    message = add("see attached", sent_local="2018-07-13T16:05:00")
    attachment = add("pilot", kind="attachment", family_id=message, parent_id=message)
    (row,) = search.hit_rows("pilot", search.hit_places("pilot", np.array([attachment])), 0, 1)
    assert row.date == "2018-07-13T16:05:00"
    assert search.find("pilot date:2018-07").documents == 1


def test_any_stretch_of_rows_is_found_by_number() -> None:
    documents, counts = np.array([5, 3, 9, 4]), np.array([2, 0, 3, 1])
    places = HitPlaces.of_counts(documents, counts)
    every = [(5, 0), (5, 1), (9, 0), (9, 1), (9, 2), (4, 0)]
    for first in range(7):
        for last in range(first, 8):
            runs = [
                (document, number)
                for document, begin, end in places.runs(first, last)
                for number in range(begin, end)
            ]
            assert runs == every[first:last]
    assert HitPlaces.of_counts(documents, np.zeros(4, np.int64)).total == 0
