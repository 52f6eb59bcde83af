"""A hit lies on the same characters in the text, on the page and in the exported exhibit.

What is under a mark is read back from the PDF itself, letter by letter, not from what Pincite keeps
of its pages. Documents are invented; their letters are those that trip up programs.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

import pymupdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from pincite.desktop.models.shown_text import shown_text
from pincite.desktop.theme import Theme
from pincite.desktop.widgets.page_geometry import boxes_of
from pincite.desktop.widgets.page_painter import Marks
from pincite.desktop.widgets.text_view import TextView
from pincite.domain.documents import CanonicalText
from pincite.matter import Matter
from pincite.store.documents import Document
from tests.search.naive.drawing import letters
from tests.search.naive.letters import Letter


class Case(NamedTuple):
    """A line of text, a query, and what it should mark there as it is spelled."""

    line: str
    query: str
    hits: tuple[str, ...]


CASES = [
    Case("École cafe\u0301 naïve", "ecole", ("École",)),
    Case("École cafe\u0301 naïve", "CAFÉ", ("cafe\u0301",)),
    Case("the oﬃce ﬁle ﬂow", "office", ("oﬃce",)),
    Case("the oﬃce ﬁle ﬂow", "ﬁle pre/1 flow", ("ﬁle", "ﬂow")),
    Case("ｗｉｄｅ letters", "wide", ("ｗｉｄｅ",)),
    Case("they co\u00adoperate now", '"cooperate now"', ("co\u00adoperate now",)),
    Case("Пилотный проект", "проект", ("проект",)),
    Case("Straße und STRASSE", "strasse", ("Straße", "STRASSE")),
    Case("İzmir und ızmir", "izmir", ("İzmir", "ızmir")),
    Case("x² or m₂ area", "m2", ("m₂",)),
    Case("no\u00a0break at zero\u200bwidth", "break", ("break",)),
    Case("no\u00a0break at zero\u200bwidth", "zero", ("zero",)),
    Case("demo 👩\u200d⚖\ufe0f pilota 🚓 end", "pilota", ("pilota",)),
    Case("הפיילוט של המשטרה בעיר", "המשטרה", ("המשטרה",)),
    Case("โครงการนำร่อง", "ค", ("ค",)),
    Case("面部識別警察試點", "識別", ("識別",)),
    Case("面部識別警察試點", "察", ("察",)),
    Case("at m.varga@lakeshore.example", "lakeshore", ("lakeshore",)),
    Case("a face-recognition system", "recognition", ("recognition",)),
    Case("(mill/wit_lilt): “Will.it”", "wit_lilt", ("wit_lilt",)),
    Case("(mill/wit_lilt): “Will.it”", '"will it"', ("Will.it",)),
    Case("(mill/wit_lilt): “Will.it”", "mill", ("mill",)),
    Case("הנמל בתל־אביב, (שער) ״ברציף״", "אביב", ("אביב",)),
    Case("הנמל בתל־אביב, (שער) ״ברציף״", "בתל", ("בתל",)),
    Case("הנמל בתל־אביב, (שער) ״ברציף״", "ברציף", ("ברציף",)),
    Case("הנמל בתל־אביב, (שער) ״ברציף״", "שער", ("שער",)),
    Case("the מגדל2-harbor רציפים/gate", "harbor", ("harbor",)),
    Case("the מגדל2-harbor רציפים/gate", "רציפים", ("רציפים",)),
]
# A PDF that MuPDF shapes does not say which letters these glyphs stand for.
MAIL_CASES = [
    *CASES,
    Case("𝐛𝐨𝐥𝐝 text", "bold", ("𝐛𝐨𝐥𝐝",)),
    Case("المشروع التجريبي للشرطة", "التجريبي", ("التجريبي",)),
    Case("الميناء، والبوابة؛ لماذا؟", "والبوابة", ("والبوابة",)),
    Case("الميناء، والبوابة؛ لماذا؟", "لماذا", ("لماذا",)),
    Case("पायलट परियोजना", "परियोजना", ("परियोजना",)),
    Case("⚖\ufe0fbehind", "behind", ("behind",)),
]
# Written with marks that are not seen, within words and around them.
HTML_CASES = [
    Case("one re<b>cog</b>ni<i>ti</i>on system", "recognition", ("recognition",)),
    Case("some li&shy;cens<wbr>ing terms", '"licensing terms"', ("li\u00adcensing terms",)),
    Case("two<br>rows&nbsp;of&#8203;it", '"rows of"', ("rows of",)),
    Case("<span>&#128659;</span>vehicle&#x1F693;", "vehicle", ("vehicle",)),
    Case(
        f"https://portal.example/{'abcdef/' * 30}lastpart/{'ghijkl/' * 9}",
        "lastpart",
        ("lastpart",),
    ),
]
# Broken at the end of a line on a page, as printers break them.
BROKEN = [
    Case("the tribu-|nal of things", "tribunal", ("tribu-\nnal",)),
    Case("two compu-|tational machines here", '"computational machines"',
         ("compu-\ntational machines",)),
]  # fmt: skip


class Found(NamedTuple):
    """A hit in a document and the text that it marks."""

    document: int
    case: Case
    start: int
    end: int
    text: str


def _mail(subject: str, lines: Iterable[str], *, as_html: bool) -> bytes:
    message = EmailMessage()
    message["From"] = "Dana Whitlock <dana@northlight.invalid>"
    message["To"] = "R. Okafor <okafor@port.invalid>"
    message["Date"] = "Thu, 02 Nov 2017 16:18:00 -0400"
    message["Subject"] = subject
    message["Message-ID"] = f"<{subject}@northlight.invalid>"
    if as_html:
        body = "".join(f"<p>{line}</p>" for line in lines)
        message.set_content(body, subtype="html", cte="base64")
    else:
        message.set_content("\n".join(lines) + "\n", cte="base64")
    return message.as_bytes()


def _print(path: Path, lines: list[str], *, rotation: int = 0, is_upright: bool = True) -> None:
    """Pages that MuPDF sets, with its own ligatures, directions and faces.

    Of pages that are turned, the text is turned the other way, unless it shall stand on its side.
    """
    turned_back = rotation if is_upright else 0
    document = pymupdf.open()
    for begin in range(0, len(lines), 8):
        page = document.new_page()
        written = "".join(f"<p>{line}</p>" for line in lines[begin : begin + 8])
        page.insert_htmlbox(pymupdf.Rect(72, 72, 520, 700), written, rotate=turned_back)
        page.set_rotation(rotation)
    page = document.new_page()
    rows = [row for case in BROKEN for row in case.line.split("|")]
    for number, row in enumerate(rows):
        at = (90 + 14 * number, 700) if turned_back else (72, 90 + 14 * number)
        page.insert_text(at, row, rotate=turned_back)
    page.set_rotation(rotation)
    document.save(path)


@pytest.fixture(scope="module")
def matter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matter]:
    folder = tmp_path_factory.mktemp("release")
    lines = list(dict.fromkeys(case.line for case in CASES))
    mail_lines = list(dict.fromkeys(case.line for case in MAIL_CASES))
    (folder / "plain.eml").write_bytes(_mail("plain", mail_lines, as_html=False))
    (folder / "html.eml").write_bytes(_mail("html", mail_lines, as_html=True))
    marked_up = [case.line for case in HTML_CASES]
    (folder / "marked up.eml").write_bytes(_mail("marked up", marked_up, as_html=True))
    _print(folder / "printed.pdf", lines)
    _print(folder / "turned.pdf", lines, rotation=90)
    _print(folder / "on its side.pdf", lines, rotation=270, is_upright=False)
    with Matter.new(tmp_path_factory.mktemp("matters") / "Harbor") as opened:
        opened.processing.add([folder])
        yield opened


def _cases_of(document: Document) -> list[Case]:
    if document.type == "pdf":
        return [*CASES, *BROKEN]
    return HTML_CASES if document.subject == "marked up" else MAIL_CASES


@pytest.fixture(scope="module")
def found(matter: Matter) -> list[Found]:
    """Every hit of every case in every document."""
    hits = []
    for document in matter.documents.rows(matter.documents.all_ids()):
        text = matter.documents.text(document.id).text
        for case in _cases_of(document):
            hits += [
                Found(document.id, case, hit.start, hit.end, text[hit.start : hit.end])
                for hit in matter.search.hits(case.query, document.id)
            ]
    return hits


def _plain(text: str) -> str:
    """Letters and digits alone: printing changes ligatures, accents, spaces and what is unseen."""
    kept = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in kept if letter.isalnum())


def _letters_under(page: pymupdf.Page, boxes: Iterable[Iterable[float]]) -> str:
    """The letters whose middle lies in one of the boxes, as the PDF itself tells."""
    rects = [pymupdf.Rect(*box) + (-0.1, 0, 0.1, 0) for box in boxes]
    flags = pymupdf.TEXTFLAGS_SEARCH & ~pymupdf.TEXT_DEHYPHENATE
    under = ""
    for block in page.get_text("rawdict", flags=flags)["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for letter in span["chars"]:
                    box = pymupdf.Rect(letter["bbox"]) * page.rotation_matrix
                    middle = pymupdf.Point((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
                    under += letter["c"] * any(middle in rect for rect in rects)
    return under


def _is_same(under: str, hit: Found) -> bool:
    """Whether the letters are those of the hit, in whichever order the page has them."""
    return sorted(_plain(under)) == sorted(_plain(hit.text))


def test_hits_are_the_words_as_they_are_spelled(matter: Matter, found: list[Found]) -> None:
    for document in matter.documents.rows(matter.documents.all_ids()):
        for case in _cases_of(document):
            told = [hit.text for hit in found if hit.document == document.id and hit.case == case]
            if document.type == "pdf":
                assert [_plain(each) for each in told] == [_plain(each) for each in case.hits], case
            else:
                assert tuple(told) == case.hits, case


def test_hits_lie_on_their_words_on_the_page(matter: Matter, found: list[Found]) -> None:
    for hit in found:
        rendition = matter.renditions.open(hit.document)
        with pymupdf.open(rendition.path) as pdf:
            under = "".join(
                _letters_under(page, boxes_of(layout, hit.start, hit.end))
                for page, layout in zip(pdf, rendition.layouts, strict=True)
            )
        assert _is_same(under, hit), (hit, under)


def test_hits_lie_on_their_words_in_the_exported_exhibit(
    matter: Matter, found: list[Found], tmp_path: Path
) -> None:
    wanted = {(hit.document, hit.start, hit.end): hit for hit in found}
    for document, start, end in wanted:
        matter.passages.mark(document, start, end)
    matter.bundles.new("Brief")
    matter.exhibits.add("Brief", sorted({document for document, _, _ in wanted}))
    matter.bundles.set_rendering("Brief", "highlighted")
    matter.exporter.export(matter.bundles.known("Brief"), tmp_path / "out")
    missing = list(wanted.values())
    for path in sorted((tmp_path / "out" / "filing").glob("Ex-*.pdf")):
        with pymupdf.open(path) as pdf:
            for under in (under for page in pdf for under in _highlighted(page)):
                fitting = next((hit for hit in missing if _is_same(under, hit)), None)
                assert fitting is not None, (path.name, under)
                missing.remove(fitting)
    assert missing == []


def _highlighted(page: pymupdf.Page) -> Iterator[str]:
    """The letters under each highlight of a page."""
    for mark in page.annots(types=[pymupdf.PDF_ANNOT_HIGHLIGHT]):
        corners = mark.vertices
        quads = [pymupdf.Quad(corners[n : n + 4]).rect for n in range(0, len(corners), 4)]
        yield _letters_under(page, [quad * page.rotation_matrix for quad in quads])


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> TextView:
    made = TextView(theme)
    qtbot.addWidget(made)
    return made


def _marked(view: TextView) -> list[str]:
    """What the text view marks, as Qt tells."""
    return [
        selection.cursor.selectedText().replace("\u2029", "\n")
        for selection in view.extraSelections()
    ]


def test_hits_lie_on_their_words_in_the_text_view(
    matter: Matter, found: list[Found], view: TextView
) -> None:
    for document in matter.documents.rows(matter.documents.all_ids()):
        hits = [hit for hit in found if hit.document == document.id]
        text = matter.documents.text(document.id)
        view.show_text(shown_text(text, document.sent_written or ""))
        view.show_marks(Marks(tuple((hit.start, hit.end) for hit in hits)))
        assert _marked(view) == [hit.text for hit in hits]
        for hit in hits:
            view.select(hit.start, hit.end)
            assert view.selection == (hit.start, hit.end)


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(letter=letters().map(lambda drawn: drawn[0]), data=st.data())
def test_any_words_are_marked_in_the_text_view_as_they_are_spelled(
    view: TextView, letter: Letter, data: st.DataObject
) -> None:
    text = CanonicalText.of_zones({name: zone.text for name, zone in letter.zones.items()})
    words = [
        (letter.shift(name) + start, letter.shift(name) + end)
        for name, zone in letter.zones.items()
        for start, end in zone.places
    ]
    marks = data.draw(st.lists(st.sampled_from(words), max_size=4)) if words else []
    view.show_text(shown_text(text, "Thu, 02 Nov 2017 16:18:00 -0400"))
    view.show_marks(Marks(tuple(marks)))
    assert _marked(view) == [text.text[start:end] for start, end in marks]
