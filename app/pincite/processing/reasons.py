"""Why something could not be read, or not wholly: the sentences that exceptions are listed with."""

from collections.abc import Sequence
from typing import NamedTuple


class Reason(NamedTuple):
    """A reason as it is listed and grouped by, what it means, and what can be done."""

    reason: str
    message: str
    remedy: str = ""


NOT_READ_YET = Reason(
    "format not read yet",
    "Pincite keeps this file but does not read its text, so a search does not find it.",
    "Save a copy and open it in another program.",
)
EMPTY = Reason("empty file", "The file has no bytes.", "Ask for it again if it should have some.")
EMPTY_ARCHIVE = Reason(
    "empty archive", "There is no file in it.", "Ask for it again if it should have some."
)
UNREADABLE = Reason(
    "not readable", "The file could not be opened.", "Check who may read it, then add it again."
)
NAME_NO_TEXT = Reason(
    "name not readable",
    "Its name, or a folder's, has bytes that are no letters in UTF-8.",
    "Rename it and add it again.",
)
NOT_A_FILE = Reason("not a file", "It is a device, pipe or socket: nothing to read.")
LINK_LOOP = Reason("link loop", "The link leads back to a folder that it lies in.")
BROKEN_LINK = Reason("broken link", "The link leads nowhere.", "Add the file that it should name.")
SYSTEM_FILE = Reason("system file", "An operating system or mail server keeps this for itself.")
UNFINISHED = Reason("unfinished delivery", "A mail server had not finished writing this message.")
TOO_DEEP = Reason(
    "nested too deeply",
    "Something lies in more containers, one within another, than Pincite opens.",
    "Take it out with another program and add it.",
)
TOO_LARGE = Reason(
    "too large",
    "It unpacks to more than Pincite takes from one archive.",
    "Unpack it with another program and add the folder.",
)
NO_TEXT = Reason(
    "pages without text",
    "Pages have no text: blank, or only a picture.",
    "Read these pages with your eyes; a search does not find them.",
)
PAGE_NOT_READ = Reason(
    "scanned pages not read",
    "They could not be read from their pictures (OCR).",
    "Read these pages with your eyes; a search does not find them.",
)
PAGE_NOT_LOOKED_AT = Reason(
    "scanned pages not looked at",
    "They could not be looked at for redactions.",
    "Look at these pages yourself: what is withheld on them is not counted.",
)
TEXT_SURVIVES = Reason(
    "text survives under a redaction",
    "the file still holds the text that was painted over. Pincite neither shows nor searches it,"
    " and no exhibit carries it; only the original does. It may have been disclosed inadvertently:"
    " see FRE 502(b) and FRCP 26(b)(5)(B).",
    "Do not read it elsewhere: counsel decides, once for the matter, and whether its sender must be"
    " told.",
)
TEXT_CUT = Reason("text cut", "The text is so long that only its beginning can be searched.")
ENCRYPTED = Reason(
    "encrypted", "It cannot be read without its key or password.", "Ask for it without encryption."
)
DAMAGED = Reason(
    "damaged", "Some of it could not be decoded.", "Ask for the file again: it may be incomplete."
)
CUT_SHORT = Reason(
    "cut short",
    "The message ends before its last part does; what is attached last may be incomplete.",
    "Ask for the file again.",
)
PARTIAL = Reason(
    "part of a message", "The sender's program split this message; only a part of it is here."
)
ALTERNATIVES = Reason(
    "versions differ",
    "The plain version of this message has words that its HTML lacks; they follow at its end.",
)
CHANGED = Reason(
    "changed since",
    "The file is not what it was when it was first added; both versions are kept as documents.",
    "Find out why it changed: the first version's bytes are no longer in the source.",
)
CHANGING = Reason(
    "changed while read", "The file changed while it was being read.", "Add the source again."
)
NUMBERS_CLASH = Reason(
    "numbers clash",
    "The numbers printed on its pages begin as this matter's control numbers do.",
    "Write such a number with care, or make the matter with another prefix.",
)
NOT_A_MAILBOX = Reason("unread stretch", "What stands before the first message is not mail.")
NO_HEADER = Reason("no header", "The message has no header, so sender and date are not known.")
CRASHED = Reason("could not be read", "Reading it brought the reader down; the file is kept.")
TIMED_OUT = Reason("took too long", "Reading it took too long and was stopped; the file is kept.")
FAILED = Reason("could not be read", "Its contents could not be understood; the file is kept.")


def without_text(count: int, pages: int) -> Reason:
    """That so many of a document's pages have no text."""
    which = f"{count:,} of {pages:,} pages" if pages > 1 else "The page"
    said = f"{which} {'have' if count > 1 else 'has'} no text: blank, or only a picture."
    return NO_TEXT._replace(message=said)


def pages_not_read(page_numbers: Sequence[int]) -> Reason:
    """That these pages, from 1, could not be read from their pictures."""
    return _of_pages(PAGE_NOT_READ, page_numbers)


def pages_not_looked_at(page_numbers: Sequence[int]) -> Reason:
    """That these pages, from 1, could not be looked at for redactions."""
    return _of_pages(PAGE_NOT_LOOKED_AT, page_numbers)


def _of_pages(reason: Reason, page_numbers: Sequence[int]) -> Reason:
    """A reason with the numbers of the pages it holds for."""
    listed = ", ".join(map(str, page_numbers[:20])) + (" …" if len(page_numbers) > 20 else "")
    said = f"{'Pages' if len(page_numbers) > 1 else 'Page'} {listed}: {reason.message}"
    if len(page_numbers) == 1:
        said = said.replace("They could", "it could").replace("their pictures", "its picture")
    return reason._replace(message=said)
