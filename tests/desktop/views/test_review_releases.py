"""A reviewer repairs a release at the keyboard: split, join, confirm, mend, and back again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from pincite.desktop.dialogs.edit_header import EditHeader
from pincite.desktop.dialogs.unprint import Unprint
from pincite.desktop.models.releases import PrintedPlace
from pincite.desktop.views.window import MatterWindow
from pincite.desktop.widgets.page_repair import PageRepair
from pincite.domain.documents import Kind
from pincite.domain.releases import Preset
from tests.desktop.printed_release import COUNT, DOUBTFUL
from tests.desktop.views.test_review import Reviewer


class Repairer(Reviewer):
    """A reviewer of a release that was un-printed."""

    @property
    def place(self) -> PrintedPlace:
        """Where the open document stands."""
        printed = self.review.releases.printed
        assert printed is not None
        return printed

    @property
    def repair(self) -> PageRepair:
        return self.review.document.repair

    def is_at(self, position: int, count: int = COUNT) -> bool:
        printed = self.review.releases.printed
        return printed is not None and (
            printed.boundary.position,
            printed.boundary.count,
        ) == (position, count)

    def go_to(self, position: int) -> None:
        """Open a document of the release, with its pages."""
        with_all = self.review.results.rowCount() == COUNT
        assert with_all
        for row in range(COUNT):
            self.review.column.list.go_to_row(row)
            document = self.review.results.id_at(row)
            self.until(
                lambda document=document: (
                    self.review.document.data is not None
                    and self.review.document.data.document.id == document
                )
            )
            if self.place.boundary.position == position:
                break
        self.pages()
        self.review.column.list.setFocus()

    @property
    def count(self) -> int:
        return self.review.results.rowCount()


@pytest.fixture
def repairer(open_window: Callable[[Path], MatterWindow], printed: Path, qtbot: QtBot) -> Repairer:
    made = Repairer(open_window(printed), qtbot)
    made.until(lambda: made.count == COUNT)
    return made


def test_the_banner_says_where_a_document_stands_and_why_it_is_doubted(repairer: Repairer) -> None:
    repairer.go_to(DOUBTFUL[0])
    banner = repairer.review.document.banner
    assert banner.isVisible()
    assert f"Printed message 3 of {COUNT} in Release.pdf" in banner.text
    assert "doubtful" in banner.text
    assert banner._confirm.isVisible()
    assert banner.accessibleName().startswith("Printed message 3")
    assert "doubtful" in repairer.review.document.pages.accessibleDescription()
    repairer.go_to(1)
    assert banner.text.endswith("· sure")
    assert not banner._confirm.isVisible()
    assert banner._more.isVisible()


def test_a_chip_at_the_beginning_tells_the_reasons_to_mouse_and_keyboard(
    repairer: Repairer,
) -> None:
    repairer.go_to(DOUBTFUL[0])
    chip = repairer.repair.chip
    assert chip.isVisible()
    assert chip.text() == "doubtful"
    assert all(reason in chip.toolTip() for reason in repairer.place.boundary.reasons)
    assert chip.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert all(reason in chip.accessibleDescription() for reason in repairer.place.boundary.reasons)
    pages = repairer.review.document.pages
    line = pages.height_of(0, repairer.place.boundary.regions[0].y0_pt or 0.0)
    assert 0 < line < pages.viewport().height()
    assert chip.geometry().bottom() <= line + 1
    bar = pages.verticalScrollBar()
    bar.setValue(bar.value() - 30)
    assert chip.geometry().bottom() > line + 20


def test_what_belongs_to_other_documents_is_veiled(repairer: Repairer) -> None:
    repairer.go_to(DOUBTFUL[0])
    pages = repairer.review.document.pages
    repairer.until(lambda: bool(pages._images))
    seen = pages.viewport().grab().toImage()
    line = pages.height_of(0, repairer.place.boundary.regions[0].y0_pt or 0.0)
    left = round(pages.placed(0).rect.left()) + 20
    above, below = (seen.pixelColor(left, round(line) + step) for step in (-25, 25))
    assert below.lightness() == 255
    assert above.lightness() < 250


def test_s_brings_a_line_that_arrows_move_and_enter_splits(repairer: Repairer) -> None:
    repairer.go_to(1)
    repairer.press("S")
    assert repairer.repair.is_splitting
    banner = repairer.review.document.banner
    assert "The new document begins at the line" in banner.text
    before = repairer.repair.split_point
    repairer.press("Down")
    repairer.press("Down")
    after = repairer.repair.split_point
    assert before is not None
    assert after is not None
    assert after.page_number == 1
    assert after.y_pt - before.y_pt == pytest.approx(30, abs=2)
    repairer.press("Return")
    repairer.until(lambda: repairer.is_at(2, COUNT + 1))
    assert not repairer.repair.is_splitting
    assert repairer.count == COUNT + 1
    start = repairer.place.boundary.regions[0].y0_pt
    assert start == pytest.approx(after.y_pt, abs=0.1)
    repairer.press("Ctrl+Z")
    repairer.until(lambda: repairer.count == COUNT)
    repairer.until(lambda: repairer.is_at(1))


def test_the_line_comes_out_where_a_quoted_message_begins(repairer: Repairer) -> None:
    repairer.go_to(1)
    data = repairer.review.document.data
    assert data is not None
    # The body's third line stands for the header of a message that is quoted.
    quoted = data.text.index("Two analysts")
    repairer.repair.show_printed(replace(repairer.place, quoted=(quoted,)), data.text)
    repairer.press("S")
    assert "Two analysts" in repairer.review.document.banner.text


def test_escape_puts_the_line_away_and_nothing_is_split(repairer: Repairer) -> None:
    repairer.go_to(1)
    repairer.press("S")
    repairer.press("Escape")
    assert not repairer.repair.is_splitting
    assert "The new document" not in repairer.review.document.banner.text
    assert repairer.count == COUNT


def test_a_click_moves_the_line_and_the_button_splits(repairer: Repairer) -> None:
    repairer.go_to(1)
    pages = repairer.review.document.pages
    repairer.press("S")
    at = QPoint(pages.viewport().width() // 2, round(pages.height_of(0, 300.0)))
    repairer.qtbot.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=at)
    point = repairer.repair.split_point
    assert point is not None
    assert point.y_pt == pytest.approx(300, abs=10)
    assert repairer.review.document.selection is None
    repairer.qtbot.mouseClick(repairer.review.document.banner._take, Qt.MouseButton.LeftButton)
    repairer.until(lambda: repairer.is_at(2, COUNT + 1))


def test_a_click_on_the_veil_does_not_move_the_line(repairer: Repairer) -> None:
    repairer.go_to(DOUBTFUL[0])
    pages = repairer.review.document.pages
    repairer.press("S")
    before = repairer.repair.split_point
    above = (repairer.place.boundary.regions[0].y0_pt or 0.0) - 10
    at = QPoint(pages.viewport().width() // 2, round(pages.height_of(0, above)))
    repairer.qtbot.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert repairer.repair.split_point == before


def test_a_double_click_on_the_veil_opens_the_document_it_belongs_to(repairer: Repairer) -> None:
    repairer.go_to(DOUBTFUL[0])
    pages = repairer.review.document.pages
    above = (repairer.place.boundary.regions[0].y0_pt or 0.0) - 40
    at = QPoint(pages.viewport().width() // 2, round(pages.height_of(0, above)))
    repairer.qtbot.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert repairer.review.document.selection is None
    repairer.qtbot.mouseDClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=at)
    repairer.until(lambda: repairer.is_at(DOUBTFUL[0] - 1))


def test_the_menu_of_a_point_splits_there(repairer: Repairer) -> None:
    repairer.go_to(1)
    pages = repairer.review.document.pages
    at = QPoint(pages.viewport().width() // 2, round(pages.height_of(0, 300.0)))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, pages.viewport().mapToGlobal(at))
    QApplication.sendEvent(pages.viewport(), event)
    menu = repairer.window.findChildren(QMenu)[-1]
    titles = [action.text().split("\t")[0] for action in menu.actions()]
    assert "Split here" in titles
    assert "Join with the previous document" in titles
    menu.actions()[titles.index("Split here")].trigger()
    menu.close()
    repairer.until(lambda: repairer.is_at(2, COUNT + 1))
    assert repairer.place.boundary.regions[0].y0_pt == pytest.approx(300, abs=10)


def test_the_menu_key_offers_what_can_be_done_with_the_boundary(repairer: Repairer) -> None:
    repairer.go_to(DOUBTFUL[0])
    pages = repairer.review.document.pages
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(pages, QContextMenuEvent(reason, QPoint(5, 5), QPoint(50, 50)))
    menu = repairer.window.findChildren(QMenu)[-1]
    rows = {action.text().split("\t")[0]: action for action in menu.actions()}
    assert rows["Join with the previous document"].isEnabled()
    assert not rows["Mark as a message"].isEnabled()
    assert "Split here" not in rows
    menu.close()


def test_join_with_previous_makes_one_document_and_undo_makes_two(repairer: Repairer) -> None:
    repairer.go_to(DOUBTFUL[0])
    repairer.press("Shift+S")
    repairer.until(lambda: repairer.is_at(2, COUNT - 1))
    assert repairer.count == COUNT - 1
    assert repairer.window.notice.text.startswith("Joined")
    repairer.press("Ctrl+Z")
    repairer.until(lambda: repairer.count == COUNT)
    repairer.until(lambda: repairer.window.notice.text.startswith("Undone: Join"))
    repairer.press("Ctrl+Shift+Z")
    repairer.until(lambda: repairer.count == COUNT - 1)
    repairer.until(lambda: repairer.window.notice.text.startswith("Redone: Join"))


def test_the_first_document_has_nothing_to_join_with(repairer: Repairer) -> None:
    repairer.go_to(1)
    assert not repairer.review.releases.can_join()
    repairer.press("Shift+S")
    assert repairer.count == COUNT


def test_y_confirms_and_goes_to_the_next_doubt_until_none_is_left(repairer: Repairer) -> None:
    repairer.press("B")
    repairer.until(lambda: repairer.is_at(DOUBTFUL[0]))
    repairer.press("Y")
    repairer.until(lambda: repairer.is_at(DOUBTFUL[1]))
    repairer.press("Y")
    repairer.until(lambda: "No doubtful boundary is left" in repairer.window.notice.text)
    repairer.until(lambda: repairer.place.certainty == "confirmed")
    assert not repairer.review.document.banner._confirm.isVisible()
    repairer.press("Ctrl+Z")
    repairer.until(lambda: repairer.place.certainty == "doubtful")
    assert repairer.review.document.banner._confirm.isVisible()


def test_b_goes_from_doubt_to_doubt_and_back(repairer: Repairer) -> None:
    repairer.press("B")
    repairer.until(lambda: repairer.is_at(DOUBTFUL[0]))
    repairer.press("B")
    repairer.until(lambda: repairer.is_at(DOUBTFUL[1]))
    repairer.press("Shift+B")
    repairer.until(lambda: repairer.is_at(DOUBTFUL[0]))


def test_shift_j_and_k_go_through_the_release_in_order_of_its_pages(repairer: Repairer) -> None:
    repairer.go_to(2)
    repairer.press("Shift+J")
    repairer.until(lambda: repairer.is_at(3))
    repairer.press("Shift+K")
    repairer.until(lambda: repairer.is_at(2))


def test_a_marks_an_attachment_of_the_message_before(repairer: Repairer) -> None:
    repairer.go_to(DOUBTFUL[0])
    repairer.press("A")
    repairer.until(lambda: repairer.is_at(3) and repairer.place.kind is Kind.ATTACHMENT)
    data = repairer.review.document.data
    assert data is not None
    assert [one.kind for one in data.family] == [Kind.MESSAGE, Kind.ATTACHMENT]
    repairer.press("Ctrl+Z")
    repairer.until(lambda: repairer.is_at(3) and repairer.place.kind is Kind.MESSAGE)


def test_pages_that_are_no_document_leave_the_list_and_stay_accounted_for(
    repairer: Repairer,
) -> None:
    repairer.go_to(4)
    repairer.window.registry.run("review.kind.none")
    repairer.until(lambda: repairer.is_at(3, COUNT - 1))
    assert repairer.count == COUNT - 1
    repairer.press("Ctrl+Z")
    repairer.until(lambda: repairer.count == COUNT)


def test_h_mends_the_header_that_was_read(repairer: Repairer) -> None:
    repairer.go_to(DOUBTFUL[0])
    repairer.press("H")
    dialog = repairer.window.findChildren(EditHeader)[0]
    assert dialog.fields["subject"].text() == "Visitor badges"
    dialog.fields["from"].selectAll()
    repairer.qtbot.keyClicks(dialog.fields["from"], "Dana Whitlock")
    repairer.qtbot.keyClick(dialog.fields["from"], Qt.Key.Key_Return)
    repairer.until(lambda: repairer.place.header["from"] == "Dana Whitlock")
    assert "The header is mended" in repairer.window.notice.text


def test_a_pdf_is_made_one_document_again_and_un_printed_by_another_rule(
    repairer: Repairer,
) -> None:
    repairer.go_to(1)
    repairer.window.registry.run("review.take_back")
    repairer.until(lambda: repairer.count == 1 and repairer.review.releases.printed is None)
    repairer.until(lambda: not repairer.review.document.banner.isVisible())
    assert not repairer.repair.chip.isVisible()
    repairer.until(repairer.review.releases.can_unprint)
    repairer.window.registry.run("review.unprint")
    dialog = repairer.window.findChildren(Unprint)[0]
    dialog.choose(Preset.NEW_PAGE)
    repairer.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    repairer.until(lambda: repairer.count == 4)
    repairer.until(lambda: "Un-printed into 4 documents" in repairer.window.notice.text)
    repairer.window.registry.run("edit.undo")
    repairer.until(lambda: repairer.count == 1 and repairer.review.releases.can_unprint())


def test_a_retired_number_says_what_is_in_its_place_and_leads_there(repairer: Repairer) -> None:
    repairer.go_to(DOUBTFUL[0])
    retired = repairer.number
    repairer.press("Shift+S")
    repairer.until(lambda: repairer.is_at(2, COUNT - 1))
    joined = repairer.number
    repairer.open(retired)
    banner = repairer.review.document.banner
    assert joined in banner.text
    assert not repairer.review.releases.can_repair()
    repairer.qtbot.mouseClick(banner._go, Qt.MouseButton.LeftButton)
    repairer.until(lambda: repairer.number == joined)
    repairer.open("REV-000001")
    assert f"un-printed into {COUNT - 1} documents" in banner.text
    assert not repairer.review.releases.can_unprint()


def test_tags_stay_with_the_document_that_was_split(repairer: Repairer) -> None:
    repairer.go_to(1)
    repairer.select("show the screening service")
    repairer.review.decisions._on_tag_named("Pilot")
    repairer.until(lambda: len(repairer.decisions.passages) == 1)
    repairer.review.document.clear_selection()
    repairer.press("S")
    for _ in range(4):
        repairer.press("Down")
    repairer.press("Return")
    repairer.until(lambda: repairer.is_at(2, COUNT + 1))
    repairer.press("Shift+K")
    repairer.until(lambda: repairer.is_at(1, COUNT + 1))
    assert [one.quote for one in repairer.decisions.passages] == ["show the screening service"]
