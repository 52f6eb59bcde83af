"""What the window shows of releases: where a printed document begins, and the release pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from pincite.domain.documents import DocumentId, Kind
from pincite.domain.exemptions import display_code
from pincite.domain.numbers import bates_range
from pincite.exhibits.description import short_date
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.store.documents import Document
from pincite.store.people import People
from pincite.store.quoted import quoted_starts
from pincite.store.release_summaries import ReleaseSummary
from pincite.store.releases import Boundary, Region

SURE_FROM = 0.92
HEADER_ROLES = ("from", "to", "cc", "subject", "sent")
_KINDS = {Kind.MESSAGE: "message", Kind.ATTACHMENT: "attachment", Kind.FILE: "file"}
_MOST_CODES = 6
_MOST_REASONS = 2
_MOST_RUNS = 3


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """Where a printed document stands in its release, and what its header says by role.

    `quoted` are the offsets into its text at which the messages begin that it quotes.
    """

    boundary: Boundary
    kind: Kind
    release: str
    header: Mapping[str, str] = field(default_factory=dict)
    quoted: tuple[int, ...] = ()

    @property
    def document(self) -> DocumentId:
        """The document."""
        return self.boundary.document_id

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look at where it begins."""
        return self.boundary.is_doubtful

    @property
    def certainty(self) -> str:
        """How sure its beginning is: confirmed, sure, likely or doubtful."""
        if self.boundary.is_confirmed:
            return "confirmed"
        if self.is_doubtful:
            return "doubtful"
        return "sure" if self.boundary.score >= SURE_FROM else "likely"

    @property
    def reasons(self) -> str:
        """Why it is thought to begin there, or why that is doubted: the first few reasons."""
        told = self.boundary.told
        more = len(told) - _MOST_REASONS
        shown = ", ".join(told[:_MOST_REASONS])
        shown = shown.removeprefix("but ")
        return f"{shown}, and {more} more" if more > 0 else shown

    @property
    def place(self) -> str:
        """`Printed message 12 of 148 in Release.pdf · pages 31–33`."""
        place = f"{self.boundary.position:,} of {self.boundary.count:,}"
        return f"Printed {_KINDS[self.kind]} {place} in {self.release} · {self.pages}"

    @property
    def pages(self) -> str:
        """The pages of the release it is on: `pages 31–33`, `page 31, in part`."""
        return shown_pages(self.boundary.regions)

    @property
    def verdict(self) -> str:
        """`doubtful: starts mid-page, same subject as the one above`."""
        if self.boundary.is_confirmed or not self.reasons:
            return self.certainty
        return f"{self.certainty}: {self.reasons}"


def shown_pages(regions: tuple[Region, ...]) -> str:
    """Pages of the source file from 1, runs of them joined: `pages 3–5, 9`."""
    pages = sorted({region.source_page + 1 for region in regions})
    runs: list[str] = []
    for _, group in groupby(enumerate(pages), lambda pair: pair[1] - pair[0]):
        run = [page for _, page in group]
        runs.append(f"{run[0]:,}–{run[-1]:,}" if len(run) > 1 else f"{run[0]:,}")
    words = f"page{'s' * (len(pages) != 1)} {', '.join(runs)}"
    is_part = any(one.y0_pt or one.y1_pt is not None for one in regions)
    return f"{words}, in part" if len(pages) == 1 and is_part else words


def read_printed(document: Document, matter: Matter) -> PrintedPlace | None:
    """Where a document stands in its release; None for one that was not printed, or is retired."""
    boundary = matter.releases.of_document(document.id)
    if boundary is None or document.is_retired:
        return None
    release = matter.documents.get(boundary.printed_in)
    name = release.filename or matter.documents.control(release.id)
    quoted = quoted_starts(matter.store, document.id)
    return PrintedPlace(boundary, document.kind, name, _header(document, matter), quoted)


def _header(document: Document, matter: Matter) -> dict[str, str]:
    """The header as it was read, or mended: role to value."""
    people: dict[str, list[str]] = {}
    for role, person in People(matter.store).of_document(document.id):
        people.setdefault(role, []).append(str(person))
    named = {role: "; ".join(people.get(role, ())) for role in ("from", "to", "cc")}
    return {**named, "subject": document.subject, "sent": document.sent_written or ""}


@dataclass(frozen=True, slots=True)
class Replaced:
    """What is in the place of a retired document, and a sentence that says so."""

    document: int
    sentence: str


