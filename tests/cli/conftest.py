import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pincite.cli import main
from pincite.matter import Matter


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Standard output as JSON Lines; nothing else may be there."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def row(self) -> dict[str, Any]:
        (row,) = self.rows
        return row


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command of Pincite in this process."""

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small release, added once: a thread, a copy, an attachment, an unread file."""
    folder = tmp_path_factory.mktemp("processed")
    make_release(folder / "release")
    with Matter.new(folder / "Harbor.pincite", "Harbor v. Port") as matter:
        matter.processing.add([folder / "release"], custodian="R. Okafor")
    return folder


@pytest.fixture
def matter(processed: Path, tmp_path: Path) -> Path:
    """A copy of the small release's matter."""
    return Path(shutil.copytree(processed / "Harbor.pincite", tmp_path / "Harbor.pincite"))


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """The small release itself, not added anywhere."""
    make_release(tmp_path / "release")
    return tmp_path / "release"


def make_release(folder: Path) -> None:
    folder.mkdir()
    pitch = message(
        "1@vendor.example",
        "Thu, 14 Sep 2017 10:12:00 -0400",
        "Demo of the pilot",
        "We would be glad to host your team.\nThe pilot is free. The pilot is quiet.\n",
        attachment="Terms of the pilot\n",
    )
    (folder / "1.eml").write_text(pitch)
    (folder / "2.eml").write_text(pitch)
    (folder / "3.eml").write_text(
        message(
            "2@port.example",
            "Fri, 15 Sep 2017 09:00:00 +0200",
            "Re: Demo of the pilot",
            "No purchase before November.\n",
            headers="In-Reply-To: <1@vendor.example>\nReferences: <1@vendor.example>\n",
        )
    )
    (folder / "notes.txt").write_text("Loose notes about the demonstration.\n")
    (folder / "budget.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def message(
    message_id: str, date: str, subject: str, body: str, *, attachment: str = "", headers: str = ""
) -> str:
    head = (
        f"Message-ID: <{message_id}>\nDate: {date}\nSubject: {subject}\n{headers}"
        "From: Dana Whitlock <dana@vendor.example>\nTo: R. Okafor <okafor@port.example>\n"
        "MIME-Version: 1.0\n"
    )
    if not attachment:
        return f"{head}Content-Type: text/plain; charset=utf-8\n\n{body}"
    return (
        f"{head}Content-Type: multipart/mixed; boundary=b\n\n"
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{body}\n"
        "--b\nContent-Type: text/plain; charset=utf-8\n"
        f'Content-Disposition: attachment; filename="terms.txt"\n\n{attachment}\n--b--\n'
    )
