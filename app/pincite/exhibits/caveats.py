"""What a careful person would want to know of a bundle before filing it."""

from collections.abc import Iterator

from pincite.exhibits.contents import ExhibitDocument
from pincite.exhibits.marks import unmarked
from pincite.exhibits.planning import PlannedBundle
from pincite.exhibits.privilege import privileged
from pincite.exhibits.rendering import Rendering
from pincite.store.bates import UNSURE_BELOW, BatesList
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.passages import Passages


def caveats(store: Store, planned: PlannedBundle, copy: Rendering) -> tuple[str, ...]:
    """One sentence for each thing that may not be as wanted, in the order of the exhibits."""
    return tuple(
        f"{exhibit.label}: {sentence}"
        for exhibit, held in zip(planned.plan.exhibits, planned.contents, strict=True)
        for each in held
        for sentence in _of_document(store, each, copy)
    )


def _of_document(store: Store, each: ExhibitDocument, copy: Rendering) -> Iterator[str]:
    control = Documents(store).control(each.document.id)
    yield from privileged(store, each.document.id, each.page_indices)
    if each.rendition.is_placeholder:
        yield f"{control} has no pages, only a placeholder."
    sure = BatesList(store).confidences(each.document.id)
    told = [sure.get(index + 1) for index in each.page_indices]
    if unsure := sum(one is not None and one < UNSURE_BELOW for one in told):
        pages = "a page" if unsure == 1 else f"{unsure} pages"
        yield f"the Bates number of {pages} of {control} is hardly legible: compare it."
    if copy.is_highlighted:
        lost = unmarked(each, Passages(store).of_document(each.document.id))
        if lost:
            count = "a passage" if len(lost) == 1 else f"{len(lost)} passages"
            why = "the words are not found on its pages"
            yield f"{count} of {control} cannot be highlighted, since {why}."
