"""What can be done about searching, as data."""

from functools import partial
from typing import TYPE_CHECKING

from pincite.desktop.actions.action import Action
from pincite.domain.dialects import DIALECT_NAMES, DIALECTS

if TYPE_CHECKING:
    from pincite.desktop.views.review import Review


def search_actions(review: "Review") -> list[Action]:
    """The actions of the Search menu, in its order."""

    def search(id_: str, title: str, run: object, *keys: str, group: str = "") -> Action:
        return Action(f"search.{id_}", title, run, "Search", keys, group=group, mode="review")  # type: ignore[arg-type]

    searching = review.searching
    return [
        Action("search.find", "Search", review.start_search, "Search", ("Ctrl+F", "/")),
        Action("search.go_to", "Go to a number or cite…", review.places.ask, "Search", ("Ctrl+G",)),
        search("complete", "Complete the query", searching.complete, "Ctrl+Space"),
        search("everything", "Show everything", review.show_everything, group="results"),
        search(
            "searches", "Saved searches and history", searching.open_searches, "Alt+Down",
            group="saved",
        ),
        Action(
            "search.keep",
            "Save the search…",
            searching.save,
            "Search",
            ("Ctrl+Shift+F",),
            searching.can_save,
            "saved",
            "review",
        ),
        Action(
            "search.words",
            "What the wildcards stand for…",
            searching.show_words,
            "Search",
            ("Alt+W",),
            searching.has_words,
            "saved",
            "review",
        ),
        search("sort_sent", "Sort by date sent", partial(review.sort_by, "sent"), group="sort"),
        search("sort_control", "Sort by number", partial(review.sort_by, "control"), group="sort"),
        search("sort_bates", "Sort by Bates", partial(review.sort_by, "bates"), group="sort"),
        search("reverse", "Turn the order round", review.reverse, group="sort"),
        search("save", "Save the list of results…", review.files.save_results, group="save"),
        search(
            "certificate",
            "Certificate of this search…",
            review.files.ask_certificate,
            "Ctrl+Shift+S",
            group="save",
        ),
        Action(
            "search.check_certificate",
            "Check a search certificate…",
            review.files.certificates.ask_check,
            "Search",
            group="save",
        ),
        search(
            "dialect", "Language of the query…", searching.choose_dialect, "Alt+L",
            group="dialect",
        ),
        *_dialect_actions(review),
    ]  # fmt: skip


def _dialect_actions(review: "Review") -> list[Action]:
    return [
        Action(
            f"search.dialect.{dialect}",
            f"Queries as in {DIALECT_NAMES[dialect]}",
            partial(review.searching.use_dialect, dialect),
            "Search",
            group="dialect",
            mode="review",
            is_checked=partial(review.searching.has_dialect, dialect),
        )
        for dialect in DIALECTS
    ]
