from pincite.domain.releases import Release, SegmentKind
from pincite.processing.release.segments import divide, segment_between
from tests.processing.release.printing import Paper

FIRST = "Dana Whitlock <dana@nl.example>", "Mon, Oct 15, 2018 at 9:05 AM"
SECOND = "Rosa Okafor <rosa@bps.example>", "Tue, Oct 16, 2018 at 4:12 PM"
THIRD = "Joy Amari <joy@bps.example>", "Wed, Oct 17, 2018 at 8:30 AM"


def _message(paper: Paper, sender: str, date: str, gap: float = 30) -> None:
    paper.row(sender, (390, date), gap=gap)
    paper.row("To: Harbor Desk <desk@bps.example>")
    paper.row("Shall we extend it for a year?", gap=14)


def conversation(count: str = "2 messages") -> Paper:
    paper = Paper()
    paper.row("Pilot terms")
    paper.row(count)
    _message(paper, *FIRST, gap=10)
    _message(paper, *SECOND)
    return paper


def printed(paper: Paper) -> Release:
    return divide(paper.printed(), paper.text)


def subjects(release: Release) -> list[str]:
    return [one.header.subject if one.header else "" for one in release.segments]


def test_later_messages_of_a_conversation_inherit_its_subject_and_say_so():
    release = printed(conversation())
    assert subjects(release) == ["Pilot terms", "Pilot terms"]
    first, second = (one.header.fields["subject"] for one in release.segments if one.header)
    assert (first.is_inherited, second.is_inherited) == (False, True)
    assert second.words == ()
    assert "subject is that of the conversation" in release.segments[1].reasons[-1]


def test_no_more_messages_inherit_than_the_conversation_is_said_to_have():
    paper = conversation()
    _message(paper, *THIRD)
    assert subjects(printed(paper)) == ["Pilot terms", "Pilot terms", ""]


def test_a_message_of_another_program_ends_a_conversation():
    paper = conversation("5 messages")
    paper.new_page()
    paper.rows("From: A. Feld\nSent: Monday, October 22, 2018 9:05 AM\nTo: R. O.")
    paper.row("No subject here.", gap=14)
    paper.new_page()
    _message(paper, *THIRD)
    assert subjects(printed(paper))[-1] == ""


def test_a_boundary_set_by_hand_inherits_the_subject_as_well():
    paper = conversation()
    pages = paper.printed()
    place = printed(paper).segments[1]
    start = (place.start_page, place.start_y_pt)
    segment = segment_between(pages, paper.text, start, (0, 792.0), SegmentKind.MESSAGE)
    assert segment.header is not None
    assert segment.header.subject == "Pilot terms"
    assert segment.header.fields["subject"].is_inherited
