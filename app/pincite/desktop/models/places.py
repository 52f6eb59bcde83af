"""Where a reviewer can be sent: a document by any number, the next uncoded one."""

import re
from dataclasses import dataclass

from pincite.desktop.models.asked import Ids
from pincite.domain.documents import DocumentId
from pincite.domain.numbers import BatesNumber
from pincite.errors import UnknownDocument
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.store.bundles import StoredBundles
from pincite.store.documents import Document

_CITE = re.compile(r"^\s*(?:Ex(?:h(?:ibit)?)?\.?)\s*(?P<number>[0-9]+|[A-Z]+)\b", re.IGNORECASE)
_AT = re.compile(r"\bat\s+(?P<page>\S.*?)\s*$", re.IGNORECASE)
_LOOKED_AT = 900


@dataclass(frozen=True, slots=True)
class Place:
    """The documents that a number could mean, and where in the one document, half-open."""

    number: str
    documents: tuple[Document, ...]
    controls: dict[int, str]
    start: int | None = None


def find_place(number: str, matter: Matter, _: Control) -> Place:
    """What a control number, a Bates number or a cite such as `Ex. 4 at BPS-000131` names.

    Raises:
        UnknownDocument: It names nothing.
    """
    at = _AT.search(number)
    candidates = matter.documents.candidates(at["page"] if at else number)
    if not candidates and (cite := _CITE.match(number)):
        candidates = _exhibit_documents(cite["number"].upper(), matter)
    if not candidates:
        raise UnknownDocument(
            f"There is no document {number.strip()}.",
            "It is no control number, Bates number or exhibit of this matter.",
            f"Write a number such as {matter.documents.control(1)}.",
        )
    documents = tuple(matter.documents.rows(candidates))
    controls = {row.id: matter.documents.control(row.id) for row in documents}
    wanted = BatesNumber.parse((at["page"] if at else number).strip())
    start = next(
        (
            page.text_start
            for page in matter.documents.pages(documents[0].id)
            if wanted and page.bates and _is_same(BatesNumber.parse(page.bates), wanted)
        ),
        None,
    )
    return Place(number.strip(), documents, {int(id_): own for id_, own in controls.items()}, start)


def _is_same(own: BatesNumber | None, wanted: BatesNumber) -> bool:
    """Whether a page bears the wanted number, whose prefix may be left out."""
    if own is None or own.value != wanted.value:
        return False
    return wanted.series in {"", own.series}


def next_uncoded(ids: Ids, row: int, matter: Matter, control: Control) -> int | None:
    """The first row behind `row`, or else from the top, whose document nobody has coded."""
    rows: list[int] = [*range(row + 1, len(ids)), *range(max(0, row))]
    for first in range(0, len(rows), _LOOKED_AT):
        control.step(first, len(rows), "")
        part = rows[first : first + _LOOKED_AT]
        codings = matter.coding.of_documents([int(ids[place]) for place in part])
        for place in part:
            coding = codings.get(int(ids[place]))
            if coding is None or coding.responsive is None:
                return place
    return None


def _exhibit_documents(number: str, matter: Matter) -> list[DocumentId]:
    """The documents that are exhibits of this number, of any bundle."""
    bundles = StoredBundles(matter.store)
    return list(
        dict.fromkeys(
            exhibit.document_id
            for bundle in bundles.all()
            for exhibit in bundles.exhibits(bundle)
            if exhibit.number == number
        )
    )
