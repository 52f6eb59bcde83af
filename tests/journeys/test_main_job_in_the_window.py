"""The whole job by mouse and keyboard: a folder of mail is dropped, a bundle is filed."""

import re
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pymupdf
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from pincite.cli import main
from pincite.desktop.application import Desktop
from pincite.desktop.dialogs.add_sources import AddSources
from pincite.desktop.dialogs.ask_text import AskText
from pincite.desktop.dialogs.bundle import BundleDialog
from pincite.desktop.dialogs.export_bundle import ExportBundle
from pincite.desktop.dialogs.new_matter import NewMatterDialog
from pincite.desktop.views.window import MatterWindow
from pincite.matter import Matter
from tests.journeys.hands import Hands
from tests.journeys.reviewer import Reviewer

QUERY = 'pilot w/10 "face recognition"'
OFFER = "extend the free pilot of the face recognition gates by ninety days"
SECRET = "Do not call the face recognition gates a pilot in front of the commissioners."
DENIAL = "No pilot of face recognition took place at any gate of the Authority."
_VENDOR = "Mara Quill <mara.quill@tidegate.example>"
_AGENCY = "Ines Okoro <okoro@porthaven.example>"
# The letters of neighbouring lines may reach into a highlight by a hair.
_INSET = (1, 3, -1, -3)


def build(folder: Path) -> None:
    """A release that tells of a pilot which the agency says there never was."""
    folder.mkdir()
    offer = f"Ines,\n\nWe can {OFFER} if the order is signed before the budget closes.\n\nMara\n"
    first = mail(1, _VENDOR, "Gates at Pier 9", offer)
    (folder / "1.eml").write_bytes(first)
    (folder / "1 again.eml").write_bytes(first)
    reply = f"Mara,\n\n{SECRET} Let us talk on Tuesday.\n\nInes\n"
    (folder / "2.eml").write_bytes(mail(2, _AGENCY, "Re: Gates at Pier 9", reply, answers=1))
    for number, (subject, body) in enumerate(_SMALL_TALK, start=3):
        (folder / f"{number}.eml").write_bytes(mail(number, _AGENCY, subject, body))
    statement(folder / "statement.pdf")


_SMALL_TALK = (
    ("Parking at Pier 9", "The north lot is closed on Friday.\n"),
    ("Lunch", "There is soup today. The pilot boat's crew will join us.\n"),
    ("Face masks", "Facial recognition of staff is a matter of manners, says the notice.\n"),
)


def mail(number: int, sender: str, subject: str, body: str, answers: int = 0) -> bytes:
    """A message of the release; `answers` is the number of the one that it answers."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = _AGENCY if sender == _VENDOR else _VENDOR
    message["Subject"] = subject
    message["Date"] = f"Mon, {number + 4:02} Mar 2018 09:{number:02}:00 -0400"
    message["Message-ID"] = f"<{number}@porthaven.example>"
    if answers:
        message["In-Reply-To"] = f"<{answers}@porthaven.example>"
    message.set_content(body)
    return bytes(message)


def statement(path: Path) -> None:
    """Two pages with the agency's own numbers; the words that matter stand on the second."""
    with pymupdf.open() as pdf:
        for number, line in ((41, "Statement of the Port Haven Authority."), (42, DENIAL)):
            page = pdf.new_page(width=612, height=792)
            page.insert_text((72, 100), line)
            page.insert_text((480, 770), f"PHA-{number:06d}")
        pdf.save(path)


def test_a_dropped_folder_becomes_a_filed_bundle(
    desktop: Desktop, tmp_path: Path, qtbot: QtBot
) -> None:
    build(tmp_path / "release")
    reviewer = Reviewer(make_matter(desktop, tmp_path, qtbot), qtbot)
    add_release(reviewer, tmp_path / "release")
    search(reviewer)
    mark_by_mouse(reviewer)
    mark_by_keys(reviewer)
    mark_on_the_numbered_page(reviewer)
    assert copy_cite(reviewer) == "Ex. 3 at PHA-000042"
    order_exhibits(reviewer)
    describe_bundle(reviewer)
    cite = copy_cite(reviewer)
    export(reviewer, tmp_path / "out")
    reviewer.press("Ctrl+W")
    reviewer.until(lambda: not desktop.windows)
    check_decisions(tmp_path / "Pier 9.pincite")
    check_bundle(tmp_path / "out" / "filing" / "Bundle.pdf")
    check_papers(tmp_path / "out", cite)
    assert main(["verify", str(tmp_path / "out")]) == 0
    assert main(["verify", str(tmp_path / "Pier 9.pincite")]) == 0


