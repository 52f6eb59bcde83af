from dataclasses import replace

from pincite.domain.releases import PrintedPage, Release, Segment
from pincite.processing.release.segments import divide
from tests.processing.release.printing import LEFT, Paper

DOUBTFUL_BELOW = 0.75


def gmail_message(said: str = "Here is what you asked for.") -> Paper:
    """A message of Gmail, which names no attachment in its header."""
    paper = Paper()
    paper.row("Pilot terms")
    paper.row("1 message")
    paper.row("Dana Whitlock <dana@nl.example>", (390, "Mon, Oct 15, 2018 at 9:05 AM"), gap=10)
    paper.row("To: Harbor Desk <desk@bps.example>")
    paper.row(said, gap=14)
    return paper


def long_paragraphs(paper: Paper, rows: int, x: float = LEFT) -> None:
    for number in range(rows):
        paper.row(f"The gates of terminal {number} open at six and close at ten each day,", x=x)


def printed(paper: Paper, pages: tuple[PrintedPage, ...] | None = None) -> Release:
    return divide(pages or paper.printed(), paper.text)


def kinds(release: Release) -> list[tuple[str, int]]:
    return [(segment.kind.value, segment.start_page) for segment in release.segments]


def paper_of(release: Release) -> Segment:
    return next(one for one in release.segments if one.kind.value == "attachment")


def test_a_turned_page_of_a_table_is_an_attachment_that_a_reader_should_look_at():
    paper = gmail_message()
    paper.new_page()
    for number in range(20):
        paper.row(f"Gate {number}", (220, str(100 + number)), (360, "open"), x=50)
    pages = paper.printed()
    turned = (pages[0], replace(pages[1], width_pt=792.0, height_pt=612.0))
    release = printed(paper, turned)
    assert kinds(release) == [("message", 0), ("attachment", 1)]
    found = paper_of(release)
    assert "the page has another size or is turned" in found.reasons
    assert found.reasons[-1] == "but the message names no such paper"


def test_a_letter_behind_a_message_is_a_doubtful_attachment():
    paper = gmail_message()
    paper.new_page()
    paper.row("Harbor Authority", x=260)
    paper.row("June 12, 2018", gap=20)
    paper.row("Dear Mr. Feld:", gap=20)
    long_paragraphs(paper, 12)
    release = printed(paper)
    assert kinds(release) == [("message", 0), ("attachment", 1)]
    assert "begins as a letter or a memorandum does" in paper_of(release).reasons
    assert paper_of(release).score < DOUBTFUL_BELOW


def test_pages_that_are_numbered_anew_behind_those_of_the_message_are_an_attachment():
    paper = gmail_message()
    long_paragraphs(paper, 40)
    paper.word(300, 760, "1")
    paper.new_page()
    long_paragraphs(paper, 4)
    paper.word(300, 760, "2")
    paper.new_page()
    paper.row("REPORT ON THE GATES", x=240)
    long_paragraphs(paper, 30)
    paper.word(300, 760, "1")
    release = printed(paper)
    assert kinds(release) == [("message", 0), ("attachment", 2)]
    assert "its pages are numbered anew" in paper_of(release).reasons


def test_a_paper_is_named_for_the_file_below_the_message():
    paper = gmail_message()
    paper.row("Site_plan.pdf", gap=14)
    paper.row("124K")
    paper.new_page()
    paper.row("SITE PLAN", x=260)
    long_paragraphs(paper, 5)
    release = printed(paper)
    assert kinds(release) == [("message", 0), ("attachment", 1)]
    assert paper_of(release).title == "Site_plan.pdf"


def test_a_paper_that_the_message_names_may_have_the_next_page_number():
    paper = Paper()
    for said, named in (("See you at the gate.", ""), ("The plan is attached.", "Site_plan.pdf")):
        if named:
            paper.new_page()
        paper.row("From:", (160, "Dana Whitlock <dana@nl.example>"))
        paper.row("Sent:", (160, "Monday, October 15, 2018 9:05 AM"))
        paper.row("To:", (160, "Harbor Desk <desk@bps.example>"))
        paper.row("Subject:", (160, "Pilot terms"))
        if named:
            paper.row("Attachments:", (160, named))
        paper.row(said, gap=14)
        paper.word(300, 760, "1")
    paper.new_page()
    paper.row("Site plan of the gates")
    long_paragraphs(paper, 5)
    paper.word(300, 760, "2")
    release = printed(paper)
    assert kinds(release) == [("message", 0), ("message", 1), ("attachment", 2)]
    assert "but its pages are numbered on from the message's" in paper_of(release).reasons
    assert paper_of(release).title == "Site_plan.pdf"


def test_a_file_that_notes_names_in_the_body_names_the_paper():
    paper = gmail_message("(See attached file: Visitor log.doc)")
    paper.new_page()
    paper.row("VISITOR LOG", x=260)
    long_paragraphs(paper, 5)
    assert paper_of(printed(paper)).title == "Visitor log.doc"


def test_a_long_message_stays_one_with_its_headings():
    paper = gmail_message()
    for number in range(4):
        paper.row(f"PART {number}")
        long_paragraphs(paper, 46)
        paper.new_page()
    long_paragraphs(paper, 5)
    assert kinds(printed(paper)) == [("message", 0)]


def test_white_before_a_picture_does_not_end_a_message():
    paper = gmail_message()
    long_paragraphs(paper, 10)
    paper.new_page()
    long_paragraphs(paper, 10)
    assert kinds(printed(paper)) == [("message", 0)]


def test_what_has_quoted_messages_beneath_is_no_paper():
    paper = gmail_message()
    paper.new_page()
    paper.row("REPORT ON THE GATES", x=240)
    long_paragraphs(paper, 5)
    paper.row("On Sun, Oct 14, 2018 at 8:00 AM, Rosa Okafor <rosa@bps.example> wrote:", gap=10)
    paper.row("> How is the pilot?")
    assert kinds(printed(paper)) == [("message", 0)]


def test_a_message_is_doubtful_where_a_page_of_it_may_be_a_paper():
    paper = gmail_message()
    paper.new_page()
    paper.row("Notes of the visit", x=LEFT + 60)
    long_paragraphs(paper, 5)
    (segment,) = printed(paper).segments
    assert segment.score < 0.95
    assert segment.reasons[-1] == "but a page of it may be a paper that was attached"


def test_a_stamp_that_ocr_lost_on_one_page_makes_no_paper():
    paper = gmail_message()
    for page in range(14):
        if page:
            paper.new_page()
            long_paragraphs(paper, 3 if page == 6 else 46)
        if page != 7:
            paper.word(150, 30, "HARBOR-AUTHORITY-PRODUCTION-COPY")
    assert kinds(printed(paper)) == [("message", 0)]
