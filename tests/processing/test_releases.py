"""A PDF of printed mail becomes messages, is repaired, and becomes one document again."""

from pathlib import Path

import pymupdf
import pytest

from pincite.domain.page_marks import MarkKind
from pincite.domain.releases import SegmentKind
from pincite.errors import DecisionError
from pincite.exhibits.description import describe
from pincite.matter import Matter
from pincite.store.incoming import IncomingRedaction
from pincite.store.people import People
from pincite.store.redactions import write_scanned

MAILS = (
    ("Dana Whitlock", "R. Okafor", "Monday, October 15, 2018 9:12:07 AM", "Pilot terms", "alpha"),
    ("R. Okafor", "Dana Whitlock", "Tuesday, October 16, 2018 4:05:00 PM", "Visit", "bravo"),
    ("Joy Amari", "R. Okafor", "Friday, October 19, 2018 11:30:00 AM", "Budget", "charlie"),
)


def printed_mail(path: Path) -> Path:
    """Three messages, each on a new page, the last on two."""
    with pymupdf.open() as document:
        for number, (sender, to, sent, subject, word) in enumerate(MAILS):
            page = document.new_page(width=612, height=792)
            lines = [
                f"From: {sender}",
                f"To: {to}",
                f"Sent: {sent}",
                f"Subject: {subject}",
                "",
                f"This is the message of {word}, written at some length.",
                f"It goes on about {word} for a while, and then it ends.",
            ]
            for row, line in enumerate(lines):
                page.insert_text((72, 90 + 16 * row), line, fontsize=11)
            page.insert_text((280, 770), f"BPS-{131 + number:06}", fontsize=9)
        page = document.new_page(width=612, height=792)
        page.insert_text((72, 90), "The budget of charlie has a second page.", fontsize=11)
        page.insert_text((280, 770), "BPS-000134", fontsize=9)
        document.save(path)
    return path


@pytest.fixture
def matter(tmp_path: Path):
    with Matter.new(tmp_path / "Case") as made:
        made.processing.add([printed_mail(tmp_path / "release.pdf")])
        yield made


def found(matter: Matter, query: str) -> list[str]:
    return [matter.documents.control(id_) for id_ in matter.search.find(query).ids.tolist()]


def test_a_pdf_that_is_clearly_printed_mail_becomes_its_messages(matter: Matter):
    rows = matter.documents.rows(matter.search.find("").ids.tolist())
    assert [(row.kind, row.sender, row.subject, row.bates) for row in rows] == [
        ("message", "Dana Whitlock", "Pilot terms", "BPS-000131"),
        ("message", "R. Okafor", "Visit", "BPS-000132"),
        ("message", "Joy Amari", "Budget", "BPS-000133–134"),
    ]
    assert next(row.sent_local for row in rows) == "2018-10-15T09:12:07"
    assert found(matter, "from:whitlock alpha") == ["REV-000002"]
    assert found(matter, 'body:"charlie has a second page"') == ["REV-000004"]
    totals = matter.documents.totals()
    assert (totals.documents, totals.messages, totals.pages) == (3, 3, 4)
    assert matter.verify().problems == ()


def test_every_word_of_a_message_is_tied_to_its_place_on_the_page(matter: Matter):
    text = matter.documents.text(4).text
    first, second = matter.documents.layouts(4)
    shown = [text[word.start : word.end] for word in (*first.words, *second.words)]
    assert "Budget" in shown
    assert "second" in [text[word.start : word.end] for word in second.words]
    assert "BPS-000133" not in shown
    with pymupdf.open(matter.renditions.open(4).path) as pages:
        assert pages.page_count == 2
        assert "second page" in pages[1].get_text()


def test_the_pdf_becomes_one_document_again_and_can_be_divided_again(matter: Matter):
    matter.releases.take_back(3)
    assert found(matter, "") == ["REV-000001"]
    assert found(matter, "bravo") == ["REV-000001"]
    matter.history.undo()
    assert found(matter, "bravo") == ["REV-000003"]
    matter.releases.take_back(1)
    matter.releases.unprint(1)
    assert len(found(matter, "kind:message")) == 3
    assert matter.verify().problems == ()


