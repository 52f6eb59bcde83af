"""Turns a planned bundle into the jobs that worker processes do."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pincite.exhibits.contents import ExhibitDocument
from pincite.exhibits.marks import highlights
from pincite.exhibits.names import exhibit_file_name
from pincite.exhibits.plan import CAPTION_PAGES, PlannedExhibit
from pincite.exhibits.planning import PlannedBundle, index_rows
from pincite.exhibits.rendering import Rendering
from pincite.pdf.binding import BindJob, Bookmark, BoundExhibit
from pincite.pdf.exhibit import ExhibitJob, LayerWord, PageRun
from pincite.pdf.sheets import Front, Slip
from pincite.pdf.stamp import Stamp
from pincite.store.documents import Documents
from pincite.store.passages import Passage, Passages


@dataclass(frozen=True, slots=True)
class BundleJobs:
    """The jobs of one export; files go to `filing`, what is bound and then forgotten to `parts`."""

    planned: PlannedBundle
    rendering: Rendering
    sheet_pt: tuple[float, float]
    filing: Path
    parts: Path

    def exhibits(self, passages: Passages, documents: Documents) -> list[ExhibitJob]:
        """The job of each exhibit, in order; scanned pages are to carry the words read of them."""
        return [
            self._searchable(self.exhibit(place, passages), held, documents)
            for place, held in enumerate(self.planned.contents)
        ]

    def _searchable(
        self, job: ExhibitJob, held: Sequence[ExhibitDocument], documents: Documents
    ) -> ExhibitJob:
        """The job with the words of the pages whose words were read from their pictures."""
        if not any(each.read_pages for each in held):
            return job
        runs = tuple(
            replace(run, layers=_layers(each, documents)) if each.read_pages else run
            for run, each in zip(job.runs, held, strict=True)
        )
        return replace(job, runs=runs)

    def bind(self, pieces: Sequence[Sequence[ExhibitJob]]) -> BindJob:
        """The job that binds all exhibits, assembled in these pieces, into the one PDF."""
        bound = tuple(
            BoundExhibit(
                Slip(exhibit.number, exhibit.title, exhibit.description),
                exhibit.slip_page,
                tuple(piece.bundle_part for piece in own),
            )
            for exhibit, own in zip(self.planned.plan.exhibits, pieces, strict=True)
        )
        return BindJob(
            front=front(self.planned, self.rendering, self.sheet_pt),
            exhibits=bound,
            bookmarks=bookmarks(self.planned),
            title=self.planned.bundle.caption.heading or self.planned.bundle.name,
            identifier=_identifier(self.planned, self.rendering),
            file=self.filing / "Bundle.pdf",
        )

    def exhibit(self, place: int, passages: Passages) -> ExhibitJob:
        """The job of the exhibit at a place from 0."""
        exhibit = self.planned.plan.exhibits[place]
        held = self.planned.contents[place]
        marked: list[Passage] = []
        if self.rendering.is_highlighted:
            marked = [mark for each in held for mark in passages.of_document(each.document.id)]
        count = len(self.planned.plan.exhibits)
        return ExhibitJob(
            runs=tuple(
                PageRun(
                    each.rendition.path,
                    each.page_indices,
                    run.title,
                    has_surviving_text=self.rendering.has_surviving_text,
                )
                for each, run in zip(held, exhibit.runs, strict=True)
            ),
            stamp=Stamp(exhibit.number, self.planned.bundle.caption.case_number),
            title=f"Exhibit {exhibit.number} - {exhibit.title}",
            highlights=highlights(held, marked, with_notes=self.rendering.has_notes),
            first_bundle_page=exhibit.first_page,
            sheet_pt=self.sheet_pt,
            exhibit_file=self.filing / exhibit_file_name(exhibit.number, exhibit.title, count),
            bundle_part=self.parts / f"{place}.pdf",
        )


def _layers(content: ExhibitDocument, documents: Documents) -> tuple[tuple[LayerWord, ...], ...]:
    """The words of each page that has none of its own, with their places."""
    text = documents.text(content.document.id).text
    layouts = content.rendition.layouts
    return tuple(
        tuple(
            LayerWord(text[word.start : word.end], *word.box)
            for word in (layouts[index].words if index in content.read_pages else ())
        )
        for index in content.page_indices
    )


def front(planned: PlannedBundle, rendering: Rendering, sheet_pt: tuple[float, float]) -> Front:
    """What the caption page and the index say."""
    rows = index_rows(planned.plan)
    pages = f"{planned.plan.page_count:,} pages"
    labels = [exhibit.number for exhibit in planned.plan.exhibits]
    if len(labels) > 1:
        named = f"Exhibits {labels[0]}–{labels[-1]}"
    else:
        named = f"Exhibit {labels[0]}" if labels else "No exhibits"
    caption = planned.bundle.caption
    headed = replace(caption, heading=caption.heading or planned.bundle.name)
    return Front(headed, f"{named} · {pages}", rendering.notice, rows, sheet_pt)


def bookmarks(planned: PlannedBundle) -> tuple[Bookmark, ...]:
    """Caption, index, each exhibit with its page, and what is attached to it below."""
    index_page = CAPTION_PAGES + 1
    found = [Bookmark(1, "Caption (p. 1)", 1)]
    found.append(Bookmark(1, f"Index of exhibits (p. {index_page})", index_page))
    for exhibit in planned.plan.exhibits:
        title = f"{exhibit.label} — {exhibit.title} (p. {exhibit.slip_page})"
        found.append(Bookmark(1, title, exhibit.slip_page))
        found += _attached(exhibit)
    return tuple(found)


def _attached(exhibit: PlannedExhibit) -> list[Bookmark]:
    below = list(zip(exhibit.runs, exhibit.run_pages(), strict=True))[1:]
    return [Bookmark(2, f"{run.title} (p. {page})", page) for run, page in below]


def _identifier(planned: PlannedBundle, rendering: Rendering) -> str:
    """What tells this PDF from any other, made from what it holds."""
    parts = [planned.bundle.name, rendering.name, repr(planned.bundle.caption)]
    parts += ["with surviving text"] * rendering.has_surviving_text
    for held in planned.contents:
        parts += [f"{each.document.sha256} {each.page_indices}" for each in held]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
