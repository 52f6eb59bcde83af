"""Queries on a large matter: forty from rare to commonest, and the hard ones by name.

The documents are made straight in the store, without files, so that 300,000 take a minute or two.
"""

import json
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from report import Figure, at_most

from pincite.domain.documents import CanonicalText
from pincite.domain.tokens import zone_words
from pincite.matter import Matter
from pincite.search import Search
from pincite.store.connection import Store
from pincite.store.documents import Documents

VOCABULARY = 200_000
ZIPF_EXPONENT = 1.0
MEDIAN_WORDS = 120
PEOPLE = 400
BATCH = 5_000
FIRST_SENT = datetime(2016, 1, 4, 8, 0, tzinfo=UTC)
_SYLLABLES = [c + v for c in "bdfgklmnprstv" for v in "aeiou"]
_COMMON = (
    "the to of and a in that is for it we on be this with you as at are have not will from by our"
    " data error meeting review pilot demo demonstration face recognition service demonstrate"
).split()

P95_MS = {50_000: 50.0, 300_000: 200.0}
HARD = {
    "pre/n of the two commonest": "the pre/5 to",
    "demo* w/5 demonstration": "demo* w/5 demonstration",
    "a common prefix": "re*",
    'word w/1 "a long phrase"': 'pilot w/1 "the to of and a"',
    "an inner wildcard": "d?ta",
    "nested proximity": "(meeting w/5 review) w/10 data",
    "not near": "pilot not w/10 demo",
}


def fill(store: Store, count: int, seed: int = 1) -> None:
    """Put `count` invented messages into an empty matter."""
    random = np.random.default_rng(seed)
    vocabulary = _vocabulary(random)
    weights = 1.0 / np.arange(1, VOCABULARY + 1) ** ZIPF_EXPONENT
    cumulative = np.cumsum(weights / weights.sum())
    with store.write() as database:
        database["sources"].insert({"id": 1, "path": "/b", "kind": "folder", "added_utc": ""})
        database["files"].insert(
            {"id": 1, "source_id": 1, "path": "", "size_bytes": 1, "modified_ns": 1}
        )
        store.conn.executemany(
            "INSERT INTO people VALUES (?, ?, ?, ?)",
            ((i, f"p{i}@x.example", f"Person {i}", f"p{i}@x.example") for i in range(PEOPLE)),
        )
    for begin in range(1, count + 1, BATCH):
        texts = _texts(random, vocabulary, cumulative, min(BATCH, count + 1 - begin))
        _write(store, random, begin, list(texts))
    with store.write():
        store.conn.execute("INSERT INTO document_words (document_words) VALUES ('optimize')")


def _vocabulary(random: np.random.Generator) -> list[str]:
    words = dict.fromkeys(_COMMON)
    while len(words) < VOCABULARY:
        parts = random.integers(0, len(_SYLLABLES), 5)
        words["".join(_SYLLABLES[i] for i in parts[: 2 + int(random.integers(0, 4))])] = None
    return list(words)


def _texts(
    random: np.random.Generator,
    vocabulary: list[str],
    cumulative: npt.NDArray[np.float64],
    count: int,
) -> Iterator[CanonicalText]:
    lengths = np.clip(random.lognormal(np.log(MEDIAN_WORDS), 0.9, count), 5, 5_000).astype(int)
    ranks = np.searchsorted(cumulative, random.random(int(lengths.sum()))).tolist()
    begin = 0
    for length in lengths.tolist():
        words = [vocabulary[min(rank, VOCABULARY - 1)] for rank in ranks[begin : begin + length]]
        begin += length
        sender, recipient = random.integers(0, PEOPLE, 2).tolist()
        yield CanonicalText.of_zones(
            {
                "from": f"Person {sender} <p{sender}@x.example>",
                "to": f"Person {recipient} <p{recipient}@x.example>",
                "subject": " ".join(words[:5]),
                "body": " ".join(words),
            }
        )


