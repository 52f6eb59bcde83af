"""The same email twice, side by side in a real window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pincite.desktop.dialogs.compare import CompareDialog
from pincite.desktop.views.review import Review
from pincite.desktop.views.window import MatterWindow
from pincite.matter import Matter

WAIT_MS = 30_000
PITCH = (
    "We would be glad to host your team at our office for a demonstration of the pilot.\n\n"
    "Sam Ellery would join us from the port at noon.\n"
)
HEAD = "From: {sender}\nTo: {to}\nDate: {date}\nSubject: {subject}\nMessage-ID: <{id}>\n\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A message, an answer that quotes it with a name withheld, and another message."""
    folder = tmp_path_factory.mktemp("twice")
    pitch = HEAD.format(
        sender="Dana Whitlock <dana@vendor.example>", to="okafor@port.example", id="1@a.example",
        date="Thu, 14 Sep 2017 10:12:40 -0400", subject="Demo of the pilot",
    )  # fmt: skip
    answer = HEAD.format(
        sender="Renata Okafor <okafor@port.example>", to="dana@vendor.example", id="2@a.example",
        date="Fri, 15 Sep 2017 09:00:00 -0400", subject="RE: Demo of the pilot",
    )  # fmt: skip
    quoted = (
        "From: Whitlock, Dana\nSent: Thursday, September 14, 2017 10:12 AM\nTo: Okafor, Renata\n"
        f"Subject: Demo of the pilot\n\n{PITCH.replace('Sam Ellery', '(b)(6)')}"
    )
    (folder / "1.eml").write_text(pitch + PITCH)
    (folder / "2.eml").write_text(f"{answer}No purchase.\n\n{quoted}")
    (folder / "3.eml").write_text(
        pitch.replace("1@a", "3@b").replace("Demo of", "Cost of").replace("14 Sep", "4 Oct")
        + "Something else entirely.\n"
    )
    with Matter.new(folder / "Harbor") as matter:
        matter.processing.add([folder / "1.eml", folder / "2.eml", folder / "3.eml"])
    return folder / "Harbor.pincite"


class Desk:
    """A window on the matter, and what its keys open."""

    def __init__(self, window: MatterWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        mode = window.mode_called("review")
        assert isinstance(mode, Review)
        self.review = mode
        self.until(lambda: mode.document.data is not None)

    def until(self, fact: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(fact, timeout=WAIT_MS)

    def open(self, document: int) -> None:
        self.review.open_document(document)
        self.until(
            lambda: (data := self.review.document.data) is not None and data.document.id == document
        )

    def dialog(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> CompareDialog:
        self.qtbot.keyClick(self.review.column.list, key, modifiers)
        dialog = self.review.compare.dialog
        assert dialog is not None
        # The first look at the matter compares all messages, in a worker.
        self.until(dialog.look.isEnabled)
        return dialog


@pytest.fixture
def desk(made: Path, open_window: Callable[[Path], MatterWindow], qtbot: QtBot) -> Desk:
    return Desk(open_window(made), qtbot)


def test_the_open_document_is_compared_with_its_copy_by_one_key(desk: Desk):
    desk.open(1)
    dialog = desk.dialog(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: "⟪Sam Ellery⟫" in dialog.view.toPlainText())
    shown = dialog.view.toPlainText()
    assert "▮\xa0(b)(6)" in shown or "▮ (b)(6)" in shown
    assert "REV-000001 · native" in shown
    assert "REV-000002 · quoted in a native message" in shown
    assert "the same subject" in dialog.about.text()
    assert "the other way round: 1" in dialog.about.text()


def test_a_message_that_is_nowhere_else_says_so_and_all_pairs_are_a_press_away(desk: Desk):
    desk.open(3)
    dialog = desk.dialog(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: "nowhere else" in dialog.about.text())
    assert not dialog.open_first.isEnabled()
    desk.qtbot.mouseClick(dialog.show_all, Qt.MouseButton.LeftButton)
    desk.until(lambda: dialog.pair is not None)
    assert (dialog.pair.first, dialog.pair.second) == ("REV-000001", "quoted in REV-000002")


def test_a_side_opens_in_review(desk: Desk):
    desk.open(3)
    dialog = desk.dialog(
        Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    desk.until(lambda: dialog.pair is not None)
    desk.qtbot.mouseClick(dialog.open_second, Qt.MouseButton.LeftButton)
    desk.until(lambda: desk.review.document.data.document.id == 2)