def make_matter(desktop: Desktop, folder: Path, qtbot: QtBot) -> MatterWindow:
    """From the start screen to the window of a new matter."""
    hands = Hands(qtbot)
    hands.until(desktop.start_screen.isActiveWindow)
    hands.press_button("New matter…", desktop.start_screen)
    dialog = hands.dialog(NewMatterDialog)
    name, where, *_ = dialog.findChildren(QLineEdit)
    hands.fill(name, "Pier 9")
    hands.fill(where, str(folder))
    hands.press("Return")
    hands.until(lambda: bool(desktop.windows))
    (window,) = desktop.windows
    hands.until(lambda: window.shell is not None and window.isActiveWindow())
    return window


def add_release(reviewer: Reviewer, folder: Path) -> None:
    """The folder is dropped on the window, named and read."""
    reviewer.drop_files(reviewer.window, [folder])
    reviewer.dialog(AddSources)
    reviewer.write("Port Haven")
    reviewer.press("Return")
    reviewer.until_told("Read 7 documents")
    reviewer.press("Ctrl+1")
    reviewer.until(lambda: reviewer.review.results.rowCount() == 6)


def search(reviewer: Reviewer) -> None:
    """A query is typed, and its documents and hits are gone through by key."""
    reviewer.press("Ctrl+F")
    reviewer.write(QUERY)
    reviewer.press("Return")
    reviewer.until(lambda: reviewer.review.results.rowCount() == 3)
    reviewer.until_shown("Gates at Pier 9")
    assert "within 10 words" in reviewer.review.reading.text
    reviewer.press("J")
    reviewer.until_shown("Re: Gates at Pier 9")
    reviewer.press("K")
    reviewer.until_shown("Gates at Pier 9")
    assert reviewer.hits == ["pilot", "face recognition"]
    reviewer.press("N", "N")
    reviewer.until_shown("Re: Gates at Pier 9")
    assert reviewer.hits == ["face recognition", "pilot"]
    reviewer.press("P")
    reviewer.until_shown("Gates at Pier 9")


def mark_by_mouse(reviewer: Reviewer) -> None:
    """Words are swept over, tagged with a new tag, coded, and made an exhibit by key."""
    reviewer.sweep_over(OFFER)
    reviewer.press("T")
    reviewer.dialog(AskText)
    reviewer.write("Sales pressure")
    reviewer.press("Return")
    reviewer.until(lambda: reviewer.tags_of(OFFER) == ["Sales pressure"])
    reviewer.press("R")
    reviewer.until(lambda: reviewer.coding == ("responsive",))
    reviewer.press("Ctrl+Z")
    reviewer.until(lambda: reviewer.coding == ())
    reviewer.press("Ctrl+Shift+Z")
    reviewer.until(lambda: reviewer.coding == ("responsive",))
    reviewer.press("E")
    reviewer.until_told("REV-000001 is Ex. 1 of")


def mark_by_keys(reviewer: Reviewer) -> None:
    """The arrow keys select, a digit tags, notes are written, the bar adds the exhibit."""
    reviewer.press("Escape", "J")
    reviewer.until_shown("Re: Gates at Pier 9")
    reviewer.walk_over(SECRET)
    reviewer.press("1")
    reviewer.until(lambda: reviewer.tags_of(SECRET) == ["Sales pressure"])
    reviewer.press("M")
    dialog = reviewer.dialog(AskText)
    reviewer.write("Ask her at the deposition.")
    reviewer.press_button("OK", dialog)
    reviewer.until(lambda: reviewer.passages[SECRET].note == "Ask her at the deposition.")
    reviewer.press_button("Exhibit", reviewer.review.document.bar)
    reviewer.until_told("REV-000003 is Ex. 2 of")
    reviewer.press_button("Confidential", reviewer.review.coding)
    reviewer.until(lambda: reviewer.coding == ("confidential",))
    reviewer.press("Escape", "M")
    reviewer.write("Answers Ex. 1")
    reviewer.press("Tab")
    reviewer.until(lambda: reviewer.decisions.note == "Answers Ex. 1")


