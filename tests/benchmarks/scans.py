"""Reading scanned pages: printed mail and letters, degraded as scanners do, with the truth kept.

The same seed gives the same pages. `clean` is print at 300 dpi; `office` is askew by a degree,
slightly blurred, noisy and saved as JPEG 75; `poor` is worse in every way; `bitonal` is a fax.
"""

import json
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pymupdf
from measuring import run
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from report import Figure, as_json, at_least, at_most

from pincite.domain.ocr import OcrLayer, decode_layer, laid_out
from pincite.jobs.pool import WorkerPool
from pincite.processing.ocr.reading import PageTask, read_page
from pincite.processing.ocr.workers import get_ready

SECTION = "ocr"
SEED = 20_171
PAGES = 12
DEADLINE_S = 120.0
OFFICE_ERROR_PERCENT, PAGES_PER_S, PEAK_MB = 1.5, 0.6, 250.0

Grey = NDArray[np.uint8]

_WORDS = (
    "the of and to in a is that for it was on are as with be by at this have from or had not but"
    " what all were when we there can an your which their said if do will each about how up out"
    " them then she many some so these would other into has more her two like him see time could"
    " no make than first been its who now people my made over did down only way find use may water"
    " long little very after words called just where most know get through back much before go"
    " good new write our used me man too any day same right look think also around another came"
    " come work three word must because does part even place well such here take why things help"
    " put years different away again off went old number great tell men say small every found"
    " still between name should home big give air line set own under read last never us left end"
    " along while might next sound below saw something thought both few those always looked show"
    " large often together asked house world going want school important until form food keep"
    " children feet land side without boy once animals life enough took sometimes four head above"
    " kind began almost live page got earth need far hand high year mother light parts country"
    " father let night following picture being study second eyes soon times story boys since"
    " whole face agency contract pilot demonstration recognition vendor procurement budget office"
    " counsel schedule meeting report analysis regulation policy review request record release"
    " exemption statement director privacy program software license purchase evaluation testing"
    " accuracy database camera vehicle department federal district conference telephone Thursday"
    " Tuesday September November January attached forwarded regarding discussed confirmed"
).split()
_FIRST = "Dana Lee Sam Ruth Omar Priya Colin Greta Tomas Yuki".split()
_LAST = "Ruiz Okafor Ode Hallam Brandt Iyer Mercer Lindqvist Novak Tanaka".split()
_FACES = ("helv", "tiro", "cour")


@dataclass(frozen=True, slots=True)
class Degraded:
    """How a page looks after a scanner: see the module."""

    name: str
    dpi: int
    skew_degrees: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    faint: float = 1.0
    jpeg: int = 92
    is_bitonal: bool = False


PROFILES = (
    Degraded("clean 300", 300),
    Degraded("office 300", 300, 1.0, 0.8, 5.0, 0.95, 75),
    Degraded("office 200", 200, 1.0, 0.6, 5.0, 0.95, 75),
    Degraded("poor 300", 300, 2.0, 1.2, 12.0, 0.7, 40),
    Degraded("poor 200", 200, 2.0, 0.9, 12.0, 0.7, 40),
    Degraded("bitonal 200", 200, 0.5, 0.5, 3.0, is_bitonal=True),
)


class Printer:
    """Prints invented pages; `pages(count)` yields (PDF of one page, its text)."""

    def __init__(self, seed: int) -> None:
        """The same seed gives the same pages."""
        self._random = np.random.default_rng(seed)

    def pages(self, count: int) -> Iterator[tuple[pymupdf.Document, str]]:
        """So many pages, of mail and of letters by turns."""
        for number in range(count):
            yield self._page(number)

    def _page(self, number: int) -> tuple[pymupdf.Document, str]:
        document = pymupdf.open()
        page = document.new_page(width=612, height=792)
        self._lines: list[str] = []
        self._sheet, self._y = page, 72.0
        self._face = _FACES[number % len(_FACES)]
        self._size = (10.0, 11.0, 12.0)[number // 3 % 3]
        if number % 4 != 3:
            self._header()
        else:
            self._put(90, f"{self._date()}")
            self._put(90, f"Re: {self._sentence(5)}")
        while self._y < 690:
            self._paragraph(int(self._random.integers(20, 90)))
        self._y = 760.0
        self._put(480, f"BPS-{131 + number:06d}", face="helv", size=9.0)
        return document, "\n".join(self._lines)

    def _header(self) -> None:
        self._put(72, f"{self._name()}", face="hebo")
        self._y += 6
        for label, value in (
            ("From:", f"{self._name()} <{self._address()}>"),
            ("Sent:", self._date()),
            ("To:", f"{self._name()}; {self._name()}"),
            ("Subject:", f"RE: {self._sentence(6)}"),
            ("Attachments:", f"{self._word()} {self._word()}.pdf"),
        ):
            self._sheet.insert_text((72, self._y), label, fontname="hebo", fontsize=self._size)
            self._put(165, value, lead=f"{label} ")
        self._y += 10

    def _paragraph(self, words: int) -> None:
        line = ""
        for word in self._sentence(words).split():
            longer = f"{line} {word}".strip()
            if pymupdf.get_text_length(longer, self._face, self._size) > 460:
                self._put(72, line)
                line = word
                if self._y > 700:
                    return
            else:
                line = longer
        self._put(72, line)
        self._y += self._size * 0.8

    def _put(
        self, x: float, text: str, *, lead: str = "", face: str = "", size: float = 0.0
    ) -> None:
        self._sheet.insert_text(
            (x, self._y), text, fontname=face or self._face, fontsize=size or self._size
        )
        self._lines.append(lead + text)
        self._y += (size or self._size) * 1.25

    def _word(self) -> str:
        return _WORDS[int(len(_WORDS) * self._random.random() ** 1.6)]

    def _name(self) -> str:
        return f"{self._random.choice(_FIRST)} {self._random.choice(_LAST)}"

    def _address(self) -> str:
        return f"{self._random.choice(_FIRST)}.{self._random.choice(_LAST)}@ports.example".lower()

    def _date(self) -> str:
        day, year, hour = self._random.integers((1, 2016, 1), (29, 2019, 12))
        return f"Thursday, September {day}, {year} {hour}:{self._random.integers(10, 60)} AM"

    def _sentence(self, count: int) -> str:
        words: list[str] = []
        for _ in range(count):
            draw = self._random.random()
            word = f"{self._random.integers(2, 4000):,}" if draw < 0.02 else self._word()
            is_start = not words or words[-1].endswith(".")
            words.append((word[:1].upper() + word[1:] if is_start else word) + _mark(draw))
        return " ".join(words).rstrip(",.") + "."


def _mark(draw: float) -> str:
    """What stands behind a word."""
    return "." if draw > 0.93 else "," if draw > 0.88 else ""


def scan(page: pymupdf.Page, look: Degraded, seed: int) -> tuple[Grey, bytes]:
    """A page as a scanner saves it: its pixels, and the bytes of the image file."""
    random = np.random.default_rng(seed)
    pixels = page.get_pixmap(dpi=look.dpi, colorspace=pymupdf.csGRAY)
    grey = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.stride)
    image = grey[:, : pixels.width].astype(np.float32)
    image = 255 - (255 - image) * look.faint
    if look.skew_degrees:
        centre = (pixels.width / 2, pixels.height / 2)
        turn = cv2.getRotationMatrix2D(centre, -look.skew_degrees, 1.0)
        size = (pixels.width, pixels.height)
        image = cv2.warpAffine(image, turn, size, flags=cv2.INTER_CUBIC, borderValue=255.0)
    if look.blur:
        image = cv2.GaussianBlur(image, (0, 0), look.blur)
    if look.noise:
        image = image + random.normal(0.0, look.noise, image.shape)
    image = np.clip(image, 0, 255).astype(np.uint8)
    if look.is_bitonal:
        image = np.where(image < 150, 0, 255).astype(np.uint8)
        return image, cv2.imencode(".png", image)[1].tobytes()
    saved = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, look.jpeg])[1]
    return image, saved.tobytes()


