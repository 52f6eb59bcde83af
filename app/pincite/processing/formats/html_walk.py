"""The one walk of sanitised HTML: the parser's events in, blocks out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pincite.domain.blocks import (
    Block,
    Cell,
    Hidden,
    Paragraph,
    Picture,
    Rule,
    Run,
    Style,
    Table,
    blocks_text,
)
from pincite.domain.numbers import letter_label
from pincite.processing.formats.html_style import (
    SYMBOL_LETTERS,
    Look,
    is_quote,
    is_tight,
    look_within,
)

_BLOCK_TAGS = set(
    "address article aside blockquote caption center dd details dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr legend li listing main menu nav ol option p "
    "pre section summary table tbody td tfoot th thead tr ul".split()
)
_VOID_TAGS = {"br", "hr", "img", "input", "wbr", "col", "area"}
_GAP_TAGS = {"p", "dl", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
_WORD = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BLANK_LINES = re.compile(r"\n[ \n]*\n[ \n]*\n")
# Table bounds: what is larger places things on a page, whatever it looks like.
MAX_COLUMNS = 12
MAX_CELL_CHARACTERS = 400
_TRACKING_PX = 3
_PLAIN_LOOK = Look()
_BULLETS = "•◦▪"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(slots=True)
class _Element:
    """An open element: how text looks in it, and what its end undoes."""

    tag: str
    look: Look
    is_quote: bool = False
    is_indent: bool = False


@dataclass(slots=True)
class _List:
    """An open list: how its items are numbered ('' for bullets), and the next number."""

    numbering: str
    next_number: int = 1


@dataclass(slots=True)
class _Table:
    """An open table: its rows of cells, each with its blocks, and the blocks it stands among."""

    outer: list[Block]
    has_border: bool
    rows: list[list[tuple[list[Block], bool, int]]] = field(default_factory=list)


class Walk:
    """Takes the events of lxml's parser; `blocks` gives what they make."""

    def __init__(self) -> None:
        """Start outside of every element."""
        self.begin()

    def begin(self) -> None:
        """Forget all that was walked, and start outside of every element."""
        self._elements: list[_Element] = []
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._shown: list[Block] = []
        self._hidden: list[Paragraph] = []
        self._sink = self._shown
        self._runs: list[Run] = []
        self._quote = 0
        self._indent = 0
        self._marker = ""
        self._heading = 0
        self._has_gap = False

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        """An element opens."""
        outer = self._elements[-1].look if self._elements else _PLAIN_LOOK
        look = look_within(outer, tag, attrib)
        if look.is_hidden != outer.is_hidden:
            self._flush()
        element = _Element(tag, look)
        if tag in _BLOCK_TAGS:
            self._open_block(element, attrib)
        if tag not in _VOID_TAGS:
            self._elements.append(element)
        elif not look.is_hidden or tag == "br":
            self._void(tag, attrib, look)

    def end(self, tag: str) -> None:
        """An element closes."""
        if tag in _VOID_TAGS or not self._elements or self._elements[-1].tag != tag:
            return
        element = self._elements.pop()
        outer = self._elements[-1].look if self._elements else _PLAIN_LOOK
        if tag in _BLOCK_TAGS or element.look.is_hidden != outer.is_hidden:
            self._flush(element.look)
        if tag in _BLOCK_TAGS:
            self._close_block(element)

    def data(self, data: str) -> None:
        """Text comes."""
        look = self._elements[-1].look if self._elements else _PLAIN_LOOK
        if not look.is_preformatted:
            # A no-break space stays apart until the paragraph ends, since it does not collapse.
            data = _SPACES.sub(" ", data)
            if data.startswith(" ") and self._ends_with_space():
                data = data[1:]
        if look.is_symbols:
            data = data.translate(SYMBOL_LETTERS)
        if data:
            self._runs.append(Run(data, look.style, look.colour))

    def close(self) -> None:
        """The input ends."""

    def blocks(self) -> list[Block]:
        """All the blocks; hidden ones that the shown text does not say come last."""
        self._flush()
        while self._tables:
            self._close_table()
        hidden = self._unsaid()
        if not hidden:
            return self._shown
        return [*self._shown, Hidden(), replace(hidden[0], is_tight=False), *hidden[1:]]

    def _unsaid(self) -> list[Paragraph]:
        """The hidden blocks whose words are not displayed as well."""
        if not self._hidden:
            return []
        shown = _words(blocks_text(self._shown))
        return [block for block in self._hidden if _words(blocks_text([block])) not in shown]

    def _void(self, tag: str, attributes: Mapping[str, str], look: Look) -> None:
        """An element without content: a break, a rule, an image, a filled-in field."""
        if tag == "br":
            self._trim_line()
            self._runs.append(Run("\n", look.style))
        elif tag == "hr":
            self._sink.append(Rule())
        elif tag == "img":
            self._picture(attributes, look)
        elif tag == "input" and attributes.get("type", "text").lower() in {"text", "submit"}:
            self.data(f" {attributes.get('value', '')} ")

    def _picture(self, attributes: Mapping[str, str], look: Look) -> None:
        """An image that came along; one that would have to be fetched is its alternative text."""
        source = attributes.get("src", "").strip()
        width, height = (_pixels(attributes.get(side, "")) for side in ("width", "height"))
        if not source.lower().startswith(("cid:", "data:image/")):
            alternative = " ".join(attributes.get("alt", "").split())
            if alternative:
                # An image stands apart from the words beside it.
                space = "" if self._ends_with_space() else " "
                style = look.style | Style.ITALIC
                self._runs.append(Run(f"{space}{alternative} ", style, look.colour))
        elif not (0 < width <= _TRACKING_PX and 0 < height <= _TRACKING_PX):
            self._flush()
            self._sink.append(Picture(source, width, height, self._quote, self._indent))

    def _open_block(self, element: _Element, attributes: Mapping[str, str]) -> None:
        """A block opens: what came before is a paragraph of its own."""
        tag = element.tag
        self._flush()
        if tag in _GAP_TAGS and not is_tight(attributes) and not (self._lists and tag in "ulol"):
            self._has_gap = True
        if is_quote(tag, attributes):
            element.is_quote = True
            self._quote += 1
        elif tag in {"blockquote", "dd", "ul", "ol", "dir", "menu"}:
            element.is_indent = True
            self._indent += 1
        if tag in {"ul", "ol", "dir", "menu"}:
            numbering = (attributes.get("type") or "1")[:1] if tag == "ol" else ""
            self._lists.append(_List(numbering, _integer(attributes.get("start"), 1)))
        elif tag == "li":
            self._marker = self._next_marker(attributes)
        elif tag == "table":
            self._tables.append(_Table(self._sink, attributes.get("border", "0") not in {"0", ""}))
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in {"td", "th"} and self._tables:
            self._open_cell(tag == "th", _integer(attributes.get("colspan"), 1))
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._heading = int(tag[1])

    def _open_cell(self, is_heading: bool, span: int) -> None:
        table = self._tables[-1]
        if not table.rows:
            table.rows.append([])
        self._sink = []
        table.rows[-1].append((self._sink, is_heading, max(1, min(span, MAX_COLUMNS))))

    def _close_block(self, element: _Element) -> None:
        """A block closes: back to how things stood before it."""
        tag = element.tag
        self._quote -= element.is_quote
        self._indent -= element.is_indent
        if tag in {"ul", "ol", "dir", "menu"} and self._lists:
            self._lists.pop()
            self._has_gap = not self._lists
        elif tag == "li":
            self._marker = ""
        elif tag == "table" and self._tables:
            self._close_table()
        elif tag in {"td", "th"} and self._tables:
            self._sink = self._tables[-1].outer
        elif len(tag) == 2 and tag[0] == "h":
            self._heading = 0
        if tag in _GAP_TAGS and tag not in {"ul", "ol"}:
            self._has_gap = self._has_gap or tag != "p"

    def _close_table(self) -> None:
        """A table closes: data stays a table, the rest is taken apart into its blocks."""
        table = self._tables.pop()
        self._sink = table.outer
        rows = [row for row in table.rows if any(blocks for blocks, _, _ in row)]
        if _is_data(rows, has_border=table.has_border):
            cells = tuple(tuple(_cell(*cell) for cell in row) for row in rows)
            self._sink.append(Table(cells, self._quote, self._indent))
            self._has_gap = True
        else:
            self._sink += [block for row in rows for blocks, _, _ in row for block in blocks]

    def _next_marker(self, attributes: Mapping[str, str]) -> str:
        if not self._lists:
            return _BULLETS[0]
        current = self._lists[-1]
        if not current.numbering:
            depth = sum(not outer.numbering for outer in self._lists)
            return _BULLETS[(depth - 1) % len(_BULLETS)]
        number = _integer(attributes.get("value"), current.next_number)
        current.next_number = number + 1
        return f"{_numeral(number, current.numbering)}."

    def _flush(self, look: Look | None = None) -> None:
        """What was gathered becomes a paragraph; a blank one becomes a gap before the next."""
        if not self._runs:
            return
        look = look or (self._elements[-1].look if self._elements else _PLAIN_LOOK)
        runs, self._runs = self._runs, []
        text = "".join(run.text for run in runs)
        if not text.strip():
            # Outlook's blank line is a paragraph that holds a no-break space.
            self._has_gap = self._has_gap or "\n" in text or "\xa0" in text
            return
        paragraph = Paragraph(
            _tidied(runs, is_preformatted=look.is_preformatted),
            heading=self._heading,
            quote=self._quote,
            indent=self._indent,
            marker=self._marker,
            is_preformatted=look.is_preformatted,
            is_tight=not self._has_gap,
        )
        if look.is_hidden:
            self._hidden.append(paragraph)
        else:
            self._sink.append(paragraph)
        self._marker = ""
        self._has_gap = False

    def _ends_with_space(self) -> bool:
        return not self._runs or self._runs[-1].text[-1] in " \n"

    def _trim_line(self) -> None:
        """Take the spaces off the end of a line that is broken."""
        if self._runs and self._runs[-1].text.endswith(" "):
            last = self._runs.pop()
            text = last.text.rstrip(" ")
            if text:
                self._runs.append(Run(text, last.style, last.colour))


