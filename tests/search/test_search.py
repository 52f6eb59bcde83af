from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest

from pincite.domain.documents import UNDATED
from pincite.errors import QueryError
from pincite.search import Search
from pincite.search.language.narrowing import Facet, Narrowing
from pincite.store.connection import Store
from pincite.store.number_runs import keep_runs
from tests.search.building import add_document

Add = Callable[..., int]


def ids(search: Search, query: str, **options: Any) -> list[int]:
    return search.find(query, **options).ids.tolist()


def marked(search: Search, store: Store, query: str, document: int) -> list[str]:
    text: str = store.conn.execute(
        "SELECT text FROM texts WHERE document_id = ?", (document,)
    ).fetchone()[0]
    return [text[hit.start : hit.end] for hit in search.hits(query, document)]


def test_an_empty_query_finds_every_document_once_in_order_of_sending(
    search: Search, add: Add
) -> None:
    late, undated, early = add(sort_key=20), add(sort_key=UNDATED), add(sort_key=10)
    add(sort_key=10, copy_of=early)
    found = search.find("")
    assert found.ids.tolist() == [early, late, undated]
    assert (found.documents, found.copies) == (3, 1)
    assert ids(search, "", descending=True) == [undated, late, early]
    assert ids(search, "", sort="control") == [late, undated, early]


def test_an_empty_matter_finds_nothing(search: Search) -> None:
    assert ids(search, "") == ids(search, "pilot*") == ids(search, "not a w/5 b") == []
    assert search.count_hits("a pre/2 b") == 0
    assert search.facets(search.find("").ids).people == ()


def test_copies_are_counted_beside_the_documents_they_are_folded_under(
    search: Search, add: Add
) -> None:
    pilot, _other = add("the pilot"), add("nothing")
    add("the pilot", copy_of=pilot)
    add("the pilot", copy_of=pilot)
    found = search.find("pilot")
    assert (found.ids.tolist(), found.documents, found.copies) == ([pilot], 1, 2)
    assert search.count_hits("pilot") == 1


def test_what_is_known_of_a_copy_finds_its_primary(search: Search, add: Add, store: Store) -> None:
    primary = add("the pilot")
    copy = add("the pilot", copy_of=primary, filename="Terms_v3.docx")
    _tag(store, copy, "Key")
    for query in (f"id:{copy}", "filename:terms", "tag:key"):
        assert ids(search, query) == [primary]
        assert marked(search, store, f"pilot AND {query}", copy) == ["pilot"]


def test_new_documents_are_found_without_opening_the_matter_anew(search: Search, add: Add) -> None:
    add("the pilot")
    assert search.find("pil*").documents == search.count_hits("p?lot") == 1
    add("pilots and a pilot")
    assert search.find("pil*").documents == 2
    assert search.count_hits("p?lot") == 2


def test_what_matched_is_what_is_marked(search: Search, add: Add, store: Store) -> None:
    near = "A pilot here. Far from it, one two three four five six seven, a demo of the pilot."
    document = add(near, zones={"subject": "Pilot demo"}, sent_local="2018-03-04T10:00:00")
    assert marked(search, store, "body:(pilot w/4 demo)", document) == ["demo", "pilot"]
    assert marked(search, store, "subject:pilot", document) == ["Pilot"]
    assert marked(search, store, "demo or (pilot and absent)", document) == ["demo", "demo"]
    assert marked(search, store, "demo and date:2018", document) == ["demo", "demo"]
    assert marked(search, store, "(demo and date:2017) or six", document) == ["six"]
    assert marked(search, store, "demo and date:2017", document) == []
    assert marked(search, store, "date:2018", document) == []


def test_one_occurrence_cannot_serve_both_operands(search: Search, add: Add) -> None:
    add("a demonstration")
    add("face recognition")
    both = add("demo and demonstration of face recognition, of recognition")
    assert ids(search, "demo* w/5 demonstration") == [both]
    assert ids(search, '"face recognition" w/5 recognition') == [both]
    assert ids(search, "demonstration w/5 demonstration") == []


