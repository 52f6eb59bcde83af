"""Tries un-printing on real releases: precision and recall of boundaries, and each wrong one.

Run as `python tests/benchmarks/released_texts.py [FOLDER] [--show]`; without the folder of real
releases it says so. The texts of released emails are typeset into one long PDF in a temporary
folder, a file behind the other; where each file begins is the truth.
"""

import os
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pincite.domain.releases import Preset, PrintedPage, Release, SegmentKind, Withheld
from pincite.pdf.read import read_pdf
from pincite.processing.release.lines import printed_pages
from pincite.processing.release.segments import divide
from tests.corpus.releases import BuiltRelease, Drawn, width

_CHECKOUT = Path(__file__).resolve().parents[2]
_SIZE, _LEADING, _LEFT, _TOP, _BOTTOM = 8.0, 10.0, 40.0, 50.0, 750.0
_COLUMN = 4.45
_STAMP = re.compile(
    r"UNCLASSIFIED|RELEASE(?:D)? IN|^\s*(?:PART|FULL)\s*$|^\s*B[\d, B.]+\s*$|Doc No"
)
_NEAR_PT = 40.0


@dataclass(frozen=True, slots=True)
class Variant:
    """How the texts are typeset: with the agency's stamps, and how many begin in mid-page."""

    name: str
    has_stamps: bool
    mid_page: float


VARIANTS = (
    Variant("each on a new page, stamped", has_stamps=True, mid_page=0.0),
    Variant("each on a new page, without stamps", has_stamps=False, mid_page=0.0),
    Variant("30 % mid-page, without stamps", has_stamps=False, mid_page=0.3),
)


def main(arguments: Sequence[str]) -> None:
    """Print what was found."""
    folders = [argument for argument in arguments if not argument.startswith("--")]
    given = folders[0] if folders else os.environ.get("PINCITE_CORPORA", "")
    folder = Path(given) if given else _CHECKOUT.parent / "shared" / "corpora"
    if not (folder / "foia-state-text").is_dir():
        print("no real releases here: name a folder, or set PINCITE_CORPORA")
        return
    texts = [path.read_text(errors="replace") for path in _sorted(folder / "foia-state-text")]
    with tempfile.TemporaryDirectory() as temporary:
        for variant in VARIANTS:
            _try(texts, variant, Path(temporary) / "release.pdf", is_shown="--show" in arguments)


def _sorted(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.txt"))


def _try(texts: Sequence[str], variant: Variant, path: Path, *, is_shown: bool) -> None:
    built, truth = typeset(texts, variant)
    built.write(path)
    started = time.perf_counter()
    release, pages, text = read_release(path)
    elapsed = time.perf_counter() - started
    _report(variant.name, release, truth, len(pages), elapsed)
    if variant.mid_page == 0:
        pages_only = divide(pages, text, Preset.NEW_PAGE)
        _report(f"{variant.name}; new-page preset", pages_only, truth, len(pages), 0.0)
    if is_shown:
        _show(release, truth, pages)


def read_release(path: Path) -> tuple[Release, tuple[PrintedPage, ...], str]:
    """A PDF read and divided, as processing does."""
    read = read_pdf(path)
    withheld = {
        page.source_page: [
            Withheld(one.x0, one.y0, one.x1, one.y1, one.codes) for one in page.redactions
        ]
        for page in read.pages
    }
    pages = printed_pages(read.text, read.pages, withheld)
    return divide(pages, read.text), pages, read.text


def typeset(texts: Sequence[str], variant: Variant) -> tuple[BuiltRelease, list[tuple[int, float]]]:
    """The texts on pages, every word in its column, and where each text begins."""
    random = Random(variant.name)
    pages: list[Drawn] = []
    truth: list[tuple[int, float]] = []
    y = _BOTTOM + 1
    for text in texts:
        is_mid = random.random() < variant.mid_page and y < _BOTTOM - 12 * _LEADING
        if is_mid:
            y += 2 * _LEADING
        is_first = True
        for part in text.rstrip("\f\n ").split("\f"):
            lines = part.splitlines()
            if not variant.has_stamps:
                lines = [line for line in lines if not _STAMP.search(line)]
            if not (is_first and is_mid):
                pages.append(Drawn())
                y = _TOP
            for line in _without_edges(lines):
                if y > _BOTTOM:
                    pages.append(Drawn())
                    y = _TOP
                if line.strip() and is_first:
                    truth.append((len(pages) - 1, y - _SIZE if is_mid else 0.0))
                    is_first = False
                _draw(pages[-1], line, y)
                y += _LEADING if line.strip() else 0.6 * _LEADING
    return BuiltRelease(pages, []), truth


def _without_edges(lines: list[str]) -> list[str]:
    while lines and not lines[0].strip():
        lines = lines[1:]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def _draw(page: Drawn, line: str, y: float) -> None:
    """Draw the words of a line where they stand, pushed right where they would touch."""
    x = _LEFT
    for match in re.finditer(r"\S+", line.expandtabs()):
        is_apart = match.start() == 0 or line[max(0, match.start() - 2) : match.start()].isspace()
        column = _LEFT + match.start() * _COLUMN
        if match.start() >= 2 and line[match.start() - 2 : match.start()].strip():
            is_apart = False
        x = max(x, column) if is_apart else x
        page.words.append((x, y, _SIZE, match[0]))
        x += width(match[0], _SIZE) + width(" ", _SIZE)


def _report(
    name: str, release: Release, truth: Sequence[tuple[int, float]], pages: int, elapsed: float
) -> None:
    found = _starts(release)
    right = _right(found, truth)
    precision, recall = right / max(1, len(found)), right / len(truth)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name}: {len(truth)} texts, {pages} pages, {elapsed:.1f} s")
    print(f"    precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f};"
          f" printed mail: {release.is_printed_mail}")  # fmt: skip


def _starts(release: Release) -> list[tuple[int, float]]:
    return [
        (segment.start_page, segment.start_y_pt)
        for segment in release.segments
        if segment.kind is not SegmentKind.NOT_A_DOCUMENT
    ]


def _right(found: Sequence[tuple[int, float]], truth: Sequence[tuple[int, float]]) -> int:
    return sum(any(_is_same(one, place) for place in found) for one in truth)


def _is_same(one: tuple[int, float], other: tuple[int, float]) -> bool:
    is_near = abs(one[1] - other[1]) < _NEAR_PT
    return one[0] == other[0] and (one[1] == 0) == (other[1] == 0) and is_near


def _show(
    release: Release, truth: Sequence[tuple[int, float]], pages: Sequence[PrintedPage]
) -> None:
    """Every wrong boundary with the lines around it."""
    for segment in release.segments:
        place = (segment.start_page, segment.start_y_pt)
        is_sheet = segment.kind is SegmentKind.NOT_A_DOCUMENT
        if not is_sheet and not any(_is_same(place, one) for one in truth):
            print(f"  too much: {segment.kind} {place} {segment.score} {segment.reasons}")
            _lines(pages, place)
    for place in truth:
        if not any(_is_same(place, one) for one in _starts(release)):
            print(f"  missed: {place}")
            _lines(pages, place)


def _lines(pages: Sequence[PrintedPage], place: tuple[int, float]) -> None:
    near = [line for line in pages[place[0]].lines if -30 < line.y0 - place[1] < 130]
    for line in near[:12]:
        print(f"      {line.x0:4.0f} {line.y0:4.0f} {line.text[:90]}")


if __name__ == "__main__":
    main(sys.argv[1:])
