"""Hands out the services of a matter by noun."""

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from platformdirs import user_data_path

from pincite.domain.documents import SourceId
from pincite.domain.resources import resource
from pincite.domain.verification import Verification
from pincite.jobs.control import Control
from pincite.open_matter import OpenMatter
from pincite.review.coding import Coding
from pincite.review.confirming import Confirming
from pincite.review.editing import Editing
from pincite.review.highlighting import Highlighting
from pincite.review.history import History
from pincite.review.marking import Marking
from pincite.review.notes import Notes
from pincite.review.sample import decide_sample, document_of
from pincite.review.searches import Searches
from pincite.review.tagging import Tagging
from pincite.store.archive import Backup, back_up
from pincite.store.bates import BatesList
from pincite.store.custody import Custody
from pincite.store.documents import Documents
from pincite.store.exceptions import Exceptions
from pincite.store.folder import PARTS, matter_folder, unfinished_folder
from pincite.store.natives import Natives
from pincite.store.page_marks import PageMarks
from pincite.store.parts import Parts
from pincite.store.sources import Sources
from pincite.store.surviving import SurvivingText

if TYPE_CHECKING:
    # MuPDF, Whoosh and the office libraries are loaded when they are first used: most commands
    # need none of them.
    from pincite.exhibits.bundles import Bundles
    from pincite.exhibits.cites import Cites
    from pincite.exhibits.exhibits import Exhibits
    from pincite.exhibits.export import Exporter
    from pincite.exhibits.previews import Previews
    from pincite.processing.ocr.second import SecondReading
    from pincite.processing.ocr.service import Ocr
    from pincite.processing.print_threads import PrintThreads
    from pincite.processing.releases import Releases
    from pincite.processing.renditions import Renditions
    from pincite.processing.same_messages.service import SameMessages
    from pincite.processing.sequestration import Sequestration
    from pincite.processing.service import Processing
    from pincite.search import Search
    from pincite.search.reports.service import Reports
    from pincite.store.readings import Readings


