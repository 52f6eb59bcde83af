import pytest

from pincite.errors import ExhibitError, UndoRefused


@pytest.fixture
def reply(desk) -> str:
    desk.bundles.new("Reply")
    return "Reply"


def order(desk, bundle: str) -> list[int]:
    return [entry.document_id for entry in desk.exhibits.entries(bundle)]


def test_an_entry_says_what_the_exhibit_is(desk, reply):
    desk.exhibits.add(reply, [1, 4])
    message, log = desk.exhibits.entries(reply)
    assert (message.label, message.title) == ("Ex. 1", "Pilot terms and next steps")
    assert message.description == (
        "Email, Dana Whitlock to Okafor, Ruth and others, 2 Nov 2017 · 3 pp incl. attachment"
    )
    assert log.description == "PDF, 26 Sep 2017 · BPS-000131–133 · 3 pp"
    assert (log.title, log.page_count, log.bates_end) == ("Visitor log", 3, "BPS-000133")


def test_pages_are_unknown_until_a_message_is_made_into_pages(desk, reply):
    desk.exhibits.add(reply, [1, 4])
    counts = [entry.page_count for entry in desk.exhibits.entries(reply, must_count=False)]
    assert counts == [None, 3]


def test_a_copy_stands_for_the_document_it_is_folded_under(desk, reply):
    desk.exhibits.add(reply, [3])
    assert order(desk, reply) == [1]
    with pytest.raises(ExhibitError, match=r"REV-000001 is in the bundle already.*Ex\. 1"):
        desk.exhibits.add(reply, [3])


def test_an_attachment_is_not_shown_twice(desk, reply):
    desk.exhibits.add(reply, [1])
    with pytest.raises(ExhibitError, match=r"REV-000002 is in the bundle already"):
        desk.exhibits.add(reply, [2])
    desk.exhibits.remove([desk.exhibits.entries(reply)[0].id])
    desk.exhibits.add(reply, [2])
    with pytest.raises(ExhibitError, match="cannot be added with its attachments"):
        desk.exhibits.add(reply, [1])
    desk.exhibits.add(reply, [1], with_attachments=False)
    with pytest.raises(ExhibitError, match=r"REV-000002, which is attached to it"):
        desk.exhibits.edit(desk.exhibits.entries(reply)[1].id, with_attachments=True)


def test_one_pdf_can_be_several_exhibits_by_its_pages(desk, reply):
    desk.exhibits.add(reply, [4], pages="1-2")
    desk.exhibits.add(reply, [4], pages="3")
    assert [entry.page_count for entry in desk.exhibits.entries(reply)] == [2, 1]
    for taken in ("2-3", "", "1"):
        with pytest.raises(ExhibitError, match=r"REV-000004 is in the bundle already"):
            desk.exhibits.add(reply, [4], pages=taken)
    with pytest.raises(ExhibitError, match=r"is in the bundle already.*Ex\. 2"):
        desk.exhibits.edit(desk.exhibits.entries(reply)[0].id, pages="1-3")
    with pytest.raises(ExhibitError, match="not pages of REV-000004"):
        desk.exhibits.add(reply, [4], pages="4")


def test_the_same_document_may_be_in_two_bundles(desk, reply):
    desk.bundles.new("Motion")
    desk.exhibits.add(reply, [1])
    desk.exhibits.add("Motion", [1])
    assert order(desk, "Motion") == [1]


def test_adding_by_tag_goes_by_date_and_passes_over_what_is_there(desk, reply):
    tag = desk.tag("Sales pressure")
    desk.document(5, [["Later"]], sort_key=50)
    desk.store.db["document_tags"].insert_all(
        {"document_id": document, "tag_id": tag} for document in (5, 4, 2, 3)
    )
    desk.passage(1, "extend the pilot", tag)
    desk.exhibits.add(reply, [5])
    assert desk.exhibits.add_tagged(reply, "sales PRESSURE").count == 2
    assert order(desk, reply) == [5, 1, 4]
    assert not desk.exhibits.add_tagged(reply, tag)
    with pytest.raises(ExhibitError, match="no tag"):
        desk.exhibits.add_tagged(reply, "Nothing")


