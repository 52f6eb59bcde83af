"""Searches a large matter: a hundred queries, facets, hits, memory, and adding to it.

Every query is timed as the window asks it, in a process that is warm, with nothing kept of the
queries before: the count and the first 100 by date. The best of three, with the processor's time
beside, since other programs may run.
"""

import gc
import shutil
import statistics
import time
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import numpy as np
from hundred_queries import LONG, hundred_queries
from large_matter import KNOWN_WORDS, drawn_words, known_words, large_matter
from report import Figure, at_most

from pincite.domain.documents import CanonicalText
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.search import Search, TermsAsked
from pincite.search.language.parse import parse
from pincite.search.marks.hits import document_hits
from pincite.search.reports.term_lists import TermLine
from pincite.store.connection import Store
from pincite.store.documents import Documents

P95_MS, WORST_MS, LONG_MS = 100.0, 500.0, 1_000.0
FACETS_MS, COMMONEST_MS = 150.0, 200.0
HITS_5KB_MS, HITS_1MB_MS = 5.0, 300.0
INDEX_TO_TEXT = 1.0
MEMORY_MIB = 200.0
ADD_S, ADDED = 3.0, 100
REPORT_S, TERMS = 60.0, 300
FIRST = 100
RUNS = 3
MIB = 2**20


def measure(folder: Path, count: int) -> list[Figure]:
    """All figures of a matter of so many messages, which is made on first use."""
    path = large_matter(folder, count)
    section = f"search of {count:,} documents"
    store = Store(path / "matter.db", is_read_only=True)
    search, documents = Search(store), Documents(store)
    figures = [
        *_opening(search, documents, path, section),
        *_queries(search, documents, section),
        *_hits(section),
        _report(search, section),
        _index_size(store, path, section),
    ]
    store.close()
    return [*figures, _adding(folder, path, section)]


def _opening(search: Search, documents: Documents, path: Path, section: str) -> list[Figure]:
    """What is read once: the documents' order; the facets' columns and the words of the index."""
    first = _seconds(lambda: _page(search, documents, "pilot"))
    warm = _seconds(search.warm_up)
    for kept in path.glob("cache/words-*"):
        kept.unlink()
    store = Store(path / "matter.db", is_read_only=True)
    anew = _seconds(Search(store).warm_up)
    store.close()
    return [
        Figure(section, "first query after opening", 1000 * first, "ms"),
        Figure(section, "warm-up after opening", 1000 * warm, "ms"),
        Figure(section, "the same where the words are not kept yet", 1000 * anew, "ms"),
    ]


def _queries(search: Search, documents: Documents, section: str) -> list[Figure]:
    queries = hundred_queries()
    gc.collect()
    idle = _resident("VmRSS")
    _forget_peak()
    wall, cpu, facets = {}, {}, {}
    for query in queries:
        wall[query], cpu[query] = _best(search, lambda query=query: _page(search, documents, query))
        ids = search.find(query).ids
        facets[query], _ = _best(search, lambda ids=ids: search.facets(ids))
    above = (_resident("VmHWM") - idle) / MIB
    short = {query: ms for query, ms in wall.items() if query not in LONG}
    slowest = max(short, key=short.__getitem__)
    slowest_long = max(LONG, key=wall.__getitem__)
    hits = {query: _seconds(lambda query=query: search.count_hits(query)) for query in LONG}
    return [
        Figure(section, "100 queries, median", statistics.median(wall.values()), "ms"),
        at_most(section, "100 queries, p95", _p95(wall), "ms", P95_MS),
        Figure(section, "p95 of those that are not long", _p95(short), "ms"),
        Figure(section, "100 queries, p95 of processor time", _p95(cpu), "ms"),
        at_most(section, f"worst but the long: {slowest}", short[slowest], "ms", WORST_MS),
        at_most(section, f"worst of the long: {slowest_long}", wall[slowest_long], "ms", LONG_MS),
        *(
            figure
            for query in sorted(LONG, key=wall.__getitem__)
            for figure in (
                Figure(section, f"{query}", wall[query], "ms"),
                Figure(section, f"{query}: hits counted after", 1000 * hits[query], "ms"),
            )
        ),
        *(
            Figure(section, f"{query}", short[query], "ms")
            for query in sorted(short, key=short.__getitem__)[-12:]
        ),
        at_most(section, "the commonest word", wall[known_words()[0]], "ms", COMMONEST_MS),
        at_most(section, "facets after a query, worst", max(facets.values()), "ms", FACETS_MS),
        at_most(section, "memory above idle, most of 100 queries", above, "MiB", MEMORY_MIB),
    ]


