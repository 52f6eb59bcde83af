"""What a window gives to each of its modes, and what a mode is."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pincite.desktop.actions.action import Action
from pincite.desktop.settings import Settings
from pincite.desktop.theme import Theme
from pincite.desktop.widgets.notice import Link
from pincite.desktop.work.matter_work import Kinds, MatterWork, Opened
from pincite.errors import PinciteError


class Shell(QObject):
    """The window as its modes see it: long work, looks, settings, and how to ask each other."""

    document_requested = Signal(int)
    passage_requested = Signal(int, int)
    place_requested = Signal(int, int)
    query_requested = Signal(str)
    mode_requested = Signal(str)
    exhibit_requested = Signal(object)
    sources_requested = Signal(object)
    notice_requested = Signal(object)
    actions_changed = Signal()
    # The first results are in the list, or there are none: what can wait may begin now.
    settled = Signal()

    def __init__(
        self,
        work: MatterWork,
        opened: Opened,
        theme: Theme,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        """Keep what every mode needs."""
        super().__init__(parent)
        self.work = work
        self.opened = opened
        self.theme = theme
        self.settings = settings

    def tell(self, text: str, *, kind: str = "info", link: Link | None = None) -> None:
        """Show a sentence in the notice bar: `info` goes by itself, `warning` stays.

        `link` is something that can be done about it, and how it is called.
        """
        self.notice_requested.emit((kind, PinciteError(text), link))

    def show_error(self, error: Exception) -> None:
        """Show a known error in the notice bar, or a bug in its dialog."""
        self.notice_requested.emit(("error", error, None))


class Mode(QWidget):
    """One mode of the window: a header beside the mode switch, and a body.

    Subclasses set `id` and `title`, and may set `header`; they override what concerns them.
    """

    id = ""
    title = ""
    status_changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        """Compose the mode; the matter is open by now, nothing was read yet."""
        super().__init__(parent)
        self.shell = shell
        self.header = QWidget(self)

    def mode_actions(self) -> list[Action]:
        """What can be done in this mode."""
        return []

    def status(self) -> str:
        """The sentence at the left of the status bar while this mode is shown."""
        return ""

    def enter(self) -> None:
        """Called each time the mode is shown."""

    def show_changes(self, kinds: Kinds) -> None:
        """Refresh what depends on the kinds of things that changed; called in every mode."""

    def place(self) -> dict[str, Any]:
        """Where the reviewer is, to be remembered; JSON values."""
        return {}

    def restore(self, place: dict[str, Any]) -> None:
        """Go back to where the reviewer was."""

    def takes_drop(self, paths: list[Path]) -> bool:
        """Take files that were dropped on the window; False leaves them to Processing."""
        return False
