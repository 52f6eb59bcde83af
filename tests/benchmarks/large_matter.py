"""A large matter of invented messages, made straight in the store, without files.

300,000 messages hold about 1 GB of text. Lengths are those of real mail (see `corpus`); words fall
off as in English (Zipf and Mandelbrot), and one in 90 is from a long tail of ids, typos, names and
compounds, so that wildcards and fuzzy words stand for thousands.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pincite.domain.documents import CanonicalText
from pincite.domain.tokens import fed
from pincite.matter import Matter
from pincite.store.connection import Store
from pincite.store.recognised import RecognisedRows

KNOWN_WORDS = 60_000
RARE_WORDS = 1_200_000
RARE_SHARE = 1 / 90
ZIPF_SHIFT, ZIPF_EXPONENT = 2.0, 1.12
MEDIAN_WORDS, WORDS_SIGMA, MOST_WORDS = 235, 1.25, 8_000
PEOPLE = 5_000
BATCH = 5_000
FIRST_SENT = datetime(2016, 1, 4, 8, 0, tzinfo=UTC)
# Every twelfth document is an attachment of the one before it.
ATTACHMENT_EVERY = 12
TAGS = ("Pilot", "Procurement", "Public statement", "Privacy", "Training", "Hot")
CODES = ("b4", "b5", "b6", "b7C", "b7E")

_SYLLABLES = [c + v + e for c in "bdfgklmnprstv" for v in "aeiou" for e in ("", "n", "r", "st")]
_ENDINGS = ("gate", "tion", "ment", "ware", "berg", "son", "ing", "ness")
COMMON = tuple(
    """the to of and a in that is for it i you on be this with we as at are have not will from by or
    our was if they your an can all but has there would more so do any please my what me about which
    one out up been he no their when time new know like get who just his should now also were how
    had other only may than us some her them want then see work make here its use am these could
    data error meeting review pilot demo demonstration demonstrate face recognition service agency
    contract schedule budget system report analysis regulation vendor procurement privacy""".split()
)


def large_matter(folder: Path, count: int) -> Path:
    """A matter of `count` invented messages below `folder`, made on first use."""
    path = folder / f"search-{count}.pincite"
    if not path.exists():
        unfinished = folder / f"unfinished-{count}.pincite"
        with Matter.new(unfinished) as matter:
            fill(matter.store, count)
        unfinished.rename(path)
    store = Store(path / "matter.db")
    store.migrate()
    RecognisedRows(store).catch_up()
    store.close()
    return path


def fill(store: Store, count: int, seed: int = 1) -> None:
    """Put `count` invented messages into an empty matter."""
    random = np.random.default_rng(seed)
    with store.write() as database:
        database["sources"].insert({"id": 1, "path": "/b", "kind": "folder", "added_utc": ""})
        database["files"].insert(
            {"id": 1, "source_id": 1, "path": "", "size_bytes": 1, "modified_ns": 1}
        )
        store.conn.executemany(
            "INSERT INTO people VALUES (?, ?, ?, ?)",
            ((i, f"p{i}@x.example", f"Person {i}", f"p{i}@x.example") for i in range(PEOPLE)),
        )
        store.conn.executemany(
            "INSERT INTO tags VALUES (?, ?, ?, ?, ?)",
            ((i, name, i, i, i) for i, name in enumerate(TAGS, 1)),
        )
    for begin in range(1, count + 1, BATCH):
        add_messages(store, random, begin, min(BATCH, count + 1 - begin))
    with store.write():
        store.conn.execute("INSERT INTO document_words (document_words) VALUES ('optimize')")


def add_messages(store: Store, random: np.random.Generator, begin: int, count: int) -> None:
    """Put `count` more in, numbered from `begin`, in one transaction."""
    texts = list(_texts(random, count))
    ids = range(begin, begin + count)
    minutes = random.integers(0, 9999, count)
    sent = [
        FIRST_SENT + timedelta(minutes=7 * i + int(m)) for i, m in zip(ids, minutes, strict=True)
    ]
    with store.write():
        store.conn.executemany(
            "INSERT INTO documents (id, family_id, parent_id, kind, type, file_id, length_bytes,"
            " sha256, size_bytes, sent_local, sort_key, attachment_count)"
            " VALUES (?, ?, ?, ?, 'email', 1, 1, '', ?, ?, ?, ?)",
            (_document(i, at, text) for i, at, text in zip(ids, sent, texts, strict=True)),
        )
        store.conn.executemany(
            "INSERT INTO texts VALUES (?, ?, ?)",
            ((i, t.text, json.dumps(t.bounds)) for i, t in zip(ids, texts, strict=True)),
        )
        store.conn.executemany(
            "INSERT INTO document_words (rowid, sender, recipient, cc, bcc, subject, attached,"
            " body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((i, *_zones(text)) for i, text in zip(ids, texts, strict=True)),
        )
        store.conn.executemany(
            "INSERT OR IGNORE INTO document_people VALUES (?, ?, ?)",
            (
                (i, role, int(person.split(" ", 2)[1]))
                for i, text in zip(ids, texts, strict=True)
                for role in ("from", "to", "cc")
                for person in filter(None, text.zone(role).split(", "))
            ),
        )
        _decide(store, random, ids)
        store.set_setting("next_number", begin + count)
        store.documents_changed()


def _zones(text: CanonicalText) -> list[str]:
    bounds = text.bounds
    return [fed(text.text[a:b]) for a, b in zip(bounds[::2], bounds[1::2], strict=True)]


def _document(number: int, sent: datetime, text: CanonicalText) -> tuple[object, ...]:
    is_attachment = number % ATTACHMENT_EVERY == 0
    parent = number - 1 if is_attachment else None
    return (
        number,
        parent or number,
        parent,
        "attachment" if is_attachment else "message",
        len(text.text),
        None if is_attachment else sent.strftime("%Y-%m-%dT%H:%M:%S"),
        int(sent.timestamp()),
        int((number + 1) % ATTACHMENT_EVERY == 0),
    )


def _decide(store: Store, random: np.random.Generator, ids: range) -> None:
    """Tags on a twentieth, coding on a third, redactions on one in fifty."""
    drawn = random.random((len(ids), 3)).tolist()
    tags = random.integers(1, len(TAGS) + 1, len(ids)).tolist()
    chosen = list(zip(ids, drawn, tags, strict=True))
    store.conn.executemany(
        "INSERT INTO document_tags VALUES (?, ?)",
        [(i, tag) for i, (share, _, _), tag in chosen if share < 1 / 20],
    )
    store.conn.executemany(
        "INSERT INTO codings VALUES (?, ?, ?, 0)",
        [
            (i, "responsive" if share < 1 / 6 else "not-responsive", share < 1 / 50)
            for i, (_, share, _), _ in chosen
            if share < 1 / 3
        ],
    )
    store.conn.executemany(
        "INSERT INTO redactions (document_id, source_page, x0, y0, x1, y1, kind, codes, found_in)"
        " VALUES (?, 0, 0, 0, 1, 1, 'black', ?, 'vector')",
        [
            (i, json.dumps([CODES[tag % len(CODES)]]))
            for i, (_, _, share), tag in chosen
            if share < 1 / 50
        ],
    )


def _texts(random: np.random.Generator, count: int) -> Iterator[CanonicalText]:
    lengths = random.lognormal(np.log(MEDIAN_WORDS), WORDS_SIGMA, count)
    lengths = np.clip(lengths, 5, MOST_WORDS).astype(np.int64)
    drawn = iter(drawn_words(random, int(lengths.sum())))
    people = np.minimum(random.zipf(1.3, (count, 4)), PEOPLE - 1).tolist()
    roles = random.integers(0, 3, count).tolist()
    for length, (sender, *others), copied in zip(lengths.tolist(), people, roles, strict=True):
        words = [next(drawn) for _ in range(length)]
        yield CanonicalText.of_zones(
            {
                "from": _person(sender),
                "to": ", ".join(map(_person, others[copied:])),
                "cc": ", ".join(map(_person, others[:copied])),
                "subject": " ".join(words[:5]),
                "body": " ".join(words),
            }
        )


def _person(number: int) -> str:
    return f"Person {number} <p{number}@x.example>"


def drawn_words(random: np.random.Generator, count: int) -> list[str]:
    """So many words, each drawn by its share."""
    known = np.searchsorted(_shares(), random.random(count))
    rare = (random.random(count) ** 1.5 * RARE_WORDS).astype(np.int64) + KNOWN_WORDS
    is_rare = random.random(count) < RARE_SHARE
    return _all_words()[np.where(is_rare, rare, known)].tolist()


@cache
def _shares() -> npt.NDArray[np.float64]:
    weights = 1.0 / (np.arange(1, KNOWN_WORDS + 1) + ZIPF_SHIFT) ** ZIPF_EXPONENT
    cumulative = np.cumsum(weights / weights.sum())
    cumulative[-1] = 1.0
    return cumulative


@cache
def _all_words() -> npt.NDArray[np.object_]:
    return np.array([*known_words(), *_rare_words()], dtype=object)


@cache
def known_words() -> tuple[str, ...]:
    """Distinct words, the commonest first; short ones tend to be common."""
    random = np.random.default_rng(1)
    words = dict.fromkeys(COMMON)
    while len(words) < KNOWN_WORDS:
        lengths = 1 + (len(words) > 300) + random.integers(0, 3, 4_000)
        drawn = random.integers(0, len(_SYLLABLES), (4_000, 6))
        for row, length in zip(drawn.tolist(), lengths.tolist(), strict=True):
            words["".join(_SYLLABLES[index] for index in row[:length])] = None
    return tuple(words)[:KNOWN_WORDS]


def _rare_words() -> list[str]:
    """Ids, typos of known words, names and compounds: some hundred thousand of each."""
    random = np.random.default_rng(2)
    known = known_words()
    drawn = random.integers(0, 2**62, (RARE_WORDS, 2)).tolist()
    return [_rare_word(index, a, b, known) for index, (a, b) in enumerate(drawn)]


def _rare_word(index: int, a: int, b: int, known: tuple[str, ...]) -> str:
    base = known[a % 20_000]
    match index % 5:
        case 0:
            return f"{'po ref case inv'.split()[a % 4]}{b % 10**7:07d}"
        case 1:
            return f"{b:015x}"[: 6 + a % 6]
        case 2:
            at, letter = b % len(base), "etaoinshrdlu"[a % 12]
            return base[:at] + letter * (b % 3 > 0) + base[at + (b % 2) :] or letter
        case 3:
            return "".join(_SYLLABLES[(b >> shift) % len(_SYLLABLES)] for shift in (0, 9, 18, 27))
        case _:
            return base + known[b % 5_000] * (a % 2) + _ENDINGS[b % len(_ENDINGS)]