def _write(
    store: Store, random: np.random.Generator, begin: int, texts: list[CanonicalText]
) -> None:
    ids = range(begin, begin + len(texts))
    sent = [FIRST_SENT + timedelta(minutes=10 * i + int(random.integers(0, 9999))) for i in ids]
    with store.write():
        store.conn.executemany(
            "INSERT INTO documents (id, family_id, kind, type, file_id, length_bytes, sha256,"
            " size_bytes, sent_local, sort_key)"
            " VALUES (?, ?, 'message', 'email', 1, 1, '', 1, ?, ?)",
            (
                (i, i, at.strftime("%Y-%m-%dT%H:%M:%S"), int(at.timestamp()))
                for i, at in zip(ids, sent, strict=True)
            ),
        )
        store.conn.executemany(
            "INSERT INTO texts VALUES (?, ?, ?)",
            ((i, t.text, json.dumps(t.bounds)) for i, t in zip(ids, texts, strict=True)),
        )
        store.conn.executemany(
            "INSERT INTO document_words (rowid, sender, recipient, cc, bcc, subject, attached,"
            " body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((i, *zone_words(text)) for i, text in zip(ids, texts, strict=True)),
        )
        store.conn.executemany(
            "INSERT OR IGNORE INTO document_people VALUES (?, ?, ?)",
            (
                (i, role, int(text.zone(role).split()[1]))
                for i, text in zip(ids, texts, strict=True)
                for role in ("from", "to")
            ),
        )
        store.documents_changed()


def forty_queries(seed: int = 2) -> list[str]:
    """Words, phrases, groups, prefixes and proximities from rare to commonest."""
    vocabulary = _vocabulary(np.random.default_rng(1))
    ranks = np.unique(np.geomspace(1, VOCABULARY - 1, 16).astype(int)).tolist()
    single = [vocabulary[rank] for rank in ranks]
    pairs = list(pairwise(single))
    return [
        *single,
        *(f"{a} AND {b}" for a, b in pairs[:6]),
        *(f"({a} OR {b}) date:2018" for a, b in pairs[2:6]),
        *(f'"{a} {b}"' for a, b in pairs[:4]),
        *(f"{a} w/10 {b}" for a, b in pairs[1:6]),
        *("from:p17", "subject:meeting", "data NOT error", "demo*", "date:2018-03"),
    ]


def large_matter(folder: Path, count: int) -> Path:
    """A matter of `count` invented messages, made on first use."""
    path = folder / f"search-{count}.pincite"
    if not path.exists():
        with Matter.new(path) as matter:
            fill(matter.store, count)
    return path


def measure(folder: Path, count: int) -> list[Figure]:
    """Count and first 100 by date for forty queries, then the hard ones with their hits."""
    section = f"search of {count:,} documents"
    store = Store(large_matter(folder, count) / "matter.db", is_read_only=True)
    search, documents = Search(store), Documents(store)
    figures = [
        Figure(section, "first query, nothing read yet", _ms(search, documents, "pilot"), "ms")
    ]
    times = sorted(_ms(search, documents, query) for query in forty_queries())
    figures.append(Figure(section, "40 queries, median", statistics.median(times), "ms"))
    p95 = times[round(0.95 * (len(times) - 1))]
    if count in P95_MS:
        figures.append(at_most(section, "40 queries, p95", p95, "ms", P95_MS[count]))
    else:
        figures.append(Figure(section, "40 queries, p95", p95, "ms"))
    for name, query in HARD.items():
        figures.append(Figure(section, name, _ms(search, documents, query), "ms"))
        begin = time.perf_counter()
        search.count_hits(query)
        figures.append(Figure(section, f"{name}: hits", 1000 * (time.perf_counter() - begin), "ms"))
    return figures + _facet_figures(search, section)


def _ms(search: Search, documents: Documents, query: str) -> float:
    begin = time.perf_counter()
    found = search.find(query)
    rows = documents.rows(found.ids[:100].tolist())
    assert len(rows) == min(100, found.documents)
    return 1000 * (time.perf_counter() - begin)


def _facet_figures(search: Search, section: str) -> list[Figure]:
    ids = search.find("").ids
    figures = []
    for name in ("facets of everything, first", "facets of everything, again"):
        begin = time.perf_counter()
        search.facets(ids)
        figures.append(Figure(section, name, 1000 * (time.perf_counter() - begin), "ms"))
    begin = time.perf_counter()
    for document in search.find("data w/10 error").ids[:100].tolist():
        search.snippet("data w/10 error", document)
    per_snippet = 10 * (time.perf_counter() - begin)
    return [*figures, Figure(section, "a snippet with its hits", per_snippet, "ms")]
