"""What a message shows, what belongs to that, and what is attached to it.

Of alternatives the HTML is shown, since it is what the recipient saw. A litigator must find what
stood in either, so paragraphs of the plain alternative that have words which the HTML lacks follow
at the end, and the document and its pages say so.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from pincite.domain.blocks import Block, Hidden, blocks_text, text_blocks
from pincite.domain.documents import as_stored
from pincite.domain.tokens import words
from pincite.processing.formats.charsets import decode
from pincite.processing.formats.html import decode_html, html_blocks
from pincite.processing.formats.mime import Content, Enclosed, Message, Part, content, uu_blocks

# Beyond this a text is no longer something that a person reads; the native keeps the rest.
MAX_TEXT_CHARACTERS = 20_000_000
_CID = re.compile(r"cid:([^\"'\s>)\\]+)", re.IGNORECASE)
# What plain alternatives say in place of links, images and lines, which the HTML has as such.
_STAND_IN = re.compile(
    r"<?(?:https?|ftp|mailto|tel|cid|file):[^\s>\]]*[>\]]?|\[(?:image|cid|logo)[^\]\n]{0,300}\]"
    r"|<?\bwww\.[^\s>]+>?|^[ \t>]*-{3,} ?(?:original|forwarded) message ?-{3,}[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_LONG_WORD = 7
_FEW_WORDS = 100
_PARAGRAPH = re.compile(r"\n[ \t>]*\n")
_SHOWN_TEXT = frozenset(("text/plain", "text/html", "text/enriched", "text/x-plain", "text"))


@dataclass(slots=True)
class Body:
    """The shown blocks, images by their content id, and the parts that are attached."""

    blocks: list[Block] = field(default_factory=list)
    images: dict[str, Part] = field(default_factory=dict)
    attachments: "list[Part | Enclosed]" = field(default_factory=list)
    is_damaged: bool = False
    differs: bool = False
    is_cut: bool = False
    _plain: str | None = None
    _text: str | None = None

    @property
    def text(self) -> str:
        """The canonical text of the body."""
        if self._plain is not None:
            return self._plain
        if self._text is None:
            self._text = blocks_text(self.blocks)
        return self._text

    def show_plain(self, text: str) -> None:
        """Show a plain text behind what is shown already."""
        if len(text) > MAX_TEXT_CHARACTERS:
            text, self.is_cut = text[:MAX_TEXT_CHARACTERS], True
        text = as_stored(text)
        if not text:
            return
        if not self.blocks and self._plain is None:
            # The usual message: its blocks are made when it is rendered, not when it is read.
            self._plain = text
            return
        self.show_blocks(text_blocks(text))

    def show_blocks(self, blocks: list[Block]) -> None:
        """Show blocks behind what is shown already."""
        self._settle()
        self.blocks += blocks
        self._text = None

    def _settle(self) -> None:
        if self._plain is not None:
            self.blocks += text_blocks(self._plain)
            self._plain = self._text = None

    def settled_blocks(self) -> list[Block]:
        """The blocks, also of a message that is one plain text."""
        self._settle()
        return self.blocks


def body_of(message: Message) -> Body:
    """What a message shows and what is attached to it."""
    walk = _Walk(message)
    walk.visit(message.root)
    return walk.finish()


class _Walk:
    """Goes through the parts of a message once, in order."""

    def __init__(self, message: Message) -> None:
        self._raw = message.raw
        self._body = Body()
        self._cids: set[str] = set()
        self._plain_only: list[str] = []

    def finish(self) -> Body:
        """The body, its images told from its attachments."""
        attached: list[Part | Enclosed] = []
        for part in self._body.attachments:
            if isinstance(part, Part) and self._is_image_of_body(part):
                self._body.images[part.content_id] = part
                if part.disposition != "attachment":
                    continue
            attached.append(part)
        self._body.attachments = attached
        if self._plain_only:
            self._body.show_blocks([Hidden(is_plain_version=True)])
            self._body.show_plain("\n\n".join(self._plain_only))
            self._body.differs = True
        return self._body

    def _is_image_of_body(self, part: Part) -> bool:
        return bool(
            part.content_id
            and part.content_id in self._cids
            and (part.media_type.startswith("image/") or part.media_type.endswith("octet-stream"))
        )

    def visit(self, part: Part) -> None:
        """Show or attach a part and what it holds."""
        if part.media_type == "multipart/alternative" and part.children:
            self._visit_alternatives(part)
        elif part.children:
            for child in part.children:
                self.visit(child)
        elif self._is_shown(part):
            self._show(part)
        elif part.start < part.end or part.filename or part.media_type != "text/plain":
            self._body.attachments.append(part)

    def _is_shown(self, part: Part) -> bool:
        if part.media_type not in _SHOWN_TEXT or part.disposition == "attachment":
            return False
        if not part.filename:
            return True
        is_first = not self._body.blocks and self._body._plain is None
        return is_first and part.disposition != "inline"

    def _visit_alternatives(self, part: Part) -> None:
        """Show the HTML, and of the plain text what the HTML lacks; attach the other versions."""
        html = [child for child in part.children if _has_html(child)]
        plain = [
            child
            for child in part.children
            if child not in html and not child.children and self._is_shown(child)
        ]
        others = [child for child in part.children if child not in html and child not in plain]
        texts = [self._plain_text(child) for child in plain]
        before = len(self._body.settled_blocks()) if html else 0
        for child in html:
            self.visit(child)
        if html:
            shown = blocks_text(self._body.blocks[before:]) if before else self._body.text
            for text in texts:
                self._keep_what_is_missing(as_stored(text), shown)
        else:
            for text in dict.fromkeys(texts):
                self._body.show_plain(text)
        for child in others:
            self.visit(child)

    def _keep_what_is_missing(self, text: str, shown: str) -> None:
        """Keep the paragraphs of a plain alternative that have words which are not shown."""
        told, displayed = words(text), words(shown)
        if told == displayed:
            return
        said = displayed.split()
        known = set(said)
        if known.issuperset(told.split()):
            return
        missing = set(words(_STAND_IN.sub(" ", text)).split()) - known
        if len(missing) <= _FEW_WORDS:
            # Plain versions run words together where the HTML only breaks the line.
            run_together = "".join(said)
            missing = {
                word for word in missing if len(word) < _LONG_WORD or word not in run_together
            }
        if not missing:
            return
        if not known:
            self._body.show_plain(text)
            return
        self._plain_only += [
            paragraph.strip("\n")
            for paragraph in _PARAGRAPH.split(text)
            if missing & set(words(paragraph).split())
        ]

    def _show(self, part: Part) -> None:
        if part.media_type == "text/html":
            html = self._html(part)
            self._cids.update(unquote(cid) for cid in _CID.findall(html))
            self._body.show_blocks(html_blocks(html))
        else:
            self._body.show_plain(self._plain_text(part))

    def _html(self, part: Part) -> str:
        data = self._content(part).data
        is_said = bool(part.charset) or b"charset" not in data[:4096].lower()
        html = decode(data, part.charset) if is_said else decode_html(data)
        if len(html) > MAX_TEXT_CHARACTERS:
            html, self._body.is_cut = html[:MAX_TEXT_CHARACTERS], True
        return html

    def _plain_text(self, part: Part) -> str:
        data = self._content(part).data
        if b"\nbegin " in data or data.startswith(b"begin "):
            data = self._without_enclosed(data)
        return decode(data, part.charset)

    def _without_enclosed(self, data: bytes) -> bytes:
        """A text without the uuencoded files in it, which are attached instead."""
        kept, position = [], 0
        for block in uu_blocks(data):
            self._body.attachments.append(block)
            kept.append(data[position : block.start])
            position = block.end
        return b"".join((*kept, data[position:]))

    def _content(self, part: Part) -> Content:
        found = content(self._raw, part)
        self._body.is_damaged |= found.is_damaged
        return found


def _has_html(part: Part) -> bool:
    if part.children:
        return any(_has_html(child) for child in part.children)
    return part.media_type == "text/html" and part.disposition != "attachment"
