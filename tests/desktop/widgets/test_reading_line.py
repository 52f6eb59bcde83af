"""What the line under the field says, and how much room it takes."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from pincite.desktop.theme import Theme
from pincite.desktop.widgets.reading_line import ReadingLine
from pincite.domain.dialects import Dialect
from pincite.errors import QueryError
from pincite.search import Query
from pincite.search.language.parse import parse


@pytest.fixture
def reading(theme: Theme, qtbot: QtBot) -> Iterator[ReadingLine]:
    made = ReadingLine(theme)
    made.resize(900, 27)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


def query(text: str, dialect: Dialect = "pincite") -> Query:
    parsed = parse(text, dialect=dialect)
    return Query(text, parsed.tree, parsed.warnings, dialect)


def test_each_wildcard_is_a_link_that_asks_for_its_words(
    reading: ReadingLine, qtbot: QtBot
) -> None:
    reading.show_reading(query("family(demo*) regulat* <b>"))
    assert reading.text.count("<a ") == 2
    assert "&lt;" not in reading.text
    with qtbot.waitSignal(reading.words_wanted) as heard:
        reading._text.linkActivated.emit("words:1")
    assert heard.args == ["regulat*"]


def test_a_query_of_another_language_can_be_converted(reading: ReadingLine, qtbot: QtBot) -> None:
    reading.show_reading(query("pilot /5 terms", "westlaw"))
    with qtbot.waitSignal(reading.converted) as heard:
        reading._use.click()
    assert parse(heard.args[0]).tree == query("pilot /5 terms", "westlaw").tree
    reading.show_reading(query("pilot"))
    assert reading._use.isHidden()


def test_a_long_reading_and_its_warnings_are_seen_whole(reading: ReadingLine) -> None:
    reading.show_reading(query("pilot"))
    assert reading.height() == 27
    long = query("pilot OR " + " AND ".join(f"demonstration{n}" for n in range(12)))
    reading.show_reading(long)
    assert long.warnings
    assert reading.height() > 40
    reading.show_reading(query("pilot"))
    assert reading.height() == 27


def test_a_mended_query_is_offered_however_long_it_is(reading: ReadingLine, qtbot: QtBot) -> None:
    mended = "pilot & " * 40
    reading.show_error(QueryError("No.", 3, mended), "pilot w/x demo")
    assert reading._use.sizeHint().width() < 700
    with qtbot.waitSignal(reading.mended) as heard:
        reading._use.click()
    assert heard.args == [mended]
    assert reading.query is None
