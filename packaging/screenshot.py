#!/usr/bin/env python3
"""Takes the picture of the window that README.md shows: the sample release, a query, a passage.

packaging/screenshot.py OUT.png [--dark] [--start] [--mode exhibits] [--scale 2]
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "app"))

QUERY = '(pilot OR demo*) w/10 "face recognition"'
PAGE = "BPS-000131"
SIZE_PX = (1440, 900)
LONGEST_S = 60.0


def main() -> int:
    """Make the sample in a temporary folder, open it, and take the picture."""
    arguments = _arguments()
    os.environ["QT_SCALE_FACTOR"] = arguments.scale
    # Qt reads its environment when it is first imported.
    from PySide6.QtWidgets import QApplication

    from pincite.desktop.application import Desktop
    from pincite.desktop.settings import Settings
    from pincite.desktop.theme import DARK, LIGHT, Theme
    from pincite.matter import Matter

    application = QApplication([])
    application.setStyle("Fusion")
    theme = Theme(application, DARK if arguments.dark else LIGHT)
    theme.apply()
    with tempfile.TemporaryDirectory() as folder:
        matter = Path(folder, "Northlight FOIA release.pincite")
        Matter.new_sample(matter).close()
        settings = Settings(Path(folder, "window.ini"))
        desktop = Desktop(settings, theme, application)
        if arguments.start:
            settings.add_recent(matter)
            desktop.show_start_screen()
            picture = desktop.start_screen
            _pause(0.3)
        else:
            picture = desktop.open_matter(matter)
            picture.resize(*SIZE_PX)
            _arrange(picture, arguments.mode)
        picture.grab().save(arguments.out)
        desktop.close()
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", help="the picture to write, a PNG file")
    parser.add_argument("--dark", action="store_true", help="the dark look")
    parser.add_argument("--start", action="store_true", help="the start screen")
    parser.add_argument("--mode", default="review", help="the mode to show")
    parser.add_argument("--scale", default="1", help="pixels a point, e.g. 2")
    return parser.parse_args()


def _arrange(window, mode: str) -> None:  # type: ignore[no-untyped-def]
    """Ask the query, open its document, and wait until all of it is painted."""
    from pincite.desktop.models.asked import Asked

    _until(lambda: window.shell is not None)
    review = window.mode_called("review")
    _until(lambda: review.document.data is not None)
    review.ask(Asked(QUERY))
    _until(lambda: review.answer is not None and review.answer.asked.query == QUERY)
    _until(lambda: review.document.data is not None and bool(review.document.data.hits))
    review.places.go_to_number(PAGE)
    _until(lambda: bool(review.document.data.document.bates_begin))
    _until(lambda: bool(review.document.pages.layouts))
    _pause(1.0)
    review.places.go_to_number(PAGE)
    _until(lambda: bool(review.document.pages._images))
    window.show_mode(mode)
    _pause(1.5)


def _until(is_so: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    begun = time.monotonic()
    while not is_so():
        if time.monotonic() - begun > LONGEST_S:
            raise SystemExit("The window did not get there in time.")
        _pause(0.02)


def _pause(seconds: float) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
