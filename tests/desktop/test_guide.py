import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QTextBrowser
from pytestqt.qtbot import QtBot

from pincite.desktop.dialogs.guide import PAGES, Guide
from pincite.desktop.views.window import MatterWindow
from pincite.domain.resources import resource
from pincite.search.language.parse import parse


def written_queries() -> list[str]:
    """The queries that the guide tells people to write: the first column of its tables."""
    page = resource("help", "searching.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| (`.+?`) \|", page, re.MULTILINE)
    queries = [query for cell in cells for query in re.findall(r"`([^`]+)`", cell)]
    return [query for query in queries if not query.endswith(":")]


def test_the_guide_tells_many_queries() -> None:
    assert len(written_queries()) > 50


@pytest.mark.parametrize("query", written_queries())
def test_every_query_of_the_guide_can_be_searched_for(query: str):
    assert parse(query, "REV").tree


def test_the_guide_opens_by_key_and_turns_its_pages(
    sample: Path, open_window: Callable[[Path], MatterWindow], qtbot: QtBot
):
    window = open_window(sample)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: bool(window.findChildren(Guide)))
    guide = window.findChildren(Guide)[0]
    contents, page = guide.findChild(QListWidget), guide.findChild(QTextBrowser)
    titles = []
    for _ in PAGES:
        titles.append(page.toPlainText().splitlines()[0])
        qtbot.keyClick(contents, Qt.Key.Key_Down)
    assert titles == list(PAGES)
    guide.close()
