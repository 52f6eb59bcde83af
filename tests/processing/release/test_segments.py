from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from pincite.domain.releases import Preset, PrintedPage, Release, Segment, SegmentKind
from pincite.processing.release.segments import divide, segment_between
from tests.corpus.releases import CASES, build_release
from tests.processing.release.printing import Paper, told

FIRST = """
From: Whitlock, Dana
Sent: Monday, October 15, 2018 9:05 AM
To: Okafor, Rosa (BPS)
Subject: Pilot terms
"""
ANSWER = """
From: Okafor, Rosa (BPS)
Sent: Tuesday, October 16, 2018 4:12 PM
To: Whitlock, Dana
Subject: RE: Pilot terms
"""


def printed(paper: Paper, preset: Preset = Preset.FREE) -> Release:
    return divide(paper.printed(), paper.text, preset)


def kinds(release: Release) -> list[tuple[str, int]]:
    return [(segment.kind.value, segment.start_page) for segment in release.segments]


def two_messages() -> Paper:
    paper = Paper()
    paper.rows(FIRST)
    paper.row("Shall we extend it?", gap=14)
    paper.new_page()
    paper.rows(ANSWER)
    paper.row("Yes, with counsel's changes.", gap=14)
    return paper


def test_messages_on_pages_of_their_own_are_found_with_reasons():
    release = printed(two_messages())
    assert kinds(release) == [("message", 0), ("message", 1)]
    assert release.is_printed_mail
    assert "starts at the top of a page" in release.segments[1].reasons


def test_an_older_message_beneath_is_quoted_and_no_segment():
    paper = Paper()
    paper.rows(ANSWER)
    paper.row("Yes.", gap=14)
    paper.row("-----Original Message-----", gap=10)
    paper.rows(FIRST)
    paper.row("Shall we extend it?", gap=14)
    (segment,) = printed(paper).segments
    (quoted,) = segment.quoted
    assert quoted.depth == 1
    assert quoted.header.sent is not None
    assert quoted.header.sent.local == "2018-10-15T09:05:00"
    assert paper.text[quoted.start : quoted.end].startswith("From: Whitlock")
    assert paper.text[quoted.start : quoted.end].endswith("extend it?")


def test_a_line_that_says_who_wrote_introduces_a_quoted_message():
    paper = Paper()
    paper.rows(ANSWER)
    paper.row("Agreed.", gap=14)
    paper.row("On Mon, Oct 15, 2018 at 9:05 AM, Dana Whitlock <dana@nl.example> wrote:", gap=10)
    paper.row("> Shall we extend it?")
    paper.row("> On Oct 14, 2018, at 8:00 AM, Rosa Okafor wrote:")
    paper.row(">> How is the pilot?")
    (segment,) = printed(paper).segments
    assert [quoted.depth for quoted in segment.quoted] == [1, 2]
    first = segment.quoted[0].header
    assert first.people["from"][0] == ("Dana Whitlock", "dana@nl.example", False)
    assert first.sent is not None
    assert first.sent.local == "2018-10-15T09:05:00"


def test_a_newer_message_of_another_subject_begins_in_mid_page():
    paper = Paper()
    paper.rows(FIRST)
    paper.row("Shall we extend it?", gap=14)
    paper.rows(ANSWER.replace("RE: Pilot terms", "Parking permits"), gap=40)
    paper.row("Permits end in May.", gap=14)
    release = printed(paper)
    assert kinds(release) == [("message", 0), ("message", 0)]
    first, second = release.segments
    assert 0 < first.end_y_pt == second.start_y_pt
    assert told(paper, first.body) == "Shall we extend it?"


def test_a_memo_is_no_mail():
    paper = Paper()
    paper.rows("MEMORANDUM\nTO: The Director\nFROM: Rosa Okafor\nDATE: May 4, 2018\nSUBJECT: Gates")
    paper.row("The gates are old.", gap=14)
    release = printed(paper)
    assert kinds(release) == [("file", 0)]
    assert not release.is_printed_mail


def test_a_journey_in_a_body_is_no_header():
    paper = Paper()
    paper.rows(FIRST)
    paper.rows("Here is the booking:\nFrom: Reston\nTo: Harbor City\nDate: Friday morning", gap=14)
    (segment,) = printed(paper).segments
    assert segment.quoted == ()


def test_damaged_labels_are_read():
    paper = Paper()
    damaged = FIRST.replace("From:", "Frorn:").replace("Sent:", "Sent;")
    paper.rows(damaged.replace("Subject:", "Subiect:"))
    paper.row("Shall we extend it?", gap=14)
    (segment,) = printed(paper).segments
    assert segment.header is not None
    assert segment.header.subject == "Pilot terms"
    assert segment.header.fields["from"].text == "Whitlock, Dana"


def test_the_owners_name_above_a_header_belongs_to_its_message():
    paper = Paper()
    for text in (FIRST, ANSWER):
        if paper.pages[-1]:
            paper.new_page()
        paper.row("Okafor, Rosa")
        paper.rows(text, gap=6)
        paper.row("So be it.", gap=14)
    release = printed(paper)
    assert kinds(release) == [("message", 0), ("message", 1)]
    assert told(paper, release.segments[1].body) == "So be it."