def mark_on_the_numbered_page(reviewer: Reviewer) -> None:
    """The last result is a PDF; its second page is marked, and added from the menu."""
    rows = reviewer.review.column.list
    reviewer.click(rows.viewport(), rows.visualRect(rows.model().index(2, 0)).center())
    reviewer.until_shown("statement.pdf")
    reviewer.until(lambda: reviewer.review.document.selection is None)
    reviewer.sweep_over(DENIAL)
    reviewer.press("1")
    reviewer.until(lambda: reviewer.tags_of(DENIAL) == ["Sales pressure"])
    reviewer.press("Ctrl+Z")
    reviewer.until(lambda: DENIAL not in reviewer.passages)
    reviewer.press("Ctrl+Shift+Z")
    reviewer.until(lambda: reviewer.tags_of(DENIAL) == ["Sales pressure"])
    reviewer.choose_from_bar("Exhibits", "Add to the exhibits")
    reviewer.until_told("REV-000007 is Ex. 3 of")


def copy_cite(reviewer: Reviewer) -> str:
    """One key puts the cite on the clipboard."""
    QGuiApplication.clipboard().clear()
    reviewer.press("Ctrl+Shift+C")
    reviewer.until(lambda: bool(QGuiApplication.clipboard().text()))
    return QGuiApplication.clipboard().text()


def order_exhibits(reviewer: Reviewer) -> None:
    """Exhibits are moved by key and by mouse, numbered, named, and filed highlighted."""
    mode = reviewer.exhibits
    reviewer.press("Ctrl+2")
    reviewer.until(lambda: mode.view.is_counted and len(mode.view.entries) == 3)
    offer, secret, denial = "Gates at Pier 9", "Re: Gates at Pier 9", "statement"
    reviewer.until(lambda: reviewer.labels == numbered("1", offer, "2", secret, "3", denial))
    reviewer.click(mode.panel.list.viewport(), reviewer.row_centre(2))
    reviewer.press("Alt+Up")
    reviewer.until(lambda: reviewer.labels == numbered("1", offer, "2", denial, "3", secret))
    reviewer.drag_row(1, 0)
    reviewer.until(lambda: reviewer.labels == numbered("1", denial, "2", offer, "3", secret))
    reviewer.press("Ctrl+Z")
    reviewer.until(lambda: reviewer.labels == numbered("1", offer, "2", denial, "3", secret))
    reviewer.press("Ctrl+Shift+Z")
    reviewer.until(lambda: reviewer.labels == numbered("1", denial, "2", offer, "3", secret))
    opener = next(
        each for each in mode.panel.findChildren(QPushButton) if each.text().startswith("Numbering")
    )
    reviewer.choose_from_menu(opener, "A, B, C")
    reviewer.until(lambda: reviewer.labels == numbered("A", denial, "B", offer, "C", secret))


def describe_bundle(reviewer: Reviewer) -> None:
    """The exhibit gets a title, the bundle a name and a caption; passages are filed highlighted."""
    mode = reviewer.exhibits
    reviewer.until(lambda: mode.panel.list.currentIndex().row() == 0)
    reviewer.press("F2", "Ctrl+A")
    reviewer.write("Statement of the Authority")
    reviewer.press("Return")
    reviewer.until(lambda: reviewer.labels[0] == "Ex. A: Statement of the Authority")
    reviewer.choose_from_bar("Exhibits", "Name, numbering and caption…")
    reviewer.dialog(BundleDialog)
    reviewer.press("Ctrl+A")
    reviewer.write("Declaration of I. Okoro")
    reviewer.press("Tab", "Tab")
    reviewer.write("Port Haven Municipal Court")
    reviewer.press("Tab")
    reviewer.write("18-4411")
    reviewer.press("Return")
    reviewer.until(lambda: reviewer.bundle.name == "Declaration of I. Okoro")
    reviewer.press("F2", "Tab", "Tab")
    assert isinstance(reviewer.focus, QComboBox)
    reviewer.press("Down")
    reviewer.until(lambda: reviewer.bundle.rendering == "highlighted")
    reviewer.until(lambda: mode.view.is_counted)
    reviewer.click(mode.panel.list.viewport(), reviewer.row_centre(0))


def export(reviewer: Reviewer, out: Path) -> None:
    """The dialog is asked for by key, and told where to."""
    reviewer.press("Ctrl+Shift+E")
    dialog = reviewer.dialog(ExportBundle)
    reviewer.fill(dialog.folder, str(out))
    reviewer.press_button("Export", dialog)
    reviewer.until_told("Verified")


