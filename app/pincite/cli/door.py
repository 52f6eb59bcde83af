"""The front door of the command line: all commands, and how errors leave it."""

import traceback
from collections.abc import Sequence

import click

from pincite.cli.copies import copies
from pincite.cli.demo import demo
from pincite.cli.evidence import bundle, exhibit, export
from pincite.cli.finding import dump, search, show
from pincite.cli.highlights import highlights
from pincite.cli.matters import ShowWindow, backup, new, open_window, restore, verify
from pincite.cli.output import print_json, say
from pincite.cli.releases import gaps, redactions, sequester
from pincite.cli.reports import certificate, report
from pincite.cli.reviewing import (
    code,
    edit,
    history,
    note,
    passage,
    passages,
    redo,
    tag,
    tags,
    undo,
)
from pincite.cli.scans import ocr
from pincite.cli.searches import searches
from pincite.cli.sources import add, exceptions, relink, sources
from pincite.cli.unprinting import boundary, release, unprint
from pincite.errors import PinciteError, QueryError

DONE, FAILED, MISUSED = 0, 1, 2

_SECTIONS: tuple[tuple[str, tuple[click.Command, ...]], ...] = (
    ("Matter", (new, add, ocr, sources, relink, exceptions, verify, backup, restore)),
    ("Find", (search, searches, show, report, certificate, dump)),
    ("Releases", (release, unprint, boundary, redactions, copies, gaps, sequester)),
    ("Review", (tag, tags, code, edit, note, passage, passages, highlights, history, undo, redo)),
    ("Exhibits", (bundle, exhibit, export)),
    ("Window", (open_window, demo)),
)


class _Commands(click.Group):
    """The commands in the order of the work, under the names of its stages."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(len(name) for name in self.commands)
        for title, commands in _SECTIONS:
            rows = [
                (str(command.name).ljust(width), command.get_short_help_str(90))
                for command in commands
            ]
            with formatter.section(title):
                formatter.write_dl(rows)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="pincite without a command opens the window. pincite COMMAND --help says more.",
)
@click.version_option(package_name="pincite", message="%(prog)s %(version)s")
def pincite() -> None:
    """Open, find, tag, exhibit, export: from released emails to pin-cited exhibits, offline.

    A document is named by its control number (REV-000131) or a Bates number (BPS-000131).
    """


for _, _commands in _SECTIONS:
    for _command in _commands:
        pincite.add_command(_command)


def main(arguments: Sequence[str], show_window: ShowWindow | None = None) -> int:
    """Run one command and return the exit status: 0 done, 1 a known error, 2 usage.

    `show_window` shows the window with arguments of its own; without it `open` is refused.
    """
    given = list(arguments)
    try:
        status = pincite.main(given, prog_name="pincite", standalone_mode=False, obj=show_window)
        return status if isinstance(status, int) else DONE
    except PinciteError as error:
        _show(error, as_json="--json" in given)
        return FAILED
    except click.ClickException as error:
        error.show()
        return MISUSED
    except (click.Abort, KeyboardInterrupt):
        say("Stopped.")
        return FAILED
    except Exception:  # noqa: BLE001 - the top-level hook: whatever else is raised is a bug
        traceback.print_exc()
        say("This is a bug in Pincite. Please report it with the lines above.")
        return FAILED


def _show(error: PinciteError, *, as_json: bool) -> None:
    """Say what happened, why, and what to do, each on its own line."""
    if as_json and isinstance(error, QueryError):
        suggestion = error.suggestion or None
        print_json({"error": error.what, "position": error.position, "suggestion": suggestion})
    say("\n".join(part for part in (error.what, error.why, error.remedy) if part))
