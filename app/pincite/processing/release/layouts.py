"""Layouts without a label for the sender: print views of Gmail and web mail, and Lotus Notes."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from pincite.domain.pages import WordBox
from pincite.processing.formats.languages import COUNTS
from pincite.processing.release.header_block import Block, RawField, is_date
from pincite.processing.release.lines import Row, cells, words_text

# What begins right of here stands at a page's right.
_RIGHT_PT = 230.0
_GMAIL_DATE = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(?:[A-Z][a-z]{2} \d{1,2}|\d{1,2} [A-Z][a-z]{2}),? \d{4} at \d{1,2}:\d{2}"
    r"(?: ?[AP]M)?$",
    re.IGNORECASE,
)
# The same in other languages: 15. Oktober 2018 um 09:05, mar, 16 oct 2018 a las 16:12.
_GMAIL_DATE_ELSEWHERE = re.compile(
    r"(?:[^\W\d]{2,}[.,]* )?\d{1,2}[.º]? (?:de )?[^\W\d]{3,}\.?,? (?:de )?\d{4},?"
    r" [^\W\d ]+(?: [^\W\d ]+)? \d{1,2}[:.h]\d{2}(?: ?[ap]\. ?m\.| Uhr)?$",
    re.IGNORECASE,
)
_COUNT_LINES = ("2 messages", *(f"2 {name}" for name in COUNTS))
_SIMILAR = 74.0
_WEB_DATE = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,? \d{1,2}/\d{1,2}/\d{2,4} \d{1,2}:\d{2}(?: ?[AP]M)?$",
    re.IGNORECASE,
)
_NOTES_LABELS = {"to": "to", "cc": "cc", "bcc": "bcc", "subject": "subject"}


class Layouts:
    """Reads what such a layout prints around the labels that it has."""

    def __init__(self, rows: Sequence[Row], text: str) -> None:
        """Read these rows, whose words point into `text`."""
        self._rows = rows
        self._text = text

    def gmail(self, block: Block) -> bool:
        """The sender and the date on one line above `To:`, as Gmail's print view has them."""
        above = block.start - 1
        if above < 0 or self._rows[above].page != self._rows[block.start].page:
            return False
        rest: list[tuple[WordBox, ...]] = []
        if above and self._rows[above].line.text.startswith("<"):
            # A long sender is wrapped beneath the line of the date.
            rest = [self._rows[above].line.words]
            above -= 1
        numbers = list(range(above, above + 1 + len(rest)))
        parts = cells(self._rows[above].line)
        is_alone = len(parts) == 1 and parts[0][0].x0 > _RIGHT_PT
        if (len(parts) < 2 and not is_alone) or not _is_gmail_date(
            words_text(self._text, parts[-1])
        ):
            return False
        senders = [tuple(word for part in parts[:-1] for word in part), *rest]
        block.fields.insert(0, RawField("sent", "", True, [parts[-1]], [above]))
        until = parts[-1][0].x0
        block.fields.insert(0, RawField("from", "", True, senders, numbers, until))
        block.start, block.form = above, "gmail"
        self._without_body(block)
        block.strength += 2
        count = above - 1
        is_counted = count >= 1 and self._rows[count - 1].page == self._rows[above].page
        if is_counted and _is_count(self._rows[count].line.text):
            block.fields.append(
                RawField("subject", "", True, [self._rows[count - 1].line.words], [count - 1])
            )
            block.messages = _counted(self._rows[count].line.text)
            block.start = count - 1
            block.strength += 1
        return True

    def _without_body(self, block: Block) -> None:
        """Gmail labels no more than who got it; another label begins the body."""
        for place, one in enumerate(block.fields):
            if one.label and one.role not in {"to", "cc", "bcc"}:
                block.end = one.rows[0]
                del block.fields[place:]
                return

    def web(self, block: Block) -> bool:
        """The sender above a date above `To:`, as web mail prints them."""
        above = block.start - 1
        if above < 1 or self._rows[above - 1].page != self._rows[block.start].page:
            return False
        if not _WEB_DATE.match(self._rows[above].line.text):
            return False
        row = self._rows[block.start]
        start = above - 1
        name: list[tuple[WordBox, ...]] = [self._rows[start].line.words]
        if start > 0 and self._rows[start - 1].line.text.endswith(","):
            start -= 1
            name.insert(0, self._rows[start].line.words)
        block.fields.insert(0, RawField("sent", "", True, [self._rows[above].line.words], [above]))
        block.fields.insert(0, RawField("from", "", True, name, list(range(start, above))))
        block.form = "web"
        block.strength += 2
        # The subject is the conversation's, in larger letters above its first message.
        title = self._rows[start - 1] if start else None
        if title and title.page == self._rows[start].page and title.height > 1.2 * row.height:
            block.fields.append(RawField("subject", "", True, [title.line.words], [start - 1]))
            start -= 1
        block.start = start
        return True

    def notes(self, index: int) -> Block | None:
        """The two columns of Lotus Notes: sender and date left; To, cc and Subject right."""
        row = self._rows[index]
        if " to " not in f" {row.line.text.casefold()} ":
            return None
        parts = cells(row.line)
        place = _notes_place(parts, self._text, "to")
        if place is None:
            return None
        label_x = parts[place][0].x0
        block = Block(index, index, [], "notes", 0, None, 1.0)
        left: list[tuple[WordBox, ...]] = []
        for number in range(index, min(index + 24, len(self._rows))):
            row = self._rows[number]
            if number > index and (
                row.page != self._rows[index].page or row.gap > 2.2 * row.height
            ):
                break
            if not self._notes_row(number, label_x, block, left):
                break
            block.end = number + 1
        if block.get("subject") is None or not left:
            return None
        self._notes_left(block, left, index)
        if block.get("from") is None:
            sender = RawField("from", "", True, [()], [index], label_x)
            block.fields.insert(0, sender)
        return block

    def _notes_row(
        self, number: int, label_x: float, block: Block, left: list[tuple[WordBox, ...]]
    ) -> bool:
        line = self._rows[number].line
        if line.x0 < label_x - 6:
            words = tuple(word for word in line.words if word.x1 < label_x)
            left.append(words)
        right = tuple(word for word in line.words if word.x0 >= label_x - 6)
        has_subject = block.get("subject") is not None
        if not right:
            return bool(left) and not has_subject
        name = self._text[right[0].start : right[0].end].casefold().strip(":.")
        role = _NOTES_LABELS.get(name)
        if abs(right[0].x0 - label_x) < 6 and role and block.get(role) is None:
            label = self._text[right[0].start : right[0].end]
            block.fields.append(RawField(role, label, True, [right[1:]], [number]))
            block.strength += 1
            if right[1:]:
                block.value_x = right[1].x0
            return True
        if block.fields and right[0].x0 > label_x + 6 and not (has_subject and line.x0 < label_x):
            block.fields[-1].words.append(right)
            block.fields[-1].rows.append(number)
            return True
        return False

    def _notes_left(self, block: Block, left: list[tuple[WordBox, ...]], index: int) -> None:
        """The sender and the date of the left column."""
        names: list[tuple[WordBox, ...]] = []
        for words in left:
            if is_date(words_text(self._text, words)):
                block.fields.insert(0, RawField("sent", "", True, [words], [index]))
                block.strength += 1
                break
            if re.match(r"sent by", words_text(self._text, words), re.IGNORECASE):
                continue
            names.append(words)
        if names:
            block.fields.insert(0, RawField("from", "", True, names, [index]))
            block.strength += 1


def _notes_place(parts: Sequence[tuple[WordBox, ...]], text: str, wanted: str) -> int | None:
    """Which column of a line is the label `To` of Lotus Notes."""
    for place, part in enumerate(parts):
        first = text[part[0].start : part[0].end]
        if first.casefold() == wanted and (len(part) == 1 or part[1].x0 - part[0].x1 > 4):
            return place if place > 0 or part[0].x0 > _RIGHT_PT else None
    return None


def _is_count(said: str) -> bool:
    """Whether a line says how many messages a conversation has, damaged or not."""
    told = said.casefold()
    return len(said) < 16 and any(fuzz.ratio(told, line) >= _SIMILAR for line in _COUNT_LINES)


def _is_gmail_date(said: str) -> bool:
    """Whether a text is a date as Gmail prints it at the right of the sender."""
    if _GMAIL_DATE.match(said):
        return True
    return bool(_GMAIL_DATE_ELSEWHERE.match(said)) and is_date(said)


def _counted(said: str) -> int | None:
    """How many messages a line says there are, if its figure can be read."""
    figure = re.match(r"\s*(\d{1,3})\b", said)
    return int(figure[1]) if figure else None
