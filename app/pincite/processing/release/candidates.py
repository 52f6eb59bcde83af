"""Header blocks that may begin a message of their own, and the sheet that they stand on."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from pincite.domain.releases import PrintedHeader, PrintedPage
from pincite.processing.release.header_block import Block
from pincite.processing.release.lines import Row
from pincite.processing.release.running import Edge
from pincite.processing.release.weights import REASONS, WEIGHTS
from pincite.processing.release.wrote import Introduction, is_marker, is_rule

# What weighs less is not worth telling.
_TOO_LITTLE = 0.2
_OWNER_WORDS = 6
_OWNER_LETTERS = 48
# Two readings of one name, damaged or not, are that much alike.
SIMILAR = 82.0


@dataclass(slots=True)
class Candidate:
    """A header block that may begin a message, and what is known of it.

    `first_row` is the row that the message would begin with: an owner's name above, or the block.
    """

    block: Block
    header: PrintedHeader
    first_row: int
    is_top: bool
    owner: str = ""
    evidence: dict[str, float] = field(default_factory=dict)
    score: float = 0.0

    @property
    def reasons(self) -> tuple[str, ...]:
        """What speaks for it, the weightiest first, then what speaks against, led by `but`."""
        told: dict[str, float] = {}
        for name, value in self.evidence.items():
            weight = WEIGHTS[name] * value
            words = REASONS[name][weight < 0]
            if words and abs(weight) > _TOO_LITTLE:
                told[words] = max(weight, told.get(words, weight))
        ranked = sorted(told.items(), key=lambda item: (item[1] < 0, -abs(item[1])))
        return tuple(words if weight > 0 else f"but {words}" for words, weight in ranked)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is divided: pages, their rows and edges, and the text that they are of.

    `wrote` are the lines that introduce what is quoted without a header block.
    """

    pages: Sequence[PrintedPage]
    rows: Sequence[Row]
    edges: Sequence[Edge]
    text: str
    wrote: Sequence[Introduction] = ()


def candidate(block: Block, header: PrintedHeader, sheet: Sheet) -> Candidate:
    """A block with the owner's name above it, if there is one."""
    rows = sheet.rows
    first, owner = block.start, ""
    above = block.start - 1
    if (
        block.form not in {"gmail", "web"}
        and not block.quotes
        and _may_be_owner(rows, above, block)
    ):
        owner = " ".join(rows[above].line.text.split())
        first = above
    is_top = rows[first].is_top
    if owner and not is_top and rows[above].gap < 1.5 * rows[above].height:
        first, owner = block.start, ""
    return Candidate(block, header, first, is_top, owner)


def _may_be_owner(rows: Sequence[Row], above: int, block: Block) -> bool:
    if above < 0 or rows[above].page != rows[block.start].page:
        return False
    row = rows[above]
    text = row.line.text
    if len(text) > _OWNER_LETTERS or len(text.split()) > _OWNER_WORDS or is_marker(text):
        return False
    if is_rule(text) or text.endswith((":", "?", "!")) or sum(map(str.isdigit, text)) > 2:
        return False
    if any(word[0].islower() for word in text.split()):
        return False
    return rows[block.start].gap < 3.5 * row.height and text[:1] not in "<>(|*-"


def keep_known_owners(candidates: Sequence[Candidate], rows: Sequence[Row]) -> None:
    """Keep owners' names in mid-page, and damaged ones, only where other messages bear them."""
    names = Counter(owner_key(one.owner) for one in candidates if one.owner and one.is_top)
    for one in candidates:
        one.evidence = {}
        key = owner_key(one.owner)
        near = sum(
            count for name, count in names.items() if one.owner and fuzz.ratio(name, key) >= SIMILAR
        )
        if one.owner and not one.is_top and near < 2:
            one.owner, one.first_row = "", one.block.start
        elif not one.owner and one.first_row and rows[one.first_row - 1].is_top:
            said = rows[one.first_row - 1].line.text
            key = owner_key(said)
            if sum(n for name, n in names.items() if fuzz.ratio(name, key) >= SIMILAR) >= 2:
                one.owner, one.first_row, one.is_top = said, one.first_row - 1, True


def owner_key(owner: str) -> str:
    """An owner's name as it is compared."""
    return re.sub(r"[\W\d_]+", " ", owner.casefold()).strip()
