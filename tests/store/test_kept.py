"""What is kept so that large matters answer at once says what the pages say, whatever happens."""

import json
from collections import Counter
from pathlib import Path

import pytest
from sqlite_utils.migrations import Migrations

from pincite.domain.numbers import BatesNumber
from pincite.domain.releases import Preset
from pincite.matter import Matter
from pincite.store import connection, schema
from pincite.store.bates import renumber
from pincite.store.incoming import IncomingPageMark, IncomingRedaction
from pincite.store.page_marks import write_page_marks
from pincite.store.redactions import write_scanned
from tests.processing.test_releases import printed_mail

SUGGESTED = IncomingRedaction(60, 130, 260, 150, "black", '["b5","b6"]', "image", False, False)


@pytest.fixture
def matter(tmp_path: Path):
    with Matter.new(tmp_path / "Case") as made:
        made.processing.add([printed_mail(tmp_path / "release.pdf")])
        yield made


def kept_numbers(matter: Matter) -> set[tuple[int, str, int]]:
    rows = matter.store.conn.execute("SELECT document_id, series, first, last FROM number_runs")
    return {(id_, series, n) for id_, series, a, b in rows for n in range(a, b + 1)}


def printed_numbers(matter: Matter) -> set[tuple[int, str, int]]:
    rows = matter.store.conn.execute(
        "SELECT document_id, bates FROM pages WHERE bates IS NOT NULL UNION"
        " SELECT document_id, document_number FROM pages WHERE document_number IS NOT NULL"
    )
    read = [(id_, BatesNumber.parse(printed)) for id_, printed in rows]
    return {(id_, number.series, number.value) for id_, number in read if number}


def kept_claims(matter: Matter) -> dict[tuple[int, str], tuple[int, int]]:
    rows = matter.store.conn.execute("SELECT document_id, code, areas, marks FROM claims")
    return {(id_, code): (areas, marks) for id_, code, areas, marks in rows}


def made_claims(matter: Matter) -> dict[tuple[int, str], tuple[int, int]]:
    counts = []
    for table in ("redactions", "page_marks"):
        rows = matter.store.conn.execute(f"SELECT document_id, codes FROM {table}")
        counts.append(Counter((id_, code) for id_, codes in rows for code in json.loads(codes)))
    return {key: (counts[0][key], counts[1][key]) for key in counts[0] | counts[1]}


def assert_kept(matter: Matter) -> None:
    assert kept_numbers(matter) == printed_numbers(matter)
    assert kept_claims(matter) == made_claims(matter)


def exemptions(matter: Matter) -> dict[str, int]:
    return dict(matter.search.facets(matter.search.find("").ids).exemptions)


def test_repairs_and_their_undo_are_followed(matter: Matter):
    assert_kept(matter)
    assert kept_numbers(matter)
    matter.releases.split(4, 2, 0)
    assert_kept(matter)
    assert matter.search.find("bates:BPS-000134").ids.tolist() == [6]
    matter.history.undo()
    assert matter.search.find("bates:BPS-000134").ids.tolist() == [4]
    matter.releases.take_back(3)
    assert matter.search.find("bates:BPS-000132").ids.tolist() == [1]
    matter.releases.unprint(1, Preset.NEW_PAGE)
    assert_kept(matter)
    assert len(matter.search.find("bates:BPS-000131..000134").ids) == 3


def test_numbers_that_ocr_finds_later_are_found_by(matter: Matter):
    with matter.store.write() as database:
        database.conn.execute("UPDATE pages SET bates = NULL, bates_confidence = NULL")
    renumber(matter.store, 2)
    assert kept_numbers(matter) != set()
    assert [row for row in kept_numbers(matter) if row[0] == 2] == [
        row for row in printed_numbers(matter) if row[0] == 2
    ]


