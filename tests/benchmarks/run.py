"""Runs the benchmarks: `.venv/bin/python tests/benchmarks/run.py [--json] [--only SECTION]…`.

Side by side with mu, notmuch and recoll where they are installed (Debian: maildir-utils, notmuch,
recollcmd). A target that is not met is said, and fails nothing.
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

import bates
import bundles
import copies
import documents
import large_matter
import many_pages
import peers
import processing
import redacting
import scans
import searching
import unprinting
import window
from report import Figure, as_json, show

PINCITE = str(Path(__file__).resolve().parents[2] / ".venv" / "bin" / "pincite")
SECTIONS = (
    *("processing", "search", "peers", "open", "export", "window"),
    *("unprinting", "bates", "copies", "ocr", "redactions", "pages"),
)


def main() -> None:
    """Measure what was asked for and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one figure a line, as JSON")
    parser.add_argument("--only", action="append", choices=SECTIONS, help="may be repeated")
    parser.add_argument(
        "--messages", type=int, default=50_000, help="for processing, peers (50,000)"
    )
    parser.add_argument("--large", type=int, default=300_000, help="for search and window")
    parser.add_argument("--scans", type=int, default=scans.PAGES, help="pages of each look for ocr")
    parser.add_argument("--short", action="store_true", help="process short mail, few headers")
    parser.add_argument("--folder", type=Path, help="where to work; kept, and used again")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        figures = _figures(folder, asked)
    if asked.json:
        print(as_json(figures))
    else:
        show(figures)


def _figures(folder: Path, asked: argparse.Namespace) -> list[Figure]:
    wanted = asked.only or SECTIONS
    matter = folder / "bench.pincite"
    needs_matter = {"open", "export"} & set(wanted) and not matter.is_dir()
    measures: dict[str, Callable[[], list[Figure]]] = {
        "processing": lambda: processing.measure(
            folder, PINCITE, asked.messages, is_short=asked.short
        ),
        "search": lambda: searching.measure(folder, asked.large),
        "peers": lambda: peers.measure(folder, asked.messages),
        "open": lambda: documents.measure(matter),
        "export": lambda: bundles.measure(matter, PINCITE),
        "window": lambda: window.measure(large_matter.large_matter(folder, asked.large)),
        "unprinting": lambda: unprinting.measure(folder),
        "bates": bates.measure,
        "copies": lambda: copies.measure(folder, asked.messages),
        "ocr": lambda: scans.measure(folder, asked.scans),
        "redactions": redacting.measure,
        "pages": lambda: many_pages.measure(folder),
    }
    return [
        figure
        for section in SECTIONS
        if section in wanted or (section == "processing" and needs_matter)
        for figure in measures[section]()
    ]


if __name__ == "__main__":
    main()
