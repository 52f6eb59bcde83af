"""What becomes of pages that are read from their pictures, and of the text they are part of."""

from pincite.domain.documents import CanonicalText
from pincite.domain.pages import WordBox
from pincite.store.ocr import DONE, FAILED, OcrPage, OcrPages, ReadPage


def queued(matter, pages: list[tuple[int, int, str]]) -> OcrPages:
    with matter.store.write() as database:
        for document, page, reason in pages:
            row = {"document_id": document, "source_page": page, "reason": reason}
            database["ocr_pages"].insert(row)
    return OcrPages(matter.store)


def test_a_document_is_through_when_none_of_its_pages_waits(released):
    pages = queued(released, [(1, 0, "no text"), (1, 3, "rubbish"), (2, 0, "no text")])
    first, second, other = pages.pending()
    assert (second.document_id, second.source_page, second.reason) == (1, 3, "rubbish")
    assert pages.record(first, DONE, "ab" * 32, "an engine") == []
    assert pages.pending() == [second, other]
    assert pages.record(second, FAILED, None, "") == [1]
    assert pages.of_document(1) == [
        OcrPage(1, 0, "no text", DONE, "ab" * 32, "an engine"),
        OcrPage(1, 3, "rubbish", FAILED, None, ""),
    ]


def test_a_text_that_is_rewritten_is_found_by_its_new_words_only(released):
    pages = OcrPages(released.store)
    with released.store.write() as database:
        row = {"document_id": 1, "number": 1, "source_page": 0, "width_pt": 612, "height_pt": 792}
        database["pages"].insert(
            {**row, "text_start": 6, "text_end": 11, "words": b"", "withheld_share": 0.0}
        )
        database["texts"].upsert(
            {"document_id": 1, "text": "first", "bounds": [0] * 13 + [5]}, pk="document_id"
        )
    before = released.store.generation()
    text = CanonicalText.of_zones({"body": "turnstile words"})
    words = [WordBox(6, 15, 1, 2, 3, 4), WordBox(16, 21, 5, 2, 8, 4)]
    pages.rewrite(1, text, [ReadPage(1, 6, 21, words, "BPS-000131", 91.5)])
    assert released.documents.text(1) == text
    assert released.search.find("turnstile").ids.tolist() == [1]
    assert released.search.find("first").ids.tolist() == []
    assert released.documents.layouts(1)[0].words == tuple(words)
    assert released.documents.get(1).bates == "BPS-000131"
    assert released.store.generation() > before
    assert released.verify().is_ok


def test_verifying_misses_a_layer_that_is_gone(released):
    pages = queued(released, [(1, 0, "no text")])
    layer = released.parts.keep(b"a layer")
    pages.record(pages.pending()[0], DONE, layer, "an engine")
    assert released.verify().is_ok
    released.parts.path(layer).unlink()
    assert "missing" in released.verify().problems[0]
