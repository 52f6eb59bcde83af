"""Header blocks on the pages of a release: found line by line, whatever program printed them."""

import re
from collections.abc import Sequence

from pincite.domain.pages import WordBox
from pincite.processing.release.fields import OTHER, Label, label_of, split_label
from pincite.processing.release.header_block import Block, RawField, is_date
from pincite.processing.release.layouts import Layouts
from pincite.processing.release.lines import Row, words_text

MAX_FIELD_ROWS = 14
# Rows of a block lie no farther apart than this, in heights of a line: blacked-out fields are high.
_MAX_GAP = 2.6
_CONTINUES_GAP = 0.95
_ALIGNED_PT = 5.0
# A page whose print reaches that far down is full.
_FULL_PT = 640.0
_LISTS = frozenset({"to", "cc", "bcc", "attached"})


def find_blocks(rows: Sequence[Row], text: str) -> list[Block]:
    """The header blocks in rows of print, in order, none within another."""
    labels = [label_of(row.line) for row in rows]
    finder = _Finder(rows, labels, text)
    found: list[Block] = []
    index = 0
    while index < len(rows):
        block = finder.at(index)
        if block is None:
            index += 1
            continue
        if found and block.start < found[-1].end:
            block.start = found[-1].end
        found.append(block)
        index = max(block.end, index + 1)
    return found


