"""What can be done in Review, as data."""

from functools import partial
from typing import TYPE_CHECKING

from pincite.desktop.actions.action import Action
from pincite.desktop.views.release_actions import release_actions
from pincite.desktop.views.search_actions import search_actions

if TYPE_CHECKING:
    from pincite.desktop.views.review import Review


def review_actions(review: "Review") -> list[Action]:
    """The actions of Review mode, in the order of its menus."""
    return [
        *_edit_actions(review),
        *_view_actions(review),
        *search_actions(review),
        *_coding_actions(review),
        *_tag_actions(review),
        *_passage_actions(review),
        *release_actions(review),
        *_file_actions(review),
    ]


def _edit_actions(review: "Review") -> list[Action]:
    def edit(id_: str, title: str, run: object, *keys: str, group: str = "text") -> Action:
        return Action(f"edit.{id_}", title, run, "Edit", keys, review.has_document, group, "review")  # type: ignore[arg-type]

    return [
        edit("copy", "Copy", review.copy, "Ctrl+C"),
        edit("select_all", "Select all results", review.select_all, "Ctrl+A", group="results"),
    ]


def _view_actions(review: "Review") -> list[Action]:
    tabs = [
        _of(
            review,
            f"tab.{tab}",
            title,
            partial(review.document.show_tab, tab),
            "View",
            (keys,),
            "tabs",
        )
        for tab, title, keys in (
            ("pages", "Pages", "Alt+1"),
            ("text", "Text", "Alt+2"),
            ("thread", "Thread", "Alt+3"),
            ("family", "Family", "Alt+4"),
            ("metadata", "Metadata", "Alt+5"),
        )
    ]
    zoom = review.document.pages
    return [
        *tabs,
        _of(
            review,
            "zoom_in",
            "Zoom in",
            partial(zoom.zoom_by, 1),
            "View",
            ("Ctrl++", "Ctrl+="),
            "zoom",
        ),
        _of(review, "zoom_out", "Zoom out", partial(zoom.zoom_by, -1), "View", ("Ctrl+-",), "zoom"),
        _of(review, "zoom_fit", "Fit width", zoom.fit_width, "View", ("Ctrl+0",), "zoom"),
    ]


def _coding_actions(review: "Review") -> list[Action]:
    steps = [
        _of(review, "next", "Next document", partial(review.step, 1), "Review", ("J",), "go"),
        _of(
            review,
            "previous",
            "Previous document",
            partial(review.step, -1),
            "Review",
            ("K",),
            "go",
        ),
        _of(review, "next_hit", "Next hit", partial(review.step_hit, 1), "Review", ("N",), "go"),
        _of(
            review,
            "previous_hit",
            "Previous hit",
            partial(review.step_hit, -1),
            "Review",
            ("P",),
            "go",
        ),
        _of(
            review,
            "next_uncoded",
            "Next uncoded",
            review.places.go_to_next_uncoded,
            "Review",
            ("Return", "Enter"),
            "go",
        ),
    ]
    codings = [
        _of(
            review,
            f"code.{value}",
            title,
            partial(review.decisions.code, value),
            "Review",
            (key,),
            "code",
            changes=True,
        )
        for value, title, key in (
            ("responsive", "Responsive", "R"),
            ("not-responsive", "Not responsive", "X"),
            ("clear", "Not decided", "U"),
            ("privileged", "Privileged", "V"),
            ("confidential", "Confidential", "C"),
        )
    ]
    bulk = _of(
        review,
        "bulk",
        "Tag and code all results…",
        review.decisions.ask_bulk,
        "Review",
        ("Ctrl+B",),
        "code",
        changes=True,
    )
    confirm = Action(
        "review.confirm_redactions",
        "Confirm suggested redactions",
        review.decisions.confirm_redactions,
        "Review",
        (),
        review.decisions.can_confirm_redactions,
        "code",
        "review",
    )
    walk = [
        Action(
            f"review.{id_}",
            title,
            partial(review.document.step_withheld, step),
            "Review",
            (key,),
            review.decisions.can_confirm_redactions,
            "code",
            "review",
        )
        for id_, title, step, key in (
            ("next_suggested", "Next suggested redaction", 1, "W"),
            ("previous_suggested", "Previous suggested redaction", -1, "Shift+W"),
        )
    ]
    return [*steps, *codings, bulk, *walk, confirm]


def _tag_actions(review: "Review") -> list[Action]:
    digits = [
        Action(
            f"review.tag.{digit}",
            f"Tag {digit}",
            partial(review.decisions.press_digit, digit),
            "Review",
            (str(digit),),
            partial(review.decisions.can_press_digit, digit),
            "tags",
            "review",
            title_now=partial(review.decisions.digit_title, digit),
        )
        for digit in range(1, 10)
    ]
    return [
        *digits,
        _of(
            review,
            "new_tag",
            "New tag…",
            review.decisions.ask_new_tag,
            "Review",
            ("T",),
            "tags",
            changes=True,
        ),
        Action(
            "review.tags", "Tags…", review.decisions.open_tags, "Review", ("Ctrl+T",), group="tags"
        ),
    ]


def _passage_actions(review: "Review") -> list[Action]:
    return [
        _of(
            review,
            "note",
            "Note…",
            review.decisions.write_note,
            "Review",
            ("M",),
            "passage",
            changes=True,
        ),
        _of(
            review,
            "cite",
            "Copy the pin cite",
            review.decisions.copy_cite,
            "Review",
            ("Ctrl+Shift+C",),
            "passage",
        ),
        _of(
            review,
            "exhibit",
            "Add to the exhibits",
            review.decisions.add_exhibit,
            "Exhibits",
            ("E",),
            "passage",
            changes=True,
        ),
        _of(
            review,
            "read",
            "Move to the document's words",
            review.document.focus_text,
            "Review",
            ("F6",),
            "passage",
        ),
        _of(review, "leave", "Leave the selection", review.leave, "", ("Esc",)),
    ]


def _file_actions(review: "Review") -> list[Action]:
    return [
        _of(
            review,
            "edit",
            "Give date, title, author…",
            review.decisions.ask_edit,
            "Review",
            (),
            "file",
            changes=True,
        ),
        _of(
            review,
            "save",
            "Save the original…",
            review.files.save_open,
            "Matter",
            ("Ctrl+S",),
            "file",
        ),
        _of(review, "print", "Print…", review.files.print_open, "Matter", ("Ctrl+P",), "file"),
    ]


def _of(  # noqa: PLR0913, PLR0917 - an action is data, and this is its row
    review: "Review",
    id_: str,
    title: str,
    run: object,
    menu: str,
    keys: tuple[str, ...],
    group: str = "",
    *,
    changes: bool = False,
) -> Action:
    """An action on the document that is open."""
    enabled = review.can_decide if changes else review.has_document
    return Action(f"review.{id_}", title, run, menu, keys, enabled, group, "review")  # type: ignore[arg-type]
