"""An action as plain data, and what menus, palette and the page of keys ask of it."""

from collections.abc import Callable
from dataclasses import dataclass

MENUS = ("Matter", "Edit", "View", "Search", "Review", "Exhibits", "Help")


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """Something the user can do.

    `menu` is one of `MENUS`, or '' for what has a key only; in a menu, a new `group` starts under
    a line. An action with a `mode` can only be run in it. `title_now` gives the title where it
    depends on the matter (a tag's name), `is_checked` makes it a tick.
    """

    id: str
    title: str
    run: Callable[[], object]
    menu: str = ""
    shortcuts: tuple[str, ...] = ()
    enabled_when: Callable[[], bool] = _always
    group: str = ""
    mode: str = ""
    title_now: Callable[[], str] | None = None
    is_checked: Callable[[], bool] | None = None

    @property
    def current_title(self) -> str:
        """The title as it is now."""
        return self.title_now() if self.title_now else self.title


def matching(actions: list[Action], typed: str) -> list[Action]:
    """The actions whose title holds what was typed, best first; all of them for ''."""
    wanted = typed.casefold().split()
    scored = [
        (score, place, action)
        for place, action in enumerate(actions)
        if (score := _score(action.current_title.casefold(), wanted)) is not None
    ]
    return [action for _, _, action in sorted(scored, key=lambda entry: entry[:2])]


def _score(title: str, wanted: list[str]) -> int | None:
    """0 where every word typed starts a word of the title, more for less; None for no match."""
    score = 0
    for word in wanted:
        if any(part.startswith(word) for part in title.split()):
            continue
        if word in title:
            score += 1
        elif _is_subsequence(word, title):
            score += 4
        else:
            return None
    return score


def _is_subsequence(word: str, title: str) -> bool:
    letters = iter(title)
    return all(letter in letters for letter in word)