def test_what_lies_over_a_word_is_near_it_for_not_near(search: Search, add: Add) -> None:
    add("This email is confidential.")
    found = add("Keep the price confidential. " + 8 * "word " + "This email is confidential.")
    assert ids(search, 'confidential not w/5 "this email is confidential"') == [found]
    assert ids(search, 'confidential not pre/5 "this email is confidential"') == [found]
    assert search.count_hits('confidential not w/5 "this email is confidential"') == 1
    assert ids(search, "confidential not w/5 confidential") == [1, found]
    assert ids(search, "(confidential or absent) not w/5 confidential") == [1, found]
    assert search.count_hits('("is confidential" or price) not w/5 "is confidential"') == 3


def test_nothing_is_near_across_two_fields(search: Search, add: Add) -> None:
    add("demo", zones={"subject": "pilot"})
    assert ids(search, "pilot w/5 demo") == ids(search, '"pilot demo"') == []
    assert ids(search, "pilot demo") == [1]


def test_a_phrase_longer_than_its_neighbour_is_found_beside_it(search: Search, add: Add) -> None:
    found = add("the pilot one two three four five six")
    assert ids(search, 'pilot w/1 "one two three four five"') == [found]
    assert ids(search, '"one two three four five" w/1 pilot') == [found]
    assert ids(search, '"two three four five six" w/1 pilot') == []


def test_thousands_of_alternatives_are_found_and_marked(
    search: Search, add: Add, store: Store
) -> None:
    document = add("the pilot and word1999")
    query = " OR ".join(["pilot", *(f"word{number}" for number in range(2_000))])
    assert ids(search, query) == [document]
    assert marked(search, store, query, document) == ["pilot", "word1999"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("date:2018", [2, 3, 4]),
        ("date:2018-07", [2, 3]),
        ("date:2018-07-13", [2]),
        ("date:2017..2018-07", [1, 2, 3]),
        ("date:2018-07-14..2018", [3, 4]),
        ("date:2018-07-13..2018-07", [2, 3]),
        ("date:..2017", [1]),
        ("date:2018-07-14..", [3, 4]),
        ("date:>2018-07-13", [3, 4]),
        ("date:>=2018-07-13", [2, 3, 4]),
        ("date:<2018-07-13", [1]),
        ("date:<=2018-07-13", [1, 2]),
        ("date:(2017 or 2018-08)", [1, 4]),
    ],
)
def test_dates_are_those_written_and_ranges_hold_both_ends(
    search: Search, add: Add, query: str, expected: list[int]
) -> None:
    for sent in ("2017-12-31T23:59:59", "2018-07-13T23:59:59", "2018-07-14T00:00:00"):
        add(sent_local=sent)
    add(given_date="2018-08", kind="file")
    add()
    assert ids(search, query, sort="control") == expected


def test_an_attachment_has_the_date_of_its_message(search: Search, add: Add) -> None:
    message = add(sent_local="2018-07-13T10:00:00", attachment_count=1)
    attachment = add("terms", family_id=message, parent_id=message, kind="attachment")
    assert ids(search, "date:2018-07-13") == [message, attachment]
    assert ids(search, "terms date:2018") == [attachment]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bates:BPS-000131", [1]),
        ("bates:BPS-000132", [1]),
        ("bates:bps131", [1]),
        ("bates:BPS-000133", [2]),
        ("bates:BPS-000132..000133", [1, 2]),
        ("bates:BPS-000133..40", [2]),
        ("bates:OTHER-000131", []),
        ("id:REV-000002", [2]),
        ("id:2..3", [2, 3]),
        ("id:rev-000001,REV-000003", [1, 3]),
        ("pages:>=2", [1]),
        ("size:>1kb", [3]),
        ("has:attachment", [3]),
        ("kind:file", [1, 2]),
        ("kind:email", [3]),
        ("type:pdf", [1, 2]),
        ("custodian:okafor", []),
        ("custodian:*okafor", [1, 2, 3]),
        ("source:release", [1, 2, 3]),
        ("thread:2", [2]),
        ("filename:terms", [2]),
        ("filename:draft*", [2, 3]),
        ('filename:"terms draft3"', [2]),
        ("filename:(invoice or terms)", [2, 3]),
    ],
)
def test_documents_are_found_by_what_the_matter_knows(
    search: Search, add: Add, query: str, expected: list[int]
) -> None:
    paged = {"kind": "file", "type": "pdf"}
    add(**paged, bates_begin="BPS-000131", bates_end="BPS-000132", page_count=2)
    add(**paged, bates_begin="BPS-000133", bates_end="BPS-000133", page_count=1,
        filename="Pilot_Terms_draft3.pdf")  # fmt: skip
    add(attachment_count=2, size_bytes=2_000, zones={"attached": "Drafts.zip; Invoice.pdf"})
    assert ids(search, query, sort="control") == expected


