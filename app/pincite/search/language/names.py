"""The names of a matter that a query may name: what a field's value is completed from."""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pincite.domain.paths import base_name
from pincite.store.bundles import StoredBundles
from pincite.store.connection import Store
from pincite.store.people import People
from pincite.store.searches import SavedSearch, StoredSearches
from pincite.store.tags import Tags


@dataclass(frozen=True)
class Names:
    """Names as they are now; `people` are (name, address), `exhibits` (number, title or bundle).

    `exemptions` are codes in normal form, `years` the first and the last that something was sent
    in, or None.
    """

    tags: tuple[str, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    custodians: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    exemptions: tuple[str, ...] = ()
    exhibits: tuple[tuple[str, str], ...] = ()
    saved: tuple[SavedSearch, ...] = ()
    years: tuple[int, int] | None = None

    def people_like(self, typed: str) -> Iterator[tuple[str, str]]:
        """People of whom some word begins with each word typed, as they came into the matter."""
        wanted = parts(typed)
        if not wanted:
            yield from self.people
            return
        words, places = self._words_of_people
        found: set[int] | None = None
        for word in wanted:
            first = bisect_left(words, word)
            last = bisect_left(words, word + chr(0x10FFFF), first)
            having = set(places[first:last])
            found = having if found is None else found & having
        for place in sorted(found or ()):
            yield self.people[place]

    def prepare(self) -> None:
        """Sort the words of people's names, which takes a moment where there are very many."""
        _ = self._words_of_people

    @cached_property
    def _words_of_people(self) -> tuple[list[str], list[int]]:
        pairs = sorted(
            (word, place)
            for place, person in enumerate(self.people)
            for word in parts(" ".join(person))
        )
        return [word for word, _ in pairs], [place for _, place in pairs]


def parts(text: str) -> list[str]:
    """The words of a name, case and accents folded: `Dana.Whitlock@x.example` has four."""
    folded = text.casefold()
    if not folded.isascii():
        folded = "".join(
            letter
            for letter in unicodedata.normalize("NFKD", folded)
            if not unicodedata.combining(letter)
        )
    return "".join(letter if letter.isalnum() else " " for letter in folded).split()


def is_like(name: str, typed: str) -> bool:
    """Whether each word typed begins a word of the name; true for nothing typed."""
    words = parts(name)
    return all(any(word.startswith(wanted) for word in words) for wanted in parts(typed))


def read_names(store: Store) -> Names:
    """The names of a matter; the documents themselves are hardly looked at."""
    with store.read():
        people = People(store).all()
        sources = store.conn.execute("SELECT custodian, path FROM sources").fetchall()
        names = Names(
            tags=tuple(tag.name for tag in Tags(store).all()),
            people=tuple((one.name, one.address) for one in sorted(people, key=lambda p: p.id)),
            custodians=_each_once(custodian for custodian, _ in sources),
            sources=_each_once(base_name(path) for _, path in sources),
            types=_each_once(_types(store)),
            exemptions=_each_once(
                code for (code,) in store.conn.execute("SELECT DISTINCT code FROM claims")
            ),
            exhibits=tuple(_exhibits(store)),
            saved=tuple(StoredSearches(store).all()),
            years=_years(store),
        )
    names.prepare()
    return names


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if name}, key=str.casefold))


def _types(store: Store) -> Iterator[str]:
    for (type_,) in store.conn.execute("SELECT DISTINCT type FROM documents"):
        yield type_


def _exhibits(store: Store) -> Iterator[tuple[str, str]]:
    bundles = StoredBundles(store)
    for bundle in bundles.all():
        for exhibit in bundles.exhibits(bundle):
            yield exhibit.number, exhibit.title or bundle.name


def _years(store: Store) -> tuple[int, int] | None:
    """From both ends of the order, so that the rest is not looked at."""
    ends = [
        store.conn.execute(
            "SELECT sent_local FROM documents WHERE sent_local IS NOT NULL AND NOT is_retired"
            f" ORDER BY sort_key {order} LIMIT 1"
        ).fetchone()
        for order in ("ASC", "DESC")
    ]
    years = [int(end[0][:4]) for end in ends if end and end[0][:4].isdigit()]
    return (min(years), max(years)) if years else None
