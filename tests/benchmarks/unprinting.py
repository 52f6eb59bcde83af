"""Figures of un-printing: boundaries and header fields of generated releases, and its speed.

The model's weights were tuned on seeds 0 to 3 and 6,000 to 6,023 of `tests/corpus/releases.py`, and
errors were looked at on those below 2,000; the seeds measured here begin there. The same author
wrote both, so real releases are measured too, by `released_texts.py`.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pymupdf
import scans
from report import Figure, at_least, at_most

from pincite.domain.releases import Release, Segment, SegmentKind
from pincite.matter import Matter
from pincite.pdf.read import read_pdf
from pincite.processing.printed_files import PrintedFiles
from pincite.processing.release.lines import printed_pages
from pincite.processing.release.segments import divide
from tests.corpus.releases import (
    CASES,
    MIXED_QUOTES,
    UNNAMED_PAPERS,
    Case,
    Truth,
    build_release,
)

SECTION = "unprinting"
SEEDS = range(2000, 2006)
_NEAR_PT = 30.0
_PAGES = 1000
_TARGETS = (0.99, 0.99, 0.97, 0.97, 0.97, 0.98, 0.90)
_FIELDS = 0.98
_SECONDS = 15.0
# Looks of scans with their targets, and how many messages of each seed are scanned.
_SCANS = (("office 300", 0.95), ("poor 300", 0.88))
_SCANNED_MESSAGES = 24

# The product calls a message's start doubtful below this score.
DOUBTFUL_BELOW = 0.95


@dataclass(slots=True)
class Tally:
    """What was found of one case, over all seeds.

    `wrong` are starts that are none, and starts that were missed; such a one is marked where what
    it was taken for a part of is doubtful.
    """

    right: int = 0
    found: int = 0
    true: int = 0
    fields_right: int = 0
    fields: int = 0
    wrong: int = 0
    wrong_doubtful: int = 0
    doubtful: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.found + self.true)


def measure(folder: Path, seeds: Sequence[int] = SEEDS) -> list[Figure]:
    """The figures; a PDF for the speed is written into the folder."""
    figures: list[Figure] = []
    total = Tally()
    for case, target in zip(CASES, _TARGETS, strict=True):
        tally = tally_of(case, seeds)
        figures.append(at_least(SECTION, f"boundaries F1: {case.name}", tally.f1, "", target))
        total.fields_right += tally.fields_right
        total.fields += tally.fields
        if tally.wrong:
            share = tally.wrong_doubtful / tally.wrong
            figures.append(Figure(SECTION, "  wrong and missed ones marked doubtful", share, ""))
        share = tally.doubtful / max(1, tally.found)
        figures.append(Figure(SECTION, "  messages marked doubtful", share, ""))
    figures += [
        Figure(SECTION, f"boundaries F1: {case.name}", tally_of(case, seeds).f1, "")
        for case in MIXED_QUOTES
    ]
    for case in UNNAMED_PAPERS:
        figures += _papers(case, seeds)
    exact = total.fields_right / max(1, total.fields)
    figures.append(at_least(SECTION, "header fields exact", exact, "", _FIELDS))
    for noise in (0.01, 0.03):
        for case in (CASES[0], CASES[2]):
            tally = tally_of(replace(case, noise=noise), seeds[:2])
            name = f"boundaries F1: {case.name}, {noise:.0%} of letters damaged"
            figures.append(Figure(SECTION, name, tally.f1, ""))
    figures += [
        at_least(
            SECTION, f"boundaries F1: {look} scans through OCR", _scanned(folder, look), "", f1
        )
        for look, f1 in _SCANS
    ]
    return [*figures, _speed(folder)]


def _papers(case: Case, seeds: Sequence[int]) -> list[Figure]:
    """Precision and recall of attached papers that no header names; messages there, F1."""
    right = found = true = 0
    messages = Tally()
    for seed in seeds:
        built = build_release(case, seed)
        pages, text = built.printed()
        release = divide(pages, text)
        _count(release, built.truths, messages)
        told = {one.start_page for one in release.segments if one.kind is SegmentKind.ATTACHMENT}
        printed = {truth.page for truth in built.truths if truth.is_attachment}
        right, found, true = right + len(told & printed), found + len(told), true + len(printed)
    return [
        Figure(SECTION, f"boundaries F1: {case.name}", messages.f1, ""),
        Figure(SECTION, "  papers, precision", right / max(1, found), ""),
        Figure(SECTION, "  papers, recall", right / max(1, true), ""),
    ]


def tally_of(case: Case, seeds: Sequence[int]) -> Tally:
    """What is found of the releases that these seeds make of a case."""
    tally = Tally()
    for seed in seeds:
        built = build_release(case, seed)
        pages, text = built.printed()
        _count(divide(pages, text), built.truths, tally)
    return tally


def _count(release: Release, truths: Sequence[Truth], tally: Tally) -> None:
    waiting = [truth for truth in truths if not truth.is_attachment]
    tally.true += len(waiting)
    for segment in release.segments:
        if segment.kind is not SegmentKind.MESSAGE:
            continue
        tally.found += 1
        tally.doubtful += _is_doubtful(segment)
        truth = next((one for one in waiting if _is_at(segment, one)), None)
        if truth is None:
            tally.wrong += 1
            tally.wrong_doubtful += _is_doubtful(segment)
            continue
        waiting.remove(truth)
        tally.right += 1
        right = [_is_exact(segment, truth, role) for role in truth.fields]
        tally.fields += len(right)
        tally.fields_right += sum(right)
    for truth in waiting:
        tally.wrong += 1
        tally.wrong_doubtful += any(
            _is_doubtful(segment) for segment in release.segments if _holds(segment, truth)
        )


def _is_doubtful(segment: Segment) -> bool:
    return segment.score < DOUBTFUL_BELOW


def _holds(segment: Segment, truth: Truth) -> bool:
    at = (truth.page, truth.y_pt + 1)
    begin, end = (segment.start_page, segment.start_y_pt), (segment.end_page, segment.end_y_pt)
    return begin <= at < end


def _is_at(segment: Segment, truth: Truth) -> bool:
    if segment.start_page != truth.page or (segment.start_y_pt == 0) != (truth.y_pt == 0):
        return False
    return abs(segment.start_y_pt - truth.y_pt) < _NEAR_PT


def _is_exact(segment: Segment, truth: Truth, role: str) -> bool:
    """Whether a field says what was printed; that of the date, also at what time."""
    found = segment.header.fields.get(role) if segment.header else None
    if segment.header is None or found is None:
        return False
    said = truth.fields[role]
    if said is None:
        return found.is_withheld
    sent = segment.header.sent
    is_read = role != "sent" or (sent is not None and sent.local == truth.sent_local)
    return found.text.split() == said.split() and is_read


def _scanned(folder: Path, look: str) -> float:
    """F1 of releases with 30 % mid-page starts that are printed, scanned, and read by OCR."""
    tally = Tally()
    degraded = next(one for one in scans.PROFILES if one.name == look)
    for seed in SEEDS[:2]:
        built = build_release(replace(CASES[2], messages=_SCANNED_MESSAGES), seed)
        path = folder / f"scan-{seed}.pdf"
        built.write(path)
        with pymupdf.open(path) as printed:
            images = [scans.scan(page, degraded, page.number)[1] for page in printed]
        path.write_bytes(scans.scanned_pdf(images))
        with tempfile.TemporaryDirectory() as temporary, Matter.new(Path(temporary, "m")) as matter:
            matter.processing.add([path], unprint="never")
            matter.ocr.run()
            file = PrintedFiles(matter.store).of(matter.documents.get(1))
            _count(divide(file.printed_pages(), file.text), built.truths, tally)
    return tally.f1


def _speed(folder: Path) -> Figure:
    """Seconds for 1,000 pages from the file to its segments."""
    path = folder / "release.pdf"
    built = build_release(replace(CASES[2], messages=900), SEEDS[0])
    built.pages = built.pages[:_PAGES]
    built.write(path)
    started = time.perf_counter()
    read = read_pdf(path)
    divide(printed_pages(read.text, read.pages), read.text)
    elapsed = (time.perf_counter() - started) * _PAGES / len(read.pages)
    return at_most(SECTION, "1,000 text pages, end to end", elapsed, "s", _SECONDS)