def test_numbers_that_a_release_leaves_out_are_not_found(
    store: Store, search: Search, add: Add
) -> None:
    document = add(kind="file", type="pdf", bates_begin="BPS-000116", bates_end="BPS-000131")
    with store.write():
        store.conn.executemany(
            "INSERT INTO pages (document_id, number, source_page, width_pt, height_pt,"
            " text_start, text_end, bates, words) VALUES (?, ?, ?, 612, 792, 0, 0, ?, x'')",
            [
                (document, 1, 0, "BPS-000116"),
                (document, 2, 1, None),
                (document, 3, 2, "BPS-000131"),
            ],
        )
        keep_runs(store.conn, [document])
    assert ids(search, "bates:BPS-000117..000130") == []
    assert ids(search, "bates:BPS-000117..000131") == [document]


def test_a_document_is_found_by_the_page_that_was_read_worst(
    store: Store, search: Search, add: Add
) -> None:
    scan = add(kind="file", type="pdf", page_count=3)
    add(kind="file", type="pdf", page_count=1)
    with store.write():
        store.conn.executemany(
            "INSERT INTO pages (document_id, number, source_page, width_pt, height_pt,"
            " text_start, text_end, words, ocr_confidence) VALUES (?, ?, ?, 1, 1, 0, 0, x'', ?)",
            [(scan, 1, 0, 91.5), (scan, 2, 1, 64.0), (scan, 3, 2, None), (scan + 1, 1, 0, None)],
        )
    assert ids(search, "ocr:<70") == [scan]
    assert ids(search, "ocr:<60") == []
    assert search.parse("ocr:<70").reads_as == "documents of less than 70 % OCR confidence"
    with pytest.raises(QueryError):
        search.parse("ocr:weak")


def _tag(store: Store, document: int, name: str) -> None:
    with store.write():
        store.conn.execute(
            "INSERT OR IGNORE INTO tags (name, colour, position) VALUES (?, 1, 1)", (name,)
        )
        store.conn.execute(
            "INSERT INTO document_tags SELECT ?, id FROM tags WHERE name = ?", (document, name)
        )


def _tag_passage(store: Store, document: int, name: str, note: str = "") -> None:
    with store.write() as database:
        row = {"document_id": document, "start": 0, "end": 1, "quote": "a", "prefix": ""}
        passage = database["passages"].insert(
            {**row, "suffix": "", "note": note, "created_utc": ""}
        )
        store.conn.execute(
            "INSERT INTO passage_tags SELECT ?, id FROM tags WHERE name = ?",
            (passage.last_pk, name),
        )


def test_decisions_are_found_as_soon_as_they_are_made(
    search: Search, add: Add, store: Store
) -> None:
    tagged, marked_passage, plain = add("a"), add("b"), add("c")
    assert ids(search, 'tag:"Sales pressure"') == []
    _tag(store, tagged, "Sales pressure")
    _tag_passage(store, marked_passage, "Sales pressure", note="key")
    assert ids(search, 'tag:"sales pressure"') == [tagged, marked_passage]
    assert ids(search, "tag:sales*") == ids(search, "has:tag") == [tagged, marked_passage]
    assert ids(search, "not has:tag") == [plain]
    assert ids(search, "has:passage") == ids(search, "has:note") == [marked_passage]
    with store.write() as database:
        database["codings"].insert(
            {"document_id": plain, "responsive": "not-responsive", "is_privileged": 1}
        )
    assert ids(search, "coded:not-responsive") == ids(search, "coded:privileged") == [plain]
    assert ids(search, 'coded:"not responsive"') == [plain]
    assert ids(search, "coded:none") == ids(search, "coded:not-privileged") == [1, 2]


