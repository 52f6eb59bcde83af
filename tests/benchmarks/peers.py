"""Searches side by side with notmuch, mu and recoll, on the same Maildir in the same run.

Each is asked for the count and the first 100 by date. The peers answer as their users ask them, as
commands: what a command takes without a search (a word that stands nowhere) is shown apart and
taken off beside it. Pincite answers in its own process, as its window does, and keeps no results.
mu cannot count, so only its list is timed, and counted afterwards.
"""

from dataclasses import dataclass, field

SECTION = "peers"
FIRST = 100
RUNS = 5
NOWHERE = "zzyzxnowhere"


@dataclass(frozen=True)
class Asked:
    """A question in each one's language, '' where it has none, and why its count may differ."""

    name: str
    pincite: str
    notmuch: str = ""
    mu: str = ""
    recoll: str = ""
    why: dict[str, str] = field(default_factory=dict)


_ZONE = "takes the day in this machine's time zone, Pincite as written"
_HTML = "indexes the text part and the HTML part of a message both, so that the one ends at a"
_RECOLL_HEADERS = (
    "keeps headers, names of attachments and body in one index, without fields for these"
)
_TEXT = {
    "mu": "",
    "notmuch": "",
    "recoll": "",
}


def _word(name: str, word: str) -> Asked:
    return Asked(
        name,
        f"body:{word} kind:message",
        f'body:"{word}"',
        f"body:{word}",
        f'"{word}"l mime:message/rfc822',
    )


QUESTIONS = (
    _word("a rare word", "rustvarstbor"),
    _word("a word", "procurement"),
    _word("a common word", "data"),
    _word("the commonest word", "the"),
)
