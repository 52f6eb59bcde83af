import pytest

from pincite.errors import DecisionError
from pincite.matter import Matter
from pincite.review.coding import DECISIONS


def test_decisions_stand_beside_each_other_until_cleared(matter: Matter, insert):
    document = insert()
    for decision in ("responsive", "privileged", "confidential"):
        assert matter.coding.code([document], decision) == {"coding", "history"}
    assert matter.coding.of_document(document).words == (
        "responsive",
        "privileged",
        "confidential",
    )
    matter.coding.code([document], "not-responsive")
    matter.coding.code([document], "not-privileged")
    assert matter.coding.of_document(document).words == ("not-responsive", "confidential")
    matter.coding.code([document], "clear")
    assert matter.coding.of_document(document).is_empty
    assert matter.store.conn.execute("SELECT count(*) FROM codings").fetchone() == (0,)
    matter.history.undo()
    assert matter.coding.of_document(document).words == ("not-responsive", "confidential")


def test_coding_what_is_so_already_changes_nothing(matter: Matter, insert):
    document = insert()
    matter.coding.code([document], "responsive")
    changed = matter.coding.code([document], "responsive")
    assert (changed, changed.count) == (frozenset(), 0)
    assert len([entry for entry in matter.history.entries() if entry.action == "code"]) == 1


def test_a_batch_is_one_entry(matter: Matter, insert):
    ids = [insert() for _ in range(3)]
    matter.coding.code(ids[:1], "not-responsive")
    assert matter.history.next_undo() == "Code REV-000001 not responsive"
    assert matter.coding.code(ids, "not-responsive").count == 2
    assert matter.history.next_undo() == "Code 2 documents not responsive"
    matter.history.undo()
    assert sorted(matter.coding.of_documents(ids)) == [1]


def test_an_unknown_decision_lists_those_there_are(matter: Matter, insert):
    with pytest.raises(DecisionError, match=", ".join(DECISIONS)):
        matter.coding.code([insert()], "relevant")
