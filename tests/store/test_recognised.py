"""What is recognised follows the index: put in, rewritten, retired, and caught up with."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from pincite.domain.documents import CanonicalText
from pincite.domain.recognising import Recognisable
from pincite.matter import Matter
from pincite.store.connection import Store
from pincite.store.doclists import DOCUMENT_SHIFT, OFFSET_BITS
from pincite.store.ocr import OcrPages
from pincite.store.recognised import RecognisedRows, RecognisedWords
from pincite.store.words import DocumentWords

BODY = 6 << OFFSET_BITS
DAY = date(2018, 7, 13).toordinal()


def message(subject: str, body: str) -> bytes:
    header = f"From: Dana <dana@x.example>\nTo: Ada <ada@y.example>\nSubject: {subject}\n"
    return f"{header}Message-ID: <{subject}@x.example>\n\n{body}\n".encode()


@pytest.fixture
def mail(tmp_path: Path) -> Matter:
    """A matter with two messages."""
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "1.eml").write_bytes(message("one", "We met on July 13, 2018."))
    (tmp_path / "mail" / "2.eml").write_bytes(message("two", "Call (202) 555-0143."))
    matter = Matter.new(tmp_path / "Harbor")
    matter.processing.add([tmp_path / "mail"])
    yield matter
    matter.close()


def dates(store: Store) -> list[tuple[int, int, int, int]]:
    """Document, first and last word in the body, and day of each date."""
    starts, ends, numbers = RecognisedWords(store).positions(Recognisable.DATE)
    return [
        (
            start >> DOCUMENT_SHIFT,
            (start & ((1 << DOCUMENT_SHIFT) - 1)) - BODY,
            (end & ((1 << DOCUMENT_SHIFT) - 1)) - BODY,
            number,
        )
        for start, end, number in zip(starts.tolist(), ends.tolist(), numbers.tolist(), strict=True)
    ]


def rows(store: Store) -> int:
    found: int = store.conn.execute("SELECT count(*) FROM recognised").fetchone()[0]
    return found


def test_processing_keeps_what_it_recognised(mail: Matter) -> None:
    assert rows(mail.store) == 2
    assert dates(mail.store) == [(1, 3, 5, DAY)]
    words = RecognisedWords(mail.store)
    assert words.positions(Recognisable.PHONE).numbers.tolist() == [12025550143]
    addresses = words.positions(Recognisable.MAIL)
    assert (addresses.starts >> DOCUMENT_SHIFT).tolist() == [1, 1, 2, 2]
    assert (addresses.ends - addresses.starts).tolist() == [2, 2, 2, 2]


def test_a_mask_narrows_to_its_documents(mail: Matter) -> None:
    words = RecognisedWords(mail.store)
    within = np.array([False, False, True])
    addresses = words.positions(Recognisable.MAIL, within)
    assert (addresses.starts >> DOCUMENT_SHIFT).tolist() == [2, 2]
    # A mask from before the second document came.
    assert len(words.positions(Recognisable.MAIL, np.array([False, True])).starts) == 2


def test_a_text_that_is_rewritten_is_looked_at_again(mail: Matter) -> None:
    text = CanonicalText.of_zones({"body": "It was 13 July 2018 after all"})
    OcrPages(mail.store).rewrite(2, text, [])
    assert dates(mail.store) == [(1, 3, 5, DAY), (2, 2, 4, DAY)]


def test_what_is_retired_is_recognised_no_more_until_it_comes_back(mail: Matter) -> None:
    words = RecognisedWords(mail.store)
    for is_retired, expected in ((True, []), (False, [DAY])):
        with mail.store.write() as database:
            database["documents"].update(1, {"is_retired": is_retired})
            DocumentWords(mail.store).follow(1, is_retired=is_retired)
            mail.store.documents_changed()
        assert words.positions(Recognisable.DATE).numbers.tolist() == expected
    assert rows(mail.store) == 2


def test_documents_that_were_never_looked_at_are_caught_up_with_when_asked(mail: Matter) -> None:
    with mail.store.write() as database:
        database.conn.execute("DELETE FROM recognised WHERE document_id = 1")
    with mail.reader() as reader:
        assert dates(reader.store) == [(1, 3, 5, DAY)]
    assert rows(mail.store) == 1
    assert dates(mail.store) == [(1, 3, 5, DAY)]
    assert rows(mail.store) == 2
    assert RecognisedRows(mail.store).catch_up() == 0


def test_an_unfinished_look_at_a_read_only_matter_keeps_the_order(mail: Matter) -> None:
    with mail.store.write() as database:
        database.conn.execute("DELETE FROM recognised WHERE document_id = 1")
    with mail.reader() as reader:
        starts = RecognisedWords(reader.store).positions(Recognisable.MAIL).starts
    assert (np.diff(starts) > 0).all()
    assert len(starts) == 4


def test_it_can_be_asked_within_one_view_of_the_database(mail: Matter) -> None:
    with mail.store.write() as database:
        database.conn.execute("DELETE FROM recognised")
    with mail.store.read():
        assert len(RecognisedWords(mail.store).positions(Recognisable.DATE).starts) == 1
    assert rows(mail.store) == 2


def test_what_was_recognised_by_other_rules_is_found_anew(mail: Matter) -> None:
    with mail.store.write():
        mail.store.conn.execute("UPDATE recognised SET kinds = x'', starts = x'', ends = x''")
        mail.store.conn.execute("UPDATE recognised SET numbers = x''")
        mail.store.set_setting("recognised_by", 0)
    reader = Store(mail.store.path, is_read_only=True)
    assert dates(reader) == [(1, 3, 5, DAY)]
    reader.close()
    assert dates(mail.store) == [(1, 3, 5, DAY)]
    assert rows(mail.store) == 2
    assert mail.store.setting("recognised_by") == 1
    reader = Store(mail.store.path, is_read_only=True)
    assert dates(reader) == [(1, 3, 5, DAY)]
    reader.close()
