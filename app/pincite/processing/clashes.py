"""Lists the documents whose Bates numbers begin as the matter's own control numbers do."""

from collections.abc import Iterable

from pincite.domain.documents import DocumentId
from pincite.domain.numbers import BatesNumber
from pincite.processing import reasons
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.exceptions import Exceptions


def list_clashes(store: Store, documents: Iterable[tuple[DocumentId, str | None]]) -> int:
    """Bring the exceptions of documents to what their first Bates numbers say; how many clash."""
    prefix = Documents(store).prefix
    exceptions = Exceptions(store)
    count = 0
    for document, printed in documents:
        number = BatesNumber.parse(printed) if printed else None
        if number is not None and number.series == prefix:
            exceptions.add(document, *reasons.NUMBERS_CLASH)
            count += 1
        else:
            exceptions.remove(document, reasons.NUMBERS_CLASH.reason)
    return count
