"""What of an exhibit is coded privileged: its documents, and others that lie on its pages."""

from collections.abc import Collection, Iterator

from pincite.store.coding import Codings
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.releases import StoredReleases


def privileged(
    store: Store, document: int, page_indices: Collection[int] | None = None
) -> Iterator[str]:
    """One sentence for each thing that is, on these pages of a document (from 0), or on all.

    A page of a release that was divided may belong to several messages; it is filed as a whole.
    """
    control = Documents(store).control
    beside = [
        (number, other)
        for number, other in StoredReleases(store).beside(document)
        if page_indices is None or number - 1 in page_indices
    ]
    coded = Codings(store).of_documents([document, *(other for _, other in beside)])
    found = {id_ for id_, coding in coded.items() if coding.is_privileged}
    if document in found:
        yield f"{control(document)} is coded privileged."
    for number, other in beside:
        if other in found:
            where = f"page {number} of {control(document)}"
            yield f"{where} also holds {control(other)}, which is coded privileged."
