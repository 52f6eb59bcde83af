"""Shows highlight lists in the open document: which are on, and the way from term to term."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pincite.desktop.actions.action import Action
from pincite.desktop.dialogs.highlight_lists import HighlightListsDialog
from pincite.desktop.models.highlight_reading import Highlighted, read_highlights
from pincite.desktop.views.shell import Shell
from pincite.desktop.widgets.highlight_marks import HighlightMark
from pincite.desktop.widgets.highlights_panel import HighlightsPanel
from pincite.desktop.work.matter_work import Kinds
from pincite.matter import Matter
from pincite.store.changed import Changed
from pincite.store.highlight_lists import HighlightList

if TYPE_CHECKING:
    from pincite.desktop.views.review import Review

_KEYED = 9


class ReviewHighlights(QObject):
    """Reads the lists, marks their terms, and turns them on and off one by one."""

    def __init__(self, shell: Shell, review: "Review") -> None:
        """Act for `review`."""
        super().__init__(review)
        self._shell = shell
        self._review = review
        self.panel = HighlightsPanel(shell.theme)
        self._read: Highlighted | None = None
        self._is_hidden = False
        # What was turned on or off here, by the id of the list: it shows before it is kept.
        self._wanted: dict[int, bool] = {}

    @property
    def lists(self) -> tuple[HighlightList, ...]:
        """The lists, in order."""
        return self._read.lists if self._read else ()

    def connect_views(self) -> None:
        """Listen to the panel."""
        self.panel.toggled_list.connect(self.show_list)
        self.panel.edit_wanted.connect(self.edit)

    def actions(self) -> list[Action]:
        """What can be done about highlight lists."""

        def of(id_: str, title: str, run: object, *keys: str) -> Action:
            return Action(
                f"review.highlights.{id_}", title, run, "View", keys, self.has_lists,  # type: ignore[arg-type]
                "highlights", "review",
            )  # fmt: skip

        every = Action(
            "review.highlights.show", "Show highlights", self.toggle_all, "View", ("Shift+L",),
            self.has_lists, "highlights", "review", is_checked=self.are_shown,
        )  # fmt: skip
        edit = Action(
            "review.highlights.edit", "Highlight lists…", self.edit, "View", ("Ctrl+Shift+H",),
            group="highlights", mode="review",
        )  # fmt: skip
        return [
            edit,
            every,
            of("next", "Next highlighted term", partial(self.step, 1), "Shift+N"),
            of("previous", "Previous highlighted term", partial(self.step, -1), "Shift+P"),
            *(self._toggle_action(place) for place in range(_KEYED)),
        ]

    def has_lists(self) -> bool:
        """Whether there is a list."""
        return bool(self.lists)

    def are_shown(self) -> bool:
        """Whether highlights are shown at all."""
        return not self._is_hidden

    def is_on(self, list_: HighlightList) -> bool:
        """Whether a list is turned on."""
        return self._wanted.get(list_.id, list_.is_shown)

    def read(self) -> None:
        """Read the lists and what they mark in the open document."""
        read = partial(read_highlights, self._review.opening.open_id)
        self._shell.work.read(read, self._on_read, latest="highlights")

    def show_changes(self, kinds: Kinds) -> None:
        """Read again where lists changed; the new ones of an undo are in their own state."""
        if "highlights" in kinds:
            self.read()

    def document_opened(self) -> None:
        """Another document is open, or another text of it: mark it when its terms are found."""
        data = self._review.document.data
        document = int(data.document.id) if data else None
        if self._read is None or self._read.document != document:
            self._review.document.highlighted.show_marks(())
        self.read()

    def show_list(self, list_: int, is_on: bool) -> None:
        """Turn a list on or off; it is kept in a matter that is open for writing."""
        self._wanted[list_] = is_on
        self._is_hidden = self._is_hidden and not is_on
        self._show()
        if not self._shell.opened.is_read_only:
            self._shell.work.decide(partial(_keep_shown, list_, is_on))

    def toggle(self, place: int) -> None:
        """Turn the list at a place on or off."""
        if place < len(self.lists):
            list_ = self.lists[place]
            self.show_list(list_.id, not self.is_on(list_))

    def toggle_all(self) -> None:
        """Show no highlights, or those again that are turned on."""
        self._is_hidden = not self._is_hidden
        self._show()

    def step(self, step: int) -> None:
        """Go to the next (1) or previous (-1) highlighted term of the document, round its end."""
        highlighted = self._review.document.highlighted
        marks = highlighted.marks
        if not marks:
            self._shell.tell("No term of the highlight lists that are on is in this document.")
            return
        if highlighted.current in marks:
            place = (marks.index(highlighted.current) + step) % len(marks)
        else:
            place = 0 if step > 0 else len(marks) - 1
        highlighted.show_marks(marks, marks[place])
        self._review.document.go_to(marks[place].start, marks[place].end)

    def edit(self) -> None:
        """Open the lists, to write and change them."""
        dialog = HighlightListsDialog(
            self._shell.work,
            self._shell.theme,
            self._review.window(),
            is_read_only=self._shell.opened.is_read_only,
        )
        dialog.show()

    def _toggle_action(self, place: int) -> Action:
        return Action(
            f"review.highlights.toggle.{place + 1}",
            f"Highlight list {place + 1}",
            partial(self.toggle, place),
            "View",
            (f"Alt+Shift+{place + 1}",),
            partial(self._has_place, place),
            "highlight lists",
            "review",
            title_now=partial(self._title, place),
            is_checked=partial(self._is_place_on, place),
        )

    def _has_place(self, place: int) -> bool:
        return place < len(self.lists)

    def _title(self, place: int) -> str:
        named = self._has_place(place)
        return f"Highlight “{self.lists[place].name}”" if named else f"Highlight list {place + 1}"

    def _is_place_on(self, place: int) -> bool:
        return self._has_place(place) and self.is_on(self.lists[place])

    def _on_read(self, read: Highlighted) -> None:
        self._read = read
        kept = {list_.id: list_.is_shown for list_ in read.lists}
        self._wanted = {
            list_: is_on
            for list_, is_on in self._wanted.items()
            if list_ in kept and (kept[list_] != is_on or self._shell.opened.is_read_only)
        }
        self._show()
        self._shell.actions_changed.emit()

    def _show(self) -> None:
        read, document = self._read, self._review.opening.open_id
        if read is None:
            return
        is_here = document is not None and read.document == document
        are_on = [self.is_on(list_) and not self._is_hidden for list_ in read.lists]
        counts = [len(marks) if is_here else None for marks in read.marks]
        self.panel.show_lists(read.lists, counts, are_on)
        marks = [
            HighlightMark(start, end, list_.colour)
            for list_, found, is_on in zip(read.lists, read.marks, are_on, strict=True)
            if is_on and is_here
            for start, end in found
        ]
        marks.sort(key=lambda mark: (mark.start, mark.end))
        current = self._review.document.highlighted.current
        self._review.document.highlighted.show_marks(marks, current if current in marks else None)
        self._shell.actions_changed.emit()


def _keep_shown(list_: int, is_on: bool, matter: Matter) -> Changed:
    matter.highlights.show(list_, is_shown=is_on)
    return Changed({"highlights"})
