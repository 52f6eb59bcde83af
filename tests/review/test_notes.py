from pincite.matter import Matter


def test_a_note_is_written_changed_deleted_and_undone(matter: Matter, insert):
    document, other = insert(), insert()
    matter.notes.set(document, " Ask the records officer.\r\nTwice. ")
    assert matter.notes.of_document(document) == "Ask the records officer.\nTwice."
    assert matter.notes.having([document, other]) == {document}
    matter.notes.set(document, "")
    assert matter.notes.of_document(document) == ""
    assert matter.history.next_undo() == "Delete the note on REV-000001"
    matter.history.undo()
    assert matter.notes.of_document(document) == "Ask the records officer.\nTwice."
    assert matter.notes.set(document, "Ask the records officer.\nTwice.") == frozenset()
