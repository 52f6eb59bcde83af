"""Runs the benchmarks: `.venv/bin/python tests/benchmarks/run.py [--json] [--only SECTION]…`.

Side by side with mu and notmuch where they are installed (Debian: maildir-utils, notmuch). A target
that is not met is said, and fails nothing.
"""

import argparse
import tempfile
from pathlib import Path

import bundles
import documents
import hard_queries
import processing
import unprinting
import window
from report import Figure, as_json, show

PINCITE = str(Path(__file__).resolve().parents[2] / ".venv" / "bin" / "pincite")
SECTIONS = ("processing", "search", "open", "export", "window", "unprinting")


def main() -> None:
    """Measure what was asked for and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one figure a line, as JSON")
    parser.add_argument("--only", action="append", choices=SECTIONS, help="may be repeated")
    parser.add_argument("--messages", type=int, default=50_000, help="for processing (50,000)")
    parser.add_argument("--large", type=int, default=300_000, help="for search, window (300,000)")
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
    if "unprinting" in wanted:
        figures += unprinting.measure(folder)
    return figures


if __name__ == "__main__":
    main()
