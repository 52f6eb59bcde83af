"""How sure it is that a message of its own begins at a header block: a small model, in the open.

Each piece of evidence has a weight; together they make a score from 0 to 1 by the logistic
function. What is withheld or missing is unknown, and speaks neither for nor against.
"""

import math
from collections.abc import Mapping, Sequence

from pincite.processing.release.candidates import Candidate, Sheet, keep_known_owners
from pincite.processing.release.chains import Chain
from pincite.processing.release.habits import agreement, habits_of
from pincite.processing.release.header_block import Block
from pincite.processing.release.lines import Row
from pincite.processing.release.weights import WEIGHTS
from pincite.processing.release.wrote import is_marker, is_rule

# Layouts in which programs print messages, and hardly ever what they quote.
_OWN_FORMS = {"gmail": 1.0, "web": 1.0, "notes": 0.6}
_STAYS_OVER = 2.0
_WHITE_LEFT = 0.12
# What is found teaches the habits of the file, by which more is found.
_ROUNDS = 4


def weigh(candidates: Sequence[Candidate], sheet: Sheet) -> None:
    """Give every candidate its evidence and score: once alone, then with the habits of the file."""
    keep_known_owners(candidates, sheet.rows)
    wrote = [mark.row for mark in sheet.wrote if not mark.quotes]
    static = [_on_its_page(one, sheet) for one in candidates]
    _decide(candidates, static, wrote)
    for _ in range(_ROUNDS):
        habits = habits_of(candidates, sheet)
        _decide(
            candidates,
            [
                found | agreement(one, habits, sheet)
                for one, found in zip(candidates, static, strict=True)
            ],
            wrote,
        )


def score(evidence: Mapping[str, float]) -> float:
    """The score that pieces of evidence make."""
    total = WEIGHTS["bias"] + sum(WEIGHTS[name] * value for name, value in evidence.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _decide(
    candidates: Sequence[Candidate], found: Sequence[dict[str, float]], wrote: Sequence[int]
) -> None:
    """Score the candidates in order: what stands above depends on what was decided before."""
    chain = Chain()
    for one, static in zip(candidates, found, strict=True):
        evidence = static | chain.against(one, wrote)
        one.evidence = {name: value for name, value in evidence.items() if value}
        one.score = score(one.evidence)
        chain = chain.behind(one)


def _on_its_page(one: Candidate, sheet: Sheet) -> dict[str, float]:
    """The evidence that does not depend on other messages."""
    rows, block = sheet.rows, one.block
    row = rows[one.first_row]
    above = rows[one.first_row - 1] if one.first_row else None
    found = {
        "top": float(one.is_top),
        "owner": float(bool(one.owner)),
        "mark": float(_is_marked(rows, block.start)),
        "quotes": float(block.quotes > 0),
        "rule": float(bool(above and above.page == row.page and is_rule(above.line.text))),
        "tabular": float(block.form in {"tabular", "gmail", "notes", "web"}),
        "own_form": 0.0 if block.quotes else _OWN_FORMS.get(block.form, 0.0),
        "weak": float(block.strength < 3),
        "indented": float(_indent(rows, block) > 14),
    }
    if one.is_top:
        return found | _at_top(one, row, sheet)
    # A number that is stamped on a whole document stands on one page for one document.
    found["stamp_stays"] = float(bool(sheet.edges[row.page].stamp))
    found["wide_gap"] = float(row.gap > 2.0 * row.height)
    return found


def _at_top(one: Candidate, row: Row, sheet: Sheet) -> dict[str, float]:
    """What the edges of its page and of the one before say of a block at the top of a page."""
    edge = sheet.edges[row.page]
    found = {"release_stamp": float(edge.is_first_by_stamp)}
    if row.page == 0:
        return found | {"first_page": 1.0}
    before = sheet.edges[row.page - 1]
    if edge.stamp and before.stamp:
        found["stamp_changes"] = float(edge.stamp != before.stamp)
        # A page turned under one number: whoever stamped it says that the document goes on.
        found["stamp_stays"] = _STAYS_OVER * float(edge.stamp == before.stamp)
    if edge.page_of and edge.page_of[1] < len(sheet.pages) - 1:
        found["page_one"] = float(edge.page_of[0] == 1)
        found["page_later"] = float(edge.page_of[0] > 1)
    left = white_left(sheet, one.first_row)
    found["white_before"] = float(left > _WHITE_LEFT)
    found["full_before"] = float(left <= _WHITE_LEFT / 2)
    return found


def white_left(sheet: Sheet, first_row: int) -> float:
    """The share of the page above that is white beneath its last row."""
    row = sheet.rows[first_row]
    if first_row == 0 or sheet.rows[first_row - 1].page != row.page - 1:
        return 1.0
    page = sheet.pages[row.page - 1]
    bottom = page.height_pt * 0.9
    boxes = [box.y1 for box in page.withheld if box.y1 < bottom]
    return (bottom - max(sheet.rows[first_row - 1].line.y1, *boxes, 0.0)) / page.height_pt


def _is_marked(rows: Sequence[Row], start: int) -> bool:
    """Whether a line right above says that an older message follows."""
    for number in range(start - 1, max(start - 3, -1), -1):
        if is_marker(rows[number].line.text):
            return True
        if not is_rule(rows[number].line.text):
            return False
    return False


def _indent(rows: Sequence[Row], block: Block) -> float:
    """How far a block stands right of the left edge of its page's print."""
    row = rows[block.start]
    near = rows[max(0, block.start - 40) : block.end + 40]
    left = min(one.line.x0 for one in near if one.page == row.page)
    return 0.0 if block.form in {"notes", "gmail"} else row.line.x0 - left