def test_names_are_found_whatever_their_case_and_accents(
    search: Search, add: Add, store: Store
) -> None:
    document = add()
    _tag(store, document, "Ärger & Øre 100%")
    with store.write():
        store.conn.execute("UPDATE sources SET custodian = 'Zoë Müller', path = '/Öffentlich/x'")
    for query in ("tag:ärger*", 'tag:"ARGER & ore 100%"', 'custodian:"zoe müller"', "source:offen"):
        assert ids(search, query) == [document], query
        assert search.parse(query).warnings == (), query
    assert ids(search, 'tag:"arger & ore 1000"') == ids(search, "custodian:zoe") == []


def test_a_coded_document_is_coded_whatever_copies_it_has(
    search: Search, add: Add, store: Store
) -> None:
    coded, open_ = add("the pilot"), add("another")
    copy = add("the pilot", copy_of=coded)
    decided = {"responsive": "responsive", "is_privileged": 1, "is_confidential": 1}
    with store.write() as database:
        database["codings"].insert({"document_id": coded, **decided})
    for query in ("coded:none", "coded:not-privileged", "coded:not-confidential"):
        assert ids(search, query) == [open_], query
        assert marked(search, store, f"pilot AND {query}", copy) == []


def test_a_name_the_matter_does_not_know_is_pointed_out(
    search: Search, add: Add, store: Store
) -> None:
    _tag(store, add(), "Sales pressure")
    assert search.parse("tag:sales* custodian:*okafor").warnings == ()
    (warning,) = search.parse("pilot tag:salse").warnings
    assert "no tag" in warning


def test_the_facet_of_exemptions_counts_what_its_click_finds(
    search: Search, add: Add, store: Store
):
    first, second, third = add("pilot"), add("pilot"), add("other")
    copy = add("pilot", copy_of=second)
    box = {"source_page": 0, "x0": 0, "y0": 0, "x1": 9, "y1": 9, "kind": "black"}
    with store.write() as database:
        database["redactions"].insert_all(
            {"document_id": document, "codes": codes, "found_in": "image", **box}
            for document, codes in (
                (first, '["b6", "b7C"]'), (first, '["b6"]'), (copy, '["b6"]'), (third, '["b5"]'),
            )
        )  # fmt: skip
        mark = {"document_id": second, "source_page": 1, "kind": "withheld in full"}
        database["page_marks"].insert({**mark, "codes": '["b7"]'})
    facets = search.facets(search.find("pilot").ids)
    assert facets.exemptions == (("b6", 2), ("b7", 2), ("b7C", 1))
    for code, count in facets.exemptions:
        assert search.find(f"pilot exemption:{code}").documents == count
    assert search.find("has:redaction").documents == 3


def test_facets_count_each_document_once(search: Search, add: Add, store: Store) -> None:
    first = add("pilot", sent_local="2017-09-14T10:00:00")
    second = add("pilot", sent_local="2018-01-02T10:00:00", given_date="2017-09")
    attachment = add("pilot", family_id=first, kind="attachment")
    add("pilot", copy_of=first)
    add("pilot", kind="file")
    add("other", sent_local="2016-01-01T10:00:00")
    _tag(store, first, "Sales pressure")
    _tag_passage(store, first, "Sales pressure")
    _tag_passage(store, second, "Sales pressure")
    with store.write() as database:
        database["codings"].insert({"document_id": first, "responsive": "responsive"})
        database["people"].insert_all(
            {"id": i, "key": name, "name": name, "address": f"{name}@x"}
            for i, name in enumerate(["dana", "okafor", ""], 1)
        )
        database["document_people"].insert_all(
            {"document_id": document, "role": role, "person_id": person}
            for document, role, person in (
                (first, "from", 1), (first, "cc", 1), (first, "to", 2), (second, "from", 2),
                (attachment, "from", 2), (second, "to", 3),
            )
        )  # fmt: skip
        store.documents_changed()
    facets = search.facets(search.find("pilot").ids)
    assert facets.months == (("2017-09", 3),)
    assert facets.undated == 1
    assert facets.kinds == {"message": 2, "attachment": 1, "file": 1}
    assert facets.coding["responsive"] == 1
    assert facets.coding["none"] == 3
    assert [(tag.name, tag.documents) for tag in facets.tags] == [("Sales pressure", 2)]
    assert [(person.name, person.documents) for person in facets.people] == [
        ("okafor", 3), ("dana", 1), ("@x", 1),
    ]  # fmt: skip
    assert facets.people_total == 3
    for query, expected in (
        ("date:2017-09", [first, second, attachment]),
        ("date:2017-08..2017-10", [first, second, attachment]),
        ("date:2016-01..2017-08", []),
        ("kind:attachment", [attachment]),
        ("coded:responsive", [first]),
        ('tag:"Sales pressure"', [first, second]),
        ("person:dana@x", [first]),
        ('person:okafor tag:"Sales pressure"', [first, second]),
    ):
        assert ids(search, f"pilot {query}", sort="control") == expected


