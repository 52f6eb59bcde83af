"""From the start screen into a matter, and what is seen when something goes wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from pincite.desktop.application import Desktop
from pincite.desktop.dialogs.bug_report import report
from pincite.desktop.dialogs.new_matter import NewMatter, NewMatterDialog
from pincite.desktop.dialogs.palette import Palette
from pincite.desktop.settings import Settings
from pincite.desktop.theme import Theme
from pincite.desktop.views.review import Review

WAIT_MS = 20_000


@pytest.fixture
def desktop(theme: Theme, settings: Settings) -> Iterator[Desktop]:
    made = Desktop(settings, theme)
    yield made
    made.close()
    made.start_screen.close()
    made.start_screen.deleteLater()


def test_the_start_screen_says_what_to_do_first(desktop: Desktop) -> None:
    desktop.show_start_screen()
    texts = [label.text() for label in desktop.start_screen.findChildren(QLabel)]
    assert any("Drop a release here" in text for text in texts)
    assert any("Try the sample" in text for text in texts)


def test_a_new_matter_is_made_opened_and_remembered(
    desktop: Desktop, tmp_path: Path, qtbot: QtBot
) -> None:
    desktop.show_start_screen()
    desktop.make_matter(NewMatter(tmp_path / "Harbor.pincite", "Harbor", "HB", "a4"))
    qtbot.waitUntil(lambda: bool(desktop.windows) and desktop.windows[0].shell is not None)
    shell = desktop.windows[0].shell
    assert shell is not None
    assert (shell.opened.name, shell.opened.prefix) == ("Harbor", "HB")
    assert not desktop.start_screen.isVisible()
    assert desktop.settings.recent() == [tmp_path / "Harbor.pincite"]


def test_a_matter_is_opened_once(desktop: Desktop, sample: Path, qtbot: QtBot) -> None:
    first = desktop.open_matter(sample)
    assert desktop.open_matter(sample) is first
    qtbot.waitUntil(lambda: first.shell is not None, timeout=WAIT_MS)


def test_a_folder_that_is_no_matter_is_refused_on_the_start_screen(
    desktop: Desktop, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "Other.pincite").mkdir()
    desktop.open_matter(tmp_path / "Other.pincite")
    qtbot.waitUntil(desktop.start_screen.notice.isVisible, timeout=WAIT_MS)
    assert "Other" in desktop.start_screen.notice.text
    qtbot.waitUntil(lambda: not desktop.windows)


def test_the_new_matter_dialog_asks_for_what_is_missing(
    desktop: Desktop, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = NewMatterDialog((tmp_path / "release.pdf",), desktop.start_screen)
    qtbot.addWidget(dialog)
    dialog._folder.setText(str(tmp_path))
    assert dialog._name.text() == "release"
    assert dialog._make.isEnabled()
    dialog._prefix.setText("no")
    assert not dialog._make.isEnabled()
    dialog._prefix.setText("REV")
    dialog._name.setText("a/b")
    assert not dialog._make.isEnabled()


def test_a_new_matter_is_offered_a_folder_that_is_there(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    dialog = NewMatterDialog((tmp_path / "release.pdf",), desktop.start_screen)
    qtbot.addWidget(dialog)
    assert dialog._folder.text() == str(tmp_path)
    assert dialog._make.isEnabled()


def test_the_palette_does_what_was_typed(desktop: Desktop, sample: Path, qtbot: QtBot) -> None:
    window = desktop.open_matter(sample)
    qtbot.waitUntil(lambda: window.shell is not None, timeout=WAIT_MS)
    review = window.mode_called("review")
    assert isinstance(review, Review)
    qtbot.waitUntil(lambda: review.document.data is not None, timeout=WAIT_MS)
    window.registry.run("view.palette")
    palette = QApplication.activePopupWidget()
    assert isinstance(palette, Palette)
    qtbot.keyClicks(palette._field, "metad")
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    assert review.document.tab == "metadata"


def test_a_bugs_report_holds_no_text_of_the_matter_until_it_is_added() -> None:
    with pytest.raises(ValueError) as caught:
        raise ValueError("privileged words")
    assert "privileged words" not in report(caught.value)
    assert "ValueError" in report(caught.value)
    assert "test_application.py" in report(caught.value)
    assert "privileged words" in report(caught.value, with_message=True)