def test_decisions_go_along_when_a_pdf_is_divided_and_taken_back(matter: Matter):
    matter.passages.mark_quote(3, "about bravo for a while", tags=["Key"])
    matter.tags.tag([3], "Key")
    matter.coding.code([3], "privileged")
    matter.notes.set(3, "Ask Joy.")
    matter.releases.take_back(1)
    (passage,) = matter.passages.of_document(1)
    assert passage.quote == "about bravo for a while"
    assert not passage.is_adrift
    assert found(matter, "tag:Key coded:privileged") == ["REV-000001"]
    assert matter.notes.of_document(1) == "Ask Joy."
    matter.history.undo()
    (passage,) = matter.passages.of_document(3)
    assert matter.documents.text(3).text[passage.start : passage.end] == "about bravo for a while"


def test_a_message_is_split_and_joined_and_its_passage_keeps_its_place(matter: Matter):
    marked = matter.passages.mark_quote(3, "for a while", tags=["Key"])
    y = next(
        word.y0
        for word in matter.documents.layouts(3)[0].words
        if matter.documents.text(3).text[word.start : word.end] == "goes"
    )
    split = matter.releases.split(3, 1, y - 1)
    first, second = matter.releases.divided(1)[1:3]
    assert split.id == second
    assert found(matter, 'body:"written at some length" bravo') == [matter.documents.control(first)]
    passage = matter.passages.known(marked.id or 0)
    assert (passage.document_id, passage.is_adrift) == (second, False)
    boundary = matter.releases.of_document(second)
    assert boundary is not None
    assert (boundary.score, boundary.is_confirmed) == (1.0, True)
    assert boundary.regions[0].y0_pt == pytest.approx(y - 1)
    joined = matter.releases.join_previous(second)
    passage = matter.passages.known(marked.id or 0)
    text = matter.documents.text(joined.id or 0).text
    assert text[passage.start : passage.end] == "for a while"
    for _ in range(2):
        matter.history.undo()
    assert found(matter, "bravo") == ["REV-000003"]
    assert matter.passages.known(marked.id or 0).document_id == 3
    assert matter.verify().problems == ()


def test_a_message_becomes_the_attachment_of_the_one_before(matter: Matter):
    changed = matter.releases.set_kind(4, SegmentKind.ATTACHMENT)
    (attached,) = matter.documents.attachments(3)
    assert attached.id == changed.id
    assert attached.sort_key == matter.documents.get(3).sort_key
    assert matter.documents.get(3).attachment_count == 1
    matter.history.undo()
    assert matter.documents.get(4).kind == "message"
    assert matter.documents.get(3).attachment_count == 0


def test_the_first_document_cannot_be_an_attachment(matter: Matter):
    with pytest.raises(DecisionError, match="no message before it"):
        matter.releases.set_kind(2, SegmentKind.ATTACHMENT)
    assert matter.documents.get(2).kind == "message"


def test_a_page_that_is_no_document_is_accounted_for(matter: Matter):
    matter.releases.set_kind(2, SegmentKind.NOT_A_DOCUMENT)
    (summary,) = matter.releases.summaries()
    assert (summary.documents, summary.document_pages, summary.pages) == (2, 3, 4)
    assert summary.not_documents == (("not a document", 1),)
    assert summary.is_accounted_for
    assert matter.documents.totals().pages == 4
    assert found(matter, "alpha") == []


def test_a_release_in_which_nothing_is_a_document_can_still_be_taken_back(matter: Matter):
    for document in (2, 3, 4):
        matter.releases.set_kind(document, SegmentKind.NOT_A_DOCUMENT)
    assert found(matter, "") == []
    matter.releases.take_back(1)
    assert found(matter, "bravo") == ["REV-000001"]
    assert matter.verify().problems == ()
    with pytest.raises(DecisionError, match="not un-printed"):
        matter.releases.take_back(1)


def test_a_pdf_in_which_no_page_is_a_document_stays_one_when_it_is_to_be_divided(tmp_path: Path):
    with pymupdf.open() as document:
        for _ in range(2):
            document.new_page().insert_text((72, 300), "This page intentionally left blank.")
        document.save(tmp_path / "sheets.pdf")
    with Matter.new(tmp_path / "Case") as matter:
        matter.processing.add([tmp_path / "sheets.pdf"], unprint="always")
        assert found(matter, "") == ["REV-000001"]


def test_an_exhibit_whose_page_holds_a_privileged_message_too_is_pointed_out(matter: Matter):
    y = next(
        word.y0
        for word in matter.documents.layouts(3)[0].words
        if matter.documents.text(3).text[word.start : word.end] == "goes"
    )
    matter.releases.split(3, 1, y - 1)
    first, second = matter.releases.divided(1)[1:3]
    matter.coding.code([second], "privileged")
    matter.bundles.new("Motion")
    matter.exhibits.add("Motion", [first])
    written = matter.exporter.export(matter.bundles.known("Motion"), matter.folder.parent / "out")
    told = f"page 1 of {matter.documents.control(first)} also holds"
    assert any(told in one and "coded privileged" in one for one in written.warnings)