def test_every_facet_counts_what_the_query_finds_that_it_is_written_into(
    search: Search, add: Add, store: Store
) -> None:
    """A copy counts for its primary: by its own date, its own kind, its own people."""
    first = add("pilot", sent_local="2017-09-14T10:00:00")
    copy = add("pilot", copy_of=first, kind="attachment", sent_local="2018-01-02T10:00:00")
    second = add("pilot", kind="file")
    with store.write() as database:
        database["people"].insert_all(
            {"id": number, "key": (address or name).casefold(), "name": name, "address": address}
            for number, (name, address) in enumerate(
                (("Dana Whitlock", "dana@x"), ("dana whitlock", ""), ("R. O'Kafor", ""),
                 ('Lee "LM" Marsh', ""), ("", "press@portsec.example")), 1)
        )  # fmt: skip
        database["document_people"].insert_all(
            {"document_id": document, "role": "from", "person_id": person}
            for document, person in ((first, 1), (copy, 2), (second, 2), (second, 3), (second, 4),
                                     (copy, 5))
        )  # fmt: skip
        store.documents_changed()
    facets = search.facets(search.find("pilot").ids)
    assert facets.months == (("2017-09", 1), ("2018-01", 1))
    assert facets.undated == 1
    assert facets.kinds == {"message": 1, "attachment": 1, "file": 1}
    clicks = [
        *((Facet("date", month), count) for month, count in facets.months),
        *((Facet("kind", kind), count) for kind, count in facets.kinds.items()),
        *((Facet("person", person.value), person.documents) for person in facets.people),
    ]
    assert len(clicks) == 10
    for facet, count in clicks:
        query = Narrowing(search.parse("pilot")).clicked(facet).query
        assert search.find(query).documents == count, query
    assert search.find('person:"Dana Whitlock"').documents == 2
    assert search.find('person:"Dana Whitlock <dana@x>"').documents == 1
    assert search.parse("person:press@portsec.example").reads_as == (
        "documents naming press@portsec.example"
    )
    with pytest.raises(QueryError):
        search.parse('person:"<>"')


def test_a_tag_whose_name_has_wildcards_or_quotes_is_asked_for_by_name(
    search: Search, add: Add, store: Store
) -> None:
    names = ("Urgent*", "Urgent matters", "“Smoking” gun", "Why?", "Whys")
    tagged = {name: add("pilot") for name in names}
    for name, document in tagged.items():
        _tag(store, document, name)
    everything = search.parse("pilot")
    for name, document in tagged.items():
        assert ids(search, Narrowing(everything).clicked(Facet("tag", name)).query) == [document]
    assert ids(search, "tag:urgent*") == [tagged["Urgent*"]]
    assert ids(search, "tag:urg*") == [tagged["Urgent*"], tagged["Urgent matters"]]


def test_a_snippet_shows_the_first_hit_of_the_body_with_every_mark_in_sight(
    search: Search, add: Add
) -> None:
    body = "Dear R.,\n\n" + "some words before " * 20 + "the pilot,\nthe demo " + "and after " * 40
    document = add(body, zones={"subject": "pilot"})
    snippet = search.snippet("pilot demo", document, 60)
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["pilot", "demo"]
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    assert "the pilot, the demo and" in snippet.text
    assert len(snippet.text) < 80
    assert search.snippet("", document, 30).text.startswith("Dear R., some words")
    assert search.snippet("subject:pilot", document).text == "pilot"


