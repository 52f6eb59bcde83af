"""Certificates as records and as papers, beside what the search itself says."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from pincite.domain.pages import LETTER_PT
from pincite.domain.papers import Facts, Listing, Paper, Table
from pincite.errors import VerificationError
from pincite.pdf.workers import page_workers
from pincite.search import Search
from pincite.search.reports.certificate import Certified, certify, samples, seal
from pincite.search.reports.certificate_paper import certificate_paper, ranges
from pincite.search.reports.service import Reports
from pincite.store.connection import Store
from pincite.store.journal import Journal
from tests.search.conftest import Add

Certify = Callable[..., Certified]


@pytest.fixture
def reports(store: Store, search: Search) -> Reports:
    return Reports(store, search, Journal(store, "dana"), page_workers)


def said(paper: Paper) -> str:
    """Everything that stands on a paper."""
    parts: list[str] = [paper.title, paper.subtitle]
    for block in paper.blocks:
        if isinstance(block, Facts | Table):
            parts += [cell for row in block.rows for cell in row]
        elif isinstance(block, Listing):
            parts += block.items
        else:
            parts.append(block.text)
    return "\n".join(parts)


def test_runs_of_numbers_are_said_as_ranges() -> None:
    numbers = ["REV-000001", "REV-000003", "REV-000004", "REV-000005", "REV-1000000"]
    assert ranges(numbers) == ["REV-000001", "REV-000003–REV-000005", "REV-1000000"]
    assert ranges([]) == []


def test_samples_are_named_with_their_seeds_wherever_they_stand(search: Search) -> None:
    tree = search.parse("sample(5, pilot OR sample(2, demo, seed 9)) AND port").tree
    assert [(one.count, one.seed) for one in samples(tree)] == [(5, 1), (2, 9)]


def test_a_paper_says_what_could_not_be_searched(reports: Reports, add: Add, store: Store) -> None:
    add("pilot", type="pdf")
    add("demo")
    with store.write() as database:
        database["pages"].insert(
            {"document_id": 1, "number": 1, "source_page": 0, "width_pt": 612, "height_pt": 792,
             "text_start": 0, "text_end": 5, "words": b"", "ocr_confidence": 50}
        )  # fmt: skip
        database["exceptions"].insert(
            {"document_id": 2, "path": "b.doc", "reason": "damaged", "message": "It ends early."}
        )
    text = said(certificate_paper(certify(reports.run_query("pilot")), LETTER_PT))
    assert "1 of 2 documents are searchable" in text
    assert "1 document with a page whose words were read from its picture" in text
    assert "only part of it could be read" in text
    assert "damaged: It ends early." in text
    assert "REV-000002" in text


def test_a_query_that_finds_everything_says_so(reports: Reports, add: Add) -> None:
    add("pilot")
    certified = certify(reports.run_query(""))
    assert certified.record["found"]["documents"] == 1
    assert "(nothing: every document)" in said(certificate_paper(certified, LETTER_PT))


def test_what_a_scanner_may_have_made_of_a_word_is_said(reports: Reports, add: Add) -> None:
    add("the DEA", type="text")
    add("the 0EA", type="text")
    certified = certify(reports.run_query("DEA"))
    assert certified.record["misreads"] == [{"word": "DEA", "instead": "0EA", "documents": 1}]
    assert "0EA (1 document)" in said(certificate_paper(certified, LETTER_PT))


@pytest.mark.parametrize(
    "harm",
    [
        lambda record: record.pop("found"),
        lambda record: record["asked"].update(dialect="latin"),
        lambda record: record["asked"].update(lines=[["1", "pilot"]]),
        lambda record: record["terms"][0].update(hits="many"),
        lambda record: record.update(terms=7),
    ],
)
def test_a_record_that_is_sealed_but_no_certificate_is_refused(
    reports: Reports, add: Add, harm: Callable[[dict[str, Any]], object]
) -> None:
    add("pilot")
    certified = certify(reports.run_query("pilot"))
    assert Certified.read(certified.written).record == json.loads(certified.written)
    record = json.loads(certified.written)
    harm(record)
    record["seal"] = seal(record)
    with pytest.raises(VerificationError):
        Certified.read(json.dumps(record).encode())


def test_a_check_tells_which_figures_and_words_changed(
    reports: Reports, add: Add, store: Store
) -> None:
    add("pilot pilots")
    certified = certify(reports.run_query("pilot*"))
    assert reports.check(certified).is_same
    add("piloted")
    checked = reports.check(certified)
    assert checked.gained == ("REV-000002",)
    told = " ".join(checked.changed)
    assert "“pilot*”: documents: 1 then, 2 now." in told
    assert "“pilot*”: hits: 2 then, 3 now." in told
    assert "its wildcards stand for other words" in told
    assert "documents in the matter: 1 then, 2 now." in told