def read_replaced(document: Document, matter: Matter) -> Replaced | None:
    """What is in the place of a retired document; None for one that is not retired."""
    if not document.is_retired:
        return None
    other = standing_for(document.id, matter, Control())
    number = matter.documents.control(other)
    if document.printed_in is None:
        count = _plural(len(matter.releases.divided(document.id)), "document")
        return Replaced(other, f"This PDF was un-printed into {count}, from {number} on.")
    return Replaced(other, f"A repair of its release put {number} in the place of this document.")


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """A PDF on the release page of Processing mode; `dates` is a span in words.

    `unaccounted` pages are neither in a document nor said to be none: there should be no such page.
    """

    id: int
    name: str
    is_unprinted: bool
    documents: int
    pages: int
    pages_in_documents: int
    unaccounted: int
    not_documents: tuple[tuple[str, int], ...]
    dates: str
    people: int
    codes: tuple[tuple[str, int], ...]
    withheld_share: float
    doubtful: int
    bates: str = ""
    not_looked_at: int = 0
    unread: int = 0

    @property
    def held(self) -> str:
        """`148 documents`, or what the PDF is as yet."""
        if self.unread and not self.is_unprinted:
            return f"{_plural(self.unread, 'page')} to read (OCR)"
        if not self.is_unprinted:
            return "Not un-printed"
        return _plural(self.documents, "document")

    @property
    def accounted(self) -> str:
        """`58 of 58 pages: 41 in documents, 17 not documents`."""
        if not self.is_unprinted:
            return _plural(self.pages, "page")
        parts = [f"{self.pages_in_documents:,} in documents"]
        if self.pages_not_documents:
            parts.append(f"{self.pages_not_documents:,} not documents")
        known = self.pages - self.unaccounted
        return f"{known:,} of {_plural(self.pages, 'page')}: {', '.join(parts)}"

    @property
    def pages_not_documents(self) -> int:
        """How many pages are said to be no document: cover letters, blanks, separators."""
        return sum(count for _, count in self.not_documents)

    @property
    def not_documents_named(self) -> str:
        """What those pages are: `blank 12, cover letter 5`."""
        return ", ".join(f"{kind} {count:,}" for kind, count in self.not_documents)

    @property
    def withheld(self) -> str:
        """How much is withheld: `8% of the pages’ area`."""
        percent = self.withheld_share * 100
        said = "nothing found"
        if percent:
            said = f"{f'{percent:.0f}%' if percent >= 1 else 'under 1%'} of the pages’ area"
        if self.not_looked_at:
            said += f"; {_plural(self.not_looked_at, 'page')} not looked at so far"
        return said

    @property
    def claimed(self) -> str:
        """The codes with how often they stand, commonest first."""
        shown = [f"{code} {count:,}" for code, count in self.codes[:_MOST_CODES]]
        more = len(self.codes) - _MOST_CODES
        return " · ".join([*shown, f"{more:,} more"] if more > 0 else shown) or "none"

    @property
    def doubts(self) -> str:
        """`3 doubtful boundaries left`, or that there is none."""
        if not self.is_unprinted:
            return ""
        noun = "boundary" if self.doubtful == 1 else "boundaries"
        return f"{self.doubtful:,} doubtful {noun} left" if self.doubtful else "No doubt left"


def read_releases(matter: Matter, _: Control) -> tuple[ReleaseView, ...]:
    """The release page: un-printed PDFs first, then those that could be."""
    numbers = _numbers(matter)
    return tuple(
        _view(one, numbers.get(one.document_id, "")) for one in matter.releases.summaries()
    )


def _numbers(matter: Matter) -> dict[int, str]:
    """The Bates numbers of each PDF: `BPS-000101–000189`, and what is missing between them."""
    return {
        document: _told(
            [bates_range(str(first), str(last)) for first, last in runs],
            [
                bates_range(str(before.plus(1)), str(behind.plus(-1)))
                for (_, before), (behind, _) in pairwise(runs)
                if before.series == behind.series
            ],
        )
        for document, runs in matter.bates.of_files().items()
    }


def _told(runs: list[str], missing: list[str]) -> str:
    """Runs, then gaps, a few of each."""
    return f"{_few(runs)}; missing: {_few(missing)}" if missing else f"{_few(runs)}; no gap"


def _few(parts: list[str]) -> str:
    more = len(parts) - _MOST_RUNS
    return ", ".join(parts[:_MOST_RUNS]) + (f" and {more:,} more" if more > 0 else "")


def _view(one: ReleaseSummary, bates: str) -> ReleaseView:
    dates = [short_date(one.first_date), short_date(one.last_date)]
    codes = sorted(one.codes, key=lambda pair: (-pair[1], pair[0]))
    return ReleaseView(
        int(one.document_id),
        one.name,
        one.is_unprinted,
        one.documents,
        one.pages,
        one.document_pages,
        one.unaccounted,
        one.not_documents,
        " – ".join(dict.fromkeys(date for date in dates if date)),
        one.people,
        tuple((display_code(code), count) for code, count in codes),
        one.withheld_share,
        one.doubtful,
        bates,
        one.not_looked_at,
        one.unread,
    )


def next_doubtful(after: int | None, step: int, matter: Matter, control: Control) -> int | None:
    """The next (1) or the previous (-1) document whose beginning is doubtful, round the end."""
    found = matter.releases.next_doubtful(after)
    if step > 0:
        return found
    ahead: list[int] = []
    while found is not None and found not in ahead and found != after:
        control.check()
        ahead.append(found)
        found = matter.releases.next_doubtful(found)
    return ahead[-1] if ahead else found


def standing_for(document: int, matter: Matter, _: Control) -> int:
    """The document itself, or where it is retired the one that is in its place now.

    That is the one on the pages where it began, the PDF it was printed in, or the first document of
    what it was divided into.
    """
    row = matter.documents.get(document)
    if not row.is_retired:
        return document
    if row.printed_in is None:
        return next(iter(matter.releases.divided(document)), document)
    start = _start(document, matter)
    before = row.printed_in
    for other in matter.releases.divided(row.printed_in):
        if before != row.printed_in and _start(other, matter) > start:
            break
        before = other
    return before


def _start(document: int, matter: Matter) -> tuple[int, float]:
    """Where a printed document begins: the page of its source, and the height."""
    first = matter.releases.regions(document)[0]
    return first.source_page, first.y0_pt or 0.0


def first_doubtful(release: int, matter: Matter, _: Control) -> int | None:
    """The first document of a release whose beginning is doubtful, or None."""
    order = matter.releases.divided(release)
    doubtful = matter.releases.doubtful_among(order)
    return next((int(id_) for id_ in order if id_ in doubtful), None)


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
