"""A reviewer sees what is withheld: outlined on the page, said at the pointer, and as a facet."""

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from pincite.desktop.theme import LIGHT_TOKENS
from pincite.desktop.views.window import MatterWindow
from pincite.desktop.widgets.facet_row import FacetRow
from pincite.desktop.widgets.redaction_marks import RedactionMarks
from pincite.matter import Matter
from pincite.search.language.narrowing import Facet
from pincite.store.incoming import IncomingRedaction
from pincite.store.redactions import write_scanned
from tests.desktop.views.test_review import Reviewer

DRAWN = (100.0, 136.0, 300.0, 156.0)
FOUND = (100.0, 236.0, 300.0, 256.0)


BELOW = ((100.0, 336.0, 300.0, 356.0), (100.0, 436.0, 300.0, 456.0))


def reviewer_of(
    matter: Path, open_window: Callable[[Path], MatterWindow], qtbot: QtBot
) -> Reviewer:
    made = Reviewer(open_window(matter), qtbot)
    made.until(lambda: made.review.results.rowCount() == 2)
    return made


@pytest.fixture
def redacted(tmp_path: Path) -> Path:
    """A matter of two PDFs: one with a drawn and a suggested redaction, one without."""
    for name, is_redacted in (("1.pdf", True), ("2.pdf", False)):
        pdf = pymupdf.open()
        page = pdf.new_page()
        page.insert_text((72, 100), "About the pilot")
        if is_redacted:
            page.draw_rect(pymupdf.Rect(DRAWN), color=None, fill=(0, 0, 0))
            page.insert_text((110, 150), "(b)(6)", color=(1, 1, 1))
        pdf.save(tmp_path / name)
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.processing.add([tmp_path / "1.pdf", tmp_path / "2.pdf"])
        write_scanned(matter.store, 1, 0, [suggestion(FOUND)])
    return tmp_path / "Harbor.pincite"


@pytest.fixture
def reviewer(redacted: Path, open_window: Callable[[Path], MatterWindow], qtbot: QtBot) -> Reviewer:
    return reviewer_of(redacted, open_window, qtbot)


def suggestion(rect: tuple[float, ...]) -> IncomingRedaction:
    return IncomingRedaction(
        *rect, "white", '["b7E"]', "image", text_survives=False, is_confirmed=False
    )


def marks_of(reviewer: Reviewer) -> RedactionMarks:
    return reviewer.review.document.pages.findChild(RedactionMarks)


def middle_of(reviewer: Reviewer, rect: tuple[float, ...]) -> QPointF:
    pages = reviewer.review.document.pages
    placed = pages._placed(0)
    x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    return QPointF(placed.rect.left() + x * placed.scale, placed.rect.top() + y * placed.scale)


def test_what_is_withheld_is_outlined_and_a_suggestion_is_dashed(reviewer: Reviewer) -> None:
    reviewer.open("REV-000001")
    reviewer.pages()
    viewport = reviewer.review.document.pages.viewport()
    placed = reviewer.review.document.pages._placed(0)

    def edge(rect: tuple[float, ...]) -> int:
        """How many of the pixels along the bottom of an area have the colour of the outline."""
        picture = viewport.grab().toImage()
        wanted, ratio = LIGHT_TOKENS.stop, picture.devicePixelRatio()
        down = placed.rect.top() + rect[3] * placed.scale
        count = 0
        for step in range(200):
            across = placed.rect.left() + (rect[0] + step) * placed.scale
            count += any(
                picture.pixelColor(int(across * ratio), int((down + near) * ratio)).name() == wanted
                for near in (0, 1, 2, 3)
            )
        return count

    reviewer.until(lambda: edge(DRAWN) > 190)
    assert 60 < edge(FOUND) < 180


