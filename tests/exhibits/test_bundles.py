import pytest

from pincite.domain.captions import Caption
from pincite.errors import ExhibitError


def names(desk) -> list[str]:
    return [bundle.name for bundle in desk.bundles.all()]


def test_a_bundle_is_made_renamed_and_deleted_and_each_is_undone(desk):
    made = desk.bundles.new("  Declaration  of R. Amari ")
    assert made >= {"bundles"}
    desk.bundles.rename(made.id, "Reply")
    assert names(desk) == ["Reply"]
    desk.exhibits.add("Reply", [1, 4])
    desk.bundles.delete("reply")
    assert names(desk) == []
    desk.journal.undo()
    assert [entry.label for entry in desk.exhibits.entries("Reply")] == ["Ex. 1", "Ex. 2"]
    for _ in range(3):
        desk.journal.undo()
    assert names(desk) == []


def test_two_bundles_never_share_a_name(desk):
    desk.bundles.new("Reply")
    desk.bundles.new("Sur-reply")
    with pytest.raises(ExhibitError, match="already a bundle “Reply”"):
        desk.bundles.rename("Sur-reply", "REPLY")
    with pytest.raises(ExhibitError, match="another name"):
        desk.bundles.new("   ")


def test_an_unknown_bundle_is_told_with_those_there_are(desk):
    desk.bundles.new("Reply")
    with pytest.raises(ExhibitError, match="The bundles are “Reply”"):
        desk.bundles.known("Replay")


def test_a_caption_is_set_field_by_field(desk):
    desk.bundles.new("Reply")
    desk.bundles.set_caption("Reply", {"court": "Superior Court", "case_number": "19-1"})
    desk.bundles.set_caption("Reply", {"case_number": "19-2"})
    assert desk.bundles.named("Reply").caption == Caption("Superior Court", "19-2")
    with pytest.raises(ExhibitError, match="judge"):
        desk.bundles.set_caption("Reply", {"judge": "X"})


def test_letters_go_on_after_z(desk):
    made = desk.bundles.new("Reply", "A")
    bundle = desk.bundles.get(made.id)
    assert [bundle.number(place) for place in (1, 4, 26, 27, 52, 53)] == [
        "A",
        "D",
        "Z",
        "AA",
        "AZ",
        "BA",
    ]


def test_what_is_already_so_changes_nothing(desk):
    desk.bundles.new("Reply")
    before = desk.journal.head()
    assert not desk.bundles.set_numbering("Reply", "1")
    assert desk.journal.head() == before
    with pytest.raises(ExhibitError, match="not a numbering"):
        desk.bundles.set_numbering("Reply", "I")


def test_what_one_dialog_changes_is_undone_at_once(desk):
    made = desk.bundles.new("Reply")
    before = desk.bundles.get(made.id)
    desk.bundles.edit(made.id, "Sur-reply", "A", Caption("Superior Court", "19-1"))
    after = desk.bundles.get(made.id)
    assert (after.name, after.numbering, after.caption.court) == (
        "Sur-reply",
        "A",
        "Superior Court",
    )
    assert not desk.bundles.edit(made.id, "Sur-reply", "A", Caption("Superior Court", "19-1"))
    desk.journal.undo()
    assert desk.bundles.get(made.id) == before
