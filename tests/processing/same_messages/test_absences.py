from pincite.processing.absences import absent_attachments, quoted_only

WHEN = "September 14, 2017 10:12 AM"
PITCH = "We would be glad to host your team at our office for a demonstration of the pilot soon."


def test_an_attachment_that_is_named_and_not_there_is_told(add, store):
    printed = add(
        "See attached.", date=WHEN, printed=True, attached="Terms of the pilot.pdf\nimage001.png"
    )
    (absence,) = absent_attachments(store)
    assert absence.as_row() == {
        "kind": "attachment absent",
        "evidence": "REV-000001 names “Terms of the pilot.pdf” as attached, and it was not"
        " released with it",
        "from": "REV-000001",
        "to": "REV-000001",
    }
    add("Terms", subject="", kind="attachment", type="pdf", parent_id=printed,
        family_id=printed, filename="terms_of_the_pilot.pdf")  # fmt: skip
    assert absent_attachments(store) == []


def test_an_attachment_without_a_name_stands_for_one_that_is_named(add, store):
    printed = add("See attached.", printed=True, attached="Terms.pdf (120 KB)\nBudget.xlsx")
    add("…", subject="", kind="attachment", type="printed", parent_id=printed, family_id=printed)
    told = [absence.evidence for absence in absent_attachments(store)]
    assert len(told) == 2
    assert "1 released with it have no name" in told[0]


def test_names_with_a_space_between_are_told_apart(add, store):
    add("See attached.", printed=True, attached="Seal[42].png image001.png Floor plan.pdf")
    told = [absence.evidence for absence in absent_attachments(store)]
    assert len(told) == 2
    assert "names “Seal[42].png” as" in told[0]
    assert "names “Floor plan.pdf” as" in told[1]


def test_a_loose_file_of_the_same_name_is_named(add, store):
    add("See attached.", printed=True, attached="Floor plan.pdf")
    add("Plan", subject="", kind="file", type="pdf", filename="Floor_Plan.pdf")
    (absence,) = absent_attachments(store)
    assert absence.evidence.endswith("released with it; REV-000002 is a file of that name")


def test_what_native_messages_name_is_not_asked_for(add, store):
    add("See attached.", attached="Terms.pdf")
    assert absent_attachments(store) == []


def test_a_message_that_is_only_quoted_is_told_once_for_all_who_quote_it(add, store, same):
    quote = (4, "Sam Ellery", "The wall", WHEN)
    for day in (15, 16):
        add(f"Yes\n\n{PITCH}", date=f"September {day}, 2017 9:00 AM", printed=True, quotes=(quote,))
    assert quoted_only(store) == []
    same.find()
    (absence,) = quoted_only(store)
    assert absence.kind == "quoted only"
    assert f"of {WHEN} from Sam Ellery “The wall”" in absence.evidence
    assert "REV-000001, REV-000002" in absence.evidence
    assert (absence.begin, absence.end) == ("REV-000001", "REV-000002")


def test_a_quoted_message_that_was_released_is_not_told(add, store, same):
    add(PITCH, date="Thu, 14 Sep 2017 10:12:00 -0400", sender="Sam Ellery", subject="The wall")
    add(f"Yes\n\n{PITCH}", printed=True, quotes=((4, "Sam Ellery", "The wall", WHEN),))
    same.find()
    assert quoted_only(store) == []
