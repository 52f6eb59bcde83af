"""The window: all of Qt lives here, and nothing else imports it."""

from pincite.desktop.application import run

__all__ = ["run"]
