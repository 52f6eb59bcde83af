"""The releases in Processing: in figures, reviewed, taken back and un-printed again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pincite.desktop.dialogs.unprint import Unprint
from pincite.desktop.models.cell_table import CellRole
from pincite.desktop.views.processing import Processing
from pincite.desktop.views.review import Review
from pincite.desktop.views.window import MatterWindow
from pincite.desktop.widgets.releases_section import ReleasesSection
from pincite.matter import Matter
from tests.desktop.printed_release import COUNT, DOUBTFUL, write_printed_release
from tests.processing.test_scanned_release import scanned

WAIT_MS = 20_000


class Desk:
    """Processing mode of a window, and what happens in it."""

    def __init__(self, window: MatterWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        window.show_mode("processing")
        mode = window.mode_called("processing")
        assert isinstance(mode, Processing)
        self.mode = mode

    def until(self, fact: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(fact, timeout=WAIT_MS)

    @property
    def section(self) -> ReleasesSection:
        return self.mode.body.releases

    @property
    def review(self) -> Review:
        mode = self.window.mode_called("review")
        assert isinstance(mode, Review)
        return mode

    def cells(self, row: int) -> list[str]:
        model = self.section.list.model()
        return [
            model.index(row, column).data(CellRole).text for column in range(model.columnCount())
        ]

    def fact(self, name: str) -> str:
        return self.section.card._values[name].text()


@pytest.fixture
def desk(open_window: Callable[[Path], MatterWindow], printed: Path, qtbot: QtBot) -> Desk:
    made = Desk(open_window(printed), qtbot)
    made.until(lambda: made.section.current is not None)
    return made


def test_a_release_is_shown_in_figures_with_every_page_accounted_for(desk: Desk) -> None:
    assert desk.cells(0)[:3] == [
        "Release.pdf",
        f"{COUNT} documents",
        "4 of 4 pages: 4 in documents",
    ]
    assert desk.fact("Pages") == "4 of 4 pages: 4 in documents"
    assert desk.fact("Dates") == "2 Oct 2017 – 10 Oct 2017"
    assert desk.fact("People") == "4"
    assert desk.fact("Boundaries") == "2 doubtful boundaries left"
    assert desk.section.card.take_back.isVisible()
    assert not desk.section.card.unprint.isVisible()


def test_the_first_release_is_shown_until_another_is_chosen(desk: Desk) -> None:
    (printed,) = desk.section._rows
    loose = replace(printed, id=99, name="Memo.pdf", is_unprinted=False)
    desk.section.show_releases([loose], can_decide=True)
    desk.section.show_releases([printed, loose], can_decide=True)
    assert desk.section.current == printed
    desk.section.list.selectRow(1)
    desk.section.show_releases([printed, replace(printed, id=100), loose], can_decide=True)
    assert desk.section.current == loose


def test_enter_on_a_release_opens_its_first_doubtful_boundary(desk: Desk) -> None:
    desk.section.list.setFocus()
    desk.qtbot.keyClick(desk.section.list, Qt.Key.Key_Return)
    desk.until(lambda: desk.window.mode is desk.review)
    desk.until(lambda: desk.review.releases.printed is not None)
    desk.until(lambda: desk.review.releases.printed.boundary.position == DOUBTFUL[0])


def test_a_release_is_taken_back_and_un_printed_again(desk: Desk) -> None:
    desk.qtbot.mouseClick(desk.section.card.take_back, Qt.MouseButton.LeftButton)
    desk.until(lambda: desk.cells(0)[1] == "Not un-printed")
    assert desk.fact("Pages") == "4 pages"
    assert not desk.section.card.review.isVisible()
    desk.qtbot.mouseClick(desk.section.card.unprint, Qt.MouseButton.LeftButton)
    dialog = desk.window.findChildren(Unprint)[0]
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    desk.until(lambda: desk.cells(0)[1] == f"{COUNT} documents")


def test_undo_of_a_taking_back_is_offered_beside_what_is_told(desk: Desk) -> None:
    desk.window.registry.run("processing.take_back")
    desk.until(lambda: "one document again" in desk.window.notice.text)
    desk.window.notice._link.click()
    desk.until(lambda: desk.cells(0)[1] == f"{COUNT} documents")


def test_reading_a_release_tells_what_it_became_and_leads_to_the_doubts(
    open_window: Callable[[Path], MatterWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    source = write_printed_release(tmp_path / "Release.pdf")
    path = tmp_path / "New.pincite"
    Matter.new(path).close()
    desk = Desk(open_window(path), qtbot)
    desk.mode.commands.add([source])
    desk.until(lambda: "un-printed" in desk.window.notice.text)
    told = desk.window.notice.text
    assert f"1 PDF of printed mail was un-printed into {COUNT} documents, 2 of them" in told
    desk.window.notice._link.click()
    desk.until(lambda: desk.window.mode is desk.review)
    desk.until(lambda: desk.review.releases.printed is not None)
    desk.until(lambda: desk.review.releases.printed.boundary.position == DOUBTFUL[0])


def test_a_scanned_release_waits_for_ocr_and_tells_what_it_became(
    open_window: Callable[[Path], MatterWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    source = scanned(write_printed_release(tmp_path / "Release.pdf"), tmp_path / "Scan.pdf")
    path = tmp_path / "New.pincite"
    with Matter.new(path) as matter:
        matter.processing.add([source])
    desk = Desk(open_window(path), qtbot)
    desk.until(lambda: desk.section.current is not None)
    assert desk.cells(0)[1] == "4 pages to read (OCR)"
    desk.mode.commands.go_on()
    desk.until(lambda: "Read 4 scanned pages" in desk.window.notice.text)
    assert "1 PDF of printed mail was un-printed into" in desk.window.notice.text
    desk.until(lambda: desk.cells(0)[1] == f"{COUNT} documents")


def test_without_a_pdf_the_section_says_what_would_be_there(
    open_window: Callable[[Path], MatterWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    note = tmp_path / "source" / "note.txt"
    note.parent.mkdir()
    note.write_text("A note without pages.")
    path = tmp_path / "Plain.pincite"
    with Matter.new(path) as matter:
        matter.processing.add([note.parent])
    desk = Desk(open_window(path), qtbot)
    desk.until(lambda: bool(desk.mode.view.sources))
    assert desk.section._none.isVisible()
    assert not desk.section.list.isVisible()
    assert not desk.section.card.isVisible()
    assert not desk.mode.releases._has_doubts()
