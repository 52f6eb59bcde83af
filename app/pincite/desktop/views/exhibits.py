"""Exhibits mode: the exhibits of a bundle, how they will look, and what is known of each."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from pincite.desktop.actions.action import Action
from pincite.desktop.dialogs.ask_text import AskText
from pincite.desktop.models.bundle_checks import OK, RELINK, Check
from pincite.desktop.models.bundle_decisions import add_documents, add_more_pages, move_exhibits
from pincite.desktop.models.bundle_view import (
    BundleView,
    CitedPassage,
    count_bundle,
    merged,
    read_bundle,
    read_cites,
)
from pincite.desktop.views.exhibits_actions import exhibits_actions
from pincite.desktop.views.exhibits_bundles import BundleCommands
from pincite.desktop.views.exhibits_header import ExhibitsHeader
from pincite.desktop.views.exhibits_panel import ExhibitsPanel
from pincite.desktop.views.exhibits_preview import ExhibitsPreview
from pincite.desktop.views.shell import Mode, Shell
from pincite.desktop.widgets.exhibit_details import ExhibitDetails
from pincite.desktop.work.matter_work import Kinds
from pincite.matter import Matter
from pincite.store.changed import Changed

_SHOWN_KINDS = frozenset(("bundles", "passages", "tags", "coding", "documents", "sources"))
_WIDTHS_PX = (480, 640, 320)


class Exhibits(Mode):
    """Put exhibits in order, look at them stamped, export the bundle."""

    id = "exhibits"
    title = "Exhibits"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        """Compose the mode."""
        super().__init__(shell, parent)
        self.view = BundleView(())
        self._wanted: int | None = None
        self._to_choose: int | None = None
        self._to_tell: Changed | None = None
        self._cites: tuple[CitedPassage, ...] | None = None
        self.panel = ExhibitsPanel(shell.theme, self)
        self.preview = ExhibitsPreview(shell, self)
        self.details = ExhibitDetails(shell.theme, self)
        self.commands = BundleCommands(self)
        self.header = self.bundle_header = ExhibitsHeader(shell.theme, self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for widget in (self.panel, self.preview, self.details):
            self._splitter.addWidget(widget)
            self._splitter.setCollapsible(self._splitter.count() - 1, False)
        self._splitter.setSizes(list(_WIDTHS_PX))
        self._splitter.setStretchFactor(1, 1)
        self.panel.setMinimumWidth(300)
        self.preview.setMinimumWidth(320)
        self.details.setMinimumWidth(270)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)
        self._splitter.restoreState(shell.settings.state("exhibits/splitter"))
        self._connect()
        self._show_view(self.view)

    @property
    def exhibit(self) -> int | None:
        """The exhibit that is current, or None."""
        return self.panel.list.current

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.shell.opened.is_read_only

    @property
    def can_change(self) -> bool:
        """Whether the bundle that is shown can be changed."""
        return self.view.bundle is not None and not self.is_read_only

    def mode_actions(self) -> list[Action]:
        return exhibits_actions(self)

    def status(self) -> str:
        return self.view.summary if self.view.bundle else ""

    def enter(self) -> None:
        """Read the bundle; the list takes the keys."""
        self.refresh()
        self.panel.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_changes(self, kinds: Kinds) -> None:
        if kinds & _SHOWN_KINDS and (self.isVisible() or self._to_tell is not None):
            self.refresh()

    def place(self) -> dict[str, Any]:
        self.shell.settings.set_state("exhibits/splitter", self._splitter.saveState())
        return {"bundle": self._wanted, "exhibit": self.exhibit}

    def restore(self, place: dict[str, Any]) -> None:
        bundle, exhibit = place.get("bundle"), place.get("exhibit")
        self._wanted = bundle if isinstance(bundle, int) else None
        self._to_choose = exhibit if isinstance(exhibit, int) else None

    def refresh(self) -> None:
        """Read the bundle anew: at once what the matter knows, then what has to be counted."""
        work = self.shell.work
        work.read(partial(read_bundle, self._wanted), self._on_read, latest="exhibits.bundle")
        work.read(partial(count_bundle, self._wanted), self._on_counted, latest="exhibits.count")

    def show_bundle(self, bundle: int | None) -> None:
        """Turn to another bundle."""
        self._wanted, self._to_choose = bundle, None
        self.refresh()

    def choose(self, exhibit: int) -> None:
        """Make an exhibit current, now or when it is there."""
        if not self.panel.list.go_to(exhibit):
            self._to_choose = exhibit

    def add(self, documents: list[int], place: int | None = None) -> None:
        """Make exhibits of documents, and say so."""
        change = partial(add_documents, self._wanted, list(documents), place)
        self.shell.work.decide(change, self.on_added)

    def move_by(self, by: int) -> None:
        """Move the current exhibit up (-1) or down (1)."""
        exhibit = self.exhibit
        if exhibit is None or not self.can_change:
            return
        place = self.panel.model.row_of(exhibit) + 1 + by
        if 1 <= place <= len(self.view.entries):
            self._to_choose = exhibit
            self.shell.work.decide(lambda matter: matter.exhibits.move(exhibit, place))

    def remove(self) -> None:
        """Take the chosen exhibits out of the bundle."""
        chosen = self.panel.list.selected
        if not chosen or not self.can_change:
            return
        row = self.panel.model.row_of(chosen[0])
        left = [entry.id for entry in self.view.entries if entry.id not in chosen]
        self._to_choose = left[min(row, len(left) - 1)] if left else None
        self.shell.work.decide(lambda matter: matter.exhibits.remove(chosen))

    def sort_by_date(self) -> None:
        """Put the exhibits in order of date."""
        bundle = self.view.bundle
        if bundle is not None:
            self.shell.work.decide(lambda matter: matter.exhibits.sort_by_date(bundle.id))

    def go_by(self, by: int) -> None:
        """Go to the next or previous exhibit."""
        row = self.panel.list.currentIndex().row() + by
        if 0 <= row < len(self.view.entries):
            self.panel.list.go_to(self.view.entries[row].id)

    def open_document(self) -> None:
        """Open the current exhibit's document in Review."""
        entry = self.view.entry(self.exhibit) if self.exhibit is not None else None
        if entry is not None:
            self.shell.document_requested.emit(entry.document_id)

    def ask_another(self) -> None:
        """Make other pages of the current exhibit's document an exhibit of their own."""
        entry = self.view.entry(self.exhibit) if self.exhibit is not None else None
        if entry is not None and self.can_change:
            label = f"Pages of {entry.control} for an exhibit after {entry.label}, such as 4-6"
            dialog = AskText("Another exhibit of the same document", label, self.window())
            dialog.given.connect(partial(self.add_pages, int(entry.id)))
            dialog.open()

    def add_pages(self, exhibit: int, pages: str) -> None:
        """Make these pages of an exhibit's document the next exhibit."""
        change = partial(add_more_pages, exhibit, pages)
        self.shell.work.decide(change, self.on_added)

    def copy_cite(self, passage: int | None = None) -> None:
        """Copy the pin cite of a passage, or of the exhibit's first; its pages stay as they are."""
        cites = self._cites or ()
        cited = next((each for each in cites if passage in (None, each.passage.id)), None)
        bundle = self.view.bundle
        if cited is None or bundle is None:
            return
        QGuiApplication.clipboard().setText(cited.cite)
        self.shell.tell(f"Copied: {cited.cite}")
        if not self.is_read_only:
            self.shell.work.decide(partial(_freeze_pages, cited))

    def on_added(self, changed: Changed) -> None:
        """Show the first exhibit that was added, and say which it is once its label is known."""
        if not changed.count:
            self.shell.tell("Nothing was added: all of that is in the bundle already.")
            return
        self._to_choose, self._to_tell = changed.id, changed
        self.refresh()

    def _connect(self) -> None:
        shell, panel, details = self.shell, self.panel, self.details
        shell.exhibit_requested.connect(self.add)
        panel.list.chosen.connect(self._on_chosen)
        panel.list.selection_changed.connect(shell.actions_changed)
        panel.list.doubleClicked.connect(self._on_double_clicked)
        panel.model.moved.connect(self._on_moved)
        panel.model.added.connect(self._on_dropped)
        panel.sort_requested.connect(self.sort_by_date)
        panel.numbering_chosen.connect(self.commands.set_numbering)
        panel.new_requested.connect(self.commands.ask_new)
        panel.tags_requested.connect(self.commands.ask_tags)
        panel.review_requested.connect(self._on_review_requested)
        header = self.bundle_header
        header.bundle_chosen.connect(self.show_bundle)
        header.tags_requested.connect(self.commands.ask_tags)
        header.export_requested.connect(self.commands.ask_export)
        header.new_requested.connect(self.commands.ask_new)
        header.edit_requested.connect(self.commands.ask_edit)
        header.delete_requested.connect(self.commands.ask_delete)
        details.title_edited.connect(self._on_title_edited)
        details.pages_edited.connect(self._on_pages_edited)
        details.attachments_chosen.connect(self._on_attachments_chosen)
        details.rendering_chosen.connect(self.commands.set_rendering)
        details.document_requested.connect(self.open_document)
        details.copy_requested.connect(self.copy_cite)
        details.page_requested.connect(self.preview.show_bundle_page)
        details.check_followed.connect(self._on_check_followed)

    def _on_read(self, view: BundleView) -> None:
        if not view.is_same_as(self.view):
            self._show_view(merged(view, self.view))

    def _on_counted(self, view: BundleView) -> None:
        self._show_view(view)
        self._tell_added()

    def _show_view(self, view: BundleView) -> None:
        former = self.exhibit
        self.view = view
        self._wanted = view.bundle.id if view.bundle else None
        doubts = {id_ for each in view.checks if each.result != OK for id_ in each.exhibits}
        self.panel.show_view(view, doubts, is_read_only=self.is_read_only)
        self.bundle_header.show_view(view, is_read_only=self.is_read_only)
        self._restore_choice(former)
        self.preview.show_view(view)
        self.details.show_checks(view.checks)
        self._show_exhibit()
        self.status_changed.emit()
        self.shell.actions_changed.emit()

    def _restore_choice(self, former: int | None) -> None:
        """Make current what should be, what was, or the first."""
        for wanted in (self._to_choose, former):
            if wanted is not None and self.panel.list.go_to(wanted):
                if wanted == self._to_choose:
                    self._to_choose = None
                return
        if self.view.entries:
            self.panel.list.go_to(self.view.entries[0].id)

    def _show_exhibit(self) -> None:
        exhibit = self.exhibit
        entry = self.view.entry(exhibit) if exhibit is not None else None
        self.details.show_exhibit(entry, self.view.bundle, is_read_only=self.is_read_only)
        self.preview.show_exhibit(exhibit)
        if entry is not None and self.view.planned is not None:
            read = partial(read_cites, self.view.planned, entry.id)
            self.shell.work.read(read, self._on_cites, latest="exhibits.cites")

    def _tell_added(self) -> None:
        """Say what was added, now that it has a label."""
        added, self._to_tell = self._to_tell, None
        entry = self.view.entry(added.id) if added and added.id is not None else None
        if added is None or entry is None or self.view.bundle is None:
            return
        name = self.view.bundle.name
        told = f"{entry.control} is {entry.label} of “{name}”."
        if added.count > 1:
            told = f"Added {added.count:,} exhibits to “{name}”, from {entry.label} on."
        link = None if self.isVisible() else ("Show", partial(_show_mode, self.shell))
        self.shell.tell(told, link=link)

    def _on_chosen(self, _exhibit: int) -> None:
        self.details.show_cites(None)
        self._cites = None
        self._show_exhibit()

    def _on_cites(self, read: tuple[int, tuple[CitedPassage, ...]]) -> None:
        exhibit, cites = read
        if exhibit == self.exhibit and cites != self._cites:
            self._cites = cites
            self.details.show_cites(cites)

    def _on_moved(self, exhibits: list[int], row: int) -> None:
        if self.can_change:
            self._to_choose = exhibits[0]
            self.shell.work.decide(partial(move_exhibits, exhibits, row + 1))

    def _on_dropped(self, documents: list[int], row: int) -> None:
        if not self.is_read_only:
            self.add(documents, row + 1)

    def _on_double_clicked(self) -> None:
        self.open_document()

    def _on_review_requested(self) -> None:
        self.shell.mode_requested.emit("review")

    def _on_title_edited(self, title: str) -> None:
        self._edit(title=title)

    def _on_pages_edited(self, pages: str) -> None:
        self._edit(pages=pages)

    def _on_attachments_chosen(self, is_with: bool) -> None:
        self._edit(with_attachments=is_with)

    def _edit(self, **values: Any) -> None:
        exhibit = self.exhibit
        if exhibit is not None:
            self.shell.work.decide(
                lambda matter: matter.exhibits.edit(exhibit, **values), failed=self._on_refused
            )

    def _on_refused(self, error: Exception) -> None:
        """Say why an edit was refused, and show again what holds."""
        self.shell.show_error(error)
        self._show_exhibit()

    def _on_check_followed(self, check: Check) -> None:
        if check.link == RELINK:
            self.shell.mode_requested.emit("processing")
        elif check.exhibit is not None:
            self.choose(check.exhibit)


def _show_mode(shell: Shell) -> None:
    shell.mode_requested.emit(Exhibits.id)


def _freeze_pages(cited: CitedPassage, matter: Matter) -> Kinds:
    """Keep the pages of a passage that is cited from now on."""
    matter.cites.copied(cited.passage)
    return frozenset()
