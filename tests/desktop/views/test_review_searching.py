"""A searcher at the field: completes, changes the language, walks history, saves, leaves out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from pincite.desktop.dialogs.ask_text import AskText
from pincite.desktop.views.window import MatterWindow
from pincite.desktop.widgets.words_popup import WordsPopup
from pincite.matter import Matter
from tests.desktop.views.test_review import Reviewer


@pytest.fixture
def searcher(open_window: Callable[[Path], MatterWindow], sample: Path, qtbot: QtBot) -> Reviewer:
    return Reviewer(open_window(sample), qtbot)


def start(searcher: Reviewer, typed: str) -> None:
    """Type into the field, whatever stood in it."""
    searcher.window.activateWindow()
    searcher.until(searcher.window.isActiveWindow)
    searcher.press("Ctrl+F")
    searcher.press("Delete")
    searcher.type(typed)


def answered(searcher: Reviewer, query: str, dialect: str = "pincite") -> None:
    review = searcher.review
    searcher.until(
        lambda: (
            review.answer is not None
            and (review.answer.asked.query, review.answer.asked.dialect) == (query, dialect)
        )
    )


def give(searcher: Reviewer, name: str) -> None:
    """Answer the small question that is open."""
    dialog = searcher.window.findChild(AskText)
    field = dialog.findChild(QLineEdit)
    field.setText(name)
    searcher.qtbot.keyClick(field, Qt.Key.Key_Return)


def known(searcher: Reviewer) -> list[str]:
    return [row.title for row in searcher.review.searching._known.rows()]


def test_a_field_and_a_person_are_completed_with_the_keyboard(searcher: Reviewer) -> None:
    start(searcher, "fr")
    field = searcher.review.search
    assert field.completions.titles == ["from:"]
    searcher.press("Tab")
    assert field.query == "from:"
    searcher.type("whit")
    searcher.until(lambda: "Dana Whitlock" in field.completions.titles)
    searcher.press("Down")
    searcher.press("Return")
    assert field.query == 'from:"Dana Whitlock"'
    assert field.completions.isHidden()
    searcher.press("Return")
    answered(searcher, 'from:"Dana Whitlock"')
    assert searcher.review.results.rowCount() > 0


def test_enter_searches_where_nothing_was_chosen_and_escape_closes_only_the_list(
    searcher: Reviewer,
) -> None:
    start(searcher, "tag:")
    field = searcher.review.search
    searcher.until(lambda: "Sales pressure" in field.completions.titles)
    searcher.press("Escape")
    assert field.completions.isHidden()
    assert searcher.window.focusWidget() is field.focusProxy()
    searcher.type("sales*")
    searcher.press("Return")
    answered(searcher, "tag:sales*")


def test_ctrl_space_offers_the_operators_of_the_dialect(searcher: Reviewer) -> None:
    start(searcher, "pilot ")
    searcher.press("Ctrl+Space")
    field = searcher.review.search
    assert {"AND", "w/10", "from:"} <= set(field.completions.titles)
    searcher.review.searching.use_dialect("westlaw")
    searcher.press("Ctrl+Space")
    assert "/10" in field.completions.titles
    assert "w/10" not in field.completions.titles


def test_what_is_typed_is_read_and_an_error_marked_only_after_a_pause(searcher: Reviewer) -> None:
    start(searcher, "pilot w/10 ")
    review = searcher.review
    line = review.search.focusProxy()
    assert not line.extraSelections()
    searcher.until(lambda: bool(line.extraSelections()))
    assert "Expected a word" in review.reading.text
    assert review.reading.query is None
    searcher.type("demo")
    assert not line.extraSelections()
    searcher.until(lambda: "within 10 words" in review.reading.text)
    assert review.search._count.text() == "Enter searches"


def test_another_language_reads_the_same_words_otherwise_and_converts_them(
    searcher: Reviewer,
) -> None:
    start(searcher, "pilot face")
    review = searcher.review
    searcher.until(lambda: "“pilot” and “face”" in review.reading.text)
    review.searching.use_dialect("lexis")
    searcher.until(lambda: "the phrase" in review.reading.text)
    searcher.press("Return")
    answered(searcher, "pilot face", "lexis")
    rows = review.results.rowCount()
    assert review.reading._use.text() == "Convert to Pincite"
    review.reading._use.click()
    answered(searcher, review.search.query)
    assert review.search.dialect == "pincite"
    assert "face" in review.search.query
    assert review.search.query != "pilot face"
    assert review.results.rowCount() == rows


def test_the_language_is_remembered_with_the_matter(
    searcher: Reviewer, open_window: Callable[[Path], MatterWindow]
) -> None:
    start(searcher, "pilot /5 terms")
    searcher.review.searching.use_dialect("westlaw")
    searcher.press("Return")
    answered(searcher, "pilot /5 terms", "westlaw")
    path = searcher.window.path
    searcher.window.close()
    again = Reviewer(open_window(path), searcher.qtbot)
    answered(again, "pilot /5 terms", "westlaw")
    assert again.review.search.dialect == "westlaw"


def test_up_and_down_walk_through_what_was_searched(searcher: Reviewer) -> None:
    for query in ("pilot", "demo*", "pilot"):
        searcher.search(query)
    start(searcher, "")
    field = searcher.review.search
    walked = []
    for key in ("Up", "Up", "Up", "Down", "Down"):
        searcher.press(key)
        walked.append(field.query)
    assert walked == ["pilot", "demo*", "demo*", "pilot", ""]
    searcher.press("Down")
    assert searcher.window.focusWidget() is searcher.review.column.list


def test_a_search_is_saved_renamed_deleted_and_brought_back(searcher: Reviewer) -> None:
    searcher.search("demo*")
    review = searcher.review
    searcher.press("Ctrl+Shift+F")
    give(searcher, "Demos")
    searcher.until(lambda: review.searching._star.text() == "Saved")
    start(searcher, "pilot")
    assert review.searching._star.text() == "Save"
    searcher.press("Alt+Down")
    popup = review.searching._popup
    assert popup is not None
    assert known(searcher)[:1] == ["Demos"]
    filter_ = popup.focusWidget()
    assert filter_ is not None
    searcher.qtbot.keyClicks(filter_, "dem")
    searcher.qtbot.keyClick(filter_, Qt.Key.Key_F2)
    give(searcher, "Every demo")
    searcher.until(lambda: known(searcher)[:1] == ["Every demo"])
    review.searching.open_searches()
    popup = review.searching._popup
    assert popup is not None
    searcher.qtbot.keyClick(popup.focusWidget(), Qt.Key.Key_Delete)
    searcher.until(lambda: "Every demo" not in known(searcher))
    popup.close()
    searcher.window.notice._link.click()
    searcher.until(lambda: known(searcher)[:1] == ["Every demo"])


def test_the_drop_down_runs_a_search_in_its_own_language(searcher: Reviewer) -> None:
    review = searcher.review
    searcher.window.work.decide(
        lambda matter: matter.searches.save("Terms", "pilot /5 terms", "westlaw")
    )
    searcher.until(lambda: known(searcher) == ["Terms"])
    searcher.press("Alt+Down")
    popup = review.searching._popup
    assert popup is not None
    searcher.qtbot.keyClick(popup.focusWidget(), Qt.Key.Key_Return)
    answered(searcher, "pilot /5 terms", "westlaw")
    assert review.search.dialect == "westlaw"


def test_history_is_kept_in_the_matter_and_undo_knows_nothing_of_it(searcher: Reviewer) -> None:
    searcher.search("pilot")
    searcher.search("demo*")
    searcher.until(lambda: not searcher.window.work.has_unsaved)
    with Matter.open(searcher.window.path, read_only=True) as matter:
        assert [run.query for run in matter.searches.history()] == ["demo*", "pilot"]
        before = matter.history.entries(1)[0].action
    assert before != "search"


def test_words_of_a_wildcard_are_shown_and_left_out(searcher: Reviewer) -> None:
    searcher.search("demo* w/20 face")
    searcher.press("Alt+W")
    found: list[WordsPopup] = []

    def is_open() -> bool:
        found[:] = [w for w in QApplication.topLevelWidgets() if isinstance(w, WordsPopup)]
        return bool(found)

    searcher.until(is_open)
    popup = found[0]
    words = popup.words
    assert "demo" in words
    assert len(words) > 1
    popup._none.click()
    assert not popup._use.isEnabled()
    item = next(item for item in popup._items() if item.text(0) == "demo")
    item.setCheckState(0, Qt.CheckState.Checked)
    popup._use.click()
    answered(searcher, "demo w/20 face")


def test_a_keystroke_drops_a_question_that_is_not_answered(searcher: Reviewer) -> None:
    searcher.search("pilot")
    review = searcher.review
    shown = review.answer
    start(searcher, "demo*")
    searcher.press("Return")
    searcher.press("Ctrl+F")
    searcher.type("x")
    assert not review._is_asking
    assert review._asked == shown.asked
    searcher.until(lambda: "“x”" in review.reading.text)
    assert review.answer is shown
    assert review.search._count.text() == "Enter searches"


def test_sorting_leaves_alone_what_is_being_typed(searcher: Reviewer) -> None:
    searcher.search("pilot")
    start(searcher, "demo")
    searcher.review.sort_by("control")
    searcher.until(lambda: not searcher.review._is_asking)
    assert searcher.review.search.query == "demo"
    assert searcher.review.answer.asked.query == "pilot"
    assert searcher.review.search._count.text() == "Enter searches"


def test_a_completion_is_one_step_of_undo(searcher: Reviewer) -> None:
    start(searcher, "pilot AND fr")
    searcher.press("Tab")
    assert searcher.review.search.query == "pilot AND from:"
    searcher.press("Ctrl+Z")
    assert searcher.review.search.query == "pilot AND fr"


def test_a_field_that_a_click_asks_for_is_asked_in_the_language_that_was_chosen(
    searcher: Reviewer,
) -> None:
    searcher.review.searching.use_dialect("westlaw")
    searcher.review.column.coverage.query_wanted.emit("has:gap")
    answered(searcher, "has:gap", "westlaw")
    searcher.window.shell.query_requested.emit("subject:demo*")
    answered(searcher, "subject:demo*", "pincite")


def test_where_a_matter_is_only_read_history_is_walked_but_nothing_is_kept_or_saved(
    open_window: Callable[[Path], MatterWindow], sample: Path, qtbot: QtBot
) -> None:
    with Matter.open(sample, must_write=True) as writer:
        reader = Reviewer(open_window(sample), qtbot)
        assert reader.window.shell is not None
        assert reader.window.shell.opened.is_read_only
        reader.search("pilot")
        reader.search("demo*")
        assert not reader.review.searching._star.isEnabled()
        start(reader, "")
        reader.press("Up")
        reader.press("Up")
        assert reader.review.search.query == "pilot"
        assert writer.searches.history() == []
        reader.window.close()


def test_the_menu_of_languages_starts_at_the_one_in_use(searcher: Reviewer) -> None:
    searcher.review.searching.use_dialect("lexis")
    menu = searcher.review.search.dialect_button.menu()
    menu.popup(QPoint())
    assert menu.activeAction().data() == "lexis"
    menu.close()
