"""Picks the front door: the window when nothing is asked for, else the command line."""

import sys
from collections.abc import Sequence


def main() -> int:
    """Runs Pincite with the arguments of this process and returns its exit status."""
    arguments = sys.argv[1:]
    if not arguments:
        return _run_window(arguments)
    from pincite.cli import main as run_command

    return run_command(arguments, _run_window)


def _run_window(arguments: Sequence[str]) -> int:
    """Shows the window. Imported only when it is asked for: the command line starts without Qt."""
    from pincite.desktop import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
