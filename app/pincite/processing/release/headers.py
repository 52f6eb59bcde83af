"""Header blocks as data: fields with their words, people, dates, attachments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pincite.domain.documents import SentDate
from pincite.domain.exemptions import codes_in
from pincite.domain.pages import WordBox
from pincite.domain.releases import (
    PrintedField,
    PrintedHeader,
    PrintedPage,
    PrintedPerson,
    Withheld,
)
from pincite.processing.formats.dates import printed_date
from pincite.processing.formats.languages import ENGLISH
from pincite.processing.release.fields import OTHER
from pincite.processing.release.header_block import Block, RawField
from pincite.processing.release.lines import Row, words_text
from pincite.processing.release.people import BOX, printed_people
from pincite.processing.release.running import is_codes

PEOPLE = ("from", "to", "cc", "bcc")
_MARGIN = 0.8
_MARGIN_GAP_PT = 18.0
_BOX_COVERS = 0.4
_MIN_BOX_PT = 5.0
_FILE = re.compile(
    r"\s*(.+?\.[A-Za-z][A-Za-z0-9]{1,4}(?:\s*\([\d.,]+ ?[KMG]?B\))?)(?=[\s;,]|$)[;,]?"
)
_SIZE_BEHIND = re.compile(r"\(\s*[\d.,]+\s*[kKmM]?i?[bB](?:ytes)?\s*\)\s*$")
_WORD = re.compile(r"[^\W_]+")
_SIZE = re.compile(r"\s*\([\d.,]+ ?[KMG]?B\)$", re.IGNORECASE)


@dataclass(slots=True)
class _Value:
    """The value of a field: words and boxes in order, and the codes at it."""

    words: list[WordBox] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    is_boxed: bool = False

    @property
    def is_withheld(self) -> bool:
        """Whether nothing of it can be read for redaction."""
        seen = " ".join(token for token in self.tokens if token != BOX)
        return (self.is_boxed or bool(self.codes)) and (not seen or is_codes(seen))


def printed_header(
    block: Block, rows: Sequence[Row], pages: Sequence[PrintedPage], text: str
) -> PrintedHeader:
    """What a header block says."""
    fields: dict[str, PrintedField] = {}
    people: dict[str, tuple[PrintedPerson, ...]] = {}
    values: dict[str, _Value] = {}
    for raw in block.fields:
        if raw.role == OTHER or raw.role in fields:
            continue
        value = _value(raw, rows, pages, text)
        values[raw.role] = value
        fields[raw.role] = _field(raw, value, text)
        if raw.role in PEOPLE:
            people[raw.role] = printed_people(" ".join(value.tokens))
    if "from" not in fields and (box := _box_above(block, rows, pages)):
        fields["from"] = PrintedField("", (), "", is_withheld=True, codes=box.codes)
        people["from"] = (PrintedPerson("", "", is_withheld=True),)
    subject = fields.get("subject")
    sent = fields.get("sent")
    return PrintedHeader(
        fields,
        people,
        _sent(sent, is_day_first=ENGLISH not in block.languages),
        subject.text if subject else "",
        _attachments(values["attached"]) if "attached" in values else (),
    )


def _sent(sent: PrintedField | None, *, is_day_first: bool) -> SentDate | None:
    if sent is None or not sent.text:
        return None
    return printed_date(sent.text, is_day_first=is_day_first)


def _field(raw: RawField, value: _Value, text: str) -> PrintedField:
    if value.is_withheld:
        return PrintedField(raw.label, (), "", is_withheld=True, codes=tuple(value.codes))
    words = tuple(value.words)
    return PrintedField(raw.label, words, words_text(text, words), codes=tuple(value.codes))


def _value(raw: RawField, rows: Sequence[Row], pages: Sequence[PrintedPage], text: str) -> _Value:
    """The words of a field's rows, and the boxes between them."""
    value = _Value()
    for number, words in zip(raw.rows, _aligned(raw), strict=True):
        row = rows[number]
        page = pages[row.page]
        kept = _without_margin(words, row, page, text, value)
        start_x = words[0].x0 if words else row.line.x1
        boxes = [box for box in page.withheld if _is_at(box, row, start_x)]
        if not raw.label:
            until = raw.box_until or 0.0
            boxes = [box for box in page.withheld if _is_level(box, row) and box.x1 <= until]
        _weave(value, kept, boxes, text)
    value.codes = list(dict.fromkeys(value.codes))
    return value


