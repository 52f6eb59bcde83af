"""Papers to print, read back as a clerk would."""

import pymupdf
import pytest

from pincite.domain.pages import A4_PT, LETTER_PT
from pincite.domain.papers import Facts, Heading, Listing, Paper, Sentence, Table
from pincite.pdf.paper import set_paper

WORDS = "We found no document that holds the words that were asked for. " * 6


def paper(sheet_pt: tuple[float, float] = LETTER_PT) -> Paper:
    return Paper(
        "Search certificate",
        "Harbor v. Port",
        (
            Heading("The query"),
            Facts((("As typed", "pilot w/10 “face recognition”"), ("Reads as", WORDS))),
            Table(
                ("Line", "Term", "Documents"),
                (1, 6, 2),
                tuple((str(number), f"term {number} {WORDS[: number % 90]}", f"{number:,}")
                      for number in range(120)),
                frozenset((2,)),
            ),
            Heading("The documents found"),
            Listing(tuple(f"REV-{number:06d}" for number in range(900))),
            Sentence("A long word: " + "9" * 300, is_small=True),
        ),
        "Seal 0123456789",
        sheet_pt,
    )  # fmt: skip


@pytest.mark.parametrize("sheet_pt", [LETTER_PT, A4_PT])
def test_every_sheet_has_its_number_and_everything_is_within_the_margins(sheet_pt) -> None:
    with pymupdf.open(stream=set_paper(paper(sheet_pt))) as document:
        count = len(document)
        assert count > 4
        for number, page in enumerate(document, 1):
            assert (page.rect.width, page.rect.height) == pytest.approx(sheet_pt, abs=0.1)
            assert f"page {number} of {count}" in page.get_text()
            assert "Seal 0123456789" in page.get_text()
            for *box, _, _, _, _ in [word[:8] for word in page.get_text("words")]:
                assert box[0] >= 60
                assert box[2] <= sheet_pt[0] - 60


def test_nothing_is_lost_between_sheets_and_the_heads_of_a_table_are_said_again() -> None:
    with pymupdf.open(stream=set_paper(paper())) as document:
        texts = [page.get_text() for page in document]
    words = " ".join(texts).split()
    assert [word for word in words if word.startswith("REV-")] == [
        f"REV-{number:06d}" for number in range(900)
    ]
    assert all(str(number) in words for number in range(120))
    assert sum("Documents" in text for text in texts) >= 3
    assert "9" * 300 in "".join(words)


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert set_paper(paper()) == set_paper(paper())
