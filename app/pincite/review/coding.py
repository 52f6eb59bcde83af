"""Codes documents: responsiveness, privilege, confidentiality."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pincite.errors import DecisionError
from pincite.review.reviewed import documents_named, reviewed
from pincite.store.changed import Changed
from pincite.store.coding import NOT_RESPONSIVE, RESPONSIVE, Codings, DocumentCoding
from pincite.store.connection import Store
from pincite.store.journal import Change, Journal

# What a decision sets, by its word.
_SETS: Mapping[str, Mapping[str, Any]] = {
    RESPONSIVE: {"responsive": RESPONSIVE},
    NOT_RESPONSIVE: {"responsive": NOT_RESPONSIVE},
    "privileged": {"is_privileged": True},
    "not-privileged": {"is_privileged": False},
    "confidential": {"is_confidential": True},
    "not-confidential": {"is_confidential": False},
    "clear": {"responsive": None, "is_privileged": False, "is_confidential": False},
}
DECISIONS = tuple(_SETS)


class Coding(Codings):
    """The coding of a matter's documents, and every decision about it."""

    def __init__(self, store: Store, journal: Journal) -> None:
        """Read from the store, decide through the journal."""
        super().__init__(store)
        self._journal = journal

    def code(self, ids: Iterable[int], decision: str, family: bool = False) -> Changed:
        """Code documents with one of `DECISIONS`; `clear` takes every decision back.

        Raises:
            DecisionError: There is no such decision.
            UnknownDocument: There is no document with one of these ids.
        """
        if decision not in _SETS:
            raise DecisionError(
                f"“{decision}” is not a coding.", f"A coding is one of {', '.join(DECISIONS)}."
            )
        documents = reviewed(self._store, ids, with_family=family)
        before = self.of_documents(documents)
        changes: list[Change] = []
        for id_ in documents:
            old = before.get(id_, DocumentCoding())
            new = replace(old, **_SETS[decision])
            if new != old:
                changes.append(Change("codings", {"document_id": id_}, _row(old), _row(new)))
        touched = [change.key["document_id"] for change in changes]
        entry = self._journal.apply("code", _summary(self._store, touched, decision), changes)
        return Changed.by(entry, len(touched))


def _summary(store: Store, documents: list[int], decision: str) -> str:
    named = documents_named(store, documents)
    if decision == "clear":
        return f"Clear the coding of {named}"
    return f"Code {named} {decision.replace('-', ' ')}"


def _row(coding: DocumentCoding) -> dict[str, Any] | None:
    if coding.is_empty:
        return None
    return {
        "responsive": coding.responsive,
        "is_privileged": int(coding.is_privileged),
        "is_confidential": int(coding.is_confidential),
    }
