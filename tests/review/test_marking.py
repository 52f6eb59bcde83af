import pytest

from pincite.domain.documents import CanonicalText
from pincite.errors import DecisionError
from pincite.matter import Matter

PITCH = "We would be glad to host your team. The pilot is free.\n\nThe pilot is  free for a year."


def test_a_passage_is_marked_by_its_offsets_without_space_around(matter: Matter, insert):
    document = insert(PITCH, subject="Demo")
    text = matter.documents.text(document).text
    start = text.index(" The pilot")
    changed = matter.passages.mark(document, start, start + 20, tags=["Pilot"], note="free!")
    assert changed == {"passages", "tags", "history"}
    (passage,) = matter.passages.of_document(document)
    assert passage.id == changed.id
    assert (passage.quote, passage.note) == ("The pilot is free.", "free!")
    assert text[passage.start : passage.end] == passage.quote
    assert matter.history.next_undo() == "Mark a passage of REV-000001 “Pilot”"
    with pytest.raises(DecisionError, match="no text to mark"):
        matter.passages.mark(document, start, start + 1)


def test_marking_the_same_words_again_adds_the_tags(matter: Matter, insert):
    document = insert(PITCH)
    first = matter.passages.mark_quote(document, "host your team", tags=["Pilot"])
    again = matter.passages.mark_quote(document, "host your team", tags=["Pressure"])
    assert again.id == first.id
    (passage,) = matter.passages.all()
    assert [tag.name for tag in passage.tags] == ["Pilot", "Pressure"]
    matter.history.undo()
    (passage,) = matter.passages.all()
    assert [tag.name for tag in passage.tags] == ["Pilot"]


def test_a_quote_is_found_whatever_its_spaces_and_said_when_ambiguous(matter: Matter, insert):
    document = insert(PITCH)
    with pytest.raises(DecisionError, match="stands 2 times"):
        matter.passages.mark_quote(document, "The pilot is free")
    second = matter.passages.mark_quote(document, "The pilot is free", nth=2).id
    assert matter.passages.known(second).quote == "The pilot is  free"
    across = matter.passages.mark_quote(document, "is free. The pilot").id
    assert matter.passages.known(across).quote == "is free.\n\nThe pilot"
    with pytest.raises(DecisionError, match="only 2 times"):
        matter.passages.mark_quote(document, "The pilot is free", nth=3)
    with pytest.raises(DecisionError, match="does not read"):
        matter.passages.mark_quote(document, "The pilot is expensive")


def test_a_passage_of_a_paged_document_is_kept_in_its_source_pages(matter: Matter, insert):
    document = insert(pages=["First page, a demo", "of the face recognition", "Third page"])
    passage = matter.passages.mark_quote(document, "demo of the face").id
    row = matter.store.conn.execute(
        'SELECT start_page, start, end_page, "end" FROM passages'
    ).fetchone()
    assert row == (0, 14, 1, 11)
    found = matter.passages.known(passage)
    assert found.quote == "demo\nof the face"
    assert (found.start_page, found.end_page, found.is_adrift) == (0, 1, False)
    ends_with_page = matter.passages.mark_quote(document, "First page, a demo").id
    assert matter.passages.known(ends_with_page).end_page == 0


def test_a_passage_finds_its_words_again_when_the_text_changed(matter: Matter, insert):
    document = insert(PITCH)
    second = matter.passages.mark_quote(document, "The pilot is free", nth=2).id
    replace_body(matter, document, "A new first line.\n\n" + PITCH)
    passage = matter.passages.known(second)
    text = matter.documents.text(document).text
    assert text[passage.start : passage.end] == "The pilot is  free"
    assert text[passage.end :] == " for a year."
    replace_body(matter, document, "Nothing of it is left.")
    assert matter.passages.known(second).is_adrift


def test_tags_and_note_of_a_passage_change_and_come_back(matter: Matter, insert):
    document = insert(PITCH)
    passage = matter.passages.mark_quote(document, "host your team", tags=["Pilot"]).id
    matter.passages.toggle_tag(passage, "Pressure")
    matter.passages.toggle_tag(passage, "Pilot")
    assert [tag.name for tag in matter.passages.known(passage).tags] == ["Pressure"]
    matter.passages.set_note(passage, "see II.B")
    matter.passages.delete(passage)
    assert matter.passages.all() == []
    matter.history.undo()
    kept = matter.passages.known(passage)
    assert (kept.note, [tag.name for tag in kept.tags]) == ("see II.B", ["Pressure"])
    for _ in range(3):
        matter.history.undo()
    assert [tag.name for tag in matter.passages.known(passage).tags] == ["Pilot"]


def test_a_passage_of_a_copy_is_marked_in_the_document_it_is_folded_under(matter: Matter, insert):
    primary = insert("The  pilot is free.")
    copy = insert("The pilot\nis free.", copy_of=primary)
    start = matter.documents.text(copy).text.index("pilot")
    changed = matter.passages.mark(copy, start, start + len("pilot\nis"))
    passage = matter.passages.known(changed.id)
    assert (passage.document_id, passage.quote) == (primary, "pilot is")


def test_passages_are_listed_by_date_then_text(matter: Matter, insert):
    late, early = insert("one two", sort_key=200), insert("three four", sort_key=100)
    for document, quote in ((late, "two"), (late, "one"), (early, "four")):
        matter.passages.mark_quote(document, quote)
    assert [passage.quote for passage in matter.passages.all()] == ["four", "one", "two"]


def replace_body(matter: Matter, document: int, body: str) -> None:
    text = CanonicalText.of_zones({"body": body})
    matter.store.conn.execute(
        "UPDATE texts SET text = ?, bounds = ? WHERE document_id = ?",
        (text.text, str(list(text.bounds)), document),
    )
