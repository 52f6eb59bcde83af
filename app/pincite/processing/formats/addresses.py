"""Who is named in an address header, however it is written."""

import re
from functools import lru_cache
from typing import NamedTuple

from pincite.processing.formats.headers import decoded_words, unfolded


class Mailbox(NamedTuple):
    """A name and an address; either may be ''."""

    name: str
    address: str

    def __str__(self) -> str:
        """As it is shown: `Display Name <address>`."""
        if self.name and self.address:
            return f"{self.name} <{self.address}>"
        return self.address or self.name


_TOKEN = re.compile(
    r'"((?:[^"\\]|\\.)*)"|<([^<>]*)>?|\(((?:[^()\\]|\\.|\([^()]*\))*)\)'
    r'|([,;])|(:)|([^"<>(),;:]+)|(.)',
    re.DOTALL,
)
_PLAIN = re.compile(r"^([\w.+=-]+@[\w.-]+)$")
_NAMED = re.compile(r'^([^"<>(),;:@=\\]*?)\s*<([^<>\s,;:()"]+@[^<>\s,;:()"]+)>$')
# List archives write addresses so that they are not harvested.
_AT = re.compile(r"^\s*([\w.+=-]+) at ([\w-]+(?:\.[\w-]+)+)\s*$")
_QUOTES = " \t\"'"
_ADDRESS_IN_TEXT = re.compile(r"[^\s<>,;:()\"']+@[^\s<>,;:()\"']+")


@lru_cache(maxsize=16384)
def mailboxes(value: str) -> tuple[Mailbox, ...]:
    """The mailboxes of a header value in order, duplicates once; the names are decoded."""
    value = unfolded(value)
    # Nearly always each stands between commas, and the same people come again and again.
    plain: list[Mailbox] = []
    for part in value.split(","):
        mailbox = _simple(part)
        if mailbox is None:
            return tuple(dict.fromkeys(_read(value)))
        plain.append(mailbox)
    return tuple(dict.fromkeys(plain))


@lru_cache(maxsize=16384)
def _simple(value: str) -> Mailbox | None:
    """The one mailbox of a value without quotes, comments and groups; None for anything else."""
    value = value.strip()
    if match := _PLAIN.match(value):
        return Mailbox("", match[1])
    match = _NAMED.match(value)
    return _mailbox(match[1], match[2]) if match else None


def _read(value: str) -> list[Mailbox]:
    """Mailboxes by a scan that takes any order of names, comments and addresses."""
    found: list[Mailbox] = []
    pending = _Pending()
    is_group = "@" in value
    for quoted, angled, comment, separator, colon, text, other in _TOKEN.findall(value):
        if separator or (angled and pending.address):
            found += pending.end(goes_on=bool(angled))
        if angled:
            pending.take(angled.strip())
        elif comment:
            pending.comments.append(comment)
        elif quoted:
            pending.words.append(re.sub(r"\\(.)", r"\1", quoted))
        elif colon and is_group:
            # A group's name, or a scheme such as `SMTP:`.
            pending.words.clear()
        elif text.strip() or (other and other not in "<>"):
            pending.words.append(text or other)
    return found + pending.end()


class _Pending:
    """What was read since the last separator."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.comments: list[str] = []
        self.address = ""
        self._before = 0

    def take(self, address: str) -> None:
        """An address comes; the words before it are its name."""
        self.address = address
        self._before = len(self.words)

    def end(self, *, goes_on: bool = False) -> list[Mailbox]:
        """The mailbox that it makes, if any; words behind the address may begin another name."""
        rest: list[str] = []
        if goes_on:
            self.words, rest = self.words[: self._before], self.words[self._before :]
        mailbox = _assembled(self.words, self.comments, self.address)
        self.words, self.comments, self.address = rest, [], ""
        return [mailbox] if mailbox else []


def _assembled(words: list[str], comments: list[str], address: str) -> Mailbox | None:
    """One mailbox from what stood between two separators."""
    name = " ".join(" ".join(words).split())
    if address:
        if "@" not in address and "@" in name and not _ADDRESS_IN_TEXT.search(address):
            return _mailbox(name, address)
        return _mailbox(name or " ".join(comments), address)
    if match := _AT.match(name):
        return _mailbox(" ".join(comments), f"{match[1]}@{match[2]}")
    if "@" in name:
        match = _ADDRESS_IN_TEXT.search(name)
        if match:
            rest = (name[: match.start()] + name[match.end() :]).strip()
            return _mailbox(rest or " ".join(comments), match[0])
    return _mailbox(name or " ".join(comments), "") if name or comments else None


def _mailbox(name: str, address: str) -> Mailbox:
    if "=?" in name:
        name = decoded_words(name)
    if "=?" in address:
        address = decoded_words(address)
    name = " ".join(name.split()).strip(_QUOTES)
    if match := _AT.match(address):
        address = f"{match[1]}@{match[2]}"
    address = "".join(address.split()) if "@" in address else address.strip()
    address = address.removeprefix("mailto:").removeprefix("SMTP:").removeprefix("smtp:")
    return Mailbox("" if name.casefold() == address.casefold() else name, address)
