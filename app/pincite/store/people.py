"""The people that messages name."""

from dataclasses import dataclass

from pincite.domain.documents import Address
from pincite.store.connection import Store


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the matter knows them; name or address may be ''."""

    id: int
    name: str
    address: str

    def __str__(self) -> str:
        """As shown in lists: the name, or else the address."""
        return self.name or self.address


class People:
    """The people of a matter, told apart by address, or by name where there is none."""

    def __init__(self, store: Store) -> None:
        """Read and write in this store."""
        self._store = store
        self._known: dict[str, tuple[int, bool]] = {}
        self._written: dict[tuple[str, str], int] = {}

    def all(self) -> list[Person]:
        """Everybody, by name."""
        rows = self._store.conn.execute(
            "SELECT id, name, address FROM people ORDER BY coalesce(nullif(name, ''), address), id"
        )
        return [Person(*row) for row in rows]

    def of_document(self, document: int) -> list[tuple[str, Person]]:
        """Who a document names, each with the role: from, to, cc, bcc."""
        rows = self._store.conn.execute(
            "SELECT role, people.id, name, address FROM document_people"
            " JOIN people ON people.id = person_id WHERE document_id = ?"
            " ORDER BY instr('from to cc bcc', role), people.id",
            (document,),
        )
        return [(row[0], Person(*row[1:])) for row in rows]

    def id_of(self, name: str, address: str) -> int:
        """The id of a person, who is added where new; call it within `write()`.

        A name that comes later is kept where none was known.
        """
        identity = self._written.get((name, address))
        if identity is None:
            identity = self._written[name, address] = self._id_of(Address("", name, address))
        return identity

    def forget(self) -> None:
        """Look everybody up again: the transaction that added them may not have been kept."""
        self._known.clear()
        self._written.clear()

    def _id_of(self, address: Address) -> int:
        key = address.key
        known = self._known.get(key)
        if known and (known[1] or not address.name):
            return known[0]
        row = self._store.conn.execute(
            "INSERT INTO people (key, name, address) VALUES (?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET name ="
            "   CASE WHEN people.name = '' THEN excluded.name ELSE people.name END"
            " RETURNING id, name <> ''",
            (key, address.name, address.address),
        ).fetchone()
        self._known[key] = (row[0], bool(row[1]))
        return int(row[0])
