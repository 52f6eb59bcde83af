"""Suggestions of what a scanner made of a query's words, and the query that takes them in."""

import pytest

from pincite.search import Misread, Search, with_misreads
from pincite.store.connection import Store
from tests.search.conftest import Add


@pytest.fixture
def scan(store: Store, add: Add) -> Add:
    """Adds a document with a page."""

    def scan(body: str, **page: object) -> int:
        number = add(body, kind="file", type="pdf")
        row = {"document_id": number, "number": 1, "source_page": 0, "width_pt": 1, "height_pt": 1}
        text = {"text_start": 6, "text_end": 6 + len(body), "words": b""}
        with store.write() as database:
            database["pages"].insert({**row, **text, **page})
            store.documents_changed()
        return number

    return scan


def test_a_word_that_was_read_otherwise_is_suggested(search: Search, scan: Add, add: Add) -> None:
    scan("the DEA said so")
    scan("the 0EA said so")
    scan("an 0EA agent")
    assert search.misreads("DEA") == [Misread("DEA", "0EA", 2)]
    assert search.misreads("dea w/5 said") == [Misread("dea", "0ea", 2)]
    assert search.misreads("agent NOT dea") == []
    assert search.misreads("de*") == []


def test_what_was_typed_on_a_keyboard_is_not_misread(search: Search, scan: Add, add: Add) -> None:
    add("the 0EA said so")
    assert search.misreads("DEA") == []
    scan("nothing here")
    assert search.misreads("DEA") == []


def test_broken_and_joined_words_are_suggested(search: Search, scan: Add) -> None:
    scan("face recog nition, or facerecognition")
    assert search.misreads('"face recognition"') == [
        Misread("recognition", "recog nition", 1),
        Misread("face recognition", "facerecognition", 1),
    ]


@pytest.mark.parametrize(
    ("query", "misread", "widened"),
    [
        ("DEA", Misread("DEA", "0EA", 1), "(DEA OR 0EA)"),
        ("dea w/5 pilot", Misread("dea", "0ea", 1), "(dea OR 0ea) w/5 pilot"),
        ("from:DEA DEA", Misread("DEA", "0EA", 1), "from:(DEA OR 0EA) (DEA OR 0EA)"),
        ('"the DEA office"', Misread("DEA", "0EA", 1), '("the DEA office" OR "the 0EA office")'),
        ("tag:DEA DEA*", Misread("DEA", "0EA", 1), "tag:DEA DEA*"),
        ("recognition", Misread("recognition", "recog nition", 1),
         '(recognition OR "recog nition")'),
        ('"face recognition"', Misread("face recognition", "facerecognition", 1),
         '("face recognition" OR "facerecognition")'),
    ],
)  # fmt: skip
def test_a_query_takes_in_what_was_read(query: str, misread: Misread, widened: str) -> None:
    assert with_misreads(query, [misread]) == widened


def test_several_misreadings_are_one_group() -> None:
    misreads = [Misread("DEA", "0EA", 1), Misread("pilot", "pi1ot", 1), Misread("DEA", "D3A", 1)]
    widened = with_misreads('DEA w/5 "the pilot"', misreads)
    assert widened == '(DEA OR 0EA OR D3A) w/5 ("the pilot" OR "the pi1ot")'


def test_what_was_asked_for_already_is_not_suggested(search: Search, scan: Add) -> None:
    scan("the DEA said so")
    scan("the 0EA said so")
    assert search.misreads("(DEA OR 0EA)") == []


def test_the_widened_query_finds_both(search: Search, scan: Add) -> None:
    both = [scan("the DEA said so"), scan("the 0EA said so")]
    (misread,) = search.misreads("DEA w/3 said")
    found = search.find(with_misreads("DEA w/3 said", [misread]))
    assert sorted(found.ids.tolist()) == both
