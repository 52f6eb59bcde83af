"""The field alone: what it marks, where its cursor stands, what its keys do."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pincite.desktop.theme import Theme
from pincite.desktop.widgets.search_field import SearchField
from pincite.desktop.widgets.search_line import SearchLine
from pincite.search.language.names import Names


@pytest.fixture
def field(theme: Theme, qtbot: QtBot) -> Iterator[SearchField]:
    window = QWidget()
    made = SearchField(theme, window)
    made.set_names(Names(tags=("Sales pressure",)))
    QVBoxLayout(window).addWidget(made)
    window.resize(900, 400)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.start_typing()
    yield made
    window.close()
    window.deleteLater()


@pytest.fixture
def line(field: SearchField) -> SearchLine:
    found = field.findChild(SearchLine)
    assert isinstance(found, SearchLine)
    return found


def marked(line: SearchLine) -> list[str]:
    return [one.cursor.selectedText() for one in line.extraSelections()]


@pytest.mark.parametrize(
    ("query", "position", "expected"),
    [
        ("pilot w/10 AND demo", 11, "AND"),
        ("😀 pilot w/x demo", 8, "w/x"),
        ("(pilot demo", 0, "("),
        ('pilot "face recognition', 6, '"face recognition'),
        ("pilot AND", 9, "AND"),
    ],
)
def test_the_piece_that_cannot_be_read_is_underlined(
    field: SearchField, line: SearchLine, query: str, position: int, expected: str
) -> None:
    field.set_query(query)
    field.mark_error(position, is_gentle=True)
    assert marked(line) == [expected]
    field.set_query(query + "s")
    assert marked(line) == []


def test_nothing_typed_has_nothing_to_mark(field: SearchField, line: SearchLine) -> None:
    field.mark_error(0, is_gentle=False)
    assert marked(line) == []


def test_a_completion_in_the_middle_keeps_what_stands_behind_it(
    field: SearchField, line: SearchLine, qtbot: QtBot
) -> None:
    field.set_query("😀 tag: AND demo")
    field.put_cursor(6)
    assert line.position == 6
    qtbot.keyClicks(line, "s")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert field.query == '😀 tag:"Sales pressure" AND demo'
    assert line.position == len('😀 tag:"Sales pressure"')


def test_tab_leaves_the_field_where_nothing_is_offered(
    field: SearchField, line: SearchLine, qtbot: QtBot
) -> None:
    qtbot.keyClicks(line, "pilot")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert not line.hasFocus()
    assert field.query == "pilot"


def test_a_query_that_is_pasted_is_one_line(field: SearchField, line: SearchLine) -> None:
    edited: list[str] = []
    field.edited.connect(edited.append)
    pasted = QMimeData()
    pasted.setText("pilot\n  demo\n")
    line.insertFromMimeData(pasted)
    assert edited == ["pilot demo"]


def test_what_is_put_into_the_field_can_be_taken_back_and_is_not_told(
    field: SearchField, line: SearchLine, qtbot: QtBot
) -> None:
    edited: list[str] = []
    qtbot.keyClicks(line, "pilot")
    field.edited.connect(edited.append)
    field.set_query("demo", "westlaw")
    assert edited == []
    assert field.dialect == "westlaw"
    line.undo()
    assert field.query == "pilot"
    assert edited == ["pilot"]


def test_a_count_stands_only_beside_its_own_query(field: SearchField) -> None:
    field.set_query("pilot", "pincite")
    field.show_answered("pilot", "pincite")
    field.show_count("38 documents")
    assert field._count.text() == "38 documents"
    field.set_dialect("lexis")
    assert field._count.text() == "Enter searches"
    field.set_dialect("pincite")
    field.set_query("pilots")
    assert field._count.text() == "Enter searches"


def test_a_completion_is_taken_by_the_mouse_and_the_field_keeps_the_focus(
    field: SearchField, line: SearchLine, qtbot: QtBot
) -> None:
    qtbot.keyClicks(line, "tag:")
    shown = field.completions.findChild(QListWidget)
    assert isinstance(shown, QListWidget)
    place = shown.visualItemRect(shown.item(0)).center()
    qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert field.query == 'tag:"Sales pressure"'
    assert line.hasFocus()
    assert field.completions.isHidden()


def test_up_from_the_first_completion_gives_enter_back_to_the_field(
    field: SearchField, line: SearchLine, qtbot: QtBot
) -> None:
    qtbot.keyClicks(line, "tag:")
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert line.accessibleDescription().startswith("Sales pressure")
    qtbot.keyClick(line, Qt.Key.Key_Up)
    assert line.accessibleDescription() == ""
    with qtbot.waitSignal(field.submitted) as heard:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert heard.args == ["tag:"]
