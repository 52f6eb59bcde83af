"""Processing mode with real sources, driven as a user would."""

import csv
import shutil
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from pincite.desktop.dialogs.add_sources import AddSources
from pincite.desktop.models.cell_table import CellRole
from pincite.desktop.views.processing import Processing
from pincite.desktop.views.window import MatterWindow
from pincite.matter import Matter
from tests.corpus.scans import MEMO, scanned

WAIT_MS = 60_000
OpenWindow = Callable[[Path], MatterWindow]


def write_release(folder: Path, messages: int = 3) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(messages):
        message = EmailMessage()
        message["From"] = "Dana Whitlock <dana@northlight.example>"
        message["To"] = "R. Okafor <okafor@portsec.example>"
        message["Subject"] = f"Pilot terms, part {number}"
        message["Date"] = f"Thu, {number % 27 + 1:02} Nov 2017 16:18:00 -0400"
        message["Message-ID"] = f"<{number}@northlight.example>"
        message.set_content(f"We can extend the pilot, option {number}.")
        if number == 0:
            message.add_attachment(
                b"\xd0\xcf\x11\xe0 not read",
                maintype="application",
                subtype="x-odd",
                filename="terms.odd",
            )
        (folder / f"{number:04}.eml").write_bytes(bytes(message))
    return folder


@pytest.fixture
def release(tmp_path: Path) -> Path:
    return write_release(tmp_path / "release")


@pytest.fixture
def empty_matter(tmp_path: Path) -> Path:
    with Matter.new(tmp_path / "Harbor") as matter:
        return matter.folder


@pytest.fixture
def filled_matter(empty_matter: Path, release: Path) -> Path:
    with Matter.open(empty_matter) as matter:
        matter.processing.add([release], custodian="R. Okafor")
    return empty_matter


def shown(window: MatterWindow, qtbot: QtBot) -> Processing:
    window.show_mode("processing")
    mode = window.mode_called("processing")
    assert isinstance(mode, Processing)
    qtbot.waitUntil(lambda: mode.status() == mode.view.summary, timeout=WAIT_MS)
    return mode