def test_every_hit_of_a_great_result_is_counted(search: Search, add: Add) -> None:
    documents = [add(f"the pilot of {number} demos, a pilot demo") for number in range(70)]
    for query in (
        "pilot",
        "pilot demo*",
        "pilot pre/3 demo*",
        '"pilot demo"',
        "pilot not w/1 demo",
    ):
        assert search.count_hits(query) == sum(len(search.hits(query, i)) for i in documents)
    assert search.count_hits("pilot pre/1 demo id:1..3") == 6


def test_a_bad_query_is_an_error_and_never_an_empty_result(search: Search) -> None:
    with pytest.raises(QueryError):
        search.find("a w/5 b w/5 c")
    with pytest.raises(QueryError):
        search.hits("(a", 1)


def test_searching_goes_on_while_documents_come_in(store: Store, add: Add) -> None:
    add("a pilot before a demo")

    def write() -> None:
        own = Store(store.path)
        for _ in range(150):
            add_document(own, {"body": "a pilot before a demo"}, {})
        own.close()

    writer = Thread(target=write)
    reader = Store(store.path, is_read_only=True)
    search = Search(reader)
    writer.start()
    counts = [1]
    while writer.is_alive() or counts[-1] < 151:
        counts.append(search.find("pilot pre/3 demo").documents)
        assert counts[-1] >= counts[-2]
        assert search.find("d?mo").documents * 2 <= search.count_hits("pilot w/3 demo")
        assert search.facets(search.find("").ids).undated >= counts[-1]
    writer.join()
    reader.close()


def test_families_are_those_of_what_is_found_and_of_its_copies(
    search: Search, add: Add, store: Store
) -> None:
    message = add("the cover", attachment_count=2)
    terms = add("the terms", family_id=message, parent_id=message, kind="attachment")
    plan = add("a plan", family_id=message, parent_id=message, kind="attachment")
    other = add("another cover", attachment_count=1)
    add("the terms", family_id=other, parent_id=other, kind="attachment", copy_of=terms)
    lone = add("terms alone")
    assert ids(search, "family(plan)") == [message, terms, plan]
    assert ids(search, "family(terms)") == [message, terms, plan, other, lone]
    assert ids(search, "family(terms) NOT terms") == [message, plan, other]
    assert ids(search, "family(terms) plan OR family(alone)") == [plan, lone]
    assert ids(search, "NOT family(plan)") == [other, lone]
    assert ids(search, "family(cover not w/1 the)") == [terms, other]
    assert ids(search, "family(family(plan) terms)") == [message, terms, plan, other]
    assert marked(search, store, "family(terms)", terms) == ["terms"]
    assert marked(search, store, "family(terms)", plan) == []
    assert marked(search, store, "family(terms) plan", plan) == ["plan"]
    for query in ("family(terms)", "family(terms OR plan) AND NOT another", "cover family(plan)"):
        found = search.find(query).ids.tolist()
        assert search.count_hits(query) == sum(len(search.hits(query, id_)) for id_ in found)


def test_retired_documents_are_in_no_family(search: Search, add: Add) -> None:
    message = add("the cover")
    add("the terms", family_id=message, parent_id=message, is_retired=1)
    assert ids(search, "family(cover)") == [message]


def test_a_sample_is_of_what_is_found_and_marks_what_matched(
    search: Search, add: Add, store: Store
) -> None:
    documents = [add(f"pilot number {number}") for number in range(120)]
    add("no such thing")
    sample = ids(search, "sample(30, pilot)")
    assert len(sample) == 30
    assert set(sample) <= set(documents)
    assert sample == ids(search, "sample(30, pilot, seed 1)") == ids(search, "sample(30, pilot)")
    assert sample != ids(search, "sample(30, pilot, seed 2)")
    assert len(ids(search, "sample(500)")) == 121
    assert ids(search, "sample(500, pilot)") == documents
    assert ids(search, "sample(30, pilot) pilot NOT absent") == sample
    assert len(ids(search, "sample(9, sample(30, pilot))")) == 9
    assert "seed 1" in search.parse("sample(30, pilot)").reads_as
    assert marked(search, store, "sample(30, pilot)", sample[0]) == ["pilot"]
    outside = next(id_ for id_ in documents if id_ not in sample)
    assert marked(search, store, "sample(30, pilot)", outside) == []
    assert search.count_hits("sample(30, pilot)") == 30
    assert search.count_hits("sample(100, pilot OR number)") == 200
    assert search.count_hits("NOT sample(30, pilot) pilot") == 90