class Matter(OpenMatter):
    """One case with its services, each made when it is first asked for."""

    @classmethod
    def new_sample(cls, path: Path | str, control: Control | None = None) -> Self:
        """Make a matter of the sample release, with the decisions it opens with, and open it.

        Raises:
            MatterError: Something is there already.
            Cancelled: The user stopped it; nothing is left behind.
        """
        folder = matter_folder(Path(path))
        decisions = json.loads(resource("sample", "decisions.json").read_text(encoding="utf-8"))
        with unfinished_folder(folder) as unfinished:
            about = decisions["matter"]
            with cls.new(unfinished, about["name"], about["prefix"]) as matter:
                matter.processing.add([resource("sample", "release")], control=control)
                decide_sample(matter.store, matter.journal, decisions)
                matter._start_bundle(decisions["bundle"])
        return cls.open(folder, must_write=True)

    @classmethod
    def open_sample_folder(cls, control: Control | None = None) -> Path:
        """The folder of the user's own sample matter, which is made where it is not there yet."""
        folder = user_data_path("pincite", appauthor=False) / "Sample release.pincite"
        if not folder.exists():
            cls.new_sample(folder, control).close()
        return folder

    def backup(
        self, to: Path | str, control: Control | None = None, *, with_sources: bool = False
    ) -> Backup:
        """Write the matter into one archive, with its sources if asked, and read it back.

        Raises:
            MatterError: Something is there already, or it cannot be written.
            SourceError: A source that should go in is not what it was.
            Cancelled: The user stopped it; nothing is left behind.
        """
        sources = self.custody.files() if with_sources else []
        target = Path(to).absolute()
        if not self.is_read_only:
            self.journal.record("back up", f"Back up the matter to {target.name}")
        return back_up(self.store, self.parts, sources, target, control or Control())

    def relink(self, source: SourceId, path: Path | str, control: Control | None = None) -> None:
        """Say where a source lies now; every file of it must be what it was.

        Raises:
            SourceError: Files are missing or differ, which it lists.
            MatterReadOnly: The matter is open for reading only.
        """
        self.custody.relink(source, Path(path), control or Control())

    def verify(self, control: Control | None = None) -> Verification:
        """Prove that sources, parts, history, database and index are as they were."""
        return self.custody.verify(control or Control())

    @property
    def prefix(self) -> str:
        """What its control numbers begin with."""
        return self.documents.prefix

    @cached_property
    def parts(self) -> Parts:
        """What was taken out of containers or frozen for the record."""
        return Parts(self.folder / PARTS)

    @cached_property
    def custody(self) -> Custody:
        """The chain of custody of the sources and the evidence."""
        return Custody(self.store, self.parts, self.journal)

    @cached_property
    def natives(self) -> Natives:
        """The original bytes of the documents."""
        return Natives(self.store, self.parts)

    @cached_property
    def sources(self) -> Sources:
        """What was added."""
        return Sources(self.store)

    @cached_property
    def exceptions(self) -> Exceptions:
        """What could not be read, or not wholly."""
        return Exceptions(self.store)

    @cached_property
    def documents(self) -> Documents:
        """The documents, for reading."""
        return Documents(self.store)

    @cached_property
    def redactions(self) -> Confirming:
        """What is withheld in the documents, and what is only suggested to be."""
        return Confirming(self.store, self.journal)

    @cached_property
    def page_marks(self) -> PageMarks:
        """What released pages say of themselves."""
        return PageMarks(self.store)

    @cached_property
    def releases(self) -> "Releases":
        """The releases, and every decision about how they are divided."""
        from pincite.processing.releases import Releases

        return Releases(self.store, self.journal, self._pool.get, self.sequestration.catch_up)

    @cached_property
    def bates(self) -> BatesList:
        """The Bates numbers: runs, gaps, doubles."""
        return BatesList(self.store)

    @cached_property
    def surviving(self) -> SurvivingText:
        """Text that survives under redactions, where counsel decided that it is read."""
        return SurvivingText(self.store)

    @cached_property
    def search(self) -> "Search":
        """Finds documents and what matched in them."""
        from pincite.search import Search

        return Search(self.store)

    @cached_property
    def searches(self) -> Searches:
        """The saved searches and every decision about them, and what was searched before."""
        return Searches(self.store, self.journal)

    @cached_property
    def reports(self) -> "Reports":
        """Search term reports and search certificates."""
        from pincite.search.reports.service import Reports

        return Reports(self.store, self.search, self.journal, self._pool.get)

    @cached_property
    def tags(self) -> Tagging:
        """The tags and every decision about them."""
        return Tagging(self.store, self.journal)

    @cached_property
    def coding(self) -> Coding:
        """The coding of documents."""
        return Coding(self.store, self.journal)

    @cached_property
    def highlights(self) -> Highlighting:
        """The highlight lists and every decision about them."""
        return Highlighting(self.store, self.journal)

    @cached_property
    def notes(self) -> Notes:
        """The notes on documents."""
        return Notes(self.store, self.journal)

    @cached_property
    def passages(self) -> Marking:
        """The passages and every decision about them."""
        return Marking(self.store, self.journal)

    @cached_property
    def editing(self) -> Editing:
        """The dates, titles and authors that reviewers give."""
        return Editing(self.store, self.journal)

    @cached_property
    def processing(self) -> "Processing":
        """Adds sources."""
        from pincite.processing.service import Processing

        return Processing(self.store, self.parts, self.journal)

    @cached_property
    def sequestration(self) -> "Sequestration":
        """Counsel's decision on text that survives under redactions."""
        from pincite.processing.sequestration import Sequestration

        return Sequestration(self.store, self.parts, self.journal, self._pool.get)

    @cached_property
    def same_messages(self) -> "SameMessages":
        """The messages that are one email twice."""
        from pincite.processing.same_messages.service import SameMessages

        return SameMessages(self.store)

    @cached_property
    def print_threads(self) -> "PrintThreads":
        """The conversations of printed messages, and why each belongs to its own."""
        from pincite.processing.print_threads import PrintThreads

        return PrintThreads(self.store)

    @cached_property
    def ocr(self) -> "Ocr":
        """Reads the pages that are pictures."""
        from pincite.processing.ocr.service import Ocr

        return Ocr(self.store, self.parts, self.journal)

    @cached_property
    def readings(self) -> "Readings":
        """Which engine read the scanned pages, and how surely."""
        from pincite.store.readings import Readings

        return Readings(self.store)

    @cached_property
    def second_reading(self) -> "SecondReading":
        """Has the pages that were read badly read again by a second engine."""
        from pincite.processing.ocr.second import SecondReading

        return SecondReading(self.store, self.parts, self.journal)

    @cached_property
    def renditions(self) -> "Renditions":
        """Makes documents into pages."""
        from pincite.processing.renditions import Renditions

        return Renditions(
            self.store, self.parts, self._pool.get(), self.cache_folder, self.page_size
        )

    def start_page_workers(self) -> None:
        """Start the workers that make pages, so that the first page need not wait for them."""
        self._pool.get().start()

    @cached_property
    def bundles(self) -> "Bundles":
        """The bundles and every decision about them."""
        from pincite.exhibits.bundles import Bundles

        return Bundles(self.store, self.journal)

    @cached_property
    def exhibits(self) -> "Exhibits":
        """The exhibits of the bundles."""
        from pincite.exhibits.exhibits import Exhibits

        return Exhibits(self.store, self.journal, self.renditions)

    @cached_property
    def cites(self) -> "Cites":
        """Makes pin cites."""
        from pincite.exhibits.cites import Cites

        return Cites(self.store, self.renditions)

    @cached_property
    def exporter(self) -> "Exporter":
        """Writes bundle folders."""
        from pincite.exhibits.export import Exporter

        return Exporter(self.store, self.journal, self.renditions, self._pool.get())

    @cached_property
    def previews(self) -> "Previews":
        """Pictures of bundles before they are exported."""
        from pincite.exhibits.previews import Previews

        return Previews(self.store, self.renditions, self._pool.get())

    @cached_property
    def history(self) -> History:
        """Who decided what when, with undo and redo."""
        return History(self.store, self.journal)

    def _start_bundle(self, wanted: Mapping[str, Any]) -> None:
        """Make the bundle that the sample opens with."""
        bundle = self.bundles.new(wanted["name"], wanted["numbering"]).id or 0
        self.bundles.set_caption(bundle, wanted["caption"])
        for one in wanted["exhibits"]:
            document = document_of(self.store, one["document"])
            added = self.exhibits.add(bundle, [document], pages=one["pages"])
            self.exhibits.edit(added.id or 0, title=one["title"])