def drop(window: MatterWindow, paths: list[Path]) -> None:
    """Drop files on the window as a file manager does."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(window.rect().center(), action, carried, button, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    at = QPointF(window.rect().center())
    QApplication.sendEvent(window, QDropEvent(at, action, carried, button, none))


def press(dialog: AddSources, title: str, qtbot: QtBot) -> None:
    button = next(each for each in dialog.findChildren(QPushButton) if each.text() == title)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def cells(mode: Processing, row: int) -> list[str]:
    model = mode.body.sources.model()
    return [model.index(row, column).data(CellRole).text for column in range(model.columnCount())]


def test_dropping_a_folder_reads_it_and_counts_everything(
    empty_matter: Path, release: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(empty_matter)
    drop(window, [release])
    dialog = window.findChild(AddSources)
    assert dialog is not None
    qtbot.keyClicks(dialog.custodian, "R. Okafor")
    press(dialog, "Add", qtbot)
    qtbot.waitUntil(lambda: "Read 4 documents" in window.notice.text, timeout=WAIT_MS)
    assert window.mode.id == "processing"
    mode = shown(window, qtbot)
    qtbot.waitUntil(lambda: mode.view.totals.documents == 4, timeout=WAIT_MS)
    name, kind, held, state, *_ = cells(mode, 0)
    assert (name, kind) == ("release/", "Folder · R. Okafor")
    assert held == "3 files → 3 messages, 1 attachment"
    assert state == "Done, 1 exception"
    assert [row.path.endswith("terms.odd") for row in mode.view.exceptions] == [True]


def test_adding_the_same_source_again_adds_nothing_and_says_so(
    filled_matter: Path, release: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(filled_matter)
    mode = shown(window, qtbot)
    mode.commands.add([release])
    qtbot.waitUntil(lambda: "Nothing new" in window.notice.text, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: mode.view.totals.documents == 4, timeout=WAIT_MS)


def test_scanned_pages_are_read_after_the_sources_they_came_with(
    empty_matter: Path, tmp_path: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    (tmp_path / "scan.pdf").write_bytes(scanned([MEMO]))
    window = open_window(empty_matter)
    mode = shown(window, qtbot)
    mode.commands.add([tmp_path / "scan.pdf"])
    qtbot.waitUntil(lambda: "Read 1 scanned page" in window.notice.text, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not mode.view.exceptions and mode.view.totals.pages == 1)
    window.close()
    with Matter.open(empty_matter) as matter:
        assert matter.search.find("memorandum").ids.tolist() == [1]


def test_scanned_pages_that_wait_are_offered_and_read(
    empty_matter: Path, tmp_path: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    (tmp_path / "scan.pdf").write_bytes(scanned([MEMO]))
    with Matter.open(empty_matter) as matter:
        matter.processing.add([tmp_path / "scan.pdf"])
    window = open_window(empty_matter)
    said = "1 scanned page is still to be read (OCR)."
    qtbot.waitUntil(lambda: window.notice.text == said, timeout=WAIT_MS)
    mode = shown(window, qtbot)
    mode.commands.go_on()
    qtbot.waitUntil(lambda: "Read 1 scanned page" in window.notice.text, timeout=WAIT_MS)


def test_scans_that_were_not_looked_at_are_offered_and_looked_at(
    empty_matter: Path, tmp_path: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    layer = "The counsel of the agency read this statement before, and it is legible to all."
    (tmp_path / "scan.pdf").write_bytes(scanned([MEMO], layer=layer))
    with Matter.open(empty_matter) as matter:
        matter.processing.add([tmp_path / "scan.pdf"])
        with matter.store.write() as database:
            database.conn.execute("UPDATE pages SET withheld_share = NULL")
            database.conn.execute(
                "INSERT INTO ocr_pages (document_id, source_page, reason) VALUES (1, 0, 'look')"
            )
    window = open_window(empty_matter)
    said = "1 scanned page is still to be looked at for redactions."
    qtbot.waitUntil(lambda: window.notice.text == said, timeout=WAIT_MS)
    mode = shown(window, qtbot)
    mode.commands.go_on()
    done = "Looked at 1 scanned page for redactions"
    qtbot.waitUntil(lambda: done in window.notice.text, timeout=WAIT_MS)


def test_a_run_that_was_stopped_is_offered_and_finished(
    empty_matter: Path, release: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    with Matter.open(empty_matter) as matter:
        matter.processing.add([release / "0000.eml"])
        source = matter.sources.add(release, "folder", "")
        for path in sorted(release.iterdir())[1:]:
            status = path.stat()
            matter.store.conn.execute(
                "INSERT INTO files (source_id, path, size_bytes, modified_ns) VALUES (?, ?, ?, ?)",
                (source, path.name, status.st_size, status.st_mtime_ns),
            )
    window = open_window(empty_matter)
    qtbot.waitUntil(lambda: "2 files" in window.notice.text, timeout=WAIT_MS)
    mode = shown(window, qtbot)
    qtbot.waitUntil(lambda: mode.view.pending_files == 2, timeout=WAIT_MS)
    assert cells(mode, 1)[3] == "Stopped, 2 of 2 files left"
    assert cells(mode, 1)[-1] == "Go on"
    link = next(
        each for each in window.notice.findChildren(QPushButton) if each.text() == "Go on reading"
    )
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: mode.view.pending_files == 0 and mode.view.totals.messages == 3, timeout=WAIT_MS
    )


def test_stopping_keeps_what_was_read_and_can_go_on(
    empty_matter: Path, tmp_path: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    release = write_release(tmp_path / "large", 1500)
    window = open_window(empty_matter)
    mode = shown(window, qtbot)
    tickets = []
    window.work.started.connect(tickets.append)
    mode.commands.add([release])
    tickets[0].cancel()
    qtbot.waitUntil(lambda: not mode.commands.is_running, timeout=WAIT_MS)
    assert "What was read is kept" in window.notice.text
    mode.commands.add([release])
    qtbot.waitUntil(lambda: not mode.commands.is_running, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: mode.view.totals.messages == 1500, timeout=WAIT_MS)


def test_a_source_that_moved_is_shown_and_relinked_only_to_the_same_files(
    filled_matter: Path, release: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    moved = release.with_name("moved")
    shutil.move(release, moved)
    other = write_release(release.with_name("other"), 2)
    window = open_window(filled_matter)
    mode = shown(window, qtbot)
    qtbot.waitUntil(lambda: any(source.is_missing for source in mode.view.sources), timeout=WAIT_MS)
    assert cells(mode, 0)[3] == "Not where it was"
    assert cells(mode, 0)[-1] == "Relink…"
    mode.commands.relink(mode.view.sources[0].id, other)
    qtbot.waitUntil(lambda: "is not the source" in window.notice.text, timeout=WAIT_MS)
    mode.commands.relink(mode.view.sources[0].id, moved)
    qtbot.waitUntil(lambda: not mode.view.sources[0].is_missing, timeout=WAIT_MS)
    assert mode.view.sources[0].path == moved


def test_verifying_is_remembered_with_its_date(
    filled_matter: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(filled_matter)
    mode = shown(window, qtbot)
    qtbot.waitUntil(lambda: "not verified yet" in mode.status(), timeout=WAIT_MS)
    mode.commands.verify()
    qtbot.waitUntil(lambda: "originals unchanged (verified " in mode.status(), timeout=WAIT_MS)
    assert "Everything is as it was" in window.notice.text


def test_a_changed_source_is_found_by_verifying(
    filled_matter: Path, release: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    (release / "0001.eml").write_bytes(b"Subject: not what it was\n\nchanged")
    window = open_window(filled_matter)
    mode = shown(window, qtbot)
    mode.commands.verify()
    qtbot.waitUntil(lambda: "has changed since it was added" in window.notice.text, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "1 problem found (verified " in mode.status(), timeout=WAIT_MS)


def test_the_report_lists_every_file_and_every_exception(
    filled_matter: Path, tmp_path: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(filled_matter)
    mode = shown(window, qtbot)
    for name in ("report.csv", "report.txt"):
        mode.commands.write_report(tmp_path / name)
        qtbot.waitUntil(lambda name=name: name in window.notice.text, timeout=WAIT_MS)
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["path"] for row in rows if row["what"] == "file"] == [
        "0000.eml",
        "0001.eml",
        "0002.eml",
    ]
    assert all(len(row["sha256"]) == 64 for row in rows if row["what"] == "file")
    (exception,) = [row for row in rows if row["what"] == "exception"]
    assert exception["path"].endswith("terms.odd")
    text = (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert "Documents   4 (3 email messages)" in text
    assert "terms.odd" in text


def test_a_copy_of_what_is_not_read_is_saved_byte_for_byte(
    filled_matter: Path, tmp_path: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(filled_matter)
    mode = shown(window, qtbot)
    qtbot.waitUntil(lambda: bool(mode.view.exceptions), timeout=WAIT_MS)
    document = mode.view.exceptions[0].document
    assert document is not None
    mode.commands.save_copy(int(document), tmp_path / "copy.odd")
    qtbot.waitUntil(lambda: "Saved as copy.odd" in window.notice.text, timeout=WAIT_MS)
    assert (tmp_path / "copy.odd").read_bytes() == b"\xd0\xcf\x11\xe0 not read"
