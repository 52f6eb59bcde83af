"""The scanned pages of a matter as the window shows them: the weak ones, engines, languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.processing.ocr.languages import installed
from pincite.store.readings import ReadBy, WeakPage

# Names of the models that are met most; another is shown by its code.
_NAMES = {
    "ara": "Arabic", "ces": "Czech", "chi_sim": "Chinese (simplified)",
    "chi_tra": "Chinese (traditional)", "dan": "Danish", "deu": "German", "eng": "English",
    "fra": "French", "heb": "Hebrew", "hin": "Hindi", "hun": "Hungarian", "ita": "Italian",
    "jpn": "Japanese", "kor": "Korean", "nld": "Dutch", "nor": "Norwegian", "pol": "Polish",
    "por": "Portuguese", "ron": "Romanian", "rus": "Russian", "spa": "Spanish", "swe": "Swedish",
    "tgl": "Tagalog", "tur": "Turkish", "ukr": "Ukrainian", "vie": "Vietnamese",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Languages:
    """What pages can be read in, by the codes of the models, and what they are read in."""

    installed: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeakRow:
    """A weak page: the document that shows it, its page there from 1, its place in the text."""

    document: int
    control: str
    page_number: int
    text_start: int
    confidence: float
    engine: str
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScansView:
    """Everything that the dialog shows; `engines` are those that are offered here."""

    weak: tuple[WeakRow, ...]
    engines: tuple[str, ...]
    languages: Languages

    def waiting_for(self, engine: str) -> int:
        """How many weak pages an engine has not read yet."""
        return sum(engine not in row.asked for row in self.weak)


def read_by(pages: Mapping[int, ReadBy]) -> str:
    """What read which pages: a line for each stretch of pages that one engine read."""
    lines = []
    for engine, stretch in groupby(sorted(pages), key=lambda number: pages[number].engine):
        numbers = list(stretch)
        sure = sum(pages[number].confidence for number in numbers) / len(numbers)
        first, last = numbers[0], numbers[-1]
        named = f"page {first:,}" if first == last else f"pages {first:,}–{last:,}"
        lines.append(f"{named}: {engine}, {sure:.0f} % sure")
    return "\n".join(lines)


def language_name(code: str) -> str:
    """A language by its name."""
    return _NAMES.get(code, code)


def read_languages(matter: Matter) -> Languages:
    """The languages that pages are read in."""
    return Languages(installed(), matter.ocr.languages)


def read_scans(matter: Matter, control: Control) -> ScansView:
    """Read what the dialog shows."""
    rows = []
    for page in matter.second_reading.weak():
        control.check()
        rows.append(_row(matter, page))
    return ScansView(tuple(rows), matter.second_reading.engines, read_languages(matter))


def _row(matter: Matter, page: WeakPage) -> WeakRow:
    own = next(
        (one for one in matter.documents.pages(page.shown_in)
         if one.source_page == page.source_page),
        None,
    )  # fmt: skip
    return WeakRow(
        int(page.shown_in),
        matter.documents.control(page.shown_in),
        own.number if own else page.source_page + 1,
        own.text_start if own else 0,
        page.confidence,
        page.engine,
        page.asked,
    )
