"""Words that stand beside documents: in their own file names, and in the notes of reviewers."""

import numpy as np

from pincite.domain.documents import CanonicalText
from pincite.domain.tokens import words
from pincite.search.evaluation.snapshot import Ids
from pincite.search.marks.hits import document_matches
from pincite.search.tree import Aside, Query, Words
from pincite.store.connection import Store

# `text` is the name or note, `document` whose it is.
_TEXTS = {
    "filename": "SELECT id AS document, filename AS text FROM documents"
    " WHERE filename <> '' AND NOT is_retired",
    "note": "SELECT document_id AS document, text FROM notes WHERE text <> ''"
    " UNION ALL SELECT document_id, note FROM passages WHERE note <> ''",
}


class Asides:
    """Reads names and notes of one store, as they are now."""

    def __init__(self, store: Store) -> None:
        """Reads nothing until it is asked."""
        self._store = store

    def documents(self, aside: Aside) -> Ids:
        """The documents beside which the words stand; copies are named themselves."""
        found: list[int] = []
        known: dict[str, bool] = {}
        for document, text in self._store.conn.execute(_TEXTS[aside.place]):
            matches = known.get(text)
            if matches is None:
                matches = known[text] = _matches(aside.query, text)
            if matches:
                found.append(document)
        return np.array(found, np.int64)


def _matches(query: Query, text: str) -> bool:
    """Whether a name or note satisfies a text query; words alone, of which there are many, fast."""
    if not isinstance(query, Words):
        return document_matches(query, CanonicalText.of_zones({"body": text}))
    held = words(text).split()
    terms = query.words
    return any(
        all(term.matches(word) for term, word in zip(terms, held[start:], strict=False))
        for start in range(len(held) - len(terms) + 1)
    )