def _aligned(raw: RawField) -> list[tuple[WordBox, ...]]:
    """The words of a value by the rows that they stand on; some looks put several on one row."""
    if len(raw.rows) == len(raw.words):
        return raw.words
    merged = [word for words in raw.words for word in words]
    return [tuple(merged), *[()] * (len(raw.rows) - 1)]


def _without_margin(
    words: tuple[WordBox, ...], row: Row, page: PrintedPage, text: str, value: _Value
) -> tuple[WordBox, ...]:
    """The words without codes that are printed in the page's margin beside them."""
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word.x0 < page.width_pt * _MARGIN:
            break
        before = words[index - 1].x1 if index else row.line.x0
        if word.x0 - before > _MARGIN_GAP_PT:
            tail = words_text(text, words[index:])
            if is_codes(tail):
                value.codes += codes_in(tail)
                return words[:index]
            break
    return words


def _is_at(box: Withheld, row: Row, start_x: float) -> bool:
    """Whether a blacked-out area stands in the value on a row."""
    return _is_level(box, row) and box.x1 > min(start_x, row.line.x0 + 4 * row.height)


def _is_level(box: Withheld, row: Row) -> bool:
    overlap = min(box.y1, row.line.y1) - max(box.y0, row.line.y0)
    return overlap > _BOX_COVERS * min(row.height, box.y1 - box.y0)


def _weave(value: _Value, words: Sequence[WordBox], boxes: Sequence[Withheld], text: str) -> None:
    """Put the words and boxes of a row in order behind the value; a code in its box is its text."""
    row: list[tuple[float, str]] = []
    for box in boxes:
        value.is_boxed = True
        value.codes += box.codes
        inside = [word for word in words if _is_inside(word, box)]
        said = words_text(text, inside)
        value.codes += codes_in(said)
        if not said or not is_codes(said.strip(";, ")):
            row.append((box.x0, BOX))
    for word in words:
        token = text[word.start : word.end]
        row.append((word.x0, token))
        value.words.append(word)
    said = words_text(text, words)
    value.codes += codes_in(said)
    tokens = [token for _, token in sorted(row, key=lambda place: place[0])]
    value.tokens += tokens
    value.rows.append(" ".join(tokens))


def _is_inside(word: WordBox, box: Withheld) -> bool:
    middle_x, middle_y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return box.x0 <= middle_x <= box.x1 and box.y0 - 2 <= middle_y <= box.y1 + 2


def _box_above(block: Block, rows: Sequence[Row], pages: Sequence[PrintedPage]) -> Withheld | None:
    """The area that swallowed a first field, label and all: it stands right above the block."""
    row = rows[block.start]
    floor = row.line.y0 - min(row.gap, 2.5 * row.height)
    for box in pages[row.page].withheld:
        is_high = box.y1 - box.y0 >= _MIN_BOX_PT and box.x1 - box.x0 >= 3 * _MIN_BOX_PT
        if is_high and floor - 3 <= box.y0 and box.y1 <= row.line.y0 + 4:
            return box
    return None


def _attachments(value: _Value) -> tuple[str, ...]:
    """The names in an attachments field, one to a line or parted by semicolons or commas."""
    if value.is_withheld:
        return ()
    return attachment_names(" ".join(token for token in value.tokens if token != BOX))


def attachment_key(name: str) -> str:
    """A file name as it can be compared: without its size, its spaces and its signs."""
    bare = _SIZE_BEHIND.sub("", name)
    return " ".join(_WORD.findall(bare.casefold()))


def attachment_names(whole: str) -> tuple[str, ...]:
    """The names of files in a line that lists them, with semicolons, commas or spaces between."""
    names = whole.split(";") if ";" in whole else _FILE.findall(whole) or [whole]
    found = (_SIZE.sub("", " ".join(name.split())).strip(" ,;") for name in names)
    return tuple(name for name in found if name and not is_codes(name))
