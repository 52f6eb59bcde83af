"""What can be done in Exhibits mode, with its keys."""

from functools import partial
from typing import TYPE_CHECKING

from pincite.desktop.actions.action import Action

if TYPE_CHECKING:
    from pincite.desktop.views.exhibits import Exhibits


def exhibits_actions(mode: "Exhibits") -> list[Action]:
    """The actions of the mode; those about whole bundles work from every mode."""
    return [*_bundle_actions(mode), *_exhibit_actions(mode), *_sheet_actions(mode)]


def _bundle_actions(mode: "Exhibits") -> list[Action]:
    commands = mode.commands
    can_change = partial(_can_change, mode)
    return [
        Action(
            "exhibits.new",
            "New bundle…",
            commands.ask_new,
            "Exhibits",
            ("Ctrl+Shift+N",),
            partial(_can_write, mode),
            "bundle",
        ),
        Action(
            "exhibits.caption",
            "Name, numbering and caption…",
            commands.ask_edit,
            "Exhibits",
            enabled_when=can_change,
            group="bundle",
            mode=mode.id,
        ),
        Action(
            "exhibits.delete_bundle",
            "Delete bundle…",
            commands.ask_delete,
            "Exhibits",
            enabled_when=can_change,
            group="bundle",
            mode=mode.id,
        ),
        Action(
            "exhibits.tags",
            "Add from tags…",
            commands.ask_tags,
            "Exhibits",
            ("Ctrl+Shift+T",),
            can_change,
            "add",
            mode.id,
        ),
        Action(
            "exhibits.sort",
            "Sort by date",
            mode.sort_by_date,
            "Exhibits",
            enabled_when=can_change,
            group="add",
            mode=mode.id,
        ),
        Action(
            "exhibits.export",
            "Export bundle…",
            commands.ask_export,
            "Exhibits",
            ("Ctrl+Shift+E",),
            partial(_can_export, mode),
            "export",
        ),
    ]


def _exhibit_actions(mode: "Exhibits") -> list[Action]:
    has_one, can_change = partial(_has_exhibit, mode), partial(_can_change_one, mode)
    rows = (
        ("up", "Move exhibit up", partial(mode.move_by, -1), ("Alt+Up",), can_change),
        ("down", "Move exhibit down", partial(mode.move_by, 1), ("Alt+Down",), can_change),
        ("remove", "Remove from the bundle", mode.remove, ("Del",), can_change),
        ("title", "Change the title", mode.details.edit_title, ("F2",), can_change),
        ("pages", "Change the pages", mode.details.edit_pages, ("Shift+F2",), can_change),
        ("another", "Another exhibit of the same document…", mode.ask_another, (), can_change),
        ("open", "Open the document in Review", mode.open_document, ("Ctrl+Return",), has_one),
        ("cite", "Copy the pin cite", mode.copy_cite, ("Ctrl+Shift+C",), has_one),
        ("next", "Next exhibit", partial(mode.go_by, 1), ("J",), has_one),
        ("previous", "Previous exhibit", partial(mode.go_by, -1), ("K",), has_one),
    )
    return [
        Action(
            f"exhibits.{id_}", title, run, "Exhibits", keys, enabled, group="exhibit", mode=mode.id
        )
        for id_, title, run, keys, enabled in rows
    ]


def _sheet_actions(mode: "Exhibits") -> list[Action]:
    preview = mode.preview
    rows = (
        ("page_next", "Next page", partial(preview.turn, 1), ("PgDown",)),
        ("page_previous", "Previous page", partial(preview.turn, -1), ("PgUp",)),
        ("larger", "Larger", partial(preview.zoom_by, 1), ("Ctrl++", "Ctrl+=")),
        ("smaller", "Smaller", partial(preview.zoom_by, -1), ("Ctrl+-",)),
        ("whole", "Whole page", preview.fit_page, ("Ctrl+0",)),
        ("pages_tab", "Stamped pages", partial(preview.show_kind, "pages"), ("Alt+1",)),
        ("slip_tab", "Slip sheet", partial(preview.show_kind, "slip"), ("Alt+2",)),
        ("index_tab", "Caption and index", partial(preview.show_kind, "index"), ("Alt+3",)),
    )
    return [
        Action(f"exhibits.{id_}", title, run, "Exhibits", keys, group="sheet", mode=mode.id)
        for id_, title, run, keys in rows
    ]


def _can_write(mode: "Exhibits") -> bool:
    return not mode.is_read_only


def _can_change(mode: "Exhibits") -> bool:
    return mode.can_change


def _can_export(mode: "Exhibits") -> bool:
    return bool(mode.view.entries) and not mode.commands.is_exporting


def _has_exhibit(mode: "Exhibits") -> bool:
    return mode.exhibit is not None


def _can_change_one(mode: "Exhibits") -> bool:
    return mode.can_change and mode.exhibit is not None
