"""The command line."""

from pincite.cli.door import main

__all__ = ["main"]
