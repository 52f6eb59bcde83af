"""What HTML says of how text looks: the few declarations that a page of paper keeps."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pincite.domain.blocks import Style

KEPT_PROPERTIES = {
    "border",
    "border-left",
    "color",
    "display",
    "font-family",
    "font-style",
    "font-weight",
    "margin",
    "margin-bottom",
    "margin-top",
    "text-decoration",
    "text-decoration-line",
    "visibility",
    "white-space",
}

_TAG_STYLES = {
    "b": Style.BOLD,
    "strong": Style.BOLD,
    "th": Style.BOLD,
    "dt": Style.BOLD,
    "i": Style.ITALIC,
    "em": Style.ITALIC,
    "cite": Style.ITALIC,
    "dfn": Style.ITALIC,
    "var": Style.ITALIC,
    "address": Style.ITALIC,
    "u": Style.UNDERLINE,
    "ins": Style.UNDERLINE,
    "s": Style.STRIKE,
    "strike": Style.STRIKE,
    "del": Style.STRIKE,
    "tt": Style.MONOSPACE,
    "code": Style.MONOSPACE,
    "kbd": Style.MONOSPACE,
    "samp": Style.MONOSPACE,
    "sub": Style.SMALL,
    "sup": Style.SMALL,
    "small": Style.SMALL,
}
_PRE_TAGS = {"pre", "xmp", "listing", "textarea"}
_NAMED_COLOURS = {
    "red": 0xFF0000,
    "blue": 0x0000FF,
    "green": 0x008000,
    "navy": 0x000080,
    "maroon": 0x800000,
    "purple": 0x800080,
    "teal": 0x008080,
    "olive": 0x808000,
    "orange": 0xFFA500,
    "brown": 0xA52A2A,
    "fuchsia": 0xFF00FF,
    "magenta": 0xFF00FF,
    "darkred": 0x8B0000,
    "darkblue": 0x00008B,
    "darkgreen": 0x006400,
    "crimson": 0xDC143C,
}
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[,\s]+(\d{1,3})[,\s]+(\d{1,3})")
_MONOSPACE = re.compile(r"courier|consolas|monospace|menlo|monaco|lucida console", re.IGNORECASE)
_SYMBOLS = re.compile(r"wingdings|^['\"]?symbol", re.IGNORECASE)
_ZERO_MARGIN = re.compile(r"0(\.0*)?(px|pt|in|cm|em|%)?\b", re.IGNORECASE)
_NO_BORDER = re.compile(r"none|hidden|\b0(px|pt)?\b", re.IGNORECASE)
_TIGHT_CLASS = re.compile(r"\b(MsoNormal|MsoPlainText|MsoListParagraph|ydp|Apple-)", re.IGNORECASE)

# Letters that Outlook writes where it means a sign of a symbol font.
SYMBOL_LETTERS = str.maketrans(
    {"J": "☺", "L": "☹", "à": "→", "ü": "✓", "§": "▪", "Ø": "➢", "·": "•", "v": "❖", "q": "❑"}
)


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks inside the element that is open: what it inherits, changed by what it says."""

    style: Style = Style.PLAIN
    colour: int | None = None
    is_hidden: bool = False
    is_preformatted: bool = False
    is_symbols: bool = False


def look_within(outer: Look, tag: str, attributes: Mapping[str, str]) -> Look:
    """How text looks inside an element of this tag."""
    added = _TAG_STYLES.get(tag, Style.PLAIN)
    if tag == "a" and attributes.get("href"):
        added |= Style.LINK
    look = outer
    if added:
        look = replace(look, style=look.style | added)
    if tag in _PRE_TAGS:
        look = replace(look, is_preformatted=True)
    if "hidden" in attributes:
        look = replace(look, is_hidden=True)
    if tag == "font":
        look = _with_font(look, attributes.get("face", ""), attributes.get("color", ""))
    declared = attributes.get("style")
    return _with_declarations(look, declarations(declared)) if declared else look


def declarations(style: str) -> dict[str, str]:
    """The declarations of a style attribute by property, in lower case."""
    found = {}
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return found


def is_tight(attributes: Mapping[str, str]) -> bool:
    """Whether a paragraph has no blank line above it: its margins are none, as Outlook's are."""
    style = attributes.get("style")
    declared = declarations(style) if style else {}
    margin = declared.get("margin-top") or declared.get("margin")
    if margin is not None:
        return bool(_ZERO_MARGIN.match(margin))
    class_ = attributes.get("class")
    return class_ is not None and bool(_TIGHT_CLASS.search(class_))


def is_quote(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element is what somebody else wrote: set behind a bar, or a block quotation."""
    if tag not in {"blockquote", "div"}:
        return False
    style = attributes.get("style")
    declared = declarations(style) if style else {}
    bar = declared.get("border-left")
    if tag == "blockquote":
        border = bar or declared.get("border")
        return border is None or not _NO_BORDER.search(border)
    return bar is not None and not _NO_BORDER.search(bar)


def colour_of(text: str) -> int | None:
    """The colour that CSS or HTML names, or None if it is black, unknown or too pale to print."""
    text = text.strip().lower()
    if text in _NAMED_COLOURS:
        return _NAMED_COLOURS[text]
    digits = text.removeprefix("#")
    if re.fullmatch(r"[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if re.fullmatch(r"[0-9a-f]{6}", digits):
        return _printable(int(digits, 16))
    match = _RGB.match(text)
    if match:
        red, green, blue = (min(int(part), 255) for part in match.groups())
        return _printable(red << 16 | green << 8 | blue)
    return None


def _printable(colour: int) -> int | None:
    """The colour, unless it is a shade of grey, or so pale that it cannot be read on paper."""
    red, green, blue = colour >> 16, colour >> 8 & 255, colour & 255
    is_grey = max(red, green, blue) - min(red, green, blue) < 40
    is_pale = 0.299 * red + 0.587 * green + 0.114 * blue > 190
    return None if is_grey or is_pale else colour


def _with_font(look: Look, face: str, colour: str) -> Look:
    if face and _SYMBOLS.search(face):
        look = replace(look, is_symbols=True)
    elif face and _MONOSPACE.search(face):
        look = replace(look, style=look.style | Style.MONOSPACE)
    return replace(look, colour=colour_of(colour)) if colour else look


def _with_declarations(look: Look, declared: Mapping[str, str]) -> Look:
    style = look.style
    weight = declared.get("font-weight", "")
    if weight in {"bold", "bolder", "600", "700", "800", "900"}:
        style |= Style.BOLD
    elif weight in {"normal", "400"}:
        style &= ~Style.BOLD
    if declared.get("font-style") in {"italic", "oblique"}:
        style |= Style.ITALIC
    decoration = declared.get("text-decoration") or declared.get("text-decoration-line", "")
    if "underline" in decoration:
        style |= Style.UNDERLINE
    if "line-through" in decoration:
        style |= Style.STRIKE
    space = declared.get("white-space", "")
    return replace(
        _with_font(look, declared.get("font-family", ""), declared.get("color", "")),
        style=style | _with_font(look, declared.get("font-family", ""), "").style,
        is_hidden=look.is_hidden
        or declared.get("display") == "none"
        or declared.get("visibility") == "hidden",
        is_preformatted=look.is_preformatted
        if not space
        else space in {"pre", "pre-wrap", "pre-line", "break-spaces"},
    )
