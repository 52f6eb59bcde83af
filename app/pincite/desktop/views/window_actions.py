"""What can be done in a window whatever its mode: the matter, undo, looks, help."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from pincite.desktop.actions.action import Action
from pincite.desktop.dialogs.add_sources import choose_files, choose_folder
from pincite.desktop.dialogs.backup import BackupDialog, BackupOrder
from pincite.desktop.dialogs.guide import Guide
from pincite.desktop.dialogs.palette import Palette
from pincite.desktop.dialogs.shortcuts import Shortcuts
from pincite.desktop.theme import DARK, LIGHT, SYSTEM
from pincite.desktop.widgets.folders import show_in_folder
from pincite.desktop.work.matter_work import Kinds
from pincite.errors import PinciteError
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.store.changed import Changed

if TYPE_CHECKING:
    from pincite.desktop.views.window import MatterWindow


def window_actions(window: "MatterWindow") -> list[Action]:
    """The actions of the window itself."""
    return [*_matter_actions(window), *_edit_actions(window), *_view_actions(window)]


def _matter_actions(window: "MatterWindow") -> list[Action]:
    return [
        Action(
            "matter.start",
            "Open or make a matter…",
            window.start_screen_requested.emit,
            "Matter",
            ("Ctrl+O",),
        ),
        Action(
            "matter.add",
            "Add sources…",
            partial(_add_sources, window),
            "Matter",
            group="add",
            enabled_when=partial(_can_write, window),
        ),
        Action(
            "matter.add_folder",
            "Add a folder…",
            partial(_add_folder, window),
            "Matter",
            group="add",
            enabled_when=partial(_can_write, window),
        ),
        Action(
            "matter.backup",
            "Back up or hand over…",
            partial(_back_up, window),
            "Matter",
            group="keep",
        ),
        Action("matter.close", "Close", window.close, "Matter", ("Ctrl+W",), group="close"),
    ]


def _edit_actions(window: "MatterWindow") -> list[Action]:
    can_write = partial(_can_write, window)
    return [
        Action("edit.undo", "Undo", partial(_undo, window), "Edit", ("Ctrl+Z",), can_write),
        Action("edit.redo", "Redo", partial(_redo, window), "Edit", ("Ctrl+Shift+Z",), can_write),
    ]


def _view_actions(window: "MatterWindow") -> list[Action]:
    looks = [
        Action(
            f"view.{choice}",
            title,
            partial(_choose_look, window, choice),
            "View",
            group="looks",
            is_checked=partial(_has_look, window, choice),
        )
        for choice, title in ((SYSTEM, "Look of the system"), (LIGHT, "Light"), (DARK, "Dark"))
    ]
    return [
        *looks,
        Action("view.palette", "Commands…", partial(_open_palette, window), "Help", ("Ctrl+K",)),
        Action("help.guide", "Guide", partial(_open_guide, window), "Help", ("F1",)),
        Action("help.keys", "Keys", partial(_open_keys, window), "Help", ("?",)),
    ]


def _can_write(window: "MatterWindow") -> bool:
    return window.shell is not None and not window.shell.opened.is_read_only


def _add_sources(window: "MatterWindow") -> None:
    _request(window, choose_files(window))


def _add_folder(window: "MatterWindow") -> None:
    _request(window, choose_folder(window))


def _request(window: "MatterWindow", sources: list[Path]) -> None:
    if sources and window.shell:
        window.shell.sources_requested.emit(sources)


def _back_up(window: "MatterWindow") -> None:
    dialog = BackupDialog(Path.home() / f"{window.path.stem}.pincite.zip", window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.ordered.connect(partial(back_up, window))
    dialog.open()


def back_up(window: "MatterWindow", order: BackupOrder) -> None:
    """Write the matter into an archive, on the lane that writes: the history says so."""

    def work(matter: Matter, control: Control) -> frozenset[str]:
        matter.backup(order.path, control, with_sources=order.with_sources)
        return frozenset({"history"})

    window.work.write("Backing up", work, partial(_on_backed_up, window, order.path))


def _on_backed_up(window: "MatterWindow", path: Path, _: Kinds) -> None:
    if window.shell:
        show = ("Show in folder", partial(show_in_folder, path))
        window.shell.tell(f"The matter is in {path.name}, read back and compared.", link=show)


def _undo(window: "MatterWindow") -> None:
    window.work.decide(lambda matter: matter.history.undo(), partial(_tell, window, "Undone"))


def _redo(window: "MatterWindow") -> None:
    window.work.decide(lambda matter: matter.history.redo(), partial(_tell, window, "Redone"))


def _tell(window: "MatterWindow", done: str, changed: Changed) -> None:
    """Say what was undone: it may be out of sight. A notice of the decision itself goes."""
    window.show_notice("info", PinciteError(f"{done}: {changed.summary}."))


def _choose_look(window: "MatterWindow", choice: str) -> None:
    window.theme.choose(choice)
    window.settings.set_text("look", choice)


def _has_look(window: "MatterWindow", choice: str) -> bool:
    return window.theme.choice == choice


def _open_palette(window: "MatterWindow") -> None:
    Palette(window.registry, window).open_over(window)


def _open_guide(window: "MatterWindow") -> None:
    Guide(window).show()


def _open_keys(window: "MatterWindow") -> None:
    Shortcuts(window.registry, window).show()
