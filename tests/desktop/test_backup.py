"""Backing a matter up and handing it over from the window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from pincite.desktop.application import Desktop
from pincite.desktop.dialogs.backup import BackupDialog
from pincite.desktop.dialogs.restore import RestoreDialog, RestoreOrder
from pincite.desktop.settings import Settings
from pincite.desktop.theme import Theme
from pincite.desktop.views.window import MatterWindow
from pincite.matter import Matter

WAIT_MS = 60_000


def button(dialog: BackupDialog | RestoreDialog, title: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == title)


@pytest.mark.parametrize("with_sources", [False, True])
def test_a_backup_restores_to_the_same_matter(
    with_sources: bool,
    sample: Path,
    tmp_path: Path,
    open_window: Callable[[Path], MatterWindow],
    qtbot: QtBot,
) -> None:
    window = open_window(sample)
    window.registry.run("matter.backup")
    dialog = window.findChild(BackupDialog)
    assert dialog is not None
    dialog.field.setText(str(tmp_path / "kept"))
    if with_sources:
        hand_over = next(
            each for each in dialog.findChildren(QRadioButton) if "Hand over" in each.text()
        )
        hand_over.setChecked(True)
    qtbot.mouseClick(button(dialog, "Write the archive"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "read back and compared" in window.notice.text, timeout=WAIT_MS)
    archive = tmp_path / "kept.pincite.zip"
    with Matter.restore(archive, tmp_path / "Restored") as restored:
        assert restored.documents.totals().documents > 100
        assert restored.bundles.all()[0].name == "Declaration of R. Amari"
        assert any(entry.action == "back up" for entry in restored.history.entries())


def test_a_backup_never_overwrites(sample: Path, tmp_path: Path, qtbot: QtBot) -> None:
    taken = tmp_path / "kept.pincite.zip"
    taken.write_bytes(b"mine")
    dialog = BackupDialog(taken)
    qtbot.addWidget(dialog)
    assert not button(dialog, "Write the archive").isEnabled()


def test_restoring_asks_for_a_free_place(tmp_path: Path, qtbot: QtBot) -> None:
    archive = tmp_path / "Harbor.pincite.zip"
    archive.write_bytes(b"an archive")
    (tmp_path / "taken" / "Harbor.pincite").mkdir(parents=True)
    (tmp_path / "free").mkdir()
    dialog = RestoreDialog(archive)
    qtbot.addWidget(dialog)
    dialog.folder.setText(str(tmp_path / "taken"))
    assert not button(dialog, "Restore").isEnabled()
    dialog.folder.setText(str(tmp_path / "free"))
    with qtbot.waitSignal(dialog.ordered) as ordered:
        qtbot.mouseClick(button(dialog, "Restore"), Qt.MouseButton.LeftButton)
    assert ordered.args == [RestoreOrder(archive, tmp_path / "free" / "Harbor.pincite")]


def test_a_backup_is_restored_and_opened_from_the_start_screen(
    sample: Path, tmp_path: Path, theme: Theme, settings: Settings, qtbot: QtBot
) -> None:
    archive = tmp_path / "kept.pincite.zip"
    with Matter.open(sample) as matter:
        matter.backup(archive)
    desktop = Desktop(settings, theme)
    try:
        desktop.start_screen.restore_requested.emit(
            RestoreOrder(archive, tmp_path / "Again.pincite")
        )
        qtbot.waitUntil(
            lambda: bool(desktop.windows) and desktop.windows[0].shell is not None, timeout=WAIT_MS
        )
        assert desktop.windows[0].path == tmp_path / "Again.pincite"
    finally:
        desktop.close()
        desktop.start_screen.close()
