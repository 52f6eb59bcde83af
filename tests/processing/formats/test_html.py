import time

import pytest

from pincite.domain.blocks import (
    Hidden,
    Paragraph,
    Picture,
    Rule,
    Style,
    Table,
    blocks_text,
    located,
    text_blocks,
)
from pincite.processing.formats.html import decode_html, html_blocks, html_text


def paragraphs(html: str) -> list[Paragraph]:
    return [block for block in html_blocks(html) if isinstance(block, Paragraph)]


def test_bold_word_within_a_word_does_not_part_it():
    assert html_text("<p>the <b>pi</b>lot ends</p>") == "the pilot ends"
    styles = [(run.text, run.style) for run in paragraphs("<p>the <b>pi</b>lot</p>")[0].runs]
    assert styles == [("the ", Style.PLAIN), ("pi", Style.BOLD), ("lot", Style.PLAIN)]


def test_cells_and_blocks_never_join_words():
    text = html_text("<div>one</div>two<table><tr><td>three</td><td>four</td></tr></table>five")
    assert text.split() == ["one", "two", "three", "four", "five"]


def test_scripts_styles_comments_and_titles_are_no_text():
    html = (
        "<html><head><title>not me</title><style>p{color:red}</style></head><body>"
        "<script>alert('no')</script><!-- nor this --><!--[if mso]>nor that<![endif]-->"
        "<p onclick='x()'>shown</p></body></html>"
    )
    assert html_text(html) == "shown"


def test_list_items_keep_their_numbers_and_nested_bullets():
    html = "<ol start='3'><li>first<li>second<ul><li>inner</ul><li value='9'>ninth</ol>"
    assert html_text(html).split("\n") == ["3. first", "4. second", "• inner", "9. ninth"]


@pytest.mark.parametrize(
    ("kind", "expected"), [("a", "c. x"), ("A", "C. x"), ("i", "iii. x"), ("I", "III. x")]
)
def test_list_numbers_are_of_the_kind_the_sender_chose(kind: str, expected: str):
    assert html_text(f"<ol type={kind} start=3><li>x</ol>") == expected


def test_quotes_know_their_depth_and_indentations_are_no_quotes():
    html = (
        "<blockquote type=cite>one<blockquote>two</blockquote></blockquote>"
        "<blockquote style='margin:0 0 0 40px;border:none'>set in</blockquote>"
        "<div style='border:none;border-left:solid blue 1.5pt'>from Outlook</div>"
    )
    found = [(found.text, found.quote, found.indent) for found in paragraphs(html)]
    assert found == [("one", 1, 0), ("two", 2, 0), ("set in", 0, 1), ("from Outlook", 1, 0)]


def test_small_table_of_data_stays_a_table_and_a_layout_table_is_taken_apart():
    data = "<table><tr><td>Desk<td>Hits</tr><tr><td>North<td>12</tr></table>"
    (table,) = html_blocks(data)
    assert isinstance(table, Table)
    assert html_text(data) == "Desk\tHits\nNorth\t12"
    layout = f"<table><tr><td><p>Left</p><p>{'word ' * 200}</p></td><td>{data}</td></tr></table>"
    kinds = [type(block) for block in html_blocks(layout)]
    assert kinds == [Paragraph, Paragraph, Table]


def test_preformatted_text_keeps_its_spaces_and_lines():
    html = "<p>before</p><pre>\n  a   b\n\n    c</pre>"
    assert html_text(html) == "before\n\n  a   b\n\n    c"


def test_no_break_spaces_do_not_collapse_but_other_spaces_do():
    assert html_text("<p>a &nbsp; b \n\n c</p>") == "a   b c"


def test_images_that_came_along_are_shown_and_others_are_their_text():
    html = (
        "<p>x</p><img src='cid:logo@x' width=120><img src='data:image/png;base64,AAAA'>"
        "<img src='http://tracker.example/p.gif' width=1 height=1>"
        "<img src='http://host.example/a.png' alt='Port of call'>"
        "<img src='file:///etc/passwd'><img src='cid:dot' width=1 height=1>"
    )
    blocks = html_blocks(html)
    assert [block.source for block in blocks if isinstance(block, Picture)] == [
        "cid:logo@x",
        "data:image/png;base64,AAAA",
    ]
    assert blocks_text(blocks) == "x\nPort of call"


def test_text_of_a_remote_image_does_not_join_the_words_beside_it():
    html = "<p>see<img src='http://host.example/a.gif' alt='Port map'>Thanks</p>"
    assert html_text(html) == "see Port map Thanks"


