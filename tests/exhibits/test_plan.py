from hypothesis import given
from hypothesis import strategies as st

from pincite.exhibits.plan import PlannedExhibit, PlannedRun, lay_out


def exhibit(number: int, counts: list[int]) -> PlannedExhibit:
    runs = tuple(
        PlannedRun(number * 10 + place, "Run", tuple(range(count)), (None,) * count)
        for place, count in enumerate(counts)
    )
    return PlannedExhibit(number, str(number), f"Title {number}", "", runs)


@given(st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=3), max_size=6), st.integers(1, 4))
def test_every_page_of_a_bundle_has_one_place(counts, index_pages):
    plan = lay_out([exhibit(n, pages) for n, pages in enumerate(counts, start=1)], index_pages)
    pages = list(range(1, 2 + index_pages))
    for each in plan.exhibits:
        pages += range(each.slip_page, each.last_page + 1)
        for run, first in zip(each.runs, each.run_pages(), strict=True):
            for index in run.page_indices:
                exhibit_page = each.exhibit_page(run.document_id, index)
                assert each.slip_page + exhibit_page == first + index
    assert pages == list(range(1, plan.page_count + 1))


def test_a_page_outside_the_chosen_range_has_no_place():
    run = PlannedRun(7, "Run", (2, 4), (None, None))
    (placed,) = lay_out([PlannedExhibit(1, "1", "T", "", (run,))], 1).exhibits
    assert [placed.exhibit_page(7, index) for index in range(6)] == [None, None, 1, None, 2, None]
    assert placed.exhibit_page(8, 2) is None