class _Finder:
    """Finds the block that begins at a row."""

    def __init__(self, rows: Sequence[Row], labels: Sequence[Label | None], text: str) -> None:
        self._rows = rows
        self._labels = labels
        self._text = text
        self._layouts = Layouts(rows, text)

    def at(self, index: int) -> Block | None:
        """The block whose first label stands at a row, or None."""
        label = self._labels[index]
        if label is None or not label.has_colon:
            notes = self._layouts.notes(index)
            if notes is not None or label is None:
                return notes
        if label.role in {OTHER, "bcc"} or not (label.has_colon or self._is_column(index)):
            return None
        block = self._labelled(index)
        if block is not None and self._is_header(block):
            return block
        return None

    def _labelled(self, index: int) -> Block | None:
        first = self._labels[index]
        if first is None:
            return None
        block = Block(index, index, [], "inline", first.quotes, None, 0.0)
        block.languages = first.languages
        number = index
        while number < len(self._rows):
            label = self._labels[number]
            if number > index and not self._is_near(number, block):
                break
            if self._is_field(number, block):
                self._take(number, block)
            elif block.fields and self._continues(number, block):
                block.fields[-1].words.append(self._rows[number].line.words)
                block.fields[-1].rows.append(number)
            else:
                break
            number += 1
            if label is None and len(block.fields[-1].rows) > MAX_FIELD_ROWS:
                break
        block.end = number
        self._look(block)
        return block

    def _is_near(self, number: int, block: Block) -> bool:
        """Whether a row is near enough to the one above to be of its block."""
        row, above = self._rows[number], self._rows[number - 1]
        if row.page != above.page:
            # A block that runs on to the next page does so with a label, from a full page.
            label = self._labels[number]
            is_full = above.line.y1 > _FULL_PT and len(block.fields) < 5
            return label is not None and label.is_exact and label.role != "from" and is_full
        height = min(row.height, above.height, 16.0)
        label = self._labels[number]
        if label is not None and label.role == "from" and row.gap > 1.2 * height:
            return False
        limit = _MAX_GAP if label is not None and label.has_colon else 1.4
        return row.gap <= max(limit * height, 0.5)

    def _is_field(self, number: int, block: Block) -> bool:
        label = self._labels[number]
        if label is None or label.quotes != block.quotes:
            return False
        if not label.languages & block.languages:
            return False
        if label.role != OTHER and label.role in block.roles:
            return False
        if not label.has_colon:
            return bool(block.fields) and self._is_column(number)
        if label.is_exact or not block.fields:
            return True
        # A damaged label within a value that is wrapped stands where the value does.
        return block.value_x is None or self._rows[number].line.x0 < block.value_x - 3

    def _is_column(self, number: int) -> bool:
        """Whether a label without a colon stands in a column of its own."""
        label = self._labels[number]
        row = self._rows[number]
        words = split_label(row.line, label) if label else ()
        if not label or not words or label.length > len(label.text) + 1:
            return False
        before = [word for word in row.line.words if word.x1 <= words[0].x0]
        return bool(before) and words[0].x0 - before[-1].x1 > 2.0 * row.height

    def _take(self, number: int, block: Block) -> None:
        """Make a row a field of the block."""
        label = self._labels[number]
        if label is None:
            return
        row = self._rows[number]
        words = split_label(row.line, label)
        field_ = RawField(label.role, label.text, label.is_exact, [words], [number])
        block.fields.append(field_)
        block.strength += 1.0 if label.is_exact else 0.5
        block.is_capital = block.is_capital or (
            label.is_capital and label.role not in {"cc", "bcc"}
        )
        block.languages &= label.languages
        label_end = _label_end(row, words)
        if words and label_end is not None and words[0].x0 - label_end > 0.9 * row.height:
            block.value_x = words[0].x0

    def _continues(self, number: int, block: Block) -> bool:
        """Whether a row carries on the value of the field above it."""
        row, above = self._rows[number], self._rows[number - 1]
        label = self._labels[number]
        if label is not None and label.is_exact and label.languages & block.languages:
            return False
        if row.page != above.page or row.gap > _CONTINUES_GAP * min(row.height, above.height):
            return False
        last = block.fields[-1]
        if block.value_x is not None:
            return row.line.x0 >= block.value_x - _ALIGNED_PT
        first_x = self._rows[block.fields[-1].rows[0]].line.x0
        if row.line.x0 < first_x - 20 or (last.role in {"from", "sent"} and len(last.rows) > 1):
            return False
        above_text = above.line.text.rstrip()
        is_open = last.role in _LISTS and (
            above_text.endswith((";", ",", "<", "(")) or row.line.text.startswith("<")
        )
        first_words = last.words[0]
        if first_words and row.line.x0 > first_x + 8:
            # A hanging indent, right beneath the value.
            return abs(row.line.x0 - first_words[0].x0) < _ALIGNED_PT
        if self._label_follows(number, block):
            return is_open or above.line.x1 > self._right_edge(number) * 0.55
        # The last field's value is carried on only where it filled its line.
        is_full = above.line.x1 > self._right_edge(number) - 12 * row.height * 0.5
        return is_open or (
            is_full
            and last.role in {"subject", *_LISTS}
            and self._gap_after(number) > row.height * 0.3
            and len(last.rows) < 4
        )

    def _label_follows(self, number: int, block: Block) -> bool:
        """Whether another field of the block comes soon and without white before it."""
        for index in range(number + 1, min(number + 7, len(self._rows))):
            row = self._rows[index]
            if row.page != self._rows[number].page or row.gap > _MAX_GAP * row.height:
                return False
            label = self._labels[index]
            if label and label.has_colon and label.is_exact and label.languages & block.languages:
                return label.role not in block.roles or label.role == OTHER
        return False

    def _right_edge(self, number: int) -> float:
        page = self._rows[number].page
        near = self._rows[max(0, number - 30) : number + 30]
        return max(row.line.x1 for row in near if row.page == page)

    def _gap_after(self, number: int) -> float:
        if number + 1 >= len(self._rows):
            return 1e9
        after = self._rows[number + 1]
        return after.gap if after.page == self._rows[number].page else 1e9

    def _look(self, block: Block) -> None:
        """Name the look of a block, and take in what stands above it without a label."""
        starts = [one.words[0][0].x0 for one in block.fields if one.words[0]]
        at = block.value_x
        # A code in a box may stand apart from its label; a column holds more than one value.
        if at is not None and sum(abs(x - at) < _ALIGNED_PT for x in starts) >= 2:
            block.form = "tabular"
        if block.get("from") is None:
            self._from_above(block)
        if block.get("from") is None and block.fields and block.fields[0].role == "to":
            self._layouts.gmail(block) or self._layouts.web(block)

    def _from_above(self, block: Block) -> None:
        """A first field that has lost its colon, right above a block that lacks it."""
        above = block.start - 1
        label = self._labels[above] if above >= 0 else None
        if label is None or label.role != "from" or label.quotes != block.quotes:
            return
        row = self._rows[above]
        gap = self._rows[block.start].gap
        if row.page == self._rows[block.start].page and gap < _CONTINUES_GAP * row.height:
            words = split_label(row.line, label)
            block.fields.insert(0, RawField("from", label.text, False, [words], [above]))
            block.start = above
            block.strength += 0.5

    def _is_header(self, block: Block) -> bool:
        """Whether these fields make the header of a message, and not a form or a sentence."""
        roles = block.roles - {OTHER}
        if len(roles) < 2 or block.strength < 1.5:
            return False
        sent = block.get("sent")
        has_date = bool(sent and is_date(self._value(sent)))
        if block.is_capital and not self._is_mail_in_capitals(block, has_date=has_date):
            return False
        if sent and not has_date and "subject" not in roles and any(sent.words[0]):
            # Where a journey goes and on which day; a message's date has a clock.
            return False
        if "from" in roles:
            return bool(roles & {"subject", "sent"}) or ("to" in roles and block.strength >= 2)
        if len(roles) == 2:
            return has_date and block.strength >= 2
        return has_date or block.strength >= 2.5

    def _is_mail_in_capitals(self, block: Block, *, has_date: bool) -> bool:
        """Labels in capitals are a memo's, unless the date has a clock and people addresses."""
        above = self._rows[max(0, block.start - 8) : block.start]
        if any(re.search(r"memo(?:randum)?\b|\bfax\b", row.line.text, re.I) for row in above):
            return False
        has_address = any("@" in self._value(one) for one in block.fields)
        return has_date and has_address

    def _value(self, one: RawField) -> str:
        return " ".join(words_text(self._text, words) for words in one.words)


def _label_end(row: Row, words: tuple[WordBox, ...]) -> float | None:
    """Where the label ends on the line, where it is a word apart from the value."""
    if not words:
        return None
    before = [
        word for word in row.line.words if word.end <= words[0].start and word.x1 <= words[0].x0
    ]
    return before[-1].x1 if before else None