def test_a_suggestion_is_counted_until_it_is_rejected_and_again_when_that_is_undone(matter: Matter):
    write_scanned(matter.store, 1, 1, [SUGGESTED])
    write_page_marks(matter.store, 1, 2, [IncomingPageMark("withheld", '["b6","b7E"]')])
    write_page_marks(matter.store, 1, 2, [IncomingPageMark("withheld", '["b6"]')])
    assert_kept(matter)
    assert exemptions(matter) == {"b5": 1, "b6": 2}
    assert matter.search.find("exemption:b7E").documents == 0
    (suggestion,) = [one for one in matter.redactions.suggestions() if one.document_id == 3]
    matter.redactions.reject([suggestion.id])
    assert_kept(matter)
    assert exemptions(matter) == {"b6": 1}
    matter.history.undo()
    assert exemptions(matter) == {"b5": 1, "b6": 2}
    write_scanned(matter.store, 1, 1, [])
    write_scanned(matter.store, 1, 1, [])
    assert_kept(matter)
    assert exemptions(matter) == {"b6": 1}


def test_a_page_that_is_marked_twice_is_counted_once(matter: Matter):
    twice = [IncomingPageMark("withheld", '["b6"]'), IncomingPageMark("withheld", '["b5"]')]
    write_page_marks(matter.store, 1, 1, twice)
    assert_kept(matter)
    assert exemptions(matter) == {"b5": 1}


def test_the_figures_of_a_release_follow_what_is_decided(matter: Matter):
    write_scanned(matter.store, 1, 1, [SUGGESTED])
    (before,) = matter.releases.summaries()
    assert (before.codes, before.documents, before.people) == ((("b5", 1), ("b6", 1)), 3, 3)
    assert before.withheld_share > 0
    matter.releases.edit_header(3, {"to": "Somebody New; Another One", "sent": "2020-01-02 10:00"})
    matter.releases.split(4, 2, 10)
    matter.redactions.reject([one.id for one in matter.redactions.suggestions()])
    (after,) = matter.releases.summaries([1])
    assert (after.codes, after.documents, after.people) == ((), 4, 5)
    assert after.last_date == "2020-01-02T10:00:00"
    for _ in range(3):
        matter.history.undo()
    (again,) = matter.releases.summaries()
    assert again == before
    assert matter.releases.summaries([2]) == []


def test_an_older_matter_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    older = Migrations("matter")
    older(name=schema.FIRST)(schema._first_matter)
    older(name=schema.SECOND)(schema._redactions)
    older(name=schema.THIRD)(schema._releases)
    with monkeypatch.context() as patched:
        patched.setattr(connection, "MATTER", older)
        with Matter.new(tmp_path / "Old") as old, old.store.write() as database:
            for row in FORMER.split(";"):
                database.conn.execute(row)
    with Matter.open(tmp_path / "Old", must_write=True) as matter:
        assert kept_claims(matter) == made_claims(matter)
        assert matter.search.find("bates:BPS-000131").ids.tolist() == [1]
        assert matter.search.find("bates:LOAD-000007").ids.tolist() == [2]
        assert exemptions(matter) == {"b5": 1, "b6": 1}


FORMER = """
INSERT INTO sources (id, path, kind, added_utc) VALUES (1, '/r', 'folder', '');
INSERT INTO files (id, source_id, path, size_bytes, modified_ns) VALUES (1, 1, 'a', 1, 1);
INSERT INTO documents (id, family_id, kind, type, file_id, length_bytes, sha256, size_bytes,
    sort_key, page_count) VALUES (1, 1, 'file', 'pdf', 1, 1, '', 1, 0, 1);
INSERT INTO documents (id, family_id, kind, type, file_id, length_bytes, sha256, size_bytes,
    sort_key, bates_begin, bates_end)
    VALUES (2, 2, 'file', 'xls', 1, 1, '', 1, 0, 'LOAD-000005', 'LOAD-000008');
INSERT INTO pages (document_id, number, source_page, width_pt, height_pt, text_start, text_end,
    bates, words) VALUES (1, 1, 0, 612, 792, 0, 0, 'BPS-000131', x'');
INSERT INTO redactions (document_id, source_page, x0, y0, x1, y1, kind, codes, found_in)
    VALUES (1, 0, 1, 1, 9, 9, 'black', '["b6"]', 'vector');
INSERT INTO page_marks (document_id, source_page, kind, codes) VALUES (1, 0, 'withheld', '["b5"]')
"""
