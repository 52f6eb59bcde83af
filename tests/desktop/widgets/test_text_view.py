"""Qt counts in UTF-16, we in code points: marks and selections meet all the same."""

from pytestqt.qtbot import QtBot

from pincite.desktop.models.shown_text import shown_text
from pincite.desktop.theme import Theme, tag_colour
from pincite.desktop.widgets.page_painter import Marks, PassageMark
from pincite.desktop.widgets.text_view import TextView
from pincite.domain.documents import CanonicalText

TEXT = CanonicalText.of_zones({"from": "Dana 😀", "body": "one 😀😀 two 𝒳 three"})


def _view(theme: Theme, qtbot: QtBot) -> TextView:
    view = TextView(theme)
    qtbot.addWidget(view)
    view.show_text(shown_text(TEXT, "Monday"))
    return view


def test_a_hit_behind_emoji_is_marked_where_it_stands(theme: Theme, qtbot: QtBot) -> None:
    view = _view(theme, qtbot)
    start = TEXT.text.index("three")
    view.show_marks(Marks(((start, start + 5),), 0))
    assert [look.cursor.selectedText() for look in view.extraSelections()] == ["three"]


def test_a_selection_comes_back_as_the_stretch_it_was_made_of(theme: Theme, qtbot: QtBot) -> None:
    view = _view(theme, qtbot)
    for words in ("one", "😀😀", "two 𝒳", "three"):
        start = TEXT.text.rindex(words)
        view.select(start, start + len(words))
        assert view.textCursor().selectedText() == words
        assert view.selection == (start, start + len(words))


def test_a_passage_over_header_and_body_is_marked_in_both(theme: Theme, qtbot: QtBot) -> None:
    view = _view(theme, qtbot)
    view.show_marks(Marks(passages=(PassageMark(1, 0, len(TEXT.text), (1, 2)),)))
    marked = [look.cursor.selectedText() for look in view.extraSelections()]
    assert marked == ["Dana 😀", "one 😀😀 two 𝒳 three"]


def test_a_passage_shows_the_colour_of_each_of_its_tags(theme: Theme, qtbot: QtBot) -> None:
    view = _view(theme, qtbot)
    view.resize(400, 200)
    view.show()
    start = TEXT.text.index("two")
    view.show_marks(Marks(passages=(PassageMark(1, start, len(TEXT.text), (1, 2, 3)),)))
    picture = view.viewport().grab().toImage()
    seen = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }
    assert {tag_colour(colour).name() for colour in (1, 2, 3)} <= seen
