import pytest

from pincite.domain.alignment import RunKind
from pincite.errors import Cancelled
from pincite.jobs.control import Control
from pincite.jobs.pool import WorkerPool
from pincite.processing.print_threads import PrintThreads
from pincite.processing.same_messages.service import SameMessages

PITCH = (
    "We would be glad to host your team at our office for a demonstration of face recognition. The"
    " pilot is free of charge until November, and Sam Ellery would join us from the port."
)
WHEN = "Thu, 14 Sep 2017 10:12:40 -0400"
PRINTED_WHEN = "Thursday, September 14, 2017 10:12 AM"


def sides(same):
    return [
        (pair.a.document_id, bool(pair.a.quoted_id), pair.b.document_id, bool(pair.b.quoted_id))
        for pair in same.pairs.all()
    ]


def test_a_print_is_found_beside_its_native_message_and_shows_what_it_withholds(same, add):
    native = add(PITCH, date=WHEN, sender="Dana Whitlock <dana@vendor.example>")
    withheld = PITCH.replace("Sam Ellery", "(b)(6)")
    printed = add(withheld, date=PRINTED_WHEN, sender="Whitlock, Dana", printed=True)
    assert same.find() == 1
    (pair,) = same.pairs.all()
    assert (pair.a.document_id, pair.b.document_id) == (native, printed)
    assert "the same date and time" in pair.evidence
    found = same.compare(pair)
    ((part, run),) = found.withheld_in_b
    assert part.text[run.a_start : run.a_end].strip() == "Sam Ellery"
    assert found.zones[-1].b.text[run.b_start : run.b_end].strip() == "(b)(6)"
    assert not found.withheld_in_a
    assert {run.kind for run in found.zones[0].runs} == {RunKind.SAME}


def test_attachments_are_the_same_however_their_names_are_written(same, add):
    add(PITCH, date=WHEN, attached="Floor+plan.pdf\nBudget.xlsx")
    add(PITCH, date=PRINTED_WHEN, printed=True, attached="Floor plan.pdf Budget.xlsx (12 KB)")
    same.find()
    (pair,) = same.pairs.all()
    assert "the same attachments" in pair.evidence


def test_people_that_are_withheld_in_a_header_are_told_too(same, add):
    add(PITCH, date=WHEN, to="Renata Okafor; Sam Ellery; Amir Haddad")
    printed = add(PITCH, date=PRINTED_WHEN, to="Renata Okafor; (b)(6); Amir Haddad", printed=True)
    same.find()
    (pair,) = same.pairs.of_document(printed)
    ((part, run),) = same.withheld(pair).withheld_in_b
    assert part.text[run.a_start : run.a_end].strip() == "Sam Ellery;"


def test_an_area_on_the_page_withholds_where_the_text_shows_no_sign(same, add, add_area):
    add(PITCH, date=WHEN)
    cut = PITCH.replace(" Sam Ellery", "")
    printed = add(cut, date=PRINTED_WHEN, printed=True)
    add_area(printed, behind="and")
    same.find()
    found = same.compare(same.pairs.all()[0])
    ((part, run),) = found.withheld_in_b
    assert part.text[run.a_start : run.a_end].strip() == "Sam Ellery"


def test_a_sign_beside_which_the_other_shows_nothing_tells_of_no_words(same, add):
    add(PITCH, date=WHEN)
    add(PITCH.replace("November,", "November, (b)(5)"), date=PRINTED_WHEN, printed=True)
    same.find()
    found = same.compare(same.pairs.all()[0])
    assert RunKind.WITHHELD_B in {run.kind for run in found.zones[-1].runs}
    assert found.withheld_in_a == found.withheld_in_b == []


def test_a_message_is_found_where_an_answer_quotes_it(same, add):
    released = add(PITCH, date=WHEN)
    answer = (
        "No purchase before November.\n\nFrom: Whitlock, Dana\nSent: September 14, 2017 10:12 AM\n"
        f"To: Okafor, Renata\nSubject: Demo of the pilot\n\n{PITCH}"
    )
    carrier = add(
        answer, date="Fri, 15 Sep 2017 09:00:00 -0400", sender="Renata Okafor",
        to="Dana Whitlock", subject="RE: Demo of the pilot",
    )  # fmt: skip
    same.find()
    assert sides(same) == [(released, False, carrier, True)]
    found = same.compare(same.pairs.all()[0])
    (body,) = found.zones
    assert {run.kind for run in body.runs} == {RunKind.SAME}


def test_a_reminder_without_its_date_is_paired_with_none_of_the_weeks(same, add):
    for day in (4, 11, 18):
        add(PITCH, date=f"Mon, {day} Sep 2017 08:00:00 -0400")
    add(PITCH, printed=True)
    assert same.find() == 0


def test_copies_and_retired_documents_are_left_out(same, add):
    first = add(PITCH, date=WHEN)
    add(PITCH, date=WHEN, copy_of=first)
    add(PITCH, date=PRINTED_WHEN, printed=True, is_retired=1)
    assert same.find() == 0


def test_a_pair_is_no_longer_shown_once_one_of_it_is_retired(same, add, store):
    add(PITCH, date=WHEN)
    printed = add(PITCH, date=PRINTED_WHEN, printed=True)
    same.find()
    with store.write() as database:
        database["documents"].update(printed, {"is_retired": 1})
    assert same.pairs.all() == []


