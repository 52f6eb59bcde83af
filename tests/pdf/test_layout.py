import io
from collections.abc import Sequence

import pymupdf
import pytest

from pincite.domain.blocks import (
    Block,
    Hidden,
    Paragraph,
    Picture,
    Run,
    Table,
    blocks_text,
    text_blocks,
)
from pincite.domain.pages import A4_PT
from pincite.pdf.layout import HeaderField, LaidOut, PageContent, lay_out
from pincite.processing.formats.html import html_blocks


def pages_of(blocks: Sequence[Block], **settings: object) -> LaidOut:
    return lay_out(PageContent(blocks, **settings))  # type: ignore[arg-type]


def opened(laid_out: LaidOut) -> pymupdf.Document:
    return pymupdf.open(stream=laid_out.pdf, filetype="pdf")


def shown(laid_out: LaidOut) -> str:
    with opened(laid_out) as document:
        return "\n".join(page.get_text(flags=pymupdf.TEXTFLAGS_SEARCH) for page in document)


def placed_text(laid_out: LaidOut, text: str) -> str:
    words = sorted((word.start, word.end) for page in laid_out.layouts for word in page.words)
    return "".join(text[start:end] for start, end in words)


def letters(text: str) -> list[str]:
    return sorted(letter for letter in text if letter.isalnum())


RICH = (
    "<h2>Terms</h2><p>We would <b>extend</b> the <i>pi</i>lot, as discussed, through the end of "
    "the fiscal year at no cost.</p><ol><li>a list of desks<li>a date</ol>"
    "<blockquote type=cite>you wrote <s>this</s><blockquote>and that</blockquote></blockquote>"
    "<table border=1><tr><th>Desk<th>Hits</tr><tr><td>North gate<td>12</tr></table>"
    "<pre>  code {\n    x;\n  }</pre>"
)


@pytest.mark.parametrize(
    "text",
    [
        "plain words, and a few more of them",
        "office affix ﬁnal fluffy",
        "x" * 700,
        "see http://portal.example/" + "a/b?c=d&" * 60,
        "Größe façade Ελληνικά Жизнь Đặng",
        "漢字かな交じり文です。" * 30,
        "한국어 문장입니다 " * 20,
        "smile 😀 tick ✓ box ☐ arrow →",
        "שלום עולם (test) 123",
        "مرحبا بالعالم، هذا نص 2017",
        "e\u0301tude soft\u00adhyphen zero\u200bwidth",
        "\ttabbed\tcolumns\n    indented   wide   gaps",
        "a\n\n\n\nb\n",
    ],
)
def test_every_word_is_on_a_page_and_tied_to_its_place(text: str):
    laid_out = pages_of(text_blocks(text))
    assert placed_text(laid_out, text) == "".join(text.split())
    drawn = shown(laid_out).replace("\u00ad", "")
    composed = text.replace("e\u0301", "é").replace("ﬁ", "fi")
    assert letters(drawn) == letters(composed) or letters(drawn) == letters(text)
    assert laid_out.exception == ""


def test_every_block_of_html_is_on_a_page_and_tied_to_its_place():
    blocks = html_blocks(RICH)
    laid_out = pages_of(blocks)
    assert placed_text(laid_out, blocks_text(blocks)) == "".join(blocks_text(blocks).split())
    assert letters(shown(laid_out)) == letters(blocks_text(blocks))


def test_a_word_lies_where_its_box_says():
    text = "We hosted your colleagues in September and can do the same again. " * 40
    laid_out = pages_of(text_blocks(text), body_start=0)
    with opened(laid_out) as document:
        for page, layout in zip(document, laid_out.layouts, strict=True):
            found = page.get_text("words", flags=pymupdf.TEXTFLAGS_SEARCH)
            for (x0, y0, x1, y1, word, *_), box in zip(found, layout.words, strict=True):
                assert text[box.start : box.end] == word
                assert abs(x0 - box.x0) < 0.5
                assert abs(x1 - box.x1) < 0.5
                assert box.y0 < (y0 + y1) / 2 < box.y1


def test_words_stay_within_the_margins():
    blocks = html_blocks(
        f"{RICH}<p>{'w' * 400}</p><table border=1><tr><td>{'y' * 300}<td>z</table>"
    )
    for page in pages_of(blocks, page_size_pt=A4_PT).layouts:
        assert (page.width_pt, page.height_pt) == A4_PT
        for word in page.words:
            assert 71 < word.x0 < word.x1 < A4_PT[0] - 71
            assert 70 < word.y0 < word.y1 < A4_PT[1] - 70


def test_header_block_comes_first_and_its_values_are_tied_to_the_text():
    text = "Dana Whitlock <dana@northlight.example>\nR. Okafor\n\n\nPilot terms\n\nHello"
    fields = [
        HeaderField("From", "Dana Whitlock <dana@northlight.example>", 0),
        HeaderField("To", "R. Okafor", text.index("R. Ok")),
        HeaderField("Cc", ""),
        HeaderField("Sent", "Thursday, November 2, 2017 4:18 PM"),
        HeaderField("Subject", "Pilot terms", text.index("Pilot"), is_strong=True),
    ]
    laid_out = pages_of(text_blocks("Hello"), fields=fields, body_start=text.index("Hello"))
    assert placed_text(laid_out, text) == "".join(text.split())
    lines = [line for line in shown(laid_out).split("\n") if line.strip()]
    assert lines[0].startswith("From")
    assert not any(line.startswith("Cc") for line in lines)
    assert lines[-1].strip() == "Hello"


