"""Exhibits mode on the sample release, driven as a user would."""

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from pincite.desktop.dialogs.add_from_tags import AddFromTags
from pincite.desktop.dialogs.ask_text import AskText
from pincite.desktop.dialogs.bundle import BundleDialog
from pincite.desktop.dialogs.export_bundle import ExportBundle
from pincite.desktop.models.bundle_export import ExportOrder
from pincite.desktop.views.exhibits import Exhibits
from pincite.desktop.views.window import MatterWindow
from pincite.matter import Matter

WAIT_MS = 30_000


@pytest.fixture
def window(sample: Path, open_window: Callable[[Path], MatterWindow]) -> MatterWindow:
    return open_window(sample)


@pytest.fixture
def mode(window: MatterWindow, qtbot: QtBot) -> Exhibits:
    window.show_mode("exhibits")
    mode = window.mode_called("exhibits")
    assert isinstance(mode, Exhibits)
    qtbot.waitUntil(lambda: mode.view.is_counted, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: mode.preview.has_page, timeout=WAIT_MS)
    return mode


def titles(mode: Exhibits) -> list[str]:
    return [entry.title for entry in mode.view.entries]


def labels(mode: Exhibits) -> list[str]:
    return [entry.label for entry in mode.view.entries]


def shown_text(mode: Exhibits) -> str:
    return "\n".join(label.text() for label in mode.details.findChildren(QLabel))


def press(qtbot: QtBot, mode: Exhibits, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    mode.panel.list.setFocus()
    qtbot.keyClick(mode.panel.list, key, modifier)


NONE, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def test_shows_the_bundle_the_sample_opens_with(mode: Exhibits) -> None:
    assert mode.view.bundle is not None
    assert mode.view.bundle.name == "Declaration of R. Amari"
    assert labels(mode)[:2] == ["Ex. 1", "Ex. 2"]
    assert mode.bundle_header.count_text.startswith(f"{len(labels(mode))} exhibits · ")
    assert "est." in mode.bundle_header.count_text
    assert mode.preview.place_text.startswith("Page 1 of ")
    assert mode.status() == mode.view.summary


def test_moving_an_exhibit_by_key_renumbers_and_is_undone(
    mode: Exhibits, window: MatterWindow, qtbot: QtBot
) -> None:
    before = titles(mode)
    mode.panel.list.go_to(mode.view.entries[0].id)
    press(qtbot, mode, Qt.Key.Key_Down, ALT)
    qtbot.waitUntil(lambda: titles(mode)[1] == before[0], timeout=WAIT_MS)
    assert labels(mode)[1] == "Ex. 2"
    assert mode.panel.list.currentIndex().row() == 1
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: titles(mode) == before, timeout=WAIT_MS)


def test_dropping_exhibits_elsewhere_in_the_list_moves_them(mode: Exhibits, qtbot: QtBot) -> None:
    before = titles(mode)
    model = mode.panel.model
    carried = model.mimeData([model.index(0)])
    is_taken = model.dropMimeData(carried, Qt.DropAction.MoveAction, len(before), 0, QModelIndex())
    assert not is_taken, "the view must not remove rows by itself"
    qtbot.waitUntil(lambda: titles(mode) == [*before[1:], before[0]], timeout=WAIT_MS)


def test_removing_an_exhibit_closes_the_gap(
    mode: Exhibits, window: MatterWindow, qtbot: QtBot
) -> None:
    before = titles(mode)
    mode.panel.list.go_to(mode.view.entries[0].id)
    press(qtbot, mode, Qt.Key.Key_Delete, NONE)
    qtbot.waitUntil(lambda: titles(mode) == before[1:], timeout=WAIT_MS)
    assert labels(mode)[0] == "Ex. 1"
    window.registry.run("edit.undo")
    qtbot.waitUntil(lambda: titles(mode) == before, timeout=WAIT_MS)


def test_numbering_with_letters_shows_on_the_badges(mode: Exhibits, qtbot: QtBot) -> None:
    mode.commands.set_numbering("A")
    qtbot.waitUntil(lambda: labels(mode)[:2] == ["Ex. A", "Ex. B"], timeout=WAIT_MS)


def test_a_page_range_shortens_the_exhibit(mode: Exhibits, qtbot: QtBot) -> None:
    first = mode.view.entries[0]
    assert first.page_count == 2
    mode.panel.list.go_to(first.id)
    mode.details.edit_pages()
    field = mode.details.pages_field
    field.clear()
    qtbot.keyClicks(field, "2")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    def is_shorter() -> bool:
        entry = mode.view.entry(first.id)
        return entry is not None and entry.page_count == 1

    qtbot.waitUntil(is_shorter, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "Page 1 of 1" in mode.preview.place_text, timeout=WAIT_MS)


