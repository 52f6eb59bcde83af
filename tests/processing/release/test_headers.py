from pincite.domain.releases import PrintedHeader, PrintedPerson
from pincite.processing.release.segments import divide
from tests.processing.release.printing import Paper


def header(paper: Paper) -> PrintedHeader:
    found = divide(paper.printed(), paper.text).segments[0].header
    assert found is not None
    return found


def test_values_in_a_column_are_joined_over_wrapped_lines():
    paper = Paper()
    paper.row("From:", (150, "Dana Whitlock"))
    paper.row("Sent:", (150, "Thursday, November 2, 2017 4:18 PM"))
    paper.row("To:", (150, "Okafor, Rosa; Feld, Marcus;"))
    paper.row("Castellane, Helen", x=150)
    paper.row("Subject:", (150, "Pilot terms and"))
    paper.row("next steps", x=150)
    paper.row("Rosa, as agreed.", gap=14)
    found = header(paper)
    assert [one.name for one in found.people["to"]] == [
        "Okafor, Rosa", "Feld, Marcus", "Castellane, Helen",
    ]  # fmt: skip
    assert found.subject == "Pilot terms and next steps"


def test_a_value_under_a_box_is_withheld_with_its_codes():
    paper = Paper()
    paper.box(150, 260, "b6")
    paper.row("From:")
    paper.row("Sent:", (150, "Thursday, November 2, 2017 4:18 PM"))
    paper.box(250, 300, "b6")
    paper.row("To:", (150, "Okafor, Rosa;"))
    paper.row("Subject:", (150, "Pilot terms"))
    found = header(paper)
    assert found.fields["from"].is_withheld
    assert found.fields["from"].codes == ("b6",)
    assert found.people["to"] == (
        PrintedPerson("Okafor, Rosa", ""),
        PrintedPerson("", "", is_withheld=True),
    )


def test_a_first_field_that_a_box_swallowed_is_withheld_and_not_missing():
    paper = Paper()
    paper.box(72, 260)
    paper.y += 13
    paper.row("Sent:", (150, "Thursday, November 2, 2017 4:18 PM"))
    paper.row("To:", (150, "Okafor, Rosa"))
    paper.row("Subject:", (150, "Pilot terms"))
    assert header(paper).fields["from"].is_withheld


def test_codes_in_the_margin_are_no_part_of_a_value():
    paper = Paper()
    paper.row("From:", (150, "Dana Whitlock"), (560, "b6"))
    paper.row("Sent:", (150, "Thursday, November 2, 2017 4:18 PM"))
    paper.row("To:", (150, "Okafor, Rosa"))
    paper.row("Subject:", (150, "Pilot terms"))
    found = header(paper).fields["from"]
    assert (found.text, found.codes) == ("Dana Whitlock", ("b6",))


def test_gmail_prints_sender_and_date_on_one_line():
    paper = Paper()
    paper.row("Pilot terms")
    paper.row("2 messages")
    paper.row("Dana Whitlock <dana@nl.example>", (400, "Tue, Oct 16, 2018 at 4:12 PM"), gap=8)
    paper.row("To: Rosa Okafor <rosa@bps.example>")
    paper.row("Rosa, as agreed.", gap=14)
    found = header(paper)
    assert found.subject == "Pilot terms"
    assert found.people["from"] == (PrintedPerson("Dana Whitlock", "dana@nl.example"),)
    assert found.sent is not None
    assert found.sent.local == "2018-10-16T16:12:00"


def test_lotus_notes_prints_two_columns():
    paper = Paper()
    paper.row("Rosa Okafor/BPS/HARBOR", (300, "To"), (360, "Dana Whitlock/NL"))
    paper.row("10/16/2018 04:12 PM", (300, "cc"))
    paper.row("bcc", x=300)
    paper.row("Subject", (360, "Re: Pilot terms"), x=300)
    paper.row("Dana, as agreed.", gap=14)
    found = header(paper)
    assert [one.name for one in found.people["from"]] == ["Rosa Okafor"]
    assert found.fields["subject"].text == "Re: Pilot terms"
    assert found.sent is not None
    assert found.sent.local == "2018-10-16T16:12:00"


def test_attachments_are_named_one_by_one():
    paper = Paper()
    paper.row("From:", (150, "Dana Whitlock"))
    paper.row("To:", (150, "Okafor, Rosa"))
    paper.row("Subject:", (150, "Pilot terms"))
    paper.row("Date:", (150, "Tuesday, October 16, 2018 4:12:07 PM"))
    paper.row("Attachments:", (150, "Site plan v2.pdf"))
    paper.row("image001.png", x=150)
    assert header(paper).attachments == ("Site plan v2.pdf", "image001.png")
