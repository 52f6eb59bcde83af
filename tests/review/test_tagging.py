import pytest

from pincite.errors import DecisionError, MatterReadOnly, UnknownDocument
from pincite.matter import Matter


def names_of(matter: Matter, document: int) -> list[str]:
    carried = matter.tags.of_documents([document]).get(document, ())
    return [tag.name for tag in carried]


def test_tags_get_the_next_colour_and_the_first_free_digit(matter: Matter):
    for name in ("Pilot", "Statement", "Pressure"):
        matter.tags.new(name)
    assert [(tag.name, tag.colour, tag.digit) for tag in matter.tags.all()] == [
        ("Pilot", 1, 1),
        ("Statement", 2, 2),
        ("Pressure", 3, 3),
    ]
    for number in range(4, 12):
        matter.tags.new(f"Tag {number}")
    assert [tag.digit for tag in matter.tags.all()][8:] == [9, None, None]
    assert [tag.colour for tag in matter.tags.all()][8:] == [9, 1, 2]


def test_a_digit_belongs_to_one_tag(matter: Matter):
    matter.tags.new("Pilot")
    matter.tags.new("Statement")
    matter.tags.set_digit("Statement", 1)
    assert [(tag.name, tag.digit) for tag in matter.tags.all()] == [
        ("Pilot", None),
        ("Statement", 1),
    ]
    matter.history.undo()
    assert [tag.digit for tag in matter.tags.all()] == [1, 2]
    with pytest.raises(DecisionError, match="10 is not a key"):
        matter.tags.set_digit("Pilot", 10)


def test_names_of_tags_are_one_whatever_their_capitals(matter: Matter):
    matter.tags.new("Überprüfung")
    for name in ("überprüfung", "  ÜBERPRÜFUNG ", "", 'a "quoted" tag', "x" * 81):
        with pytest.raises(DecisionError):
            matter.tags.new(name)
    matter.tags.rename("überprüfung", "ÜBERPRÜFUNG")
    assert [tag.name for tag in matter.tags.all()] == ["ÜBERPRÜFUNG"]


def test_tagging_a_batch_is_one_entry_that_reads_as_a_sentence(matter: Matter, insert):
    ids = [insert() for _ in range(12)]
    changed = matter.tags.tag(ids, "Sales pressure")
    assert changed == {"tags", "history"}
    assert changed.count == 12
    assert matter.history.next_undo() == "Tag 12 documents “Sales pressure”"
    assert matter.tags.tag(ids[:3], "sales pressure") == frozenset()
    matter.tags.tag([ids[0]], "Sales pressure", remove=True)
    assert matter.history.next_undo() == "Take tag “Sales pressure” off REV-000001"
    assert names_of(matter, ids[0]) == []
    matter.history.undo()
    matter.history.undo()
    assert matter.tags.all() == []
    matter.history.redo()
    assert matter.tags.counts()[0].documents == 12


def test_a_family_is_tagged_whole_and_a_copy_stands_for_its_primary(matter: Matter, insert):
    parent = insert()
    attachment = insert(family_id=parent, parent_id=parent, kind="attachment")
    copy = insert(copy_of=parent)
    insert(family_id=copy, parent_id=copy, kind="attachment", copy_of=attachment)
    changed = matter.tags.tag([copy], "Pilot", family=True)
    assert changed.count == 2
    assert names_of(matter, parent) == names_of(matter, attachment) == ["Pilot"]
    assert names_of(matter, copy) == []


def test_a_deleted_tag_leaves_documents_and_passages_and_comes_back(matter: Matter, insert):
    document = insert("We look forward to the pilot.")
    matter.tags.tag([document], "Pilot")
    passage = matter.passages.mark_quote(document, "the pilot", tags=["Pilot"]).id
    assert matter.tags.delete("Pilot").count == 2
    assert matter.tags.all() == []
    assert matter.passages.known(passage).tags == ()
    matter.history.undo()
    assert names_of(matter, document) == ["Pilot"]
    assert [tag.name for tag in matter.passages.known(passage).tags] == ["Pilot"]


def test_errors_say_which_tags_and_documents_there_are(matter: Matter, insert):
    document = insert()
    matter.tags.new("Pilot")
    with pytest.raises(DecisionError, match="The tags are “Pilot”"):
        matter.tags.tag([document], "Pilto", remove=True)
    with pytest.raises(UnknownDocument, match="REV-000099"):
        matter.tags.tag([document, 99], "Pilot")
    assert names_of(matter, document) == []


def test_ten_thousand_documents_are_tagged_at_once(matter: Matter, insert):
    first = insert()
    matter.store.conn.execute(
        "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
        " INSERT INTO documents (id, family_id, kind, type, file_id, length_bytes, sha256,"
        " size_bytes, sort_key) SELECT i, i, 'message', 'email', 1, 1, '', 1, 0 FROM n"
    )
    assert matter.tags.tag(range(first, 10001), "All").count == 10000
    assert matter.history.next_undo() == "Tag 10,000 documents “All”"
    matter.history.undo()
    assert matter.tags.counts() == []


def test_a_reader_sees_tags_but_makes_none(matter: Matter, insert):
    document = insert()
    matter.tags.tag([document], "Pilot")
    with matter.reader() as reader:
        assert names_of(reader, document) == ["Pilot"]
        with pytest.raises(MatterReadOnly):
            reader.tags.tag([document], "Other")
