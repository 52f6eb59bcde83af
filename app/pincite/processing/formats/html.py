"""HTML as a list of blocks: sanitised, then walked once, with nothing fetched and nothing run.

The walk follows the parser's events, so that no depth of nesting can end it. What the sender's
styles keep from being displayed is content all the same: it comes last, behind a `Hidden` block,
unless the displayed text says it too (as the second copy of a message made for telephones does).
"""

import re
import threading
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import Any, cast

import nh3
from lxml import etree

from pincite.domain.blocks import Block, blocks_text
from pincite.domain.documents import as_stored
from pincite.processing.formats.html_style import KEPT_PROPERTIES
from pincite.processing.formats.html_walk import Walk

# Beyond this depth nh3 takes time with the square of it; the tags then say nothing any more.
MAX_DEPTH = 8_000

_TAGS = set(
    "a abbr address area article aside b bdo big blockquote br button caption center cite code "
    "col colgroup dd del details dfn dir div dl dt em fieldset figcaption figure font footer form "
    "h1 h2 h3 h4 h5 h6 header hr i img input ins kbd label legend li listing main mark menu nav ol "
    "option p pre q s samp section small span strike strong sub summary sup table tbody td "
    "textarea tfoot th thead tr tt u ul var wbr".split()
)
_DROPPED_WITH_CONTENT = set(
    "applet audio canvas iframe math noembed noframes object script style svg template title "
    "video".split()
)
_ATTRIBUTES = {
    "*": {"style", "class", "hidden"},
    "a": {"href"},
    "font": {"face", "color"},
    "img": {"src", "alt", "width", "height"},
    "input": {"value", "type"},
    "li": {"value"},
    "ol": {"start", "type"},
    "table": {"border"},
    "td": {"colspan"},
    "th": {"colspan"},
}
_SCHEMES = {"cid", "data", "http", "https", "mailto", "ftp", "tel"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_DROPPED_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    url_schemes=_SCHEMES,
    filter_style_properties=KEPT_PROPERTIES,
    link_rel=None,
    strip_comments=True,
)
_ANY_TAG = re.compile(r"<[^>]*>|<!--.*?-->", re.DOTALL)
_NESTING_TAG = re.compile(r"<(/?)(?!br|hr|img|input|col|wbr|p\b|li|td|tr|th|option)[a-z]", re.I)
_BREAKING_TAG = re.compile(r"<(br|p|div|tr|td|li|pre|h[1-6]|blockquote|hr|table)\b", re.I)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_.-]+)", re.I)


def html_blocks(html: str) -> list[Block]:
    """The blocks of an HTML part, however broken it is."""
    html = as_stored(html)
    if "\n" in html.strip() and not _BREAKING_TAG.search(html):
        # No tag breaks a line: it is plain text with a few tags, whose newlines are meant.
        html = f"<pre>{html}</pre>"
    if _depth(html) > MAX_DEPTH:
        html = _ANY_TAG.sub("\n", html)
    return _WALKER.blocks(_CLEANER.clean(html))


class _Walker(threading.local):
    """A parser and its walk for each thread: making a parser takes longer than most pages do."""

    def __init__(self) -> None:
        self._renew()

    def _renew(self) -> None:
        self._walk = Walk()
        self._parser = etree.HTMLParser(
            target=cast("Any", self._walk), huge_tree=True, encoding="utf-8", recover=True
        )

    def blocks(self, clean: str) -> list[Block]:
        """The blocks of sanitised HTML."""
        try:
            # The root makes sure that the parser gets something: it refuses what is empty.
            self._parser.feed(f"<div>{clean}</div>")
            self._parser.close()
        except BaseException:
            # A parser that was stopped midway would go on from there.
            self._renew()
            raise
        blocks = self._walk.blocks()
        self._walk.begin()
        return blocks


_WALKER = _Walker()


def html_text(html: str) -> str:
    """The canonical text of an HTML part."""
    return blocks_text(html_blocks(html))


def decode_html(content: bytes) -> str:
    """The text of an HTML file: by its byte order mark, what it declares, or what it looks like."""
    for mark, charset in (
        (BOM_UTF8, "utf-8"),
        (BOM_UTF16_LE, "utf-16-le"),
        (BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return content[len(mark) :].decode(charset, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _META_CHARSET.search(content[:8192]) or _XML_ENCODING.search(content[:200])
    if declared:
        try:
            return content.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    # Imported when first needed, as in `charsets`.
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000]).best()
    return content.decode(best.encoding if best else "cp1252", "replace")


def _depth(html: str) -> int:
    """About how deeply elements are nested; 0 for what is too short to nest deeply."""
    if html.count("<") <= MAX_DEPTH:
        return 0
    depth = deepest = 0
    for match in _NESTING_TAG.finditer(html):
        depth += -1 if match[1] else 1
        deepest = max(deepest, depth)
        depth = max(depth, 0)
    return deepest