def test_the_same_content_gives_the_same_bytes():
    content = PageContent(html_blocks(RICH + "<p>漢字 😀 مرحبا</p>"), title="Pilot terms")
    assert lay_out(content).pdf == lay_out(content).pdf


def test_phrases_are_found_in_the_finished_pdf():
    with opened(pages_of(html_blocks("<p>The <b>office</b> of affairs: שלום و مرحبا</p>"))) as pdf:
        for phrase in ("The office of affairs", "שלום", "مرحبا"):
            assert pdf[0].search_for(phrase, flags=pymupdf.TEXTFLAGS_SEARCH), phrase


def test_fonts_are_embedded_and_cut_to_what_is_used():
    laid_out = pages_of(text_blocks("漢字 and plain"))
    assert len(laid_out.pdf) < 40_000
    with opened(laid_out) as document:
        fonts = document[0].get_fonts()
        assert fonts
        assert all(font[1] in {"ttf", "cff", "cid"} and "+" in font[3] for font in fonts)


def test_nothing_dates_or_numbers_the_file():
    with opened(pages_of(text_blocks("x"), title="Terms")) as document:
        metadata = {key: value for key, value in document.metadata.items() if value}
    assert metadata == {"format": metadata["format"], "title": "Terms", "producer": "Pincite"}


def test_cell_taller_than_a_page_goes_on_over_pages():
    tall = "\n".join(f"line {number}" for number in range(300))
    html = f"<table border=1><tr><th>a<th>b</tr><tr><td><pre>{tall}</pre><td>beside</tr></table>"
    row = html_blocks(html)
    table = Table(
        ((*_cells("a", "b"),), (*_cells(tall, "beside"),)),
    )
    laid_out = pages_of([table])
    assert len(laid_out.layouts) > 5
    assert placed_text(laid_out, blocks_text([table])) == "".join(blocks_text([table]).split())
    assert blocks_text(row)


def _cells(*texts: str):
    from pincite.domain.blocks import Cell

    return tuple(Cell((Run(text),)) for text in texts)


def test_a_message_of_hundreds_of_pages_is_laid_out():
    text = ("They asked again whether the pilot had an end date. " * 12 + "\n") * 1_400
    laid_out = pages_of(text_blocks(text))
    assert len(laid_out.layouts) > 200
    assert laid_out.exception == ""


def test_page_cap_ends_the_document_and_is_said():
    laid_out = lay_out(PageContent(text_blocks("word\n" * 500)), max_pages=3)
    assert len(laid_out.layouts) == 3
    assert "longer than 3 pages" in laid_out.exception


def test_inline_image_is_shown_and_scaled_to_the_page():
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 2400, 300))
    pixmap.set_rect(pixmap.irect, (30, 90, 160))
    laid_out = pages_of([Picture("cid:plan")], pictures={"plan": pixmap.tobytes("png")})
    with opened(laid_out) as document:
        (image,) = document[0].get_image_info()
    assert image["bbox"][2] - image["bbox"][0] == pytest.approx(468, abs=1)
    assert laid_out.exception == ""


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"x" * 50, None])
def test_image_that_cannot_be_shown_is_said(content: bytes | None):
    pictures = {} if content is None else {"plan": content}
    laid_out = pages_of([Picture("cid:plan"), Paragraph((Run("after"),))], pictures=pictures)
    assert "An image" in laid_out.exception
    assert "after" in shown(laid_out)


def test_remote_images_and_links_leave_nothing_that_could_be_followed():
    html = "<p><a href='http://host.example/x'>link</a><img src='http://host.example/y.png'></p>"
    laid_out = pages_of(html_blocks(html))
    with opened(laid_out) as document:
        assert not list(document[0].get_links())
    assert b"host.example" not in _streams(laid_out)


def _streams(laid_out: LaidOut) -> bytes:
    gathered = io.BytesIO()
    with opened(laid_out) as document:
        for xref in range(1, document.xref_length()):
            gathered.write(document.xref_object(xref).encode())
            if document.xref_is_stream(xref):
                gathered.write(document.xref_stream(xref) or b"")
    return gathered.getvalue()


def test_characters_without_a_glyph_are_said():
    assert "no glyph" in pages_of(text_blocks("private \uf04a use")).exception


@pytest.mark.parametrize(
    ("behind", "said"),
    [
        (Hidden(), "its sender’s formatting keeps from being displayed"),
        (Hidden(is_plain_version=True), "only in the plain version of this message"),
    ],
)
def test_a_page_says_why_text_at_the_end_was_not_displayed(behind: Hidden, said: str):
    made = pages_of([*text_blocks("shown"), behind, *text_blocks("not shown")])
    assert said in " ".join(shown(made).split())
    assert placed_text(made, "shown\n\nnot shown") == "shownnotshown"
