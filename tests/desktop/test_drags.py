"""Documents are dragged from Review into a bundle, by way of the mode switch."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pincite.desktop.models.carried import DOCUMENTS_TYPE, carried, carried_ids
from pincite.desktop.views.exhibits import Exhibits
from pincite.desktop.views.review import Review
from pincite.desktop.views.window import MatterWindow
from pincite.desktop.widgets import document_drag
from pincite.desktop.widgets.mode_switch import ModeSwitch
from pincite.desktop.widgets.passage_card import PassageCard
from pincite.matter import Matter

WAIT_MS = 20_000
COPY = Qt.DropAction.CopyAction
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(sample: Path, open_window: Callable[[Path], MatterWindow], qtbot: QtBot) -> MatterWindow:
    window = open_window(sample)
    review = window.mode_called("review")
    assert isinstance(review, Review)
    qtbot.waitUntil(lambda: review.document.data is not None, timeout=WAIT_MS)
    return window


@pytest.fixture
def dragged(monkeypatch: pytest.MonkeyPatch) -> list[QMimeData]:
    """What drags carry; the system's own loop, which waits for a hand, is not entered."""
    seen: list[QMimeData] = []

    class Drag(document_drag.QDrag):
        def exec(self, *_: object) -> Qt.DropAction:
            seen.append(self.mimeData())
            return COPY

    monkeypatch.setattr(document_drag, "QDrag", Drag)
    return seen


def exhibits(window: MatterWindow) -> Exhibits:
    mode = window.mode_called("exhibits")
    assert isinstance(mode, Exhibits)
    return mode


def free_documents(window: MatterWindow, sample: Path, count: int) -> list[int]:
    with Matter.open(sample, read_only=True) as matter:
        bundle = matter.bundles.all()[0]
        held = {one.document_id for one in matter.bundles.exhibits(bundle)}
        return [id_ for id_ in matter.search.find("kind:message").ids.tolist() if id_ not in held][
            :count
        ]


def hold(target: QWidget, data: QMimeData, at: QPoint) -> bool:
    QApplication.sendEvent(target, QDragEnterEvent(at, COPY, data, LEFT, PLAIN))
    move = QDragMoveEvent(at, COPY, data, LEFT, PLAIN)
    QApplication.sendEvent(target, move)
    return move.isAccepted()


def drop(target: QWidget, data: QMimeData, at: QPoint) -> None:
    assert hold(target, data, at)
    QApplication.sendEvent(target, QDropEvent(QPointF(at), COPY, data, LEFT, PLAIN))


def place_of(switch: ModeSwitch, title: str) -> QPoint:
    button = next(one for one in switch.findChildren(QPushButton) if one.text() == title)
    return button.geometry().center()


def test_the_results_that_are_chosen_are_what_is_dragged(
    window: MatterWindow, qtbot: QtBot, dragged: list[QMimeData]
) -> None:
    review = window.mode_called("review")
    assert isinstance(review, Review)
    review.column.list.setFocus()
    qtbot.keyClick(review.column.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = review.column.list.selected_ids()
    assert len(chosen) == 2
    review.column.list.startDrag(COPY)
    assert carried_ids(dragged[0], DOCUMENTS_TYPE) == chosen


def test_a_passage_is_dragged_as_its_document_and_a_click_still_goes_to_it(
    window: MatterWindow, sample: Path, qtbot: QtBot, dragged: list[QMimeData]
) -> None:
    review = window.mode_called("review")
    assert isinstance(review, Review)
    with Matter.open(sample, read_only=True) as matter:
        document = matter.passages.all()[0].document_id
    review.places.go_to_document(document)
    qtbot.waitUntil(lambda: bool(review.coding.findChildren(PassageCard)), timeout=WAIT_MS)
    card = review.coding.findChildren(PassageCard)[0]
    qtbot.mousePress(card, LEFT, pos=QPoint(20, 10))
    qtbot.mouseMove(card, QPoint(60, 40))
    qtbot.mouseRelease(card, LEFT, pos=QPoint(60, 40))
    assert [carried_ids(data, DOCUMENTS_TYPE) for data in dragged] == [[document]]
    with qtbot.waitSignal(card.chosen, timeout=WAIT_MS):
        qtbot.mouseClick(card, LEFT, pos=QPoint(20, 10))


def test_dropping_on_the_exhibits_button_adds_and_stays_in_review(
    window: MatterWindow, sample: Path, qtbot: QtBot
) -> None:
    switch = window.findChild(ModeSwitch)
    data = carried(DOCUMENTS_TYPE, free_documents(window, sample, 2))
    assert not hold(switch, data, place_of(switch, "Processing"))
    drop(switch, data, place_of(switch, "Exhibits"))
    qtbot.waitUntil(window.notice.isVisible, timeout=WAIT_MS)
    assert "Added 2 exhibits to “Declaration of R. Amari”" in window.notice.text
    assert window.mode.id == "review"


def test_holding_over_the_exhibits_button_turns_to_the_list_where_they_are_dropped(
    window: MatterWindow, sample: Path, qtbot: QtBot
) -> None:
    switch = window.findChild(ModeSwitch)
    documents = free_documents(window, sample, 1)
    data = carried(DOCUMENTS_TYPE, documents)
    assert hold(switch, data, place_of(switch, "Exhibits"))
    qtbot.waitUntil(lambda: window.mode.id == "exhibits", timeout=WAIT_MS)
    mode = exhibits(window)
    qtbot.waitUntil(lambda: mode.view.is_counted, timeout=WAIT_MS)
    before = [entry.document_id for entry in mode.view.entries]
    first = mode.panel.list.visualRect(mode.panel.model.index(0))
    drop(mode.panel.list.viewport(), data, QPoint(first.center().x(), first.top() + 1))
    qtbot.waitUntil(
        lambda: [entry.document_id for entry in mode.view.entries] == documents + before,
        timeout=WAIT_MS,
    )


def test_an_empty_bundle_takes_what_is_dropped_on_it(
    window: MatterWindow, sample: Path, qtbot: QtBot
) -> None:
    window.show_mode("exhibits")
    mode = exhibits(window)
    qtbot.waitUntil(lambda: mode.view.is_counted, timeout=WAIT_MS)
    entries = [entry.id for entry in mode.view.entries]
    window.work.decide(lambda matter: matter.exhibits.remove(entries))
    qtbot.waitUntil(lambda: not mode.view.entries, timeout=WAIT_MS)
    documents = free_documents(window, sample, 1)
    data = carried(DOCUMENTS_TYPE, documents)
    drop(mode.panel, data, QPoint(50, 100))
    qtbot.waitUntil(
        lambda: [entry.document_id for entry in mode.view.entries] == documents, timeout=WAIT_MS
    )
