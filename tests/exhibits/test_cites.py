import pytest

from pincite.exhibits.cites import Cites
from pincite.exhibits.planning import Planner
from pincite.store.passages import Passages


@pytest.fixture
def cited(desk):
    """Gives the cite of the passage with these words."""
    cites = Cites(desk.store, desk.renditions)

    def cite(document: int, quote: str, bundle=None):
        passage = Passages(desk.store).get(desk.passage(document, quote))
        return cites.of_passage(passage, bundle)

    return cite


@pytest.fixture
def reply(desk):
    desk.bundles.new("Reply")
    desk.exhibits.add("Reply", [1, 4])
    return desk.bundles.named("Reply")


def test_a_page_with_a_bates_number_is_cited_by_it(cited, reply):
    cite = cited(4, "Words of page 2")
    assert cite.text == "Ex. 2 at BPS-000132"
    assert (cite.exhibit_page, cite.bates) == (2, "BPS-000132")


def test_a_page_without_one_is_cited_by_exhibit_page(cited, reply):
    assert cited(1, "Second page of the message.").text == "Ex. 1 at 2"


def test_an_attachments_page_counts_on_from_its_parent(cited, reply):
    assert cited(2, "demo continues").text == "Ex. 1 at 3"


def test_the_bundle_page_is_known_once_the_bundle_is_laid_out(desk, reply):
    plan = Planner(desk.store, desk.renditions).plan(reply).plan
    cites = Cites(desk.store, desk.renditions)
    for document, quote, page in ((2, "demo continues", 6), (4, "Words of page 2", 9)):
        passage = Passages(desk.store).get(desk.passage(document, quote))
        assert cites.in_plan(plan, passage).bundle_page == page
        assert cites.of_passage(passage).bundle_page is None


def test_a_passage_over_pages_is_cited_as_a_range(cited, reply):
    assert cited(4, "page 1 BPS-000131 Numbered page 2").text == "Ex. 2 at BPS-000131–132"
    assert cited(1, "at no cost. Second page").text == "Ex. 1 at 1–2"


def test_outside_of_any_exhibit_bates_or_control_number_is_cited(cited, desk):
    assert cited(4, "Words of page 3").text == "BPS-000133"
    assert cited(1, "Second page").text == "REV-000001 at 2"


def test_a_page_that_the_exhibit_leaves_out_is_not_cited_to_it(cited, desk, reply):
    exhibit = desk.exhibits.entries("Reply")[1]
    desk.exhibits.edit(exhibit.id, pages="2-3")
    assert cited(4, "Words of page 1").text == "BPS-000131"
    cite = cited(4, "Words of page 3")
    assert (cite.text, cite.exhibit_page) == ("Ex. 2 at BPS-000133", 2)


def test_the_bundle_that_is_asked_for_is_cited_from(cited, desk, reply):
    desk.bundles.new("Motion", "A")
    desk.exhibits.add("Motion", [4])
    assert cited(4, "Words of page 1").text == "Ex. 2 at BPS-000131"
    motion = desk.bundles.named("Motion")
    assert cited(4, "Words of page 2", motion).text == "Ex. A at BPS-000132"


def test_a_copied_cite_freezes_the_pages_it_names(desk, reply):
    passage = Passages(desk.store).get(desk.passage(1, "extend the pilot"))
    assert Cites(desk.store, desk.renditions).copied(passage).text == "Ex. 1 at 1"
    assert desk.renditions.frozen == [1]
