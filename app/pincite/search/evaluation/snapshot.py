"""The documents of a matter as columns, read once for each state of the matter."""

from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from pincite.store.connection import Store

Ids = npt.NDArray[np.int64]
# True at the id of each document that belongs to the set; as long as the greatest id plus one.
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Snapshot:
    """Who is a primary, in which order, and with how many copies; retired documents are left out.

    `in_order` holds the primaries by sent instant, then number. `primary_of`, `copy_counts` and
    `family_of` are indexed by document id; the first and the last are 0 where there is no document.
    """

    in_order: Ids
    primary_of: Ids
    copy_counts: Ids
    primaries: Mask
    family_of: Ids

    @classmethod
    def of_store(cls, store: Store) -> "Snapshot":
        """The documents as they are now."""
        rows = _numbers(
            store,
            "SELECT id, family_id FROM documents WHERE NOT is_retired ORDER BY sort_key, id",
        )
        ids = rows[::2].copy()
        copies = _numbers(
            store, "SELECT id, copy_of FROM documents WHERE copy_of IS NOT NULL AND NOT is_retired"
        )
        (last,) = store.conn.execute("SELECT coalesce(max(id), 0) FROM documents").fetchone()
        size = int(last) + 1
        primary_of = np.zeros(size, np.int64)
        primary_of[ids] = ids
        primary_of[copies[::2]] = copies[1::2]
        primaries = np.zeros(size, np.bool_)
        primaries[ids] = True
        primaries[copies[::2]] = False
        copy_counts = np.bincount(copies[1::2], minlength=size)
        family_of = np.zeros(size, np.int64)
        family_of[ids] = rows[1::2]
        return cls(ids[primaries[ids]], primary_of, copy_counts, primaries, family_of)

    def with_families(self, found: Mask) -> Mask:
        """The primaries of all families in which a found document is, or a copy of it."""
        of_primary = found[self.primary_of] & (self.primary_of > 0)
        is_wanted = np.zeros(max(len(self.family_of), int(self.family_of.max()) + 1), np.bool_)
        is_wanted[self.family_of[of_primary]] = True
        return self.mask(np.flatnonzero(is_wanted[self.family_of] & (self.primary_of > 0)))

    def mask(self, ids: Ids) -> Mask:
        """The primaries of these documents."""
        mask = np.zeros(len(self.primary_of), np.bool_)
        mask[self.primary_of[ids[ids < len(mask)]]] = True
        return mask & self.primaries

    def empty(self) -> Mask:
        """No document."""
        return np.zeros(len(self.primary_of), np.bool_)


def _numbers(store: Store, select: str) -> Ids:
    """All numbers of a result, row by row."""
    return np.fromiter(chain.from_iterable(store.conn.execute(select)), np.int64)