def test_a_header_is_corrected_as_data_and_not_on_the_page(matter: Matter):
    before = matter.history.entries()[0].sequence
    values = {
        "sent": "2018-10-17 10:00 -0400",
        "to": "Dana Whitlock <d@northlight.example>; Joy Amari",
        "cc": "L. Sato",
    }
    matter.releases.edit_header(3, values)
    row = matter.documents.get(3)
    assert (row.sent_local, row.utc_offset_minutes) == ("2018-10-17T10:00:00", -240)
    assert row.recipients == "Dana Whitlock; Joy Amari; L. Sato"
    assert found(matter, "date:2018-10-17") == ["REV-000003"]
    assert matter.documents.text(3).zone("to") == "Dana Whitlock"
    with pytest.raises(DecisionError, match="not a date"):
        matter.releases.edit_header(3, {"from": "Nobody", "sent": "soon"})
    assert matter.documents.get(3).sender == row.sender
    entry = matter.history.entries()[0]
    assert entry.sequence == before + 1
    assert entry.summary == "Correct “to”, “cc”, “sent” of REV-000003"


def test_several_fields_of_a_header_are_taken_back_as_one(matter: Matter):
    was = matter.documents.get(3)
    people = People(matter.store).of_document(3)
    matter.releases.edit_header(
        3, {"from": "J. Amari", "subject": "New", "sent": "2018-10-17 10:00"}
    )
    matter.history.undo()
    assert matter.documents.get(3) == was
    assert People(matter.store).of_document(3) == people
    matter.history.redo()
    assert matter.documents.get(3).subject == "New"
    assert matter.documents.get(3).sender == "J. Amari"


def test_what_is_an_exhibit_cannot_be_changed_beneath_it(matter: Matter):
    matter.bundles.new("Motion")
    matter.exhibits.add("Motion", [3])
    told = describe(matter.documents.get(3))
    assert told == "Printed email, R. Okafor to Dana Whitlock, 16 Oct 2018"
    with pytest.raises(DecisionError, match="exhibit of “Motion”"):
        matter.releases.take_back(1)


def test_the_same_pdf_added_again_folds_under_the_first(matter: Matter, tmp_path: Path):
    (tmp_path / "again").mkdir()
    copy = tmp_path / "again" / "copy.pdf"
    copy.write_bytes((tmp_path / "release.pdf").read_bytes())
    added = matter.processing.add([copy])
    assert added.duplicates == 3
    assert len(found(matter, "")) == 3
    assert matter.verify().problems == ()


def test_a_doubtful_start_is_found_and_confirmed(matter: Matter):
    matter.store.conn.execute("UPDATE boundaries SET score = 1 - 0.6 * (document_id = 3)")
    assert matter.releases.next_doubtful() == 3
    assert matter.releases.next_doubtful(3) == 3
    matter.releases.confirm(3)
    assert matter.releases.next_doubtful() is None
    matter.history.undo()
    assert matter.releases.next_doubtful() == 3


def test_un_printing_can_be_declined_and_asked_for_later(tmp_path: Path):
    with Matter.new(tmp_path / "Case") as matter:
        matter.processing.add([printed_mail(tmp_path / "release.pdf")], unprint="never")
        assert found(matter, "") == ["REV-000001"]
        changed = matter.releases.unprint(1)
        assert changed.count == 3
        assert found(matter, "bravo") == ["REV-000003"]
        with pytest.raises(DecisionError, match="un-printed already"):
            matter.releases.unprint(1)


def test_the_number_that_a_release_gives_a_document_finds_it(tmp_path: Path):
    path = printed_mail(tmp_path / "release.pdf")
    with pymupdf.open(path) as document:
        for index, page in enumerate(document):
            number = 5739592 + min(index, 2)
            page.insert_text((72, 30), f"Case No. F-2014-20439 Doc No. C0{number}", fontsize=8)
        document.saveIncr()
    with Matter.new(tmp_path / "Case") as matter:
        matter.processing.add([path])
        last = matter.documents.resolve("C05739594")
        assert matter.documents.get(last).subject == "Budget"
        assert matter.documents.document_numbers(last) == {1: "C05739594", 2: "C05739594"}
        assert matter.search.find("bates:C05739593..05739594").documents == 2
        assert "C05739594" not in matter.documents.text(last).text


