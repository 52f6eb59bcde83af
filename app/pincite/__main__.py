"""Picks the front door: the window when nothing is asked for, else the command line."""

import sys


def main() -> int:
    """Runs Pincite with the arguments of this process and returns its exit status."""
    arguments = sys.argv[1:]
    # Each door is imported only when it is used: the command line must start without Qt.
    if arguments:
        from pincite.cli import main as run_command

        return run_command(arguments)
    from pincite.desktop import run as run_window

    return run_window(arguments)


if __name__ == "__main__":
    sys.exit(main())