def numbered(*pairs: str) -> list[str]:
    """`Ex. 1: title` of a number and a title after the other."""
    numbers, titles = pairs[::2], pairs[1::2]
    return [f"Ex. {number}: {title}" for number, title in zip(numbers, titles, strict=True)]


def check_decisions(path: Path) -> None:
    """What was decided is in the matter, and its history is whole."""
    with Matter.open(path, read_only=True) as matter:
        quotes = {passage.quote: passage.note for passage in matter.passages.all()}
        assert quotes == {OFFER: "", SECRET: "Ask her at the deposition.", DENIAL: ""}
        assert matter.coding.of_document(1).words == ("responsive",)
        assert matter.coding.of_document(3).words == ("confidential",)
        assert matter.notes.of_document(3) == "Answers Ex. 1"
        assert matter.journal.problems() == []


def check_bundle(path: Path) -> None:
    """What is filed can be read, turned to, and cited."""
    with pymupdf.open(path) as pdf:
        assert pdf.get_toc() == [
            [1, "Caption (p. 1)", 1],
            [1, "Index of exhibits (p. 2)", 2],
            [1, "Ex. A — Statement of the Authority (p. 3)", 3],
            [1, "Ex. B — Gates at Pier 9 (p. 6)", 6],
            [1, "Ex. C — Re: Gates at Pier 9 (p. 8)", 8],
        ]
        assert [page.get_label() for page in pdf] == [str(number) for number in range(1, 10)]
        for page in pdf:
            foot = [word[4] for word in page.get_text("words") if word[1] > page.rect.height - 60]
            assert str(page.number + 1) in foot
        assert "PORT HAVEN MUNICIPAL COURT" in text_of(pdf[0])
        check_index(pdf)
        for number, words, stamp in (
            (5, DENIAL, "EXHIBIT A No. 18-4411 Page 2 of 2"),
            (7, OFFER, "EXHIBIT B No. 18-4411 Page 1 of 1"),
            (9, SECRET, "EXHIBIT C No. 18-4411 Page 1 of 1"),
        ):
            page = pdf[number - 1]
            assert words in text_of(page)
            assert stamp in text_of(page)
            assert highlighted(page) == [words]
        assert "PHA-000042" in text_of(pdf[4])
        assert [page.number + 1 for page in pdf if page.first_annot] == [5, 7, 9]


def check_index(pdf: pymupdf.Document) -> None:
    """Each line of the index leads to its exhibit."""
    links = pdf[1].get_links()
    assert [link["page"] + 1 for link in links] == [3, 6, 8]
    for link, label in zip(links, "ABC", strict=True):
        line = " ".join(pdf[1].get_textbox(link["from"]).split())
        assert line.startswith(f"Ex. {label} {link['page'] + 1}")
        assert f"EXHIBIT {label}" in text_of(pdf[link["page"]])


def text_of(page: pymupdf.Page) -> str:
    """The words of a page, each a space from the next."""
    return " ".join(page.get_text().split())


def highlighted(page: pymupdf.Page) -> list[str]:
    """The words under each highlight of a page."""
    found = []
    for mark in page.annots():
        assert mark.type[1] == "Highlight"
        corners = range(0, len(mark.vertices), 4)
        quads = [pymupdf.Quad(mark.vertices[first : first + 4]).rect for first in corners]
        words = [word[4] for quad in quads for word in page.get_text("words", clip=quad + _INSET)]
        found.append(" ".join(words))
        assert mark.info["content"] == mark.info["title"] == ""
    return found


def check_papers(out: Path, cite: str) -> None:
    """The list of pin cites says what was copied, beside the words that it cites."""
    assert sorted(path.name for path in (out / "filing").iterdir()) == [
        "Bundle.pdf",
        "Ex-A - Statement of the Authority.pdf",
        "Ex-B - Gates at Pier 9.pdf",
        "Ex-C - Re Gates at Pier 9.pdf",
    ]
    with zipfile.ZipFile(out / "papers" / "pin-cites.docx") as docx:
        told = re.sub(r"<[^>]+>", " ", docx.read("word/document.xml").decode())
    told = " ".join(told.split())
    assert cite == "Ex. A at PHA-000042"
    assert f"“{DENIAL}” {cite}. bundle p. 5" in told
    assert f"“{OFFER}” Ex. B at 1. bundle p. 7" in told
    assert f"“{SECRET}” Ex. C at 1. bundle p. 9" in told