def test_exhibits_are_found_by_number_and_letter(search: Search, add: Add, store: Store) -> None:
    documents = [add(f"exhibit {number}") for number in range(6)]
    with store.write() as database:
        for bundle, numbering in ((1, "1"), (2, "A")):
            database["bundles"].insert(
                {"id": bundle, "name": numbering, "numbering": numbering, "position": bundle}
            )
        database["exhibits"].insert_all(
            {"bundle_id": bundle, "document_id": documents[index], "position": 10 * position}
            for bundle, position, index in ((1, 1, 0), (1, 5, 1), (1, 9, 2), (2, 1, 3), (2, 2, 0))
        )
    assert ids(search, "exhibit:1") == [documents[0]]
    assert ids(search, "exhibit:2..3") == documents[1:3]
    assert ids(search, "exhibit:B") == [documents[0]]
    assert ids(search, "exhibit:a..b") == [documents[0], documents[3]]
    assert ids(search, "exhibit:*") == documents[:4]
    assert ids(search, "exhibit:(3 or A)") == [documents[2], documents[3]]
    assert ids(search, "exhibit:1,A NOT exhibit:B") == [documents[3]]
    assert ids(search, "exhibit:9") == []


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("The ﬁnal oﬃce", "final office", ["ﬁnal", "oﬃce"]),
        ("co\u00adoperation", "cooperation", ["co\u00adoperation"]),
        ("the recog-\nnition", "recognition w/1 the", ["the", "recog-\nnition"]),
        ("the recog-\nnition", "recogn*", ["recog-\nnition"]),
        ("ＰＩＬＯＴ demo", "pilot", ["ＰＩＬＯＴ"]),
        ("a pilot", "ｐｉｌｏｔ", ["pilot"]),
        ("Müller und Mueller", "muler~1", ["Müller"]),
        ("пилотный проект", "пилот*", ["пилотный"]),
        ("пилотный проект", "проeкт~1", ["проект"]),
        ("在中国的人", "中国", ["中国"]),
        ("在中国的人", "在 pre/4 人", ["在", "人"]),
        ("在中国的人", '"中国 的"', ["中国的"]),
        ("שלום עולם", "שלו?", ["שלום"]),
        ("مُحَمَّد", "محمد", ["مُحَمَّد"]),
        ("go 👍 ahead", '"go ahead"', ["go 👍 ahead"]),
        ("go 👍 ahead", "go w/1 ahead", ["go", "ahead"]),
    ],
)
def test_every_script_is_found_and_marked_where_it_stands(
    search: Search, add: Add, store: Store, text: str, query: str, expected: list[str]
) -> None:
    document = add(text)
    add("something else")
    assert ids(search, query) == [document]
    assert marked(search, store, query, document) == expected
    assert search.count_hits(query) == len(expected)


def test_a_dialect_changes_what_is_found_and_not_how_it_reads(search: Search, add: Add) -> None:
    first, second = add("face recognition"), add("recognition of a face")
    assert ids(search, "face recognition") == [first, second]
    assert search.find(search.parse("face recognition", "dtsearch")).ids.tolist() == [first]
    westlaw = search.parse('"#face #recognition" % draft', "westlaw")
    own = search.parse('"face recognition" AND NOT (draft OR drafts)')
    assert westlaw.tree == own.tree
    assert westlaw.reads_as == own.reads_as
    assert westlaw.written == own.written
    assert (westlaw.dialect, own.dialect) == ("westlaw", "pincite")


def test_the_number_of_a_document_among_words_is_pointed_out(search: Search, add: Add) -> None:
    add("the pilot")
    (said,) = search.parse("rev-000001").warnings
    assert "id:rev-000001" in said
    assert search.parse("REV-000009").warnings == search.parse("pilot-1").warnings == ()