def test_pages_the_document_does_not_have_are_refused_with_the_reason(
    mode: Exhibits, window: MatterWindow, qtbot: QtBot
) -> None:
    entry = mode.view.entries[0]
    mode.panel.list.go_to(entry.id)
    mode.details.pages_edited.emit("90-95")
    qtbot.waitUntil(window.notice.isVisible, timeout=WAIT_MS)
    assert "not within pages" in window.notice.text
    assert mode.view.entries[0].pages == entry.pages


def test_pages_turn_by_key_and_the_bundle_page_follows(mode: Exhibits, qtbot: QtBot) -> None:
    longest = max(mode.view.entries, key=lambda entry: entry.page_count or 0)
    mode.panel.list.go_to(longest.id)
    plan = mode.view.plan_of(longest.id)
    assert plan is not None
    assert mode.preview.place_text.endswith(f"bundle p. {plan.first_page}")
    press(qtbot, mode, Qt.Key.Key_PageDown, NONE)
    assert mode.preview.place_text == (
        f"Page 2 of {plan.page_count} · bundle p. {plan.first_page + 1}"
    )
    mode.preview.show_kind("slip")
    assert mode.preview.place_text == f"Slip sheet · bundle p. {plan.slip_page}"
    mode.preview.show_kind("index")
    assert mode.preview.place_text == "Index · bundle p. 2"


def test_copying_a_pin_cite_puts_it_on_the_clipboard_and_keeps_its_pages(
    mode: Exhibits, sample: Path, window: MatterWindow, qtbot: QtBot
) -> None:
    cited = next(entry for entry in mode.view.entries if entry.passage_count)
    mode.panel.list.go_to(cited.id)

    def buttons() -> list[QPushButton]:
        found = mode.details.findChildren(QPushButton)
        return [each for each in found if each.text() == "Copy" and each.isVisible()]

    qtbot.waitUntil(lambda: len(buttons()) == cited.passage_count, timeout=WAIT_MS)
    qtbot.mouseClick(buttons()[0], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith(f"{cited.label} at ")
    qtbot.waitUntil(lambda: not window.work.has_unsaved, timeout=WAIT_MS)
    with Matter.open(sample, read_only=True) as matter:
        frozen = matter.store.conn.execute("SELECT document_id FROM renditions").fetchall()
        is_own = matter.documents.get(cited.document_id).type == "pdf"
    assert is_own or (cited.document_id,) in frozen


def test_documents_asked_for_from_elsewhere_become_exhibits_of_the_bundle(
    mode: Exhibits, window: MatterWindow, qtbot: QtBot
) -> None:
    assert window.shell is not None
    held = {entry.document_id for entry in mode.view.entries}
    document = next(id_ for id_ in range(1, 200) if id_ not in held)
    window.show_mode("review")
    window.shell.exhibit_requested.emit([document])
    qtbot.waitUntil(window.notice.isVisible, timeout=WAIT_MS)
    assert f"is Ex. {len(mode.view.entries)} of “Declaration of R. Amari”" in window.notice.text
    assert window.mode.id == "review"


def test_a_matter_without_a_bundle_gets_one_with_the_first_exhibit(
    sample: Path, open_window: Callable[[Path], MatterWindow], qtbot: QtBot
) -> None:
    with Matter.open(sample) as matter:
        matter.bundles.delete(matter.bundles.all()[0].id)
    window = open_window(sample)
    assert window.shell is not None
    window.show_mode("exhibits")
    mode = window.mode_called("exhibits")
    assert isinstance(mode, Exhibits)
    qtbot.waitUntil(
        lambda: any(
            label.text() == "No bundle yet" and label.isVisible()
            for label in mode.panel.findChildren(QLabel)
        ),
        timeout=WAIT_MS,
    )
    window.shell.exhibit_requested.emit([3])
    qtbot.waitUntil(lambda: labels(mode) == ["Ex. 1"], timeout=WAIT_MS)


def test_a_privileged_document_is_pointed_out_before_the_export(
    mode: Exhibits, window: MatterWindow, qtbot: QtBot
) -> None:
    document = mode.view.entries[0].document_id
    assert "No privileged document" in shown_text(mode)
    window.work.decide(lambda matter: matter.coding.code([document], "privileged"))
    qtbot.waitUntil(lambda: " is coded privileged." in shown_text(mode), timeout=WAIT_MS)


def test_new_bundle_by_dialog_with_its_caption(mode: Exhibits, qtbot: QtBot) -> None:
    mode.commands.ask_new()
    dialog = mode.findChild(BundleDialog)
    assert dialog is not None
    field = dialog.findChildren(QLineEdit)[0]
    qtbot.keyClicks(field, "declaration of r. amari")
    keep = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Make bundle")
    assert not keep.isEnabled(), "the name is taken"
    field.clear()
    qtbot.keyClicks(field, "Reply brief")
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: mode.view.bundle is not None and mode.view.bundle.name == "Reply brief",
        timeout=WAIT_MS,
    )
    assert not mode.view.entries


