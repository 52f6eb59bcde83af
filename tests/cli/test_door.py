import subprocess
import sys
from pathlib import Path

import click
import pytest

from pincite.cli import door
from pincite.cli.door import pincite
from pincite.matter import Matter


def test_help_lists_every_command_without_loading_what_they_need():
    loaded = (
        "import sys; from pincite.cli import main; main(['--help']); print(sorted(sys.modules))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    ).stdout
    for name in pincite.commands:
        assert f"  {name} " in shown
    for heavy in ("numpy", "pymupdf", "PySide6", "whoosh", "sqlite_utils", "pebble", "rich"):
        assert f"'{heavy}'" not in shown


def test_every_command_says_what_it_does(run):
    for name, command in pincite.commands.items():
        ran = run(name, "--help")
        assert ran.status == 0
        assert command.help
        assert ran.out.startswith(f"Usage: pincite {name} ")


def test_misuse_is_status_2_and_known_errors_are_1(run, tmp_path: Path):
    assert run("no-such-command").status == 2
    assert run("new").status == 2
    missing = run("search", tmp_path / "Nowhere", "x", "--json")
    assert (missing.status, missing.out) == (1, "")
    assert missing.err == (
        "Nowhere.pincite is not a matter.\n"
        f"{tmp_path / 'Nowhere.pincite'} is not there.\n"
        "Choose the folder of a matter, Name.pincite, or make a new one.\n"
    )


def test_what_nobody_expected_is_said_to_be_a_bug(run, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(door.pincite, "main", broken)
    ran = run("new", "x")
    assert ran.status == 1
    assert "ZeroDivisionError" in ran.err
    assert "bug in Pincite" in ran.err


def test_a_reader_that_has_had_enough_sees_no_traceback(matter: Path):
    command = [sys.executable, "-m", "pincite", "dump", str(matter)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_matter_that_is_written_elsewhere_is_read_but_not_changed(run, matter: Path):
    with Matter.open(matter, must_write=True):
        assert run("search", matter, "", "--count", "--json").status == 0
        ran = run("tag", matter, "Pilot", "REV-000001")
    assert ran.status == 1
    assert "is open for writing elsewhere" in ran.err
    assert "open it for reading only" in ran.err


def test_commands_are_named_once_and_only_by_the_design():
    sections = [command for _, commands in door._SECTIONS for command in commands]
    assert len({command.name for command in sections}) == len(sections)
    assert all(isinstance(command, click.Command) for command in sections)
