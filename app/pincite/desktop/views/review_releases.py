"""Repairs how a release was divided: split, join, confirm, and the way from doubt to doubt."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from pincite.desktop.actions.action import Action
from pincite.desktop.actions.registry import shown_shortcut
from pincite.desktop.dialogs.edit_header import EditHeader
from pincite.desktop.models.releases import PrintedPlace
from pincite.desktop.models.repairs import (
    SplitPoint,
    confirm,
    edit_header,
    join_previous,
    set_kind,
    split,
)
from pincite.desktop.views.release_actions import release_actions
from pincite.desktop.views.shell import Shell
from pincite.desktop.views.unprinting import Unprinting
from pincite.desktop.widgets.split_places import SplitPlace
from pincite.domain.documents import Kind
from pincite.domain.releases import SegmentKind
from pincite.matter import Matter
from pincite.store.changed import Changed
from pincite.store.releases import Boundary

if TYPE_CHECKING:
    from pincite.desktop.views.review import Review

_IN_MENU = (
    "confirm_boundary",
    "join",
    "kind.attachment",
    "kind.message",
    "kind.none",
    "header",
    "printed_before",
    "printed_after",
    "next_doubtful",
    "take_back",
)
_SAME_KIND = {SegmentKind.MESSAGE: Kind.MESSAGE, SegmentKind.ATTACHMENT: Kind.ATTACHMENT}


class ReviewReleases(QObject):
    """Turns keys, clicks and dialogs about boundaries into decisions on the writing lane."""

    def __init__(self, shell: Shell, review: "Review") -> None:
        """Decide about what `review` shows."""
        super().__init__(review)
        self._shell = shell
        self._review = review
        self._unprinting = Unprinting(shell, review)

    def connect_views(self) -> None:
        """Listen to the banner above the document and to its pages."""
        banner, repair = self._review.document.banner, self._review.document.repair
        banner.confirm_wanted.connect(self.confirm)
        banner.join_wanted.connect(self.join)
        banner.split_wanted.connect(self.start_split)
        banner.menu_wanted.connect(self._on_menu_wanted)
        banner.split_taken.connect(repair.take_split)
        banner.split_cancelled.connect(repair.cancel_split)
        repair.split_wanted.connect(self._on_split_wanted)
        repair.split_moved.connect(banner.show_split)
        repair.menu_wanted.connect(self._on_menu_wanted)
        repair.neighbour_wanted.connect(self.go_by)

    @property
    def printed(self) -> PrintedPlace | None:
        """Where the open document stands in its release, or None."""
        data = self._review.document.data
        return data.decisions.printed if data else None

    # When what can be done.

    def can_go(self) -> bool:
        """Whether there may be boundaries to go to."""
        return True

    def has_printed(self) -> bool:
        """Whether the open document was printed in a release."""
        return self.printed is not None

    def can_repair(self) -> bool:
        """Whether something can be decided about the open document's boundary."""
        return self.has_printed() and self._review.can_decide()

    def can_split(self) -> bool:
        """Whether the open document's pages are here to be divided."""
        return self.can_repair() and bool(self._review.document.pages.layouts)

    def can_join(self) -> bool:
        """Whether there is a document before it in the release."""
        return self.can_repair() and self._boundary().previous is not None

    def can_become(self, kind: SegmentKind) -> bool:
        """Whether the open document is something else as yet."""
        printed = self.printed
        return self.can_repair() and printed is not None and printed.kind is not _SAME_KIND[kind]

    def can_unprint(self) -> bool:
        """Whether the open document is a PDF with pages that came by itself."""
        data = self._review.document.data
        if data is None or not self._review.can_decide() or self.has_printed():
            return False
        row = data.document
        is_alone = row.parent_id is None and not row.is_retired
        return row.type == "pdf" and bool(row.page_count) and is_alone

    # What is done.

    def go_to_doubtful(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) doubtful boundary of the matter."""
        data = self._review.document.data
        after = int(data.document.id) if data else None
        self._review.document.show_tab("pages")
        self._unprinting.go_to_doubtful(after, step)

    def go_by(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) document of the release."""
        if self.printed is None:
            return
        target = self._boundary().next if step > 0 else self._boundary().previous
        if target is None:
            self._shell.tell("That is the last one." if step > 0 else "That is the first one.")
        else:
            self._review.open_document(int(target))

    def confirm(self) -> None:
        """Say that the document begins where it is thought to, and go to the next doubt."""
        if (document := self._open()) is not None:
            self._shell.work.decide(partial(confirm, document), self._on_confirmed)

    def start_split(self) -> None:
        """Bring the dividing line out on the pages."""
        if self.can_split():
            self._review.document.show_tab("pages")
            self._review.document.repair.start_split()

    def join(self) -> None:
        """Make one document of this one and the one before it."""
        self._decide(join_previous, "Joined with the document before it.")

    def set_kind(self, kind: SegmentKind) -> None:
        """Say what the document is."""
        told = {
            SegmentKind.MESSAGE: "Marked as a message.",
            SegmentKind.ATTACHMENT: "Marked as an attachment of the message before it.",
            SegmentKind.NOT_A_DOCUMENT: "Its pages are now accounted for as not a document.",
        }
        self._decide(lambda document, matter: set_kind(document, kind, matter), told[kind])

    def ask_header(self) -> None:
        """Ask what the header says."""
        data = self._review.document.data
        if data is not None and self.printed is not None:
            dialog = EditHeader(self.printed, data.number, self._review.window())
            dialog.given.connect(self._on_header_given)
            dialog.open()

    def ask_unprint(self) -> None:
        """Ask how the open PDF is divided."""
        data = self._review.document.data
        if data is not None:
            name = data.document.filename or data.control
            self._unprinting.ask(int(data.document.id), name)

    def take_back_open(self) -> None:
        """Make one document again of the PDF that the open one was printed in."""
        if self.printed is not None:
            self._unprinting.take_back(int(self._boundary().printed_in))

    # How it is done.

    def _boundary(self) -> Boundary:
        assert self.printed is not None
        return self.printed.boundary

    def _open(self) -> int | None:
        return int(self.printed.document) if self.printed and self.can_repair() else None

    def _decide(self, change: Callable[[int, Matter], Changed], told: str) -> None:
        """Decide about the open document, say so, and show what became of it."""
        document = self._open()
        if document is not None:
            self._shell.work.decide(partial(change, document), partial(self._on_repaired, told))

    def _on_repaired(self, told: str, changed: Changed) -> None:
        if changed:
            self._shell.tell(told, link=("Undo", self._unprinting.undo))
        if changed.id is not None:
            self._review.show_again(changed.id)

    def _on_confirmed(self, _: Changed) -> None:
        self.go_to_doubtful(1)

    def _on_split_wanted(self, point: SplitPoint) -> None:
        def change(document: int, matter: Matter) -> Changed:
            return split(document, point, matter)

        self._decide(change, "Split in two. The second part is shown.")

    def _on_header_given(self, document: int, values: Mapping[str, str]) -> None:
        done = partial(self._on_header_mended, len(values))
        self._shell.work.decide(partial(edit_header, document, values), done)

    def _on_header_mended(self, count: int, _: Changed) -> None:
        told = (
            "The header is mended." if count == 1 else f"{count} fields of the header are mended."
        )
        self._shell.tell(told, link=("Undo", self._unprinting.undo))

    # The menu of a place on the pages.

    def _on_menu_wanted(self, at: QPoint, place: SplitPlace | None = None) -> None:
        """What can be done at a point of the pages, or with the boundary as a whole."""
        menu = QMenu(self._review)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        actions = {action.id.removeprefix("review."): action for action in self._actions()}
        if place is not None:
            here = menu.addAction("Split here")
            here.setEnabled(self.can_split())
            here.triggered.connect(partial(self._on_split_here, place))
        self._add(menu, actions["split"])
        for id_ in _IN_MENU:
            if id_ in ("kind.attachment", "printed_before", "take_back"):
                menu.addSeparator()
            self._add(menu, actions[id_])
        menu.popup(at)

    def _actions(self) -> list[Action]:
        return release_actions(self._review)

    def _add(self, menu: QMenu, action: Action) -> None:
        keys = f"\t{shown_shortcut(action.shortcuts[0])}" if action.shortcuts else ""
        made = menu.addAction(f"{action.title}{keys}")
        made.setEnabled(action.enabled_when())
        made.triggered.connect(partial(_run, action))

    def _on_split_here(self, place: SplitPlace, _is_checked: bool = False) -> None:
        self._on_split_wanted(SplitPoint(place.page + 1, place.y_pt))


def _run(action: Action, _is_checked: bool = False) -> None:
    action.run()