def test_short_thanks_to_two_messages_are_not_one(same, add):
    add("Thanks", date="Thu, 14 Sep 2017 10:12:40 -0400", subject="Re: Demo")
    add("Thanks", date="September 14, 2017 10:14 AM", subject="Re: Demo", printed=True)
    assert same.find() == 0


def test_messages_without_words_are_looked_at_too(same, add):
    assert same.find() == 0
    add("")
    assert same.find() == 0
    add("", date=WHEN, subject="FW: Terms")
    printed = add("", date=PRINTED_WHEN, subject="FW: Terms", printed=True)
    same.find()
    assert sides(same) == [(printed - 1, False, printed, False)]


def test_looking_again_finds_the_same_and_keeps_what_is_quoted(same, add, store):
    add(PITCH, date=WHEN)
    add(f"Fine.\n\nOn Thu, Sep 14, 2017 at 10:12 AM, Dana Whitlock wrote:\n> {PITCH}", date="")
    same.find()
    before = sides(same), store.conn.execute("SELECT * FROM quoted_messages").fetchall()
    same.find()
    assert (sides(same), store.conn.execute("SELECT * FROM quoted_messages").fetchall()) == before
    assert len(before[1]) == 1


def test_pairs_are_stale_until_looked_for_after_documents_came(same, add):
    assert not same.pairs.was_looked_for
    same.find()
    assert not same.pairs.is_stale
    add(PITCH)
    assert same.pairs.is_stale


def test_a_stopped_look_leaves_the_pairs_as_they_were(store, add, same):
    add(PITCH, date=WHEN)
    add(PITCH, date=PRINTED_WHEN, printed=True)
    same.find()
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        SameMessages(store, lambda: WorkerPool(1)).find(control)
    assert len(same.pairs.all()) == 1


def test_the_work_is_done_in_a_worker_process(store, add):
    add(PITCH, date=WHEN)
    add(PITCH, date=PRINTED_WHEN, printed=True)
    assert SameMessages(store).find() == 1


def test_pairs_of_a_document_put_what_was_released_before_what_is_quoted(same, add):
    native = add(PITCH, date=WHEN)
    quote = (0, "Dana Whitlock", "Demo of the pilot", PRINTED_WHEN)
    add(PITCH, date="", sender="", subject="", printed=True, quotes=(quote,))
    printed = add(PITCH, date=PRINTED_WHEN, printed=True)
    same.find()
    first, second = same.pairs.of_document(native)
    assert first.other(native).document_id == printed
    assert second.other(native).quoted_id
    assert [pair.score for pair in same.pairs.between(printed, native)] == [first.score]


def test_a_printed_answer_joins_the_thread_of_what_it_quotes(same, add, store):
    native = add(PITCH, date=WHEN)
    quote = (14, "Dana Whitlock", "Demo of the pilot", PRINTED_WHEN)
    answer = add(
        f"No purchase.\n\n{PITCH}", date="September 15, 2017 9:00 AM", sender="Renata Okafor",
        to="Dana Whitlock", subject="RE: Demo of the pilot", printed=True, quotes=(quote,),
    )  # fmt: skip
    later = add(
        "Thank you, we understand.", date="September 16, 2017 8:01 AM", sender="Whitlock, Dana",
        to="Okafor, Renata", subject="RE: Demo of the pilot", printed=True,
    )  # fmt: skip
    same.find()
    threads = dict(store.conn.execute("SELECT id, thread_id FROM documents").fetchall())
    assert threads == {native: native, answer: native, later: native}
    why = PrintThreads(store).why(answer)
    assert why[native] == ("REV-000002 quotes REV-000001",)
    assert "the same subject, as an answer" in why[later]


def test_a_subject_alone_makes_no_thread(same, add, store):
    add(PITCH, date="September 14, 2017 10:12 AM", printed=True)
    add("Another matter.", date="September 15, 2017 9:00 AM", sender="Amir Haddad",
        to="Lea Brandt", subject="RE: Demo of the pilot", printed=True)  # fmt: skip
    add("The weekly note.", date="September 21, 2017 10:00 AM", printed=True)
    same.find()
    assert [row[0] for row in store.conn.execute("SELECT thread_id FROM documents")] == [1, 2, 3]


def test_a_print_brings_no_native_threads_together(same, add, store):
    first = add(PITCH, date=WHEN, thread_id=1)
    second = add("Minutes of the meeting on the harbor wall, as agreed by all of us then.",
                 date="Tue, 12 Sep 2017 08:30:00 -0400", subject="Minutes",
                 thread_id=2)  # fmt: skip
    body = f"See both.\n\n{PITCH}\n\nMinutes of the meeting on the harbor wall, as agreed by all"
    quotes = (
        (11, "Dana Whitlock", "Demo of the pilot", PRINTED_WHEN),
        (body.index("Minutes"), "Dana Whitlock", "Minutes", "September 12, 2017 8:30 AM"),
    )
    printed = add(body, date="September 15, 2017 9:00 AM", printed=True, quotes=quotes)
    same.find()
    threads = dict(store.conn.execute("SELECT id, thread_id FROM documents").fetchall())
    assert (threads[first], threads[second]) == (1, 2)
    assert threads[printed] in (1, 2)