def test_attached_papers_are_segments_named_for_their_file():
    paper = Paper()
    paper.rows(FIRST.rstrip() + "\nAttachments: Site_plan.pdf\n")
    paper.row("The plan is attached.", gap=14)
    paper.new_page()
    paper.row("SITE PLAN", x=260)
    paper.row("North gate, camera one.", gap=20)
    release = printed(paper)
    assert kinds(release) == [("message", 0), ("attachment", 1)]
    assert release.segments[1].title == "Site_plan.pdf"


def test_pages_that_are_no_documents_say_what_they_are():
    paper = Paper()
    paper.rows("Dear Requester:\nEnclosed are records under the Freedom of Information Act.")
    paper.new_page()
    paper.rows(FIRST)
    paper.new_page()
    paper.new_page()
    paper.rows("DELETED PAGE INFORMATION SHEET\n3 pages were withheld in full under (b)(5)")
    paper.new_page()
    paper.rows(ANSWER.replace("RE: Pilot terms", "Permits"))
    release = printed(paper)
    found = [(segment.kind.value, segment.title) for segment in release.segments]
    assert found == [
        ("not a document", "cover letter"),
        ("message", "Pilot terms"),
        ("not a document", "blank page"),
        ("not a document", "page withheld in full"),
        ("message", "Permits"),
    ]


def test_a_subject_under_a_box_is_unknown_and_never_different():
    paper = Paper()
    paper.rows(ANSWER)
    paper.row("Yes.", gap=14)
    paper.rows("From: Whitlock, Dana\nSent: Monday, October 15, 2018 9:05 AM\nTo: Okafor", gap=10)
    paper.box(130, 260, "b6")
    paper.row("Subject:")
    paper.row("Shall we?", gap=14)
    (segment,) = printed(paper).segments
    assert segment.quoted[0].header.fields["subject"].is_withheld


def test_bookmarks_and_bates_ranges_divide_by_rule():
    paper = two_messages()
    pages = paper.printed()
    marked = divide(pages, paper.text, Preset.BOOKMARKS, [("One", 0), ("Two", 1)])
    assert [segment.title for segment in marked.segments] == ["One", "Two"]
    assert marked.segments[1].kind is SegmentKind.MESSAGE
    assert len(divide(pages, paper.text, Preset.ONE).segments) == 1


def test_a_boundary_set_by_hand_reads_its_header_anew():
    paper = Paper()
    paper.rows(ANSWER)
    paper.row("Yes.", gap=14)
    paper.row("-----Original Message-----", gap=10)
    y = paper.y
    paper.rows(FIRST)
    paper.row("Shall we extend it?", gap=14)
    pages = paper.printed()
    segment = segment_between(pages, paper.text, (0, y - 2), (0, 792.0), SegmentKind.MESSAGE)
    assert segment.header is not None
    assert segment.header.subject == "Pilot terms"
    assert told(paper, segment.body) == "Shall we extend it?"
    assert (segment.start_y_pt, segment.end_y_pt) == (y - 2, 792.0)


@cache
def _release(case: int, seed: int) -> tuple[tuple[PrintedPage, ...], str]:
    pages, text = build_release(CASES[case], seed).printed()
    return pages[:12], text


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(range(len(CASES))),
    st.integers(0, 2),
    st.sampled_from([Preset.FREE, Preset.NEW_PAGE, Preset.ONE, Preset.BATES]),
    st.permutations(range(12)),
)
def test_segments_cover_every_page_without_gap_or_overlap(case, seed, preset, order):
    pages, text = _release(case, seed)
    shuffled = tuple(pages[place] for place in order if place < len(pages))
    renumbered = tuple(
        PrintedPage(place, page.width_pt, page.height_pt, page.lines, page.withheld)
        for place, page in enumerate(shuffled)
    )
    segments = divide(renumbered, text, preset).segments
    assert _ends(segments, renumbered) == _starts(segments)[1:] + [(len(renumbered), 0.0)]
    assert _starts(segments) == sorted(set(_starts(segments)))
    for segment in segments:
        if segment.header:
            for field in segment.header.fields.values():
                said = " ".join(text[word.start : word.end] for word in field.words)
                assert said == ("" if field.is_inherited else field.text)


def _starts(segments: tuple[Segment, ...]) -> list[tuple[int, float]]:
    return [(segment.start_page, segment.start_y_pt) for segment in segments]


def _ends(segments: tuple[Segment, ...], pages: tuple[PrintedPage, ...]) -> list[tuple[int, float]]:
    return [
        (segment.end_page + 1, 0.0)
        if segment.end_y_pt == pages[segment.end_page].height_pt
        else (segment.end_page, segment.end_y_pt)
        for segment in segments
    ]


