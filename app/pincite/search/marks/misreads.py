"""What a scanner may have made of the words of a query, as far as the matter holds it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from pincite.domain.misreads import joined, likely_misreads
from pincite.domain.tokens import tokens
from pincite.search.evaluation.places import Numbers
from pincite.search.evaluation.snapshot import Mask, Snapshot
from pincite.search.terms import Word
from pincite.search.tree import FIELDS, Aside, Not, NotNear, Query, Words
from pincite.store.connection import Store
from pincite.store.words import DocumentWords

_MOST = 12
# A word in no more documents than this, or than one in a hundred, may be a piece of another.
_FEW = 20
_QUOTES = '"“”„‟«»'
# What is typed in one piece: a phrase, or a bare word with its field.
_PIECE = re.compile(
    rf"[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]"
    rf"|(?:(?P<field>[A-Za-z]+):)?(?P<bare>[^\s(){_QUOTES}]+)"
)
_NOT_PLAIN = frozenset("*?~%#!/")


class Misread(NamedTuple):
    """A word or phrase of a query, what may stand in its place, and in how many documents.

    The documents are unique ones whose text may be a scanner's: PDFs, pictures, printed messages,
    and texts, which may have been delivered beside them. Mail and web pages were typed.
    """

    word: str
    instead: str
    documents: int


class Misreads:
    """Finds misreadings in the index of one store."""

    def __init__(self, store: Store, index: DocumentWords) -> None:
        """Reads nothing yet."""
        self._store = store
        self._index = index
        self._known: tuple[Snapshot, Mask] | None = None

    def of(self, query: str, tree: Query, snapshot: Snapshot) -> list[Misread]:
        """What may have been misread of the query's plain words, word by word."""
        scanned = self._scanned(snapshot)
        if not scanned.any():
            return []

        def documents(text: str) -> int:
            return int(np.count_nonzero(scanned[self._matching(text, scanned)]))

        def everywhere(text: str) -> int:
            return len(self._matching(text, scanned))

        phrases = list(dict.fromkeys(_phrases(tree)))
        asked = {" ".join(words) for words in phrases}
        found: list[Misread] = []
        for words in phrases:
            for word in words:
                likely = likely_misreads(word, documents, everywhere)
                found += [
                    Misread(_as_typed(word, query), _like(word, query, instead), count)
                    for instead, count in likely
                    if instead not in asked
                ]
            found += [
                Misread(_as_typed(" ".join(words), query), text, count)
                for text in joined(words)
                if text not in asked and (count := documents(text))
            ]
        return list(dict.fromkeys(found))[:_MOST]

    def _matching(self, text: str, scanned: Mask) -> Numbers:
        """The documents that hold these words one after the other.

        Two common words are words of their own, not the halves of one: they are not looked for.
        """
        words = text.split(" ")
        most = max(_FEW, len(scanned) // 100)
        if len(words) > 1 and not any(self._index.is_in_few(word, most) for word in words):
            return np.empty(0, np.int64)
        ids = self._index.matching(f'"{text}"')
        return ids[ids < len(scanned)]

    def _scanned(self, snapshot: Snapshot) -> Mask:
        """The primaries whose text may be a scanner's, whoever ran it."""
        if self._known is None or self._known[0] is not snapshot:
            rows = self._store.conn.execute(
                "SELECT id FROM documents WHERE type IN ('pdf', 'printed', 'image', 'text')"
            )
            ids = np.fromiter((row[0] for row in rows), np.int64)
            self._known = (snapshot, snapshot.mask(ids))
        return self._known[1]


def with_misreads(query: str, misreads: Sequence[Misread]) -> str:
    """The query with what may have been read beside what was asked for: `(DEA OR 0EA)`."""
    parts: list[str] = []
    reached = 0
    for piece in _PIECE.finditer(query):
        if not _may_be_widened(piece):
            continue
        group = "bare" if piece["phrase"] is None else "phrase"
        others = [
            f'"{read}"' if group == "phrase" or " " in misread.instead else read
            for misread in misreads
            if (read := _replaced(piece[group], misread)) is not None
        ]
        if others:
            start = piece.start() if group == "phrase" else piece.start("bare")
            alternatives = " OR ".join(dict.fromkeys((query[start : piece.end()], *others)))
            parts += [query[reached:start], f"({alternatives})"]
            reached = piece.end()
    return "".join((*parts, query[reached:]))


def _may_be_widened(piece: re.Match[str]) -> bool:
    """Whether a piece is plain words, in a field of text if in any."""
    if piece["phrase"] is not None:
        return _NOT_PLAIN.isdisjoint(piece["phrase"])
    field = piece["field"]
    is_text = field is None or field.lower() in FIELDS
    return is_text and _NOT_PLAIN.isdisjoint(piece["bare"])


def _replaced(text: str, misread: Misread) -> str | None:
    """A text as it may have been read, or None where the words that were misread are not in it."""
    part = _run(text, [token.word for token in tokens(misread.word)])
    return text[: part[0]] + misread.instead + text[part[1] :] if part else None


def _run(text: str, words: Sequence[str]) -> tuple[int, int] | None:
    """Where these words stand one after the other in a text first, or None."""
    found = tokens(text)
    for index in range(len(found) - len(words) + 1):
        part = found[index : index + len(words)]
        if [token.word for token in part] == words:
            return part[0].start, part[-1].end
    return None


def _phrases(tree: Query) -> Iterator[tuple[str, ...]]:
    """The plain words that a document is to hold, phrase by phrase; not what it is not to hold."""
    if isinstance(tree, Not | Aside):
        return
    if isinstance(tree, Words):
        plain = tuple(term.text for term in tree.words if isinstance(term, Word))
        if len(plain) == len(tree.words):
            yield plain
        else:
            yield from ((word,) for word in plain)
        return
    for child in [tree.a] if isinstance(tree, NotNear) else tree.children():
        yield from _phrases(child)


def _as_typed(words: str, query: str) -> str:
    """Words of the tree as they stand in the query, or as they are where they do not."""
    part = _run(query, words.split(" "))
    return query[slice(*part)] if part else words


def _like(word: str, query: str, instead: str) -> str:
    """A misreading in capitals where the word was typed in capitals."""
    typed = _as_typed(word, query)
    return instead.upper() if typed.isupper() else instead
