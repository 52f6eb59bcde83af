"""Which hits stand in text that was read with little confidence."""

import pytest

from pincite.domain.ocr import OcrLayer, OcrWord, encode_layer, laid_out
from pincite.domain.pages import encode_words
from pincite.jobs.control import Control
from pincite.search import Search, TermsAsked
from pincite.search.reports.term_lists import term_lines
from pincite.store.connection import Store
from pincite.store.parts import Parts
from tests.search.conftest import Add


def read_layer(*words: tuple[str, float]) -> OcrLayer:
    return OcrLayer(
        "an engine",
        tuple(
            OcrWord(text, 60.0 * index, 20, 60.0 * index + 50, 30, confidence, 0, 0)
            for index, (text, confidence) in enumerate(words)
        ),
    )


def weak_in_report(search: Search, term: str) -> int:
    """How many weak hits a report counts for a term."""
    (row,) = search.term_report(TermsAsked(term_lines(term, "pincite")), Control()).rows
    return row.weak_hits


@pytest.fixture
def scan(store: Store, add: Add):
    def scan(layer: OcrLayer) -> int:
        read = laid_out(layer)
        number = add(read.text, kind="file", type="pdf")
        words = [word._replace(start=word.start + 6, end=word.end + 6) for word in read.words]
        part = Parts(store.path.parent / "parts").keep(encode_layer(layer))
        with store.write() as database:
            database["pages"].insert(
                {
                    "document_id": number, "number": 1, "source_page": 0, "width_pt": 612,
                    "height_pt": 792, "text_start": 6, "text_end": 6 + len(read.text),
                    "words": encode_words(words), "ocr_confidence": layer.confidence,
                }
            )  # fmt: skip
            row = {"document_id": number, "source_page": 0, "reason": "no text", "state": "done"}
            database["ocr_pages"].insert({**row, "layer_sha256": part})
        return number

    return scan


def test_every_hit_on_a_page_that_was_read_badly_is_weak(search: Search, scan) -> None:
    number = scan(read_layer(("the", 60), ("pilot", 90), ("said", 50)))
    assert search.weak_hits(number, search.hits("pilot", number)) == [True]


def test_on_a_good_page_only_a_word_that_was_read_badly_is_weak(search: Search, scan) -> None:
    number = scan(read_layer(("pilot", 96), ("and", 97), ("pilot", 41), ("again", 98), ("x", 99)))
    hits = search.hits("pilot", number)
    assert search.weak_hits(number, hits) == [False, True]
    assert weak_in_report(search, "pilot") == 1
    assert weak_in_report(search, "again") == 0


def test_text_that_was_never_read_from_a_picture_is_not_weak(search: Search, add: Add) -> None:
    number = add("the pilot")
    assert search.weak_hits(number, search.hits("pilot", number)) == [False]
    assert weak_in_report(search, "pilot") == 0


def test_a_lost_layer_leaves_the_page_its_own_confidence(
    search: Search, store: Store, scan
) -> None:
    number = scan(read_layer(("pilot", 41), ("again", 98), ("and", 99)))
    with store.write() as database:
        database.conn.execute("UPDATE ocr_pages SET layer_sha256 = ?", ("ab" * 32,))
    assert search.weak_hits(number, search.hits("pilot", number)) == [False]


def test_a_report_counts_the_same_weak_hits_for_all_documents_at_once(
    search: Search, add: Add, scan
) -> None:
    words = ("the", "pilot", "face", "recognition", "demo", "pilot", "pilot")
    for number in range(120):
        confidences = [(37 * number + 61 * place) % 60 + 45 for place in range(7)]
        scan(read_layer(*zip(words[number % 7 :] + words[: number % 7], confidences, strict=True)))
    add("the pilot of face recognition")
    terms = ["pilot", '"face recognition"', "pilot w/2 demo", "the OR demo", "kind:file", "quiet"]
    asked = TermsAsked(tuple(term_lines("\n".join(terms), "pincite")))
    for row in search.term_report(asked, Control()).rows:
        documents = search.find(row.query).ids.tolist()
        expected = [search.weak_hits(each, search.hits(row.query, each)) for each in documents]
        assert row.weak_hits == sum(map(sum, expected))
        assert row.hits == sum(map(len, expected))
