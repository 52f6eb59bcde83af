"""A small matter with real PDFs: messages, an attachment, numbered and awkward pages."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pymupdf
import pytest

from pincite.domain.documents import CanonicalText
from pincite.domain.pages import PageLayout, WordBox, encode_words
from pincite.exhibits.bundles import Bundles
from pincite.exhibits.exhibits import Exhibits
from pincite.exhibits.export import Exporter
from pincite.jobs.pool import WorkerPool
from pincite.store.connection import Store
from pincite.store.journal import Journal

SECRET_FOLDER = "Client Secret Folder"


@dataclass(frozen=True)
class DrawnRendition:
    path: Path
    layouts: tuple[PageLayout, ...]
    is_own_pages: bool = False
    is_placeholder: bool = False


@dataclass
class DrawnRenditions:
    """Renditions that were drawn beforehand; remembers what was frozen."""

    drawn: dict[int, DrawnRendition] = field(default_factory=dict)
    frozen: list[int] = field(default_factory=list)

    def open(self, document_id: int) -> DrawnRendition:
        return self.drawn[document_id]

    def freeze(self, document_id: int) -> DrawnRendition:
        self.frozen.append(document_id)
        return self.drawn[document_id]


@dataclass
class Desk:
    """Everything a test of exhibits works with."""

    folder: Path
    store: Store
    journal: Journal
    renditions: DrawnRenditions
    pool: WorkerPool

    def __post_init__(self) -> None:
        self.bundles = Bundles(self.store, self.journal)
        self.exhibits = Exhibits(self.store, self.journal, self.renditions)
        self.exporter = Exporter(self.store, self.journal, self.renditions, self.pool)

    def document(self, id_: int, pages: list[list[str]], **columns: object) -> None:
        """Add a document whose pages show these lines; a line that is a Bates number is one."""
        self.draw(id_, [(612.0, 792.0, lines, 0) for lines in pages], **columns)

    def draw(
        self, id_: int, pages: list[tuple[float, float, list[str], int]], **columns: object
    ) -> None:
        """Add a document drawn on pages of width, height, lines and rotation."""
        pdf = pymupdf.open()
        for across, down, lines, rotation in pages:
            page = pdf.new_page(width=across, height=down)
            for number, line in enumerate(lines):
                if line.startswith("BPS-"):
                    page.insert_text((across - 110, down - 30), line, fontsize=9)
                else:
                    page.insert_text((72, 90 + 14 * number), line, fontsize=11)
            page.set_rotation(rotation)
        path = self.folder / SECRET_FOLDER / f"{id_}.pdf"
        path.parent.mkdir(exist_ok=True)
        pdf.set_metadata({"author": "Secret Author", "title": "Secret Title"})
        pdf.save(path)
        self.add(id_, path, **columns)

    def add(self, id_: int, path: Path, **columns: object) -> None:
        """Add a document whose native and rendition is this PDF."""
        is_paged = columns.pop("is_paged", True)
        layouts, text, starts = _read(path)
        row = {
            "id": id_,
            "family_id": id_,
            "kind": "file",
            "type": "pdf",
            "file_id": 1,
            "length_bytes": 1,
            "sha256": f"{id_:064x}",
            "size_bytes": 1,
            "filename": f"{id_}.pdf",
            "sort_key": id_,
            "page_count": len(layouts) if is_paged else None,
            **columns,
        }
        self.store.db["documents"].insert(row)
        canonical = CanonicalText.of_zones({"body": text})
        self.store.db["texts"].insert(
            {"document_id": id_, "text": canonical.text, "bounds": json.dumps(canonical.bounds)}
        )
        if is_paged:
            for index, layout in enumerate(layouts):
                start, end = starts[index], (*starts, len(canonical.text))[index + 1]
                words = [canonical.text[word.start : word.end] for word in layout.words]
                bates = next((word for word in words if word.startswith("BPS-")), None)
                self.store.db["pages"].insert(
                    {
                        "document_id": id_,
                        "number": index + 1,
                        "source_page": index,
                        "width_pt": layout.width_pt,
                        "height_pt": layout.height_pt,
                        "text_start": start,
                        "text_end": end,
                        "bates": bates,
                        "words": encode_words(layout.words),
                    }
                )
        self.renditions.drawn[id_] = DrawnRendition(path, layouts)

    def tag(self, name: str = "Sales pressure", colour: int = 1) -> int:
        id_ = len(list(self.store.db["tags"].rows)) + 1
        self.store.db["tags"].insert(
            {"id": id_, "name": name, "colour": colour, "digit": id_, "position": id_}
        )
        return id_

    def passage(self, document: int, quote: str, tag: int | None = None, note: str = "") -> int:
        """Mark the first place of these words, as a reviewer would."""
        (text,) = self.store.conn.execute(
            "SELECT text FROM texts WHERE document_id = ?", (document,)
        ).fetchone()
        start = text.index(quote)
        id_ = len(list(self.store.db["passages"].rows)) + 1
        self.store.db["passages"].insert(
            {
                "id": id_,
                "document_id": document,
                "start": start,
                "end": start + len(quote),
                "quote": quote,
                "prefix": text[max(0, start - 32) : start],
                "suffix": text[start + len(quote) : start + len(quote) + 32],
                "note": note,
                "created_utc": "2024-05-06T07:08:09Z",
            }
        )
        if tag is not None:
            self.store.db["passage_tags"].insert({"passage_id": id_, "tag_id": tag})
        return id_


def _read(path: Path) -> tuple[tuple[PageLayout, ...], str, list[int]]:
    """Layouts with offsets into the joined text, that text, and where each page starts in it."""
    layouts: list[PageLayout] = []
    starts: list[int] = []
    text = ""
    offset = len(CanonicalText.of_zones({}).text)
    with pymupdf.open(path) as pdf:
        for page in pdf:
            starts.append(offset + len(text))
            words = []
            for word in page.get_text("words", sort=True):
                rect = pymupdf.Rect(word[:4]) * page.rotation_matrix
                start = offset + len(text)
                words.append(WordBox(start, start + len(word[4]), *rect.normalize()))
                text += word[4] + " "
            layouts.append(PageLayout(page.rect.width, page.rect.height, tuple(words)))
    return tuple(layouts), text.rstrip(), starts


@pytest.fixture(scope="session")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(2) as workers:
        yield workers


@pytest.fixture
def bare_desk(tmp_path: Path, pool: WorkerPool) -> Iterator[Desk]:
    """A desk with no documents."""
    store = Store(tmp_path / "matter.db")
    store.migrate()
    store.db["sources"].insert(
        {
            "id": 1,
            "path": f"/home/somebody/{SECRET_FOLDER}",
            "kind": "folder",
            "added_utc": "2024-01-01T00:00:00Z",
        }
    )
    store.db["files"].insert(
        {
            "id": 1,
            "source_id": 1,
            "path": "release.pdf",
            "size_bytes": 1,
            "modified_ns": 0,
            "sha256": "f" * 64,
            "state": "done",
        }
    )
    yield Desk(tmp_path, store, Journal(store, "A. Reviewer"), DrawnRenditions(), pool)
    store.close()


@pytest.fixture
def desk(bare_desk: Desk) -> Desk:
    """A message with an attachment, a copy of it, and three pages that carry Bates numbers."""
    message = {"kind": "message", "type": "email", "filename": "", "is_paged": False}
    sent = {"sent_local": "2017-11-02T16:18:00", "subject": "Pilot terms and next steps"}
    people = {
        "sender": "Dana Whitlock <dana@vendor.example>",
        "recipients": "Okafor, Ruth <ruth@harbor.example>; Lee <lee@harbor.example>",
    }
    terms = ["R.,", "We can extend the pilot of the face recognition service", "at no cost."]
    bare_desk.document(1, [terms, ["Second page of the message."]], **message, **sent, **people)
    bare_desk.document(
        2,
        [["Draft statement of work", "The demo continues until September."]],
        kind="attachment",
        family_id=1,
        parent_id=1,
        filename="Pilot_SOW.pdf",
        sort_key=1,
    )
    bare_desk.document(3, [terms], copy_of=1, **message, **sent, **people)
    numbered = [[f"Numbered page {n}", f"Words of page {n}", f"BPS-00013{n}"] for n in (1, 2, 3)]
    bare_desk.document(4, numbered, filename="Visitor log.pdf", sent_local="2017-09-26T00:00:00")
    return bare_desk
