"""Where the letters of words lie, against what the PDF itself tells of each letter."""

from collections.abc import Iterator

import pymupdf
import pytest

from pincite.domain.blocks import text_blocks
from pincite.domain.pages import PageLayout
from pincite.domain.tokens import spans
from pincite.pdf.layout import PageContent, lay_out
from pincite.pdf.read import read_pdf

LINE = "(Willow.Mill@lakeshore.example): “it’s” one-two/three, _ill_ x²."
LONGEST = 0.25  # points: a step of a box as long as the line, and what rounding adds


def printed(line: str, *, rotation: int, turned: int) -> pymupdf.Document:
    document = pymupdf.open()
    page = document.new_page(width=700, height=700)
    box = pymupdf.Rect(60, 60, 640, 640)
    page.insert_htmlbox(box, f"<p>{line}</p><p>תל־אביב, (שער) ״נמל״</p>", rotate=turned)
    page.set_rotation(rotation)
    return pymupdf.open(stream=document.tobytes())


def letters(page: pymupdf.Page) -> Iterator[tuple[str, pymupdf.Rect]]:
    flags = pymupdf.TEXTFLAGS_SEARCH & ~pymupdf.TEXT_DEHYPHENATE
    for block in page.get_text("rawdict", flags=flags)["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for letter in span["chars"]:
                    if not letter["c"].isspace():
                        yield letter["c"], pymupdf.Rect(letter["bbox"]) * page.rotation_matrix


def check(text: str, layout: PageLayout, page: pymupdf.Page) -> int:
    """That words are marked as far as their letters reach; how many are a part of what is printed.

    Across the line the whole height of what is printed is marked.
    """
    drawn = list(letters(page))
    assert [letter for letter, _ in drawn] == [
        letter for word in layout.words for letter in text[word.start : word.end]
    ]
    at = inner = 0
    for word in layout.words:
        boxes = [box for _, box in drawn[at : at + word.end - word.start]]
        at += len(boxes)
        for start, end in spans(text, word.start, word.end):
            around = pymupdf.Rect(boxes[start - word.start])
            for box in boxes[start - word.start + 1 : end - word.start]:
                around |= box
            told = word.part(start, end)
            along = (1, 3) if word.is_sideways else (0, 2)
            for side in along:
                assert told[side] == pytest.approx(around[side], abs=LONGEST), text[start:end]
            inner += (start, end) != (word.start, word.end)
    return inner


# Words that signs part are found otherwise than those that nothing parts.
@pytest.mark.parametrize("line", [LINE, f"{LINE} 面部識別"])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_words_of_a_pdf_are_marked_as_far_as_their_letters_reach(
    line: str, rotation: int, turned: int
):
    with printed(line, rotation=rotation, turned=turned) as document:
        read = read_pdf(document.tobytes())
        (page,) = read.pages
        layout = PageLayout(page.width_pt, page.height_pt, page.words)
        assert check(read.text, layout, document[0]) >= 14


def test_words_beside_text_under_a_redaction_are_marked_as_far_as_their_letters_reach():
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((72, 100), "mail dana@willow.example secretly to it/them, will")
    page.draw_rect(page.search_for("secretly")[0], fill=(0, 0, 0))
    read = read_pdf(document.tobytes())
    assert "secretly" not in read.text
    hit = read.text.index("willow")
    (word,) = (word for word in read.pages[0].words if word.start <= hit < word.end)
    (wanted,) = page.search_for("willow")
    x0, _, x1, _ = word.part(hit, hit + len("willow"))
    assert (x0, x1) == pytest.approx((wanted.x0, wanted.x1), abs=LONGEST)


@pytest.mark.parametrize(
    "text",
    [
        LINE,
        "面部識別警察試點",
        "(תל־אביב, שער) ״נמל״",
        "الميناء، والبوابة؛ لماذا؟",
        "https://portal.example/" + "willow/mill-" * 30 + "end",
    ],
)
def test_words_of_a_rendition_are_marked_as_far_as_their_letters_reach(text: str):
    made = lay_out(PageContent(text_blocks(text)))
    (layout,) = made.layouts
    for word in layout.words:
        for start, end in spans(text, word.start, word.end):
            if (start, end) != (word.start, word.end):
                assert word.stretches, text[word.start : word.end]
    with pymupdf.open(stream=made.pdf) as document:
        drawn = list(letters(document[0]))
    for word in layout.words:
        for start, end in spans(text, word.start, word.end):
            x0, y0, x1, y1 = word.part(start, end)
            rect = pymupdf.Rect(x0 - 0.2, y0, x1 + 0.2, y1)
            middle = [(box.tl + box.br) / 2 for _, box in drawn]
            under = "".join(
                letter for (letter, _), at in zip(drawn, middle, strict=True) if at in rect
            )
            assert sorted(under) == sorted(text[start:end]), text[start:end]
            reached = [box for (_, box), at in zip(drawn, middle, strict=True) if at in rect]
            assert min(box.x0 for box in reached) == pytest.approx(x0, abs=LONGEST)
            assert max(box.x1 for box in reached) == pytest.approx(x1, abs=LONGEST)
