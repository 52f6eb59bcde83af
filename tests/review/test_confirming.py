import pytest

from pincite.errors import DecisionError, UndoRefused
from pincite.matter import Matter
from pincite.store.incoming import IncomingRedaction
from pincite.store.redactions import write_scanned
from tests.review.conftest import Insert


@pytest.fixture
def suggested(matter: Matter, insert: Insert) -> list[int]:
    """The ids of two suggestions on the page of a document."""
    document = insert(pages=["the pilot"])
    found = [
        IncomingRedaction(
            60, top, 160, top + 20, "white", '["b6"]', "image",
            text_survives=False, is_confirmed=False,
        )
        for top in (100, 200)
    ]  # fmt: skip
    write_scanned(matter.store, document, 0, found)
    return [one.id for one in matter.redactions.of_document(document)]


def test_a_confirmed_suggestion_is_a_redaction_until_that_is_undone(matter: Matter, suggested):
    changed = matter.redactions.confirm([suggested[0]])
    assert (changed, changed.count) == ({"redactions", "history"}, 1)
    assert [one.id for one in matter.redactions.suggestions()] == [suggested[1]]
    assert matter.history.next_undo() == "Confirm 1 suggested redaction in REV-000001"
    matter.history.undo()
    assert [one.id for one in matter.redactions.suggestions()] == suggested
    assert matter.redactions.confirm_document(1).count == 2
    assert matter.redactions.confirm(suggested).count == 0


def test_a_rejected_suggestion_counts_no_more_and_comes_back_by_undo(matter: Matter, suggested):
    before = matter.redactions.shares(1)[0]
    matter.redactions.reject([suggested[0]])
    assert matter.redactions.shares(1)[0] == pytest.approx(before / 2)
    matter.redactions.reject([suggested[1]])
    assert matter.search.find("has:redaction").documents == 0
    assert matter.search.find("exemption:b6").documents == 0
    matter.history.undo()
    matter.history.undo()
    assert [one.id for one in matter.redactions.all()] == suggested
    assert matter.redactions.shares(1)[0] == before
    assert matter.search.find("exemption:b6").documents == 1


def test_what_is_drawn_in_the_file_cannot_be_rejected(matter: Matter, suggested):
    with matter.store.write() as database:
        database["redactions"].update(suggested[0], {"found_in": "vector", "is_confirmed": 1})
    with pytest.raises(DecisionError, match="cannot be rejected"):
        matter.redactions.reject(suggested)
    assert len(matter.redactions.all()) == 2


def test_a_redaction_that_is_not_there_is_named(matter: Matter, suggested):
    with pytest.raises(DecisionError, match="There is no redaction 99"):
        matter.redactions.confirm([99])


def test_undo_is_refused_when_the_page_was_looked_at_again(matter: Matter, suggested):
    matter.redactions.confirm([suggested[0]])
    with matter.store.write() as database:
        database["redactions"].delete(suggested[0])
    with pytest.raises(UndoRefused):
        matter.history.undo()


def found_at(*tops: float, height: float = 20) -> list[IncomingRedaction]:
    """Areas that a later reading of the page finds."""
    return [
        IncomingRedaction(
            63, top, 161, top + height, "white", '["b6"]', "image",
            text_survives=False, is_confirmed=False,
        )
        for top in tops
    ]  # fmt: skip


def test_a_rejected_suggestion_stays_away_when_its_page_is_read_again(matter: Matter, suggested):
    matter.redactions.reject([suggested[0]])
    share = matter.redactions.shares(1)[0]
    write_scanned(matter.store, 1, 0, found_at(103, 201))
    (left,) = matter.redactions.suggestions()
    assert left.rect[1] == 201
    assert matter.redactions.shares(1)[0] == pytest.approx(share, rel=0.05)


def test_a_rejection_that_was_taken_back_keeps_nothing_away(matter: Matter, suggested):
    matter.redactions.reject([suggested[0]])
    matter.history.undo()
    write_scanned(matter.store, 1, 0, found_at(103, 201))
    assert len(matter.redactions.suggestions()) == 2


def test_what_is_found_beside_or_far_beyond_a_rejected_place_is_suggested(
    matter: Matter, suggested
):
    matter.redactions.reject([suggested[0]])
    write_scanned(matter.store, 1, 0, [*found_at(125), *found_at(80, height=90)])
    assert [one.rect[1] for one in matter.redactions.suggestions()] == [80, 125]