def _tidied(runs: list[Run], *, is_preformatted: bool) -> tuple[Run, ...]:
    """Runs of one look joined, without blank lines at either end or more than two within."""
    texts: list[str] = []
    looks: list[Run] = []
    for run in runs:
        text = run.text.replace("\xa0", " ")
        if looks and looks[-1].style == run.style and looks[-1].colour == run.colour:
            texts[-1] += text
        else:
            texts.append(text)
            looks.append(run)
    texts[-1] = texts[-1].rstrip(" \n")
    texts[0] = texts[0].lstrip("\n")
    if not is_preformatted:
        texts = [_BLANK_LINES.sub("\n\n\n", text) if "\n" in text else text for text in texts]
    return tuple(
        Run(text, look.style, look.colour) for text, look in zip(texts, looks, strict=True) if text
    )


def _is_data(rows: list[list[tuple[list[Block], bool, int]]], *, has_border: bool) -> bool:
    """Whether a table holds data rather than places things: rows of short cells in columns."""
    if any(heading for row in rows for _, heading, _ in row):
        has_border = True
    columns = max((sum(span for _, _, span in row) for row in rows), default=0)
    if not 2 <= columns <= MAX_COLUMNS or len(rows) < (1 if has_border else 2):
        return False
    filled = 0
    for row in rows:
        if sum(bool(blocks) for blocks, _, _ in row) >= 2:
            filled += 1
        for blocks, _, _ in row:
            if not all(isinstance(block, Paragraph) for block in blocks):
                return False
            limit = MAX_CELL_CHARACTERS * (2 if has_border else 1)
            if len(blocks_text(blocks)) > limit:
                return False
    return filled * 2 >= len(rows) and filled >= (1 if has_border else 2)


def _cell(blocks: list[Block], is_heading: bool, span: int) -> Cell:
    """A cell whose paragraphs are lines of one text."""
    runs: list[Run] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if runs:
                runs.append(Run("\n"))
            if block.marker:
                runs.append(Run(f"{block.marker} "))
            runs += block.runs
    return Cell(tuple(runs), is_heading, span)


def _words(text: str) -> str:
    """The words of a text between single spaces, or '' if it has none."""
    words = _WORD.findall(text.casefold())
    return f" {' '.join(words)} " if words else ""


def _integer(text: str | None, otherwise: int) -> int:
    """A short whole number, or `otherwise`."""
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise


def _pixels(text: str) -> float:
    match = re.match(r"\s*(\d{1,5})(px)?\s*$", text)
    return float(match[1]) if match else 0.0


def _numeral(number: int, numbering: str) -> str:
    """The number of a list item: 1, a, A, i or I."""
    if numbering in "aA" and number > 0:
        label = letter_label(number)
        return label if numbering == "A" else label.lower()
    if numbering in "iI" and 0 < number < 40:
        label = ""
        for value, numeral in _ROMAN:
            label += numeral * (number // value)
            number %= value
        return label if numbering == "i" else label.upper()
    return str(number)
