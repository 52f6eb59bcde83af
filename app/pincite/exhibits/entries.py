"""Lists the exhibits of a bundle as the window and the command line show them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pincite.domain.documents import DocumentId, ExhibitId
from pincite.errors import PinciteError
from pincite.exhibits.contents import Contents, ExhibitDocument
from pincite.exhibits.description import describe, describe_pages, exhibit_title
from pincite.exhibits.marks import pages_of
from pincite.exhibits.privilege import privileged
from pincite.exhibits.rendered import Rendition, Renditions
from pincite.store.bundles import Exhibit
from pincite.store.connection import Store
from pincite.store.documents import Document, Documents
from pincite.store.passages import Passages


@dataclass(frozen=True, slots=True)
class ExhibitEntry:
    """An exhibit as a list shows it.

    `page_count` and what depends on it are None while a document has not been made into pages.
    `privilege` says what on its pages is coded privileged; `problem` why they cannot be shown, or
    is empty.
    """

    id: ExhibitId
    label: str
    number: str
    document_id: DocumentId
    control: str
    title: str
    description: str
    page_count: int | None
    bates_begin: str | None
    bates_end: str | None
    passage_count: int
    attachment_count: int
    with_attachments: bool
    pages: str
    date: str | None
    privilege: tuple[str, ...]
    problem: str

    @property
    def is_privileged(self) -> bool:
        """Whether anything on its pages is coded privileged."""
        return bool(self.privilege)


class Entries:
    """Makes entries of exhibits."""

    def __init__(self, store: Store, renditions: Renditions) -> None:
        """Read from the store, count pages in `renditions`."""
        self._store = store
        self._documents = Documents(store)
        self._contents = Contents(store, renditions)

    def of(self, exhibits: Sequence[Exhibit], *, must_count: bool) -> list[ExhibitEntry]:
        """The entries of exhibits; `must_count` makes pages of documents that have none yet."""
        opened: dict[int, Rendition] = {}
        return [self._entry(exhibit, opened, must_count=must_count) for exhibit in exhibits]

    def _entry(
        self, exhibit: Exhibit, opened: dict[int, Rendition], *, must_count: bool
    ) -> ExhibitEntry:
        documents = self._contents.documents(exhibit)
        main = documents[0]
        contents, problem = self._counted(exhibit, documents, opened, must_count=must_count)
        bates = [number for each in contents or () for number in each.bates]
        count = None if contents is None else len(bates)
        numbers = [number for number in bates if number]
        words = [describe(main), describe_pages(count, bates, len(documents) - 1)]
        return ExhibitEntry(
            id=exhibit.id,
            label=exhibit.label,
            number=exhibit.number,
            document_id=main.id,
            control=self._documents.control(main.id),
            title=exhibit_title(exhibit.title, main),
            description=" · ".join(word for word in words if word),
            page_count=count,
            bates_begin=numbers[0] if numbers else None,
            bates_end=numbers[-1] if numbers else None,
            passage_count=self._count_passages(documents, contents),
            attachment_count=len(documents) - 1,
            with_attachments=exhibit.with_attachments,
            pages=exhibit.pages,
            date=main.date,
            privilege=tuple(self._privileged(documents, contents)),
            problem=problem,
        )

    def _counted(
        self,
        exhibit: Exhibit,
        documents: Sequence[Document],
        opened: dict[int, Rendition],
        *,
        must_count: bool,
    ) -> tuple[tuple[ExhibitDocument, ...] | None, str]:
        """What the exhibit holds, None while it is not known; and what is wrong with its pages."""
        if not must_count and any(document.page_count is None for document in documents):
            return None, ""
        try:
            return self._contents.of(exhibit, opened), ""
        except PinciteError as error:
            return None, str(error)

    def _privileged(
        self, documents: Sequence[Document], contents: Sequence[ExhibitDocument] | None
    ) -> Iterator[str]:
        """What is coded privileged on its pages; on all pages while they are unknown."""
        if contents is None:
            for document in documents:
                yield from privileged(self._store, document.id)
        for each in contents or ():
            yield from privileged(self._store, each.document.id, each.page_indices)

    def _count_passages(
        self, documents: Sequence[Document], contents: Sequence[ExhibitDocument] | None
    ) -> int:
        """The passages on its pages; all of its documents' while its pages are unknown."""
        passages = Passages(self._store)
        if contents is None:
            return sum(len(passages.of_document(document.id)) for document in documents)
        return sum(
            bool(set(pages_of(each.rendition.layouts, passage.start, passage.end)) & shown)
            for each in contents
            for shown in [set(each.page_indices)]
            for passage in passages.of_document(each.document.id)
        )
