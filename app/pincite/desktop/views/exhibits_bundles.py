"""What is decided about whole bundles: make, change, delete, fill from tags, export."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QMessageBox

from pincite.desktop.dialogs.add_from_tags import AddFromTags, TagChoice, read_tag_choices
from pincite.desktop.dialogs.bundle import BundleDialog
from pincite.desktop.dialogs.export_bundle import ExportBundle
from pincite.desktop.models.bundle_decisions import (
    BundleAnswers,
    add_tags,
    change_bundle,
    make_bundle,
)
from pincite.desktop.models.bundle_export import BundleExport, ExportOrder
from pincite.desktop.widgets.folders import show_in_folder
from pincite.desktop.work.matter_work import Kinds
from pincite.store.changed import Changed

if TYPE_CHECKING:
    from pincite.desktop.views.exhibits import Exhibits


class BundleCommands(QObject):
    """Asks with dialogs and decides through the mode's shell."""

    def __init__(self, mode: "Exhibits") -> None:
        """Work on the bundle that `mode` shows."""
        super().__init__(mode)
        self._mode = mode
        self._work = mode.shell.work
        self._export: BundleExport | None = None

    @property
    def is_exporting(self) -> bool:
        """Whether an export is going on."""
        return self._export is not None

    def ask_new(self) -> None:
        """Make a bundle and turn to it."""
        self._mode.shell.mode_requested.emit(self._mode.id)
        dialog = BundleDialog(None, self._names(), self._mode)
        dialog.answered.connect(self._on_new_answered)
        _open(dialog)

    def ask_edit(self) -> None:
        """Change name, numbering and caption of the bundle."""
        bundle = self._mode.view.bundle
        if bundle is not None:
            dialog = BundleDialog(bundle, self._names() - {bundle.name.casefold()}, self._mode)
            dialog.answered.connect(self._on_edit_answered)
            _open(dialog)

    def ask_delete(self) -> None:
        """Delete the bundle; asked first when it holds exhibits."""
        bundle = self._mode.view.bundle
        if bundle is None:
            return
        count = len(self._mode.view.entries)
        if not count:
            self._delete(bundle.id)
            return
        noun = "exhibit" if count == 1 else "exhibits"
        box = QMessageBox(self._mode)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(f"Delete the bundle “{bundle.name}” with its {count:,} {noun}?")
        box.setInformativeText("The documents stay. Undo brings the bundle back.")
        yes = box.addButton("Delete", QMessageBox.ButtonRole.DestructiveRole)
        yes.clicked.connect(partial(self._delete, bundle.id))
        box.addButton(QMessageBox.StandardButton.Cancel)
        _open(box)

    def ask_tags(self) -> None:
        """Add the documents of tags."""
        if self._mode.can_change:
            self._work.read(read_tag_choices, self._on_tags_read, latest="exhibits.tags")

    def ask_export(self) -> None:
        """Export the bundle."""
        view = self._mode.view
        self._mode.shell.mode_requested.emit(self._mode.id)
        if view.bundle is None or not view.entries or self.is_exporting:
            return
        folder = self._mode.shell.settings.text(self._folder_key(view.bundle.id))
        dialog = ExportBundle(
            view.bundle, view.checks, Path(folder) if folder else None, self._mode
        )
        dialog.ordered.connect(self.export)
        _open(dialog)

    def export(self, order: ExportOrder) -> None:
        """Write the bundle folder; a notice says how it went."""
        bundle = self._mode.view.bundle
        if bundle is None:
            return
        self._mode.shell.settings.set_text(self._folder_key(bundle.id), str(order.folder))
        self._export = BundleExport(int(bundle.id), order)
        ticket = self._work.write("Exporting the bundle", self._export, self._on_exported)
        ticket.ended.connect(self._on_export_ended)
        self._mode.shell.actions_changed.emit()

    def set_numbering(self, numbering: str) -> None:
        """Number the exhibits 1, 2, 3 or A, B, C."""
        bundle = self._mode.view.bundle
        if bundle is not None:
            self._work.decide(lambda matter: matter.bundles.set_numbering(bundle.id, numbering))

    def set_rendering(self, rendering: str) -> None:
        """File the bundle clean or highlighted."""
        bundle = self._mode.view.bundle
        if bundle is not None:
            self._work.decide(lambda matter: matter.bundles.set_rendering(bundle.id, rendering))

    def _on_new_answered(self, answers: BundleAnswers) -> None:
        self._work.decide(partial(make_bundle, answers), self._on_made)

    def _on_made(self, changed: Changed) -> None:
        self._mode.show_bundle(changed.id)

    def _on_edit_answered(self, answers: BundleAnswers) -> None:
        bundle = self._mode.view.bundle
        if bundle is not None:
            self._work.decide(partial(change_bundle, int(bundle.id), answers))

    def _on_tags_read(self, choices: list[TagChoice]) -> None:
        bundle = self._mode.view.bundle
        if bundle is not None:
            dialog = AddFromTags(bundle.name, choices, self._mode)
            dialog.chosen.connect(self._on_tags_chosen)
            _open(dialog)

    def _on_tags_chosen(self, tags: list[int]) -> None:
        bundle = self._mode.view.bundle
        if bundle is not None:
            change = partial(add_tags, int(bundle.id), tags)
            self._work.decide(change, self._mode.on_added)

    def _on_exported(self, _: Kinds) -> None:
        export = self._export
        if export is None:
            return
        folder = export.order.folder
        kind = "warning" if export.problems else "info"
        show = ("Show folder", partial(show_in_folder, folder))
        self._mode.shell.tell(export.summary, kind=kind, link=show)

    def _on_export_ended(self) -> None:
        self._export = None
        self._mode.shell.actions_changed.emit()

    def _delete(self, bundle: int, _is_checked: bool = False) -> None:
        self._work.decide(lambda matter: matter.bundles.delete(bundle))

    def _names(self) -> frozenset[str]:
        return frozenset(bundle.name.casefold() for bundle in self._mode.view.bundles)

    def _folder_key(self, bundle: int) -> str:
        return f"exports/{self._mode.shell.opened.matter_id}/{bundle}"


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