def printed_conversation(path: Path) -> Path:
    """A conversation as Gmail prints it: the subject once, above its first message."""
    with pymupdf.open() as document:
        page = document.new_page(width=612, height=792)
        page.insert_text((72, 80), "Lantern pilot", fontsize=14)
        page.insert_text((72, 100), "2 messages", fontsize=10)
        for y, sender, date in (
            (130, "Dana Whitlock <dana@nl.example>", "Mon, Oct 15, 2018 at 9:05 AM"),
            (320, "Rosa Okafor <rosa@bps.example>", "Tue, Oct 16, 2018 at 4:12 PM"),
        ):
            page.insert_text((72, y), sender, fontsize=10)
            page.insert_text((400, y), date, fontsize=10)
            page.insert_text((72, y + 14), "To: Harbor Desk <desk@bps.example>", fontsize=10)
            page.insert_text((72, y + 44), "Shall we extend it for a year?", fontsize=10)
        document.save(path)
    return path


def test_every_message_of_a_conversation_is_found_by_its_subject(tmp_path: Path):
    with Matter.new(tmp_path / "Case") as matter:
        matter.processing.add([printed_conversation(tmp_path / "gmail.pdf")])
        ids = matter.search.find("subject:lantern").ids.tolist()
        assert [row.subject for row in matter.documents.rows(ids)] == ["Lantern pilot"] * 2
        second = matter.documents.text(ids[1])
        assert second.zone("subject") == "Lantern pilot"
        (page,) = matter.documents.layouts(ids[1])
        shown = [second.text[word.start : word.end] for word in page.words]
        assert "Rosa" in shown
        assert "Lantern" not in shown


def test_decisions_about_redactions_outlast_repairs_of_their_document(matter: Matter):
    areas = [
        IncomingRedaction(
            60, top, 160, top + 20, "black", "[]", "image", text_survives=False, is_confirmed=False
        )
        for top in (300, 400)
    ]
    write_scanned(matter.store, 1, 1, areas)
    wrong, right = matter.redactions.suggestions()
    assert (wrong.document_id, right.document_id) == (3, 3)
    matter.redactions.reject([wrong.id])
    matter.redactions.confirm([right.id])
    split = matter.releases.split(3, 1, 250)
    assert matter.redactions.suggestions() == []
    (kept,) = matter.redactions.all()
    assert (kept.document_id, kept.rect[1], kept.is_confirmed) == (split.id, 400, True)
    matter.releases.take_back(1)
    (kept,) = matter.redactions.all()
    assert (kept.document_id, kept.rect[1], kept.is_confirmed) == (1, 400, True)
    for _ in range(4):
        matter.history.undo()
    assert len(matter.redactions.suggestions(3)) == 2


def two_on_a_page(path: Path) -> Path:
    """Three messages, of which the first two share a page; each stands over a stamp."""
    stamps = ("Non-Responsive", "Duplicate (b)(5)", "")
    with pymupdf.open() as document:
        for number, (sender, to, sent, subject, word) in enumerate(MAILS):
            if number != 1:
                page = document.new_page(width=612, height=792)
            lines = [
                *(f"From: {sender}", f"To: {to}", f"Sent: {sent}", f"Subject: {subject}", ""),
                f"This is the message of {word}, written at some length.",
                "",
                stamps[number],
            ]
            top = 420 if number == 1 else 90
            for row, line in enumerate(lines):
                page.insert_text((72, top + 16 * row), line, fontsize=11)
        document.save(path)
    return path


def test_a_mark_belongs_to_the_message_whose_stretch_of_the_page_bears_it(tmp_path: Path):
    with Matter.new(tmp_path / "Case") as matter:
        matter.processing.add([two_on_a_page(tmp_path / "release.pdf")])
        assert len(found(matter, "kind:message")) == 3
        marks = [(one.document_id, one.kind, one.codes) for one in matter.page_marks.all()]
        assert marks == [(2, MarkKind.NON_RESPONSIVE, ()), (3, MarkKind.DUPLICATE, ("b5",))]
        assert found(matter, "exemption:b5") == ["REV-000003"]
        joined = matter.releases.join_previous(3).id
        kinds = [one.kind for one in matter.page_marks.of_document(joined)]
        assert kinds == [MarkKind.DUPLICATE, MarkKind.NON_RESPONSIVE]
