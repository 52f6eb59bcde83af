from collections.abc import Callable

from pincite.search import Search
from pincite.store.connection import Store

Add = Callable[..., int]


def ids(search: Search, query: str) -> list[int]:
    return search.find(query, "control").ids.tolist()


def _note(store: Store, document: int, text: str) -> None:
    with store.write():
        store.conn.execute("REPLACE INTO notes (document_id, text) VALUES (?, ?)", (document, text))


def _note_passage(store: Store, document: int, note: str) -> None:
    with store.write() as database:
        row = {"document_id": document, "start": 0, "end": 1, "quote": "a", "prefix": ""}
        database["passages"].insert({**row, "suffix": "", "note": note, "created_utc": ""})


def test_words_of_notes_are_found_in_that_field_alone(
    search: Search, add: Add, store: Store
) -> None:
    noted, passage, plain = add("a pilot"), add("a pilot"), add("ask the vendor")
    copy = add("a pilot", copy_of=noted)
    _note(store, noted, "Ask the vendor's counsel.")
    _note(store, copy, "See tab 4")
    _note_passage(store, passage, "Key to the vendor point")
    assert ids(search, "note:vendor") == [noted, passage]
    assert ids(search, "note:vendor NOT vendor") == [noted, passage]
    assert ids(search, "vendor") == [plain]
    assert ids(search, 'note:"the vendor"') == [noted, passage]
    assert ids(search, "note:(ask w/4 counsel)") == [noted]
    assert ids(search, "note:(counsel pre/4 ask)") == []
    assert ids(search, "note:(vendr~1 AND (counsel* OR key))") == [noted, passage]
    assert ids(search, "note:tab") == [noted]
    assert search.hits("pilot note:vendor", noted)
    assert search.hits("pilot note:vendor", plain) == []
    assert search.count_hits("pilot note:vendor") == 2
    assert search.hits("note:vendor", noted) == []
    _note(store, noted, "Nothing")
    assert ids(search, "note:vendor") == [passage]


def test_file_names_are_searched_by_every_kind_of_word(search: Search, add: Add) -> None:
    own = add(kind="file", filename="Pilot_Terms-v3 (final).pdf")
    attached = add(zones={"attached": "Pilot Terms.docx"})
    add("pilot terms")
    for query in (
        "filename:pilot",
        'filename:"(pilot OR demo) terms"',
        "filename:(terms w/1 pilot)",
        "filename:plot~1",
        "filename:term~",
        "filename:(pilot terms)",
    ):
        assert ids(search, query) == [own, attached], query
    assert ids(search, "filename:(v3 pre/1 final)") == [own]
    assert ids(search, "filename:(final pre/5 pilot)") == []
    assert len(search.hits("filename:(pilot w/1 terms)", attached)) == 2
    assert search.hits("filename:pilot", own) == []
