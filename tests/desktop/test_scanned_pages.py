"""Weak pages and the languages of scanned pages, in the window."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pincite.desktop.dialogs.add_sources import AddSources
from pincite.desktop.dialogs.scanned_pages import ScannedPages
from pincite.desktop.models.cell_table import CellRole
from pincite.desktop.models.scanned_pages import Languages, read_by
from pincite.desktop.views.window import MatterWindow
from pincite.desktop.widgets.language_choice import LanguageChoice
from pincite.matter import Matter
from pincite.processing.ocr.languages import models_of
from pincite.store.readings import ReadBy
from tests.corpus.scans import LETTER, weakly_scanned
from tests.desktop.test_processing import WAIT_MS, shown

OpenWindow = Callable[[Path], MatterWindow]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A matter with a page that was read badly."""
    folder = tmp_path_factory.mktemp("faxed")
    (folder / "fax.pdf").write_bytes(weakly_scanned([LETTER]))
    with Matter.new(folder / "Harbor") as matter:
        matter.processing.add([folder / "fax.pdf"])
        matter.ocr.run()
        return matter.folder


@pytest.fixture
def faxed(read: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(read, tmp_path / read.name))


def test_weak_pages_are_counted_shown_and_read_again(
    faxed: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(faxed)
    mode = shown(window, qtbot)
    qtbot.waitUntil(mode.body.weak.isVisible, timeout=WAIT_MS)
    assert mode.body.weak.text() == "1 weak scanned page…"
    qtbot.mouseClick(mode.body.weak, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(ScannedPages) is not None, timeout=WAIT_MS)
    dialog = window.findChild(ScannedPages)
    assert dialog is not None
    model = dialog.list.model()
    cells = [model.index(0, column).data(CellRole).text for column in range(5)]
    assert (cells[0], cells[1], cells[4]) == ("REV-000001", "1", "—")
    assert dialog.again.text() == "Read 1 weak page again"
    qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: window.notice.text == "Read 1 weak page again: 1 better.", timeout=WAIT_MS
    )
    qtbot.waitUntil(lambda: not mode.body.weak.isVisible(), timeout=WAIT_MS)
    with Matter.open(faxed, read_only=True) as matter:
        assert matter.search.find("procurement").documents == 1


def test_a_double_click_on_a_weak_page_shows_it(
    faxed: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(faxed)
    mode = shown(window, qtbot)
    mode.commands.scans.ask()
    qtbot.waitUntil(lambda: window.findChild(ScannedPages) is not None, timeout=WAIT_MS)
    dialog = window.findChild(ScannedPages)
    assert dialog is not None
    dialog.list.doubleClicked.emit(dialog.list.model().index(0, 0))
    qtbot.waitUntil(lambda: window.mode.id == "review", timeout=WAIT_MS)


def test_languages_are_chosen_from_what_is_installed_and_kept_for_the_matter(
    faxed: Path,
    tmp_path: Path,
    open_window: OpenWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    models = tmp_path / "tessdata"
    models.mkdir()
    for code in ("eng", "deu"):
        shutil.copy(models_of(["eng"])[0], models / f"{code}.traineddata")
    monkeypatch.setenv("TESSDATA_PREFIX", str(models))
    window = open_window(faxed)
    mode = shown(window, qtbot)
    mode.commands.scans.ask()
    qtbot.waitUntil(lambda: window.findChild(ScannedPages) is not None, timeout=WAIT_MS)
    dialog = window.findChild(ScannedPages)
    assert dialog is not None
    boxes = dialog.languages.boxes
    assert [(code, box.text(), box.isChecked()) for code, box in boxes.items()] == [
        ("eng", "English", True),
        ("deu", "German", False),
    ]
    boxes["deu"].click()
    dialog.close()
    qtbot.waitUntil(
        lambda: bool(mode.view.languages and mode.view.languages.chosen == ("eng", "deu")),
        timeout=WAIT_MS,
    )
    mode.commands.ask_custodian([tmp_path / "fax.pdf"])
    added = window.findChild(AddSources)
    assert added is not None
    assert added.languages.chosen == ("eng", "deu")
    added.reject()


def test_the_languages_of_the_dialog_go_with_the_sources(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = AddSources([tmp_path], (), None, Languages(("deu", "eng"), ("eng",)))
    qtbot.addWidget(dialog)
    dialog.languages.boxes["deu"].click()
    dialog.languages.boxes["eng"].click()
    with qtbot.waitSignal(dialog.confirmed) as sent:
        next(one for one in dialog.findChildren(QPushButton) if one.text() == "Add").click()
    assert sent.args == [[tmp_path], "", ("deu",)]


def test_the_metadata_say_what_read_which_pages() -> None:
    first, second = ReadBy("tesseract 5 eng", 92.0), ReadBy("tesseract 5 eng, thorough", 84.4)
    assert read_by({1: first, 2: first, 3: second}) == (
        "pages 1–2: tesseract 5 eng, 92 % sure\npage 3: tesseract 5 eng, thorough, 84 % sure"
    )
    assert read_by({}) == ""


def test_one_language_always_stays_chosen(qtbot: QtBot) -> None:
    choice = LanguageChoice(Languages(("deu", "eng"), ("eng",)))
    qtbot.addWidget(choice)
    choice.boxes["eng"].click()
    assert choice.chosen == ("eng",)
    assert choice.boxes["eng"].isChecked()
