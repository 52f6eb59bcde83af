"""People as a printed header names them, blacked-out parts and all."""

import re
from collections.abc import Sequence

from pincite.domain.exemptions import codes_in, without_codes
from pincite.domain.releases import PrintedPerson

# Stands in a value for an area that is blacked out.
BOX = "\ue000"
_WITHHELD = re.compile(
    rf"{BOX}|\[?\(?\b(?:redacted|withheld|exempt(?:ion)? ?\(?b?\)?\(?\d\)?)\b\)?\]?|█+",
    re.IGNORECASE,
)
_MAILTO = re.compile(r"[\[(<]\s*mailto:\s*([^\]\)>\s]+)\s*[\])>]", re.IGNORECASE)
_DN = re.compile(r"[<\[(]?\s*(/O=.+?/CN=[^\s;<>\])]+)\s*[>\])]?", re.IGNORECASE)
# An address whose bracket OCR or a line's end broke: `Rosa Okafor <rokafor@bps.example`.
_ADDRESS = re.compile(r"[^\s<>,;:()\[\]\"']+@[^\s<>,;:()\[\]\"']+\.[^\s<>,;:()\[\]\"']+")
_NOTES = re.compile(r"^([^/@<>]+?)((?:/[\w .&-]+)+)(?:@[\w .&-]+)?$")
_PARTICLES = frozenset("de da di van von der del la le al el bin st st. o".split())
_QUOTES = " \t\"'‘’“”.,"


def printed_people(value: str) -> tuple[PrintedPerson, ...]:
    """The people in a header's value, in order; `BOX` stands for what is blacked out.

    Without semicolons, a comma parts a last name from a first where one word stands before it, and
    people anywhere else.
    """
    value = " ".join(value.split())
    found: list[PrintedPerson] = []
    for person in map(_person, _parts(value)):
        # Two who are blacked out are two people, for all that can be seen.
        if person and (person.is_withheld or person not in found):
            found.append(person)
    return tuple(found)


def _parts(value: str) -> list[str]:
    """One part for each person."""
    if ";" in value:
        return value.split(";")
    pieces = _at_commas(value)
    if len(pieces) == 1:
        return pieces
    parts: list[str] = []
    last = ""
    for piece in pieces:
        if last:
            parts.append(f"{last}, {piece}")
            last = ""
        elif _is_last_name(piece):
            last = piece
        else:
            parts.append(piece)
    return [*parts, last] if last else parts


def _at_commas(value: str) -> list[str]:
    """The value cut at its commas, those in quotes and brackets left alone."""
    pieces = [""]
    depth, is_quoted = 0, False
    for letter in value:
        if letter == '"':
            is_quoted = not is_quoted
        depth += {"<": 1, "[": 1, "(": 1, ">": -1, "]": -1, ")": -1}.get(letter, 0)
        if letter == "," and depth <= 0 and not is_quoted:
            pieces.append("")
            depth = 0
        else:
            pieces[-1] += letter
    if is_quoted:
        pieces = value.split(",")
    return [piece.strip() for piece in pieces if piece.strip()]


def _is_last_name(piece: str) -> bool:
    """Whether a piece before a comma is a last name alone, so that the first name follows."""
    if "@" in piece or "/" in piece or piece.startswith('"') or _hidden(piece):
        return False
    words = piece.split()
    plain = [word for word in words if word.casefold().strip(".") not in _PARTICLES]
    return len(plain) <= 1


def _hidden(text: str) -> bool:
    return bool(_WITHHELD.search(text)) or next(codes_in(text), None) is not None


def _person(part: str) -> PrintedPerson | None:
    """Who one part of the value names; None for an empty one."""
    is_withheld = _hidden(part)
    seen = without_codes(_WITHHELD.sub(" ", part)) if is_withheld else part
    seen = " ".join(re.sub(r"[<\[(]\s*[>\])]", " ", seen).split())
    name, address = _name_and_address(seen)
    if not name and not address:
        return PrintedPerson("", "", is_withheld=True) if is_withheld else None
    return PrintedPerson(name, address, is_withheld)


def _name_and_address(seen: str) -> tuple[str, str]:
    if match := _DN.search(seen):
        return _name(seen[: match.start()] + seen[match.end() :]), match[1]
    if match := _MAILTO.search(seen) or _ADDRESS.search(seen):
        address = (match[1] if match.re is _MAILTO else match[0]).strip(_QUOTES)
        address = re.sub(r"^(?:mailto|smtp):", "", address, flags=re.IGNORECASE)
        rest = _name(seen[: match.start()] + " " + seen[match.end() :])
        return ("" if rest.casefold() == address.casefold() or "@" in rest else rest), address
    if match := _NOTES.match(seen):
        return _name(match[1]), ""
    return _name(seen), ""


def _name(text: str) -> str:
    """A name without what stands around it."""
    text = re.sub(r"<[^<>]*>?|\[[^\[\]]*\]?|[<>\]]", " ", text)
    text = re.sub(r"\(\s*\)", " ", text)
    text = " ".join(text.split()).strip(" \t\"'‘’“”,")
    if not any(letter.isalnum() for letter in text):
        return ""
    return re.sub(r"([\"'])\s*(?=,|$)", "", text)


def same_person(one: PrintedPerson, other: PrintedPerson) -> bool | None:
    """Whether two printed people are one; None where something withheld leaves it open."""
    if "@" in one.address and one.address.casefold() == other.address.casefold():
        return True
    names = name_words(one), name_words(other)
    if names[0] and names[1]:
        shared = names[0] & names[1]
        smaller = min(len(names[0]), len(names[1]))
        return len(shared) >= max(1, smaller if smaller <= 2 else smaller - 1)
    return None if one.is_withheld or other.is_withheld or names[0] or names[1] else False


def name_words(person: PrintedPerson) -> frozenset[str]:
    """The words that tell a person from others: of the name, or of the address before its @."""
    source = person.name or person.address.partition("@")[0]
    source = re.sub(r"\([^()]*\)", " ", source)
    words = re.findall(r"[^\W\d_]{2,}", source.casefold())
    return frozenset(words)


def any_same(some: Sequence[PrintedPerson], others: Sequence[PrintedPerson]) -> bool | None:
    """Whether two lists name somebody both; None where it cannot be told."""
    unknown = not some or not others
    for one in some:
        for other in others:
            answer = same_person(one, other)
            if answer:
                return True
            unknown = unknown or answer is None
    return None if unknown else False
