"""Runs the benchmarks: `.venv/bin/python tests/benchmarks/run.py [--json] [--only SECTION]…`.

Side by side with mu and notmuch where they are installed (Debian: maildir-utils, notmuch). A target
that is not met is said, and fails nothing.
"""

import argparse
import tempfile
from pathlib import Path

import bates
import bundles
import copies
import documents
import hard_queries
import processing
import scans
import window
from report import Figure, as_json, show

PINCITE = str(Path(__file__).resolve().parents[2] / ".venv" / "bin" / "pincite")
SECTIONS = ("processing", "search", "open", "export", "window", "bates", "copies", "ocr")


def main() -> None:
    """Measure what was asked for and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one figure a line, as JSON")
    parser.add_argument("--only", action="append", choices=SECTIONS, help="may be repeated")
    parser.add_argument("--messages", type=int, default=50_000, help="for processing (50,000)")
    parser.add_argument("--large", type=int, default=300_000, help="for search, window (300,000)")
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
    figures: list[Figure] = []
    matter = folder / "bench.pincite"
    if "processing" in wanted or ({"open", "export"} & set(wanted) and not matter.is_dir()):
        figures += processing.measure(folder, PINCITE, asked.messages, is_short=asked.short)
    if "search" in wanted:
        for count in (asked.messages, asked.large):
            figures += hard_queries.measure(folder, count)
    if "open" in wanted:
        figures += documents.measure(matter)
    if "export" in wanted:
        figures += bundles.measure(matter, PINCITE)
    if "window" in wanted:
        figures += window.measure(hard_queries.large_matter(folder, asked.large))
    if "bates" in wanted:
        figures += bates.measure()
    if "copies" in wanted:
        figures += copies.measure(folder, asked.messages)
    if "ocr" in wanted:
        figures += scans.measure(folder, asked.scans)
    return figures


if __name__ == "__main__":
    main()