def test_a_passage_brings_its_document(desk, reply):
    desk.exhibits.add_passage(reply, desk.passage(2, "demo continues"))
    assert order(desk, reply) == [2]


def test_moving_renumbers_the_others_and_is_one_decision(desk, reply):
    for id_ in (5, 6):
        desk.document(id_, [[f"Document {id_}"]])
    desk.exhibits.add(reply, [1, 4, 5, 6])
    last = desk.exhibits.entries(reply)[3]
    desk.exhibits.move(last.id, 2)
    assert order(desk, reply) == [1, 6, 4, 5]
    desk.journal.undo()
    assert order(desk, reply) == [1, 4, 5, 6]
    desk.exhibits.move(last.id, 99)
    desk.exhibits.move(last.id, -3)
    assert order(desk, reply) == [6, 1, 4, 5]
    desk.exhibits.sort_by_date(reply)
    assert order(desk, reply) == [1, 4, 5, 6]


def test_several_exhibits_move_together_and_go_back_together(desk, reply):
    for id_ in (5, 6):
        desk.document(id_, [[f"Document {id_}"]])
    desk.exhibits.add(reply, [1, 4, 5, 6])
    entries = desk.exhibits.entries(reply)
    moved = desk.exhibits.move([entries[3].id, entries[1].id], 1)
    assert moved.count
    assert order(desk, reply) == [6, 4, 1, 5]
    desk.journal.undo()
    assert order(desk, reply) == [1, 4, 5, 6]
    assert not desk.exhibits.move([], 1)


def test_documents_are_added_at_a_place(desk, reply):
    for id_ in (5, 6, 7):
        desk.document(id_, [[f"Document {id_}"]])
    desk.exhibits.add(reply, [5, 6])
    desk.exhibits.add(reply, [7, 4], place=2)
    assert order(desk, reply) == [5, 7, 4, 6]
    desk.exhibits.remove([desk.exhibits.entries(reply)[0].id])
    desk.exhibits.add(reply, [5], place=1)
    assert order(desk, reply) == [5, 7, 4, 6]
    assert [entry.number for entry in desk.exhibits.entries(reply)] == ["1", "2", "3", "4"]


def test_title_pages_and_attachments_are_changed_and_undone(desk, reply):
    desk.exhibits.add(reply, [1, 4])
    message, log = desk.exhibits.entries(reply)
    desk.exhibits.edit(log.id, title=" The  visitor log ", pages="2–3")
    desk.exhibits.edit(message.id, with_attachments=False)
    message, log = desk.exhibits.entries(reply)
    assert (log.title, log.page_count, log.bates_begin) == ("The visitor log", 2, "BPS-000132")
    assert message.page_count == 2
    desk.journal.undo()
    desk.journal.undo()
    message, log = desk.exhibits.entries(reply)
    assert (message.page_count, log.title, log.page_count) == (3, "Visitor log", 3)
    desk.exhibits.edit(log.id, title="")
    assert desk.exhibits.entries(reply)[1].title == "Visitor log"


@pytest.mark.parametrize("pages", ["0-2", "2-4", "x", "3-1", "1,,2"])
def test_pages_that_a_document_lacks_are_refused(desk, reply, pages):
    desk.exhibits.add(reply, [4])
    with pytest.raises(ExhibitError, match="not pages of REV-000004"):
        desk.exhibits.edit(desk.exhibits.entries(reply)[0].id, pages=pages)


def test_privilege_and_passages_are_counted_over_the_whole_exhibit(desk, reply):
    desk.exhibits.add(reply, [1])
    desk.store.db["codings"].insert({"document_id": 2, "is_privileged": 1})
    desk.passage(1, "extend the pilot")
    desk.passage(2, "demo continues")
    (entry,) = desk.exhibits.entries(reply)
    assert entry.is_privileged
    assert entry.passage_count == 2


def test_undo_of_an_addition_is_refused_once_the_exhibit_was_changed_behind_it(desk, reply):
    desk.exhibits.add(reply, [1])
    with desk.store.write():
        desk.store.conn.execute("UPDATE exhibits SET title = 'Changed'")
    with pytest.raises(UndoRefused):
        desk.journal.undo()
