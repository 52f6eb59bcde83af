"""A folder of broken files is added by command: each is read or listed, and nothing is in the way.

What is listed is then looked at in the window.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pincite.desktop.models.cell_table import CellRole
from pincite.desktop.views.processing import Processing
from pincite.desktop.views.window import MatterWindow
from tests.corpus.broken import EXPECTED, build_broken, numbered_pdf, zipped
from tests.corpus.mail import attachment, mailbox, message, multipart, part

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has no pipes and links")

_DEPTH = 40
# What is added to the common corpus of broken files, and the reason that each is listed with;
# '' where it is read although it is odd.
_MORE = {
    "agenda.docx": "format not read yet",
    "budget.xlsx": "format not read yet",
    "charset.eml": "",
    "climbing.zip": "",
    "cut.mbox": "cut short",
    "deep.eml": "nested too deeply",
    "deep.zip": "nested too deeply",
    "empty.pdf": "empty file",
    "half.pdf": "damaged",
    "long header.eml": "",
    "nothing.zip": "empty archive",
    "random.eml": "format not read yet",
    "random.pdf": "damaged",
    "random.zip": "format not read yet",
    "unnamed\\xff.eml": "name not readable",
}
# The good files that lie among them, with a word that is in no other.
_GOOD = {"aardvark": "1 first.eml", "marzipan": "m/middle.txt", "zeppelin": "zz last.pdf"}


def build(folder: Path) -> None:
    """Broken files of every kind, and three good ones among them."""
    build_broken(folder)
    for name, content in _more().items():
        (folder / name).write_bytes(content)
    (folder / "1 first.eml").write_bytes(
        message("The aardvark is at the gate.\n", message_id="<good@x>")
    )
    (folder / "m").mkdir()
    (folder / "m" / "middle.txt").write_text("There is marzipan.\n")
    (folder / "zz last.pdf").write_bytes(_pdf_of("The zeppelin has landed."))
    if os.geteuid():
        locked = folder / "forbidden.eml"
        locked.write_bytes(message(message_id="<forbidden@x>"))
        locked.chmod(0)


def _more() -> dict[str, bytes]:
    noise = random.Random(5).randbytes(3_000)
    office = {"[Content_Types].xml": b"<Types/>"}
    deep_zip, deep_mail = b"the end", message("The end.\n", message_id="<deep@x>")
    for number in range(_DEPTH):
        deep_zip = zipped({f"{number}.zip" if number else "end.txt": deep_zip})
        wrapped = part(deep_mail, "message/rfc822")
        deep_mail = message(multipart("mixed", [wrapped], boundary=f"=_{number}"))
    plan = attachment("plan.txt", b"the plan")
    cut = message(multipart("mixed", [part("See below.\n"), plan]), message_id="<cut@x>")
    return {
        "agenda.docx": zipped({**office, "word/document.xml": b"<w:document/>"}),
        "budget.xlsx": zipped({**office, "xl/workbook.xml": b"<workbook/>"}),
        "charset.eml": message(
            "Gr\u00fc\u00dfe aus K\u00f6ln\n".encode("latin-1"),
            headers=["Content-Type: text/plain; charset=x-none"],
            message_id="<charset@x>",
        ),
        "climbing.zip": zipped({"../../climbed.txt": b"out", "/etc/climbed.txt": b"out"}),
        "cut.mbox": mailbox([message(message_id="<whole@x>"), cut])[:-60],
        "deep.eml": deep_mail,
        "deep.zip": deep_zip,
        "empty.pdf": b"",
        "half.pdf": numbered_pdf(1, 40)[:2_000],
        "long header.eml": message(
            headers=[f"X-Noise: {'ab ' * 400_000}"], message_id="<long-header@x>"
        ),
        "nothing.zip": zipped({}),
        "random.eml": noise,
        "random.pdf": noise,
        "random.zip": noise,
        "unnamed\udcff.eml": message(message_id="<unnamed@x>"),
    }


def _pdf_of(text: str) -> bytes:
    with pymupdf.open() as pdf:
        pdf.new_page().insert_text((72, 72), text)
        return bytes(pdf.tobytes())


@dataclass(frozen=True)
class Added:
    """A matter with the broken folder in it, and what the command line said of it."""

    matter: Path
    release: Path
    summary: dict[str, Any]
    exceptions: list[dict[str, Any]]
    documents: list[dict[str, Any]]

    @property
    def expected(self) -> dict[str, str]:
        """The reason for each file that is broken or odd."""
        forbidden = {"forbidden.eml": "not readable"} if os.geteuid() else {}
        return {**EXPECTED, **_MORE, **forbidden}

    def listed(self, name: str) -> list[dict[str, Any]]:
        """The exceptions of a file of the folder and of what is in it."""
        return [row for row in self.exceptions if row["path"].split(" › ")[0] == name]

    def made(self, name: str) -> list[dict[str, Any]]:
        """The documents that came out of a file of the folder."""
        return [row for row in self.documents if row["source"] == str(self.release / name)]


def pincite(*arguments: object) -> list[dict[str, Any]]:
    """What a command prints; it must end well, without a word of a bug."""
    ran = subprocess.run(
        [sys.executable, "-m", "pincite", *map(str, arguments), "--json"],
        capture_output=True,
        timeout=60,
        check=False,
    )
    told = ran.stderr.decode(errors="replace")
    assert ran.returncode == 0, told
    assert "Traceback" not in told
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Added:
    """The broken folder, added once by command."""
    folder = tmp_path_factory.mktemp("broken")
    build(folder / "release")
    matter = folder / "Harbor.pincite"
    pincite("new", matter)
    (summary,) = pincite("add", matter, folder / "release")
    exceptions, documents = pincite("exceptions", matter), pincite("dump", matter)
    return Added(matter, folder / "release", summary, exceptions, documents)


def test_every_file_is_a_document_or_listed(added: Added) -> None:
    names = {
        os.fsencode(path.relative_to(added.release)).decode(errors="backslashreplace")
        for path in added.release.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    assert names == {*added.expected, *_GOOD.values()}
    lost = {name for name in names if not added.made(name) and not added.listed(name)}
    assert not lost
    assert added.summary["documents"] == len(added.documents)
    assert added.summary["exceptions"] == len(added.exceptions)


def test_each_exception_says_why_and_what_to_do(added: Added) -> None:
    for name, reason in added.expected.items():
        reasons = {row["reason"] for row in added.listed(name)}
        assert reason in reasons if reason else not reasons, name
    for row in added.exceptions:
        assert row["message"].endswith("."), row
        assert row["message"][0].isupper(), row
        assert not row["remedy"] or row["remedy"].endswith("."), row
        assert row["source"] == str(added.release)
    for cure in ("encrypted", "damaged", "cut short", "empty file", "too large"):
        rows = [row for row in added.exceptions if row["reason"] == cure]
        assert rows, cure
        assert all(row["remedy"] for row in rows), cure


def test_good_files_among_broken_ones_are_found(added: Added) -> None:
    for word, name in _GOOD.items():
        (row,) = pincite("search", added.matter, word)
        assert [row["control"]] == [made["control"] for made in added.made(name)]
        assert not added.listed(name)


def test_what_can_be_read_of_a_broken_file_is_read(added: Added) -> None:
    texts = {name: [row["text"] for row in added.made(name)] for name in added.expected}
    assert texts["charset.eml"][0].endswith("\nGrüße aus Köln\n")
    assert "Please see the notes." in texts["cut.eml"][0]
    assert "See below." in texts["cut.mbox"][1]
    assert "turnstiles" in texts["differing.eml"][0]
    assert "Please see the notes." in texts["long header.eml"][0]
    assert "this is no message at all" in texts["headless.eml"][0]
    assert [row["filename"] for row in added.made("climbing.zip")] == ["climbed.txt"] * 2
    assert 20 < len(texts["deep.eml"]) < _DEPTH
    assert not list(added.release.parent.glob("**/climbed.txt"))


def test_adding_it_again_and_verifying_find_nothing_new(added: Added, tmp_path: Path) -> None:
    again = Path(shutil.copytree(added.matter, tmp_path / "Again.pincite"))
    (summary,) = pincite("add", again, added.release)
    assert (summary["documents"], summary["exceptions"]) == (0, 0)
    (verified,) = pincite("verify", again)
    assert verified["ok"], verified


def test_the_window_lists_the_same_exceptions(
    added: Added, tmp_path: Path, open_window: Callable[[Path], MatterWindow], qtbot: QtBot
) -> None:
    window = open_window(Path(shutil.copytree(added.matter, tmp_path / "Harbor.pincite")))
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    mode = window.mode_called("processing")
    assert isinstance(mode, Processing)
    table = mode.body.exceptions
    qtbot.waitUntil(lambda: table.isVisible() and bool(mode.view.exceptions), timeout=20_000)
    model = table.model()
    shown = [
        [model.index(row, column).data(CellRole) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    assert [(where.tip, reason.tip, what.text) for where, reason, what, _ in shown] == [
        (row["path"], row["reason"], f"{row['message']} {row['remedy']}".strip())
        for row in added.exceptions
    ]
    assert mode.view.totals.exceptions == len(added.exceptions)