def test_a_page_behind_a_gap_in_the_bates_numbers_is_a_file_of_its_own():
    paper = two_messages()
    paper.word(300, 760, "2")
    paper.new_page()
    paper.row("Visitor log")
    paper.word(300, 760, "1")
    numbers = ("BPS-000113", "BPS-000114", "BPS-000120")
    pages = tuple(
        replace(page, bates=bates) for page, bates in zip(paper.printed(), numbers, strict=True)
    )
    release = divide(pages, paper.text)
    assert kinds(release) == [("message", 0), ("message", 1), ("file", 2)]


def test_a_picture_that_nobody_has_read_is_no_blank_page():
    paper = two_messages()
    paper.new_page()
    pages = paper.printed()
    assert divide(pages, paper.text).segments[-1].title == "blank page"
    unread = (*pages[:2], replace(pages[2], is_unread=True))
    assert divide(unread, paper.text).segments[-1].kind is SegmentKind.MESSAGE


def test_what_holds_a_start_that_was_missed_is_doubtful():
    built = build_release(CASES[6], 2003)
    pages, text = built.printed()
    messages = [one for one in divide(pages, text).segments if one.kind is SegmentKind.MESSAGE]
    starts = [(one.start_page, one.start_y_pt) for one in messages]
    truths = [(one.page, one.y_pt) for one in built.truths if not one.is_attachment]
    missed = [
        (page, y)
        for page, y in truths
        if not any(page == other and abs(y - at) < 30 for other, at in starts)
    ]
    holding = [
        next(one for one in reversed(messages) if (one.start_page, one.start_y_pt) <= place)
        for place in missed
    ]
    doubtful = [one for one in holding if one.score < 0.95]
    assert len(holding) > 5
    assert len(doubtful) >= 0.9 * len(holding)
    assert any("may be one of its own" in one.reasons[-1] for one in doubtful)


def test_older_messages_below_newer_ones_are_told_from_quotes_by_the_habits_of_the_file():
    paper = Paper()
    clock = 58
    for page in range(8):
        if page:
            paper.new_page()
        for place in range(2):
            header = FIRST.replace("9:05", f"9:{clock:02}").replace("Pilot terms", f"Day {clock}")
            clock -= 2
            paper.rows(header, gap=26 if place else 0)
            paper.row("What do you say?", gap=14)
            paper.row("On Sun, Oct 14, 2018 at 8:00 AM, Rosa Okafor wrote:", gap=10)
            paper.row("> How is the pilot?")
    assert kinds(printed(paper)) == [("message", page) for page in range(8) for _ in range(2)]


def test_a_number_stamped_on_the_whole_document_speaks_against_a_start_in_mid_page():
    paper = Paper()
    for page in range(6):
        if page:
            paper.new_page()
        paper.word(150, 30, f"UNCLASSIFIED Doc No. C0576{page // 2:04}")
        paper.rows((FIRST if page % 2 else ANSWER).replace("Pilot terms", f"Day {page // 2}"))
        paper.row("So be it.", gap=14)
    paper.rows(FIRST.replace("Pilot terms", "Parking permits"), gap=40)
    release = printed(paper)
    assert all(segment.start_y_pt == 0 for segment in release.segments)


def test_a_header_that_ocr_broke_in_two_is_one_message():
    pages, text = build_release(replace(CASES[0], noise=0.03), 2001).printed()
    starts = [
        (one.start_page, round(one.start_y_pt))
        for one in divide(pages, text).segments
        if one.kind is SegmentKind.MESSAGE
    ]
    assert not {(2, 109), (189, 109), (194, 121)} & set(starts)


def test_the_date_in_a_stamp_is_not_read_as_the_page_of_a_document():
    paper = Paper()
    for place in range(5):
        if place:
            paper.new_page()
        paper.y = 30
        paper.row("UNCLASSIFIED Case No. F-2016-00001 Date: 02/03/2018")
        paper.y = 80
        paper.rows(FIRST.replace("October 15", f"October {10 + place}"))
        paper.row("Shall we extend it?", gap=14)
    release = printed(paper)
    assert len(release.segments) == 5
    assert not any("stamped as" in why for one in release.segments for why in one.reasons)


def test_a_doubt_names_the_quoted_message_that_it_is_about():
    pages, text = build_release(CASES[6], 2003).printed()
    doubts = [
        why
        for segment in divide(pages, text).segments
        for why in segment.reasons
        if "may be one of its own" in why
    ]
    assert doubts
    assert all("quoted on page " in why for why in doubts)
    assert any("the message from " in why for why in doubts)


def test_a_page_turned_under_one_document_number_goes_on_with_its_message():
    paper = Paper()
    # Three messages of two pages each; the second page begins with a header like their own.
    for place, number in enumerate("112233"):
        if place:
            paper.new_page()
        paper.y = 30
        paper.row(f"UNCLASSIFIED Case No. F-2016-00001 Doc No. C0510000{number}")
        paper.y = 80
        paper.rows(FIRST.replace("October 15", f"October {20 - place}"))
        paper.row("Shall we extend it?", gap=14)
    assert kinds(printed(paper)) == [("message", 0), ("message", 2), ("message", 4)]
