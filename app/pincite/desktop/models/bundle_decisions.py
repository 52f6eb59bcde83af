"""What Exhibits mode decides in more than one step; each runs on the thread that writes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pincite.domain.captions import Caption
from pincite.matter import Matter
from pincite.store.changed import Changed
from pincite.store.documents import Document

FIRST_BUNDLE = "Exhibits"


@dataclass(frozen=True, slots=True)
class BundleAnswers:
    """What the bundle dialog asks for."""

    name: str
    numbering: str
    caption: Caption


def make_bundle(answers: BundleAnswers, matter: Matter) -> Changed:
    """Make a bundle; `id` of the answer is the new one."""
    return matter.bundles.new(answers.name, answers.numbering, answers.caption)


def change_bundle(bundle: int, answers: BundleAnswers, matter: Matter) -> Changed:
    """Set name, numbering and caption."""
    return matter.bundles.edit(bundle, answers.name, answers.numbering, answers.caption)


def add_documents(
    bundle: int | None, documents: Sequence[int], place: int | None, matter: Matter
) -> Changed:
    """Make exhibits of documents; `id` of the answer is the first of them.

    Of several documents those that the bundle shows already are passed over, and attachments of
    others among them: they come with these. A matter without a bundle gets one.
    """
    with matter.store.write():
        target = matter.bundles.get(bundle) if bundle is not None else None
        target = target or next(iter(matter.bundles.all()), None)
        made = Changed() if target else matter.bundles.new(FIRST_BUNDLE)
        target_id = target.id if target else made.id or 0
        wanted = list(documents)
        if len(wanted) > 1:
            wanted = _without_repeats(target_id, wanted, matter)
        added = matter.exhibits.add(target_id, wanted, place=place)
    return Changed(made | added, added.count, added.id)


def add_more_pages(exhibit: int, pages: str, matter: Matter) -> Changed:
    """Make other pages of an exhibit's document the exhibit after it."""
    bundle, known = matter.exhibits.known(exhibit)
    return matter.exhibits.add(
        bundle.id,
        [known.document_id],
        place=known.place + 1,
        pages=pages,
        with_attachments=False,
    )


def _without_repeats(bundle: int, documents: Sequence[int], matter: Matter) -> list[int]:
    """The documents that neither the bundle nor another of them shows."""
    entries = matter.exhibits.entries(bundle, must_count=False)
    alone = {entry.document_id for entry in entries}
    with_attachments = {entry.document_id for entry in entries if entry.with_attachments}
    rows = matter.documents.rows(
        [row.copy_of or row.id for row in matter.documents.rows(documents)]
    )
    chosen = {row.id for row in rows}
    found: dict[int, None] = {}
    for row in rows:
        above = set(_above(row, matter))
        if row.id not in alone and not above & (chosen | with_attachments):
            found[row.id] = None
    return list(found)


def _above(document: Document, matter: Matter) -> Iterator[int]:
    """What a document is attached to, from near to far."""
    parent = document.parent_id
    while parent is not None:
        yield parent
        parent = matter.documents.get(parent).parent_id


def add_tags(bundle: int, tags: Sequence[int], matter: Matter) -> Changed:
    """Make exhibits of what carries any of these tags; `id` of the answer is the first of them."""
    with matter.store.write():
        added = [matter.exhibits.add_tagged(bundle, tag) for tag in tags]
    first = next((each.id for each in added if each.count), None)
    return Changed(frozenset().union(*added), sum(each.count for each in added), first)


def move_exhibits(exhibits: Sequence[int], place: int, matter: Matter) -> Changed:
    """Put exhibits, in this order, before the one that is at a place from 1 now."""
    bundle, _ = matter.exhibits.known(exhibits[0])
    order = [each.id for each in matter.bundles.exhibits(bundle)]
    before = [each for each in order[: place - 1] if each not in exhibits]
    return matter.exhibits.move(exhibits, len(before) + 1)
