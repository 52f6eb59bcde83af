import pytest

from pincite.errors import UndoRefused
from pincite.matter import Matter


def test_decisions_come_back_one_by_one_and_say_what_they_changed(matter: Matter, insert):
    document = insert("We look forward to the pilot.")
    matter.tags.tag([document], "Pilot")
    matter.coding.code([document], "responsive")
    matter.passages.mark_quote(document, "the pilot", tags=["Pilot"])
    assert matter.history.undo() == {"passages", "history"}
    assert matter.history.undo() == {"coding", "history"}
    assert matter.history.undo() == {"tags", "history"}
    assert matter.history.next_undo() is None
    assert matter.history.next_redo() == "Tag REV-000001 “Pilot”"
    for _ in range(3):
        matter.history.redo()
    (passage,) = matter.passages.all()
    assert [tag.name for tag in passage.tags] == ["Pilot"]
    with pytest.raises(UndoRefused, match="nothing to redo"):
        matter.history.redo()


def test_what_changed_since_cannot_be_taken_back(matter: Matter, insert):
    document = insert()
    matter.notes.set(document, "first")
    with matter.store.write():
        matter.store.conn.execute("UPDATE notes SET text = 'second'")
    with pytest.raises(UndoRefused, match="Write the note on REV-000001"):
        matter.history.undo()
    assert matter.notes.of_document(document) == "second"
    assert matter.history.next_undo() == "Write the note on REV-000001"


def test_making_the_matter_cannot_be_taken_back(matter: Matter):
    assert [entry.action for entry in matter.history.entries()] == ["new matter"]
    with pytest.raises(UndoRefused, match="nothing to undo"):
        matter.history.undo()
    assert len(matter.history.head()) == 64
