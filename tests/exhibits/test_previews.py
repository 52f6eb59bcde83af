import pymupdf
import pytest

from pincite.errors import ExhibitError
from pincite.exhibits.previews import Previews


@pytest.fixture
def previews(desk) -> Previews:
    desk.bundles.new("Reply")
    desk.exhibits.add("Reply", [1, 4])
    return Previews(desk.store, desk.renditions, desk.pool)


def samples(pdf: pymupdf.Document, page: int) -> bytes:
    return pdf[page - 1].get_pixmap(matrix=pymupdf.Matrix(1.5, 1.5), alpha=False).samples


def test_what_is_previewed_is_what_is_exported(desk, previews):
    desk.passage(1, "extend the pilot")
    bundle = desk.bundles.named("Reply")
    desk.exporter.export(bundle, desk.folder / "out", rendering="courtesy")
    planned = previews.plan(bundle)
    first, second = planned.plan.exhibits
    with pymupdf.open(desk.folder / "out" / "filing" / "Bundle.pdf") as pdf:
        shown = previews.page(planned, first.exhibit_id, 0, 1.5, "courtesy")
        assert (shown.width, shown.height) == (918, 1188)
        assert shown.rgb == samples(pdf, first.first_page)
        shown = previews.page(planned, second.exhibit_id, 2, 1.5, "courtesy")
        assert shown.rgb == samples(pdf, second.last_page)
        assert previews.slip(planned, second.exhibit_id, 1.5).rgb == samples(pdf, second.slip_page)
        for page in (0, 1):
            shown = previews.front(planned, page, 1.5, "courtesy")
            assert shown.rgb == samples(pdf, page + 1)


def test_a_page_that_is_not_there_is_a_known_error(desk, previews):
    planned = previews.plan(desk.bundles.named("Reply"))
    with pytest.raises(ExhibitError, match=r"Ex\. 2 has no such page"):
        previews.page(planned, planned.plan.exhibits[1].exhibit_id, 3, 1.0)
    with pytest.raises(ExhibitError, match="not there any more"):
        previews.slip(planned, 99, 1.0)