def _hits(section: str) -> list[Figure]:
    """Marks in a message of 5 KB and in a text of 1 MB."""
    figures = []
    queries = ("data w/10 error", "the", "demo* w/5 demonstration", "meeting~1")
    for name, size, most in (("5 KB", 5_000, HITS_5KB_MS), ("1 MB", 1_000_000, HITS_1MB_MS)):
        text = _text(size)
        worst = max(_hits_seconds(query, text) for query in queries)
        figures.append(
            at_most(section, f"hits of a text of {name}, worst", 1000 * worst, "ms", most)
        )
    return figures


def _hits_seconds(query: str, text: CanonicalText) -> float:
    tree = parse(query, "REV", "pincite").tree
    return min(_seconds(lambda: document_hits(tree, text, bool)) for _ in range(RUNS))


def _text(size: int) -> CanonicalText:
    """An invented message of so many characters."""
    body = " ".join(drawn_words(np.random.default_rng(5), size // 4))[:size]
    return CanonicalText.of_zones({"from": "a@x.example", "subject": "Review", "body": body})


def _report(search: Search, section: str) -> Figure:
    """A search term report of 300 terms: the queries, and words from common to rare."""
    ranks = np.unique(np.geomspace(20, KNOWN_WORDS - 1, 2 * TERMS).astype(int))
    words = [f'"{known_words()[rank]}"' for rank in ranks.tolist()]
    queries = [query for query in hundred_queries() if query not in LONG and ":" not in query]
    terms = [*queries, *words][:TERMS]
    asked = TermsAsked(tuple(TermLine(number, term) for number, term in enumerate(terms, 1)))
    search.forget_results()
    seconds = _seconds(lambda: search.term_report(asked, Control()))
    return at_most(section, f"search term report, {len(terms)} terms", seconds, "s", REPORT_S)


def _index_size(store: Store, path: Path, section: str) -> Figure:
    """The index with the words kept in the cache, to the text."""
    (index,) = store.conn.execute(
        "SELECT (SELECT sum(length(block)) FROM document_words_data)"
        " + (SELECT sum(length(term) + 8) FROM document_words_idx)"
        " + (SELECT sum(length(sz) + 4) FROM document_words_docsize)"
    ).fetchone()
    index += sum(file.stat().st_size for file in path.glob("cache/words-*"))
    (text,) = store.conn.execute("SELECT sum(length(CAST(text AS BLOB))) FROM texts").fetchone()
    name = f"index of {index / 1e9:.2f} GB to text of {text / 1e9:.2f} GB"
    return at_most(section, name, index / text, "times", INDEX_TO_TEXT)


def _adding(folder: Path, path: Path, section: str) -> Figure:
    """Seconds from 100 new files to the answer that has them, in a copy of the matter."""
    copy, mail = folder / "adding.pincite", folder / "adding-mail"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.rmtree(mail, ignore_errors=True)
    shutil.copytree(path, copy)
    mail.mkdir()
    random = np.random.default_rng(9)
    words = np.array(known_words())
    for number in range(ADDED):
        message = EmailMessage()
        message["From"], message["To"] = "p1@x.example", "p2@x.example"
        message["Subject"] = f"Added {number}"
        message["Date"] = "Wed, 02 Jan 2019 10:00:00 +0000"
        message.set_content("addednowhere " + " ".join(words[random.integers(0, 5_000, 300)]))
        (mail / f"{number}.eml").write_bytes(message.as_bytes())
    with Matter.open(copy) as matter:
        matter.search.find("pilot")
        begin = time.perf_counter()
        matter.processing.add([mail])
        found = matter.search.find("addednowhere").documents
        taken = time.perf_counter() - begin
        assert found == ADDED, found
    shutil.rmtree(copy)
    shutil.rmtree(mail)
    return at_most(section, "100 messages added until searchable", taken, "s", ADD_S)


def _page(search: Search, documents: Documents, query: str) -> None:
    """The count and the first 100 by date."""
    found = search.find(query)
    rows = documents.rows(found.ids[:FIRST].tolist())
    assert len(rows) == min(FIRST, found.documents)


def _best(search: Search, ask: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the wall and of the processor, each the best of three runs."""
    wall, cpu = [], []
    for _ in range(RUNS):
        search.forget_results()
        begin, begin_cpu = time.perf_counter(), time.process_time()
        ask()
        wall.append(time.perf_counter() - begin)
        cpu.append(time.process_time() - begin_cpu)
    return 1000 * min(wall), 1000 * min(cpu)


def _seconds(ask: Callable[[], object]) -> float:
    begin = time.perf_counter()
    ask()
    return time.perf_counter() - begin


def _p95(times: dict[str, float]) -> float:
    return sorted(times.values())[round(0.95 * len(times)) - 1]


def _resident(name: str) -> int:
    """Bytes of this process's memory: `VmRSS` now, `VmHWM` the most since `_forget_peak`."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return 0


def _forget_peak() -> None:
    """Source: proc(5), /proc/pid/clear_refs."""
    Path("/proc/self/clear_refs").write_text("5")