def scanned_pdf(images: list[bytes], width_pt: float = 612, height_pt: float = 792) -> bytes:
    """A PDF whose pages are nothing but these images."""
    with pymupdf.open() as document:
        for image in images:
            page = document.new_page(width=width_pt, height=height_pt)
            page.insert_image(page.rect, stream=image)
        return bytes(document.tobytes())


def measure(folder: Path, count: int = PAGES) -> list[Figure]:
    """Character error by look; pages a CPU second and the peak of one worker on print.

    In a process of its own: a worker loads again what the one that starts it was started with.
    """
    output = run([sys.executable, __file__, str(folder), str(count)]).output
    return [Figure(**json.loads(line)) for line in output.splitlines()]


def _measured(folder: Path, count: int) -> list[Figure]:
    figures: list[Figure] = []
    with WorkerPool(1, initializer=get_ready) as pool:
        for look in PROFILES:
            path = folder / f"{look.name}.pdf"
            truths = _write(path, look, count)
            errors, costs, peaks = [], [], []
            for index, truth in enumerate(truths):
                layer, cpu_s, peak = pool.call(DEADLINE_S, _cost, PageTask(str(path), index))
                errors.append(100 * character_error(laid_out(layer).text, truth))
                costs.append(cpu_s)
                peaks.append(peak)
            figures += _figures(look, errors, costs[1:] or costs, max(peaks))
    return figures


def _write(path: Path, look: Degraded, count: int) -> list[str]:
    images, truths = [], []
    for number, (document, truth) in enumerate(Printer(SEED).pages(count)):
        images.append(scan(document[0], look, SEED + number)[1])
        truths.append(truth)
    path.write_bytes(scanned_pdf(images))
    return truths


def _figures(
    look: Degraded, errors: list[float], costs: list[float], peak_mb: float
) -> list[Figure]:
    mean, name = statistics.fmean(errors), f"{look.name}: character error"
    speed = 1 / statistics.fmean(costs)
    figures = [
        at_most(SECTION, name, mean, "%", OFFICE_ERROR_PERCENT)
        if look.name.startswith("office")
        else Figure(SECTION, name, mean, "%"),
        Figure(SECTION, f"{look.name}: median page", statistics.median(errors), "%"),
    ]
    if look.name == "clean 300":
        figures.append(at_least(SECTION, "pages a CPU second", speed, "pages/s", PAGES_PER_S))
        figures.append(at_most(SECTION, "memory of a worker", peak_mb, "MB", PEAK_MB))
    else:
        figures.append(Figure(SECTION, f"{look.name}: pages a CPU second", speed, "pages/s"))
    return figures


def _cost(task: PageTask) -> tuple[OcrLayer, float, float]:
    """In the worker: what was read, its CPU seconds, and the most memory so far in MB."""
    started = time.process_time()
    read = read_page(task)
    taken = time.process_time() - started
    return decode_layer(read.layer), taken, _peak_mb()


def _peak_mb() -> float:
    """The most memory that this process has held; `getrusage` counts in the one that started it."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def character_error(read: str, truth: str) -> float:
    """Characters to change per character of the truth, white space counted as one space."""
    plain, wanted = " ".join(read.split()), " ".join(truth.split())
    return Levenshtein.distance(plain, wanted) / max(1, len(wanted))


if __name__ == "__main__":
    print(as_json(_measured(Path(sys.argv[1]), int(sys.argv[2]))))
