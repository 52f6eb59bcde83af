"""How many hits stand in weak text, counted set-wise for one query after another."""

import numpy as np

from pincite.domain.documents import ZONES
from pincite.domain.tokens import tokens
from pincite.search.evaluation.evaluate import Evaluator
from pincite.search.evaluation.places import Numbers
from pincite.search.evaluation.snapshot import Ids, Mask
from pincite.search.marks.weak import WeakText
from pincite.search.tree import Query
from pincite.store.doclists import DOCUMENT_SHIFT, OFFSET_BITS
from pincite.store.documents import Documents

_NONE = np.empty(0, np.int64)


class WeakHits:
    """Counts weak hits; the weak words of a document are looked for once."""

    def __init__(self, evaluator: Evaluator, weak: WeakText, documents: Documents) -> None:
        """Valid as long as the evaluator's snapshot is."""
        self._evaluator = evaluator
        self._weak = weak
        self._documents = documents
        self._positions: dict[int, Numbers] = {}
        snapshot = evaluator.snapshot
        self._scanned = snapshot.empty()
        scanned = weak.scanned(np.flatnonzero(snapshot.primaries).tolist())
        self._scanned[np.fromiter(scanned, np.int64)] = True

    def count(self, tree: Query, found: Mask) -> int:
        """The hits in these documents that stand in text which was read with little confidence."""
        scanned = found & self._scanned
        ids = np.flatnonzero(scanned)
        weak = self._in(ids)
        if not len(weak):
            return 0
        starts, ends = self._evaluator.stretches(tree, scanned)
        reached = np.searchsorted(weak, ends, "right") > np.searchsorted(weak, starts, "left")
        return int(np.count_nonzero(reached))

    def _in(self, ids: Ids) -> Numbers:
        """Where the weak words of these documents stand, in order."""
        for document in ids.tolist():
            if document not in self._positions:
                self._positions[document] = self._of(document)
        return np.concatenate([_NONE, *(self._positions[document] for document in ids.tolist())])

    def _of(self, document: int) -> Numbers:
        stretches = sorted(self._weak.stretches(document))
        if not stretches:
            return _NONE
        text = self._documents.text(document)
        starts, ends = np.array(stretches).T
        farthest = np.maximum.accumulate(ends)
        found = [_NONE]
        for index in range(len(ZONES)):
            begin, after = text.bounds[2 * index], text.bounds[2 * index + 1]
            words = tokens(text.text, begin, after) if begin < after else []
            if not words:
                continue
            # The stretch that begins last before a word ends reaches it, or one before that does.
            place = np.searchsorted(starts, [word.end for word in words], "left") - 1
            is_weak = (place >= 0) & (farthest[place] > [word.start for word in words])
            first = (document << DOCUMENT_SHIFT) | (index << OFFSET_BITS)
            found.append(np.flatnonzero(is_weak) + first)
        return np.concatenate(found)
