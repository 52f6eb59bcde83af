"""Typing finds actions, and no two of them fight over a key."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from pincite.desktop.actions.action import MENUS, Action, matching
from pincite.desktop.views.window import MatterWindow


def _action(title: str) -> Action:
    return Action(title, title, lambda: None)


def _found(typed: str, *titles: str) -> list[str]:
    return [action.title for action in matching([_action(title) for title in titles], typed)]


def test_the_start_of_a_word_wins_over_its_middle() -> None:
    assert _found("it", "Exit", "Edit it") == ["Edit it", "Exit"]


def test_letters_in_order_are_enough() -> None:
    assert _found("nxun", "Next uncoded", "Undo") == ["Next uncoded"]


def test_nothing_typed_lists_everything_in_order() -> None:
    assert _found("", "Undo", "Redo") == ["Undo", "Redo"]


def test_what_does_not_match_is_left_out() -> None:
    assert _found("zzz", "Undo", "Redo") == []


def test_no_key_is_given_to_two_actions_of_one_mode(
    open_window: Callable[[Path], MatterWindow], sample: Path
) -> None:
    actions = open_window(sample).registry.all()
    for mode in {action.mode for action in actions}:
        keys = Counter(
            key for action in actions if action.mode in ("", mode) for key in action.shortcuts
        )
        assert [key for key, count in keys.items() if count > 1] == []


def test_every_action_is_in_a_menu_that_there_is(
    open_window: Callable[[Path], MatterWindow], sample: Path
) -> None:
    actions = open_window(sample).registry.all()
    assert {action.menu for action in actions} <= {*MENUS, ""}
    assert all(action.menu or action.shortcuts for action in actions)
