"""Puts documents into bundles as exhibits, and lists them as briefs call them."""

from collections.abc import Iterable, Sequence

from pincite.domain.numbers import parse_page_ranges
from pincite.errors import ExhibitError
from pincite.exhibits.bundles import Bundles, exhibit_row
from pincite.exhibits.contents import Contents, attached
from pincite.exhibits.entries import Entries, ExhibitEntry
from pincite.exhibits.rendered import Renditions
from pincite.exhibits.shown import Shown
from pincite.store.bundles import Bundle, Exhibit
from pincite.store.changed import Changed
from pincite.store.connection import Store
from pincite.store.documents import Document, Documents
from pincite.store.journal import Change, Journal
from pincite.store.passages import Passages
from pincite.store.tags import Tags

LONGEST_TITLE = 300


class Exhibits:
    """The exhibits of bundles, and every decision about them."""

    def __init__(self, store: Store, journal: Journal, renditions: Renditions) -> None:
        """Read from the store, decide through the journal, count pages in `renditions`."""
        self._store = store
        self._journal = journal
        self._bundles = Bundles(store, journal)
        self._documents = Documents(store)
        self._contents = Contents(store, renditions)
        self._entries = Entries(store, renditions)

    def add(
        self,
        bundle: int | str,
        documents: Iterable[int],
        *,
        place: int | None = None,
        pages: str = "",
        with_attachments: bool = True,
    ) -> Changed:
        """Make exhibits of documents, in this order, at a place from 1 or at the end.

        A copy stands for the document it is folded under. With `pages` (`1-3, 5`; one document
        only) the exhibit shows no others, so that one PDF can be several exhibits.

        Raises:
            ExhibitError: Something of it is in the bundle already, or it has no such pages.
        """
        target = self._bundles.known(bundle)
        wanted = self._primaries(documents)
        pages = self._checked_pages(wanted[0], pages) if pages.strip() else ""
        held = self._held(target)
        for document in wanted:
            shown = self._shown(document, with_attachments)
            for each in shown:
                own = pages if each is document else ""
                if label := held.clash(each.id, own):
                    raise self._duplicate(document, each, label)
                held.add(each.id, own, "this selection")
        return self._insert(target, wanted, place, pages, with_attachments)

    def add_tagged(
        self, bundle: int | str, tag: int | str, *, with_attachments: bool = True
    ) -> Changed:
        """Make exhibits, by date, of all documents that carry a tag or hold a passage that does.

        What is in the bundle already is passed over; nothing changes if that is all.

        Raises:
            ExhibitError: There is no such tag.
        """
        target = self._bundles.known(bundle)
        tags = Tags(self._store)
        found = tags.named(tag) if isinstance(tag, str) else tags.get(tag)
        if found is None:
            raise ExhibitError(f"There is no tag {tag}.")
        rows = self._store.conn.execute(
            "SELECT DISTINCT coalesce(documents.copy_of, documents.id) FROM documents"
            " WHERE id IN (SELECT document_id FROM document_tags WHERE tag_id = ?1 UNION"
            " SELECT document_id FROM passages JOIN passage_tags ON passage_id = passages.id"
            " WHERE tag_id = ?1)",
            (found.id,),
        )
        documents = self._documents.rows([row[0] for row in rows])
        held = self._held(target)
        wanted: list[Document] = []
        for document in sorted(documents, key=lambda each: (each.sort_key, each.id)):
            shown = self._shown(document, with_attachments)
            if not any(held.clash(each.id, "") for each in shown):
                wanted.append(document)
                for each in shown:
                    held.add(each.id, "", "this selection")
        return self._insert(target, wanted, None, "", with_attachments)

    def add_passage(self, bundle: int | str, passage: int) -> Changed:
        """Make an exhibit of the document that a passage stands in.

        Raises:
            ExhibitError: There is no such passage, or its document is in the bundle already.
        """
        found = Passages(self._store).get(passage)
        if found is None:
            raise ExhibitError(f"There is no passage {passage}.")
        return self.add(bundle, [found.document_id])

    def remove(self, exhibits: Iterable[int]) -> Changed:
        """Take exhibits out of their bundle; the documents stay, the others close up."""
        known = [self.known(exhibit)[1] for exhibit in exhibits]
        changes = [
            Change("exhibits", {"id": exhibit.id}, exhibit_row(exhibit), None) for exhibit in known
        ]
        summary = f"Remove {_named(known)}"
        entry = self._journal.apply("remove exhibit", summary, changes)
        return Changed.by(entry, len(changes))

    def move(self, exhibits: int | Sequence[int], place: int) -> Changed:
        """Move an exhibit, or several of one bundle in this order, to a place from 1.

        The others make room and close up.
        """
        wanted = [exhibits] if isinstance(exhibits, int) else list(dict.fromkeys(exhibits))
        known = [self.known(exhibit) for exhibit in wanted]
        if not known:
            return Changed()
        bundle, moved = known[0][0], [exhibit for _, exhibit in known]
        order = [each for each in self._bundles.exhibits(bundle) if each.id not in wanted]
        at = min(max(1, place) - 1, len(order))
        summary = f"Move {_named(moved)} of “{bundle.name}” to place {at + 1}"
        return self._reorder([*order[:at], *moved, *order[at:]], "move exhibit", summary)

    def sort_by_date(self, bundle: int | str) -> Changed:
        """Put the exhibits of a bundle in order of date."""
        target = self._bundles.known(bundle)
        exhibits = self._bundles.exhibits(target)
        rows = self._documents.rows([exhibit.document_id for exhibit in exhibits])
        keys = {document.id: document.sort_key for document in rows}
        order = sorted(exhibits, key=lambda each: (keys[each.document_id], each.document_id))
        return self._reorder(order, "sort exhibits", f"Sort “{target.name}” by date")

    def edit(
        self,
        exhibit: int,
        *,
        title: str | None = None,
        pages: str | None = None,
        with_attachments: bool | None = None,
    ) -> Changed:
        """Change what is given: title ('' for the document's own), pages ('' for all), attachments.

        Raises:
            ExhibitError: The pages are not those of the document, or something that is to be shown
                is in the bundle already.
        """
        bundle, old = self.known(exhibit)
        new: dict[str, object] = {}
        if title is not None:
            new["title"] = " ".join(title.split())[:LONGEST_TITLE]
        if pages is not None:
            new["pages"] = self._checked_pages(self._documents.get(old.document_id), pages)
            others = self._held(bundle, but=old.id)
            if label := others.clash(old.document_id, str(new["pages"])):
                document = self._documents.get(old.document_id)
                raise self._duplicate(document, document, label)
        if with_attachments is not None:
            if with_attachments and not old.with_attachments:
                self._check_attachments(bundle, old)
            new["with_attachments"] = int(with_attachments)
        row = exhibit_row(old)
        new = {name: value for name, value in new.items() if row[name] != value}
        if not new:
            return Changed()
        change = Change("exhibits", {"id": old.id}, {name: row[name] for name in new}, new)
        summary = f"Change {' and '.join(_WORDS[name] for name in new)} of {old.label}"
        return Changed.by(self._journal.apply("edit exhibit", summary, [change]), 1, old.id)

    def entries(self, bundle: int | str, *, must_count: bool = True) -> list[ExhibitEntry]:
        """The exhibits of a bundle in order; `must_count` makes pages of those that have none."""
        target = self._bundles.known(bundle)
        exhibits = self._bundles.exhibits(target)
        return self._entries.of(exhibits, must_count=must_count)

    def known(self, exhibit: int) -> tuple[Bundle, Exhibit]:
        """An exhibit with its bundle.

        Raises:
            ExhibitError: There is none with this id.
        """
        found = self._bundles.exhibit(exhibit)
        if found is None:
            raise ExhibitError("That exhibit is not there any more.")
        return found

    def _primaries(self, documents: Iterable[int]) -> list[Document]:
        """The unique documents that these ids stand for, in order."""
        found: dict[int, Document] = {}
        for id_ in documents:
            document = self._documents.get(id_)
            if document.copy_of is not None:
                document = self._documents.get(document.copy_of)
            found[document.id] = document
        return list(found.values())

    def _held(self, bundle: Bundle, *, but: int | None = None) -> Shown:
        """What a bundle shows, all of it or without one exhibit."""
        shown = Shown()
        for exhibit in self._bundles.exhibits(bundle):
            if exhibit.id != but:
                for document in self._contents.documents(exhibit):
                    own = document.id == exhibit.document_id
                    shown.add(document.id, exhibit.pages if own else "", exhibit.label)
        return shown

    def _shown(self, document: Document, with_attachments: bool) -> list[Document]:
        if not with_attachments:
            return [document]
        return [document, *attached(document, self._documents.family(document.id))]

    def _duplicate(self, wanted: Document, held: Document, label: str) -> ExhibitError:
        control = self._documents.control(held.id)
        if held.id == wanted.id:
            return ExhibitError(
                f"{control} is in the bundle already.",
                f"It is part of {label}.",
                f"Cite {label}, take it out first, or choose other pages.",
            )
        return ExhibitError(
            f"{self._documents.control(wanted.id)} cannot be added with its attachments.",
            f"{control}, which is attached to it, is part of {label}.",
            f"Add it without attachments, or take {label} out first.",
        )

    def _insert(
        self,
        bundle: Bundle,
        documents: Sequence[Document],
        place: int | None,
        pages: str,
        attachments: bool,
    ) -> Changed:
        order = self._bundles.exhibits(bundle)
        at = len(order) if place is None else min(max(1, place) - 1, len(order))
        (next_id,) = self._store.conn.execute(
            "SELECT coalesce(max(id), 0) + 1 FROM exhibits"
        ).fetchone()
        before = order[at - 1].position if at else 0
        changes = _moves(
            [(each, before + len(documents) + n) for n, each in enumerate(order[at:], 1)]
        )
        for offset, document in enumerate(documents):
            row = {
                "bundle_id": bundle.id,
                "document_id": document.id,
                "position": before + 1 + offset,
                "title": "",
                "pages": pages,
                "with_attachments": int(attachments),
            }
            changes.append(Change("exhibits", {"id": next_id + offset}, None, row))
        if not documents:
            return Changed()
        what = self._documents.control(documents[0].id)
        if len(documents) > 1:
            what = f"{len(documents):,} documents"
        entry = self._journal.apply("add exhibit", f"Add {what} to “{bundle.name}”", changes)
        return Changed.by(entry, len(documents), next_id)

    def _reorder(self, order: Sequence[Exhibit], action: str, summary: str) -> Changed:
        changes = _moves([(each, place) for place, each in enumerate(order, start=1)])
        places = [each.place for each in order]
        if places == sorted(places):
            return Changed()
        return Changed.by(self._journal.apply(action, summary, changes), len(changes))

    def _checked_pages(self, document: Document, pages: str) -> str:
        """A page range in the form it is kept in, checked against the document."""
        if not pages.strip():
            return ""
        count = self._contents.page_count(document.id)
        try:
            parse_page_ranges(pages, count)
        except ValueError as error:
            raise ExhibitError(
                f"These are not pages of {self._documents.control(document.id)}.",
                f"{error}.",
                "Write pages as 1-3, 5.",
            ) from error
        return ", ".join(part.strip().replace("–", "-") for part in pages.split(","))

    def _check_attachments(self, bundle: Bundle, exhibit: Exhibit) -> None:
        held = self._held(bundle)
        document = self._documents.get(exhibit.document_id)
        for each in self._shown(document, with_attachments=True)[1:]:
            if label := held.clash(each.id, ""):
                raise self._duplicate(document, each, label)


_WORDS = {"title": "the title", "pages": "the pages", "with_attachments": "the attachments"}


def _moves(places: Sequence[tuple[Exhibit, int]]) -> list[Change]:
    return [
        Change("exhibits", {"id": each.id}, {"position": each.position}, {"position": position})
        for each, position in places
        if each.position != position
    ]


def _named(exhibits: Sequence[Exhibit]) -> str:
    return exhibits[0].label if len(exhibits) == 1 else f"{len(exhibits)} exhibits"