def test_adding_from_a_tag_passes_over_what_is_there(mode: Exhibits, qtbot: QtBot) -> None:
    before = mode.view.entries
    mode.commands.ask_tags()
    qtbot.waitUntil(lambda: mode.findChild(AddFromTags) is not None, timeout=WAIT_MS)
    dialog = mode.findChild(AddFromTags)
    assert dialog is not None
    item = dialog.list.item(0)
    item.setCheckState(Qt.CheckState.Checked)
    add = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Add")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(mode.view.entries) > len(before), timeout=WAIT_MS)
    held = {entry.document_id for entry in before}
    added = [entry.document_id for entry in mode.view.entries[len(before) :]]
    assert len(added) == len(set(added))
    assert not held & set(added)


def test_export_writes_a_verified_bundle_and_says_so(
    mode: Exhibits, window: MatterWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    pages = mode.view.page_count
    mode.commands.ask_export()
    dialog = mode.findChild(ExportBundle)
    assert dialog is not None
    dialog.folder.setText(str(tmp_path / "out"))
    export = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Export")
    assert export.isEnabled()
    qtbot.mouseClick(export, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Verified" in window.notice.text, timeout=60_000)
    with pymupdf.open(tmp_path / "out" / "filing" / "Bundle.pdf") as bundle:
        assert bundle.page_count == pages
    offered = [each.text() for each in window.notice.findChildren(QPushButton)]
    assert "Show folder" in offered


def test_a_folder_that_holds_something_else_is_never_exported_into(
    mode: Exhibits, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me")
    mode.commands.ask_export()
    dialog = mode.findChild(ExportBundle)
    assert dialog is not None
    dialog.folder.setText(str(tmp_path / "mine"))
    export = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Export")
    assert not export.isEnabled()
    dialog.close()
    mode.commands.export(ExportOrder(tmp_path / "mine", "filed", may_replace=True))
    qtbot.waitUntil(lambda: not mode.commands.is_exporting, timeout=WAIT_MS)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_selection_with_its_attachments_makes_each_message_one_exhibit(
    mode: Exhibits, window: MatterWindow, sample: Path, qtbot: QtBot
) -> None:
    with Matter.open(sample, read_only=True) as matter:
        (parent,) = matter.store.conn.execute(
            "SELECT id FROM documents WHERE attachment_count > 0 AND copy_of IS NULL LIMIT 1"
        ).fetchone()
        family = [int(each.id) for each in matter.documents.family(parent)]
    assert window.shell is not None
    before = len(mode.view.entries)
    window.shell.exhibit_requested.emit([*reversed(family), mode.view.entries[0].document_id])
    qtbot.waitUntil(lambda: len(mode.view.entries) == before + 1, timeout=WAIT_MS)
    assert mode.view.entries[-1].document_id == parent
    assert mode.view.entries[-1].attachment_count == len(family) - 1


def test_other_pages_of_the_same_document_become_the_next_exhibit(
    mode: Exhibits, window: MatterWindow, qtbot: QtBot
) -> None:
    first = mode.view.entries[0]
    mode.panel.list.go_to(first.id)
    mode.details.pages_edited.emit("1")
    qtbot.waitUntil(lambda: mode.view.entries[0].pages == "1", timeout=WAIT_MS)
    window.registry.run("exhibits.another")
    dialog = window.findChild(AskText)
    assert dialog is not None
    dialog.given.emit("2")
    dialog.close()
    qtbot.waitUntil(lambda: "2" in [each.pages for each in mode.view.entries], timeout=WAIT_MS)
    other = next(each for each in mode.view.entries if each.pages == "2")
    assert other.document_id == first.document_id