def test_hidden_text_is_kept_last_and_said_to_be_hidden():
    blocks = html_blocks("<div style='display:none'>do not forward</div><p>Hello</p>")
    assert [type(block) for block in blocks] == [Paragraph, Hidden, Paragraph]
    assert blocks_text(blocks) == "Hello\n\ndo not forward"


def test_hidden_text_that_is_shown_as_well_is_not_repeated():
    html = "<div style='display:none'>Hello  Dana!</div><p>Well, <b>hello</b> Dana.</p>"
    assert html_text(html) == "Well, hello Dana."


def test_coloured_answers_keep_their_colour_unless_it_cannot_be_read():
    html = "<p><span style='color:#c00'>red</span><font color=white>pale</font></p>"
    assert [(run.text, run.colour) for run in paragraphs(html)[0].runs] == [
        ("red", 0xCC0000),
        ("pale", None),
    ]


def test_outlook_smileys_are_not_the_letter_j():
    assert html_text("<p>thanks <span style='font-family:Wingdings'>J</span></p>") == "thanks ☺"


def test_outlook_paragraphs_are_lines_and_empty_ones_are_gaps():
    html = "<p class=MsoNormal>a</p><p class=MsoNormal>b</p><p class=MsoNormal>&nbsp;</p><hr>"
    assert html_text(html) == "a\nb"
    assert isinstance(html_blocks(html)[-1], Rule)


def test_html_without_any_breaking_tag_keeps_its_lines():
    assert html_text("Dear <b>all</b>,\nthe demo is\n  on Tuesday") == (
        "Dear all,\nthe demo is\n  on Tuesday"
    )


def test_html_of_one_line_is_no_preformatted_text():
    assert not paragraphs("<b>An HTML section</b>")[0].is_preformatted


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "<",
        "<p",
        "<p>text<",
        "</p></div>text",
        "<table><td>text",
        "<td>text</td></table>",
        "<![CDATA[ text ]]>text",
        "<p>te\0xt \ud800 text",
        "<a href='x>text</a><p>text",
        "<li>text",
        "<plaintext>text <b>",
        "<select><option>text</select>",
        "<!-- <p>x</p>",
    ],
)
def test_broken_html_ends_in_blocks_whose_text_can_be_stored(broken: str):
    text = html_text(broken)
    text.encode()
    assert "\0" not in text


@pytest.mark.parametrize("tag", ["div", "blockquote", "b", "span", "table><tr><td", "ul><li"])
def test_deep_nesting_neither_ends_the_walk_nor_loses_text(tag: str):
    started = time.monotonic()
    assert "hello" in html_text(f"<{tag}>" * 30_000 + "hello" + "<p>x")
    assert time.monotonic() - started < 10


def test_every_offset_of_a_block_leads_to_its_text():
    blocks = html_blocks(
        "<h1>Head</h1><ol><li>one <i>two</i></ol><hr><img src='cid:a'>"
        "<table border=1><tr><th>A<th>B</tr><tr><td>c<td></tr></table><pre> x\n y</pre>"
    )
    text = blocks_text(blocks)
    for found in located(blocks):
        block = found.block
        if isinstance(block, Paragraph):
            marked = f"{block.marker} {block.text}" if block.marker else block.text
            assert text[found.starts[0] :].startswith(marked)
        elif isinstance(block, Table):
            cells = [cell for row in block.rows for cell in row]
            for cell, start in zip(cells, found.starts, strict=True):
                assert text[start : start + len(cell.text)] == cell.text
        else:
            assert found.starts == ()


@pytest.mark.parametrize("text", ["", "a", " a\n\n  b \n", "\n\n", "x\ty\n> quoted\n"])
def test_plain_text_comes_back_from_its_blocks_as_it_was(text: str):
    assert blocks_text(text_blocks(text)) == text


def test_files_are_decoded_by_mark_declaration_or_looks():
    assert decode_html("<p>café</p>".encode("utf-16")) == "<p>café</p>"
    assert decode_html("<meta charset=windows-1251><p>Привет".encode("cp1251")).endswith("Привет")
    assert decode_html("<p>naïve</p>".encode()) == "<p>naïve</p>"
    assert "na" in decode_html(b"<p>na\xefve</p>")


def test_outlooks_blank_line_parts_its_paragraphs():
    paragraph = '<p class="MsoNormal">{}<o:p></o:p></p>'
    blank = '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
    lines = [paragraph.format("R.,"), blank, paragraph.format("Thanks."), paragraph.format("Dana")]
    assert blocks_text(html_blocks("".join(lines))) == "R.,\n\nThanks.\nDana"
