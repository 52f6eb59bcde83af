from datetime import UTC, datetime

import pytest

from pincite.domain.documents import UNDATED
from pincite.errors import DecisionError
from pincite.matter import Matter


def seconds(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("written", "order"),
    [
        ("2018", seconds(2018, 1, 1)),
        ("2018-07", seconds(2018, 7, 1)),
        ("2018-07-13", seconds(2018, 7, 13)),
        ("2018-07-13 09:30", seconds(2018, 7, 13, 9, 30)),
    ],
)
def test_a_given_date_sorts_a_document_in_the_precision_it_has(
    matter: Matter, insert, written: str, order: int
):
    document = insert(sort_key=UNDATED)
    before = matter.store.generation()
    assert matter.editing.edit(document, date=written) == {"documents", "history"}
    row = matter.documents.get(document)
    assert (row.date, row.sort_key) == (written.replace(" ", "T"), order)
    assert matter.store.generation() > before


@pytest.mark.parametrize("written", ["2018-13", "2018-02-30", "13.7.2018", "yesterday", "18"])
def test_what_is_not_a_date_is_refused(matter: Matter, insert, written: str):
    with pytest.raises(DecisionError, match="is not a date"):
        matter.editing.edit(insert(), date=written)


def test_taking_a_date_back_brings_back_what_was_read(matter: Matter, insert):
    sent = {"sent_local": "2018-07-13T09:00:00", "sent_utc": "2018-07-13T13:00:00Z"}
    document = insert(sort_key=seconds(2018, 7, 13, 13), **sent)
    matter.editing.edit(document, date="2019", title=" A  statement ", author="E. Thorne")
    matter.editing.edit(document, date="")
    row = matter.documents.get(document)
    assert (row.date, row.title, row.author) == (sent["sent_local"], "A statement", "E. Thorne")
    assert row.sort_key == seconds(2018, 7, 13, 13)
    before = matter.store.generation()
    matter.history.undo()
    assert matter.documents.get(document).date == "2019"
    assert matter.store.generation() > before
    assert matter.history.next_undo() == "Edit the date and title and author of REV-000001"


def test_attachments_move_with_their_parent(matter: Matter, insert):
    parent = insert(sort_key=UNDATED)
    attachment = insert(family_id=parent, parent_id=parent, kind="attachment", sort_key=UNDATED)
    matter.editing.edit(parent, date="2018")
    matter.editing.edit(attachment, date="2015-01-01")
    assert matter.documents.get(attachment).sort_key == seconds(2018, 1, 1)
    assert matter.documents.get(attachment).date == "2015-01-01"
    matter.history.undo()
    matter.history.undo()
    assert matter.documents.get(attachment).sort_key == UNDATED