def test_the_pointer_over_an_area_tells_its_codes(reviewer: Reviewer) -> None:
    reviewer.open("REV-000001")
    reviewer.pages()
    marks = marks_of(reviewer)
    viewport = reviewer.review.document.pages.viewport()
    viewport.grab()
    assert marks.hint_at(middle_of(reviewer, DRAWN)) == "withheld: (b)(6)"
    said = marks.hint_at(middle_of(reviewer, FOUND))
    assert said == "withheld: (b)(7)(E) (found in the picture; not confirmed)"
    assert marks.hint_at(QPointF(5, 5)) == ""
    at = middle_of(reviewer, DRAWN).toPoint()
    QApplication.sendEvent(
        viewport, QHelpEvent(QHelpEvent.Type.ToolTip, at, viewport.mapToGlobal(QPoint(at)))
    )
    assert QToolTip.text() == "withheld: (b)(6)"
    QToolTip.hideText()


def test_the_facet_of_exemptions_narrows_the_results(reviewer: Reviewer) -> None:
    review = reviewer.review
    reviewer.until(lambda: any(row.isVisible() for row in review.facets.findChildren(FacetRow)))
    assert review.facets._facets is not None
    assert review.facets._facets.exemptions == (("b6", 1), ("b7E", 1))
    review.facets.rows[Facet("exemption", "b7E")].click()
    reviewer.until(lambda: review.results.rowCount() == 1)
    assert review.search.query == "exemption:b7E"
    reviewer.until(lambda: review.facets.rows[Facet("exemption", "b7E")].state == "on")


def test_suggestions_are_confirmed_in_one_decision_and_undone(reviewer: Reviewer) -> None:
    reviewer.open("REV-000001")
    reviewer.pages()
    decisions = reviewer.review.decisions

    def hint() -> str:
        reviewer.review.document.pages.viewport().grab()
        return marks_of(reviewer).hint_at(middle_of(reviewer, FOUND))

    assert decisions.can_confirm_redactions()
    decisions.confirm_redactions()
    reviewer.until(lambda: hint() == "withheld: (b)(7)(E)")
    assert not decisions.can_confirm_redactions()
    decisions._on_undo_wanted()
    reviewer.until(lambda: hint().endswith("not confirmed)"))


def test_a_suggestion_is_rejected_from_its_menu_and_comes_back_by_undo(reviewer: Reviewer) -> None:
    reviewer.open("REV-000001")
    reviewer.pages()
    marks, viewport = marks_of(reviewer), reviewer.review.document.pages.viewport()
    viewport.grab()
    at = middle_of(reviewer, FOUND).toPoint()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
    QApplication.sendEvent(viewport, asked)
    (menu,) = viewport.findChildren(QMenu)
    menu.actions()[1].trigger()
    menu.close()
    reviewer.until(lambda: len(reviewer.decisions.withheld) == 1)
    viewport.grab()
    assert marks.hint_at(middle_of(reviewer, FOUND)) == ""
    reviewer.review.decisions._on_undo_wanted()
    reviewer.until(lambda: len(reviewer.decisions.withheld) == 2)


def test_suggestions_are_walked_confirmed_and_rejected_by_the_keyboard(
    redacted: Path, open_window: Callable[[Path], MatterWindow], qtbot: QtBot
) -> None:
    with Matter.open(redacted) as matter:
        write_scanned(matter.store, 1, 0, [suggestion(rect) for rect in (*BELOW, FOUND)])
    reviewer = reviewer_of(redacted, open_window, qtbot)
    reviewer.open("REV-000001")
    reviewer.pages()
    marks = marks_of(reviewer)

    def at() -> tuple[float, ...] | None:
        current = marks.current
        return tuple(current.rect) if current else None

    def confirmed() -> dict[float, bool]:
        data = reviewer.review.document.data
        assert data is not None
        return {one.rect[1]: one.is_confirmed for one in data.decisions.withheld}

    reviewer.press("W")
    assert at() == FOUND
    reviewer.press("W")
    reviewer.press("Shift+W")
    assert at() == FOUND
    reviewer.press("Return")
    reviewer.until(lambda: confirmed()[FOUND[1]])
    assert at() == BELOW[0]
    reviewer.press("Delete")
    reviewer.until(lambda: BELOW[0][1] not in confirmed())
    assert at() == BELOW[1]
    reviewer.press("Escape")
    assert at() is None
    assert not confirmed()[BELOW[1][1]]
    reviewer.press("Ctrl+Z")
    reviewer.until(lambda: BELOW[0][1] in confirmed())
