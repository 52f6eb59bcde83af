"""A matter of many released pages: facets, `bates:`, the release page and the list of numbers.

500 divided PDFs of 400 pages with 50,000 printed messages, put straight into the store. Every page
bears a number of one of five series; two areas on each name a code.
"""

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from report import Figure, at_most

from pincite.desktop.models.releases import read_releases
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.store.connection import Store
from pincite.store.number_runs import keep_all_runs

SECTION = "many pages"
RELEASES, MESSAGES, PAGES = 500, 100, 4
CODES = ("b4", "b5", "b6", "b7A", "b7C", "b7E")
PEOPLE = 400
WORDS = bytes(1_200)
FACETS_MS, BATES_MS, RELEASES_MS = 150.0, 50.0, 200.0
_QUERIES = ("bates:NLR1-0050003", "bates:NLR1-0000001..0200000")
_DOCUMENTS = (
    "INSERT INTO documents (id, family_id, kind, type, file_id, printed_in, is_retired, filename,"
    " sort_key, sent_local, page_count, bates_begin, bates_end, length_bytes, sha256, size_bytes)"
    " VALUES (?,?,?,'pdf',1,?,?,?,?,?,?,?,?,1,'',1)"
)
_PAGES = (
    "INSERT INTO pages (document_id, number, source_page, width_pt, height_pt, text_start,"
    " text_end, bates, words, withheld_share, bates_confidence) VALUES (?,?,?,612,792,0,0,?,?,?,95)"
)
_AREAS = (
    "INSERT INTO redactions (document_id, source_page, x0, y0, x1, y1, kind, codes, found_in)"
    " VALUES (?,?,1,1,2,2,'black',?,'vector')"
)


def fill(store: Store, releases: int = RELEASES) -> None:
    """Put divided releases into an empty matter."""
    random = Random(7)
    with store.write() as database:
        database["sources"].insert({"id": 1, "path": "/b", "kind": "folder", "added_utc": ""})
        database["files"].insert(
            {"id": 1, "source_id": 1, "path": "", "size_bytes": 1, "modified_ns": 1}
        )
        database.conn.executemany(
            "INSERT INTO people VALUES (?1, ?1, 'P ' || ?1, '')",
            [(number,) for number in range(1, PEOPLE + 1)],
        )
        for release in range(releases):
            _add_release(store, release, random)
        store.set_setting("next_number", releases * (MESSAGES + 1) + 1)
        keep_all_runs(database.conn)
        store.documents_changed()


def _add_release(store: Store, release: int, random: Random) -> None:
    top = release * (MESSAGES + 1) + 1
    count = MESSAGES * PAGES
    numbers = [f"NLR{release % 5}-{release * count + page + 1:07}" for page in range(count)]
    ends = (numbers[0], numbers[-1])
    documents = [(top, top, "file", None, 1, f"{release}.pdf", 0, None, count, *ends)]
    pages, areas, people, boundaries = [], [], [], []
    for index in range(MESSAGES):
        own, first = top + 1 + index, index * PAGES
        sent = f"20{random.randint(10, 19)}-{random.randint(1, 12):02}-11T09:00:00"
        ends = (numbers[first], numbers[first + PAGES - 1])
        order = random.randint(0, 10**9)
        documents.append((own, own, "message", top, 0, "", order, sent, PAGES, *ends))
        people += [(own, role, random.randint(1, PEOPLE)) for role in ("from", "to")]
        boundaries.append((own, random.uniform(0.5, 1.0)))
        for page in range(first, first + PAGES):
            share = random.choice((0.0, 0.05))
            for document, number in ((own, page - first + 1), (top, page + 1)):
                pages.append((document, number, page, numbers[page], WORDS, share))
                codes = [json.dumps([random.choice(CODES)]) for _ in range(2)]
                areas += [(document, page, code) for code in codes]
    store.conn.executemany(_DOCUMENTS, documents)
    store.conn.executemany(_PAGES, pages)
    store.conn.executemany(_AREAS, areas)
    store.conn.executemany("INSERT OR IGNORE INTO document_people VALUES (?,?,?)", people)
    store.conn.executemany("INSERT INTO boundaries VALUES (?,?,'[]',0)", boundaries)


def measure(folder: Path, releases: int = RELEASES) -> list[Figure]:
    """CPU milliseconds, the median of five; the first facets of a state are told apart."""
    path = folder / "many pages.pincite"
    if not path.is_dir():
        with Matter.new(path) as made:
            fill(made.store, releases)
    with Matter.open(path, read_only=True) as matter:
        ids = matter.search.find("").ids
        first = _median(lambda: matter.search.facets(ids), 1)
        facets = _median(lambda: matter.search.facets(ids))
        figures = [
            at_most(SECTION, "facets, first of a state", first, "ms CPU", FACETS_MS),
            at_most(SECTION, "facets", facets, "ms CPU", FACETS_MS),
        ]
        for query in _QUERIES:
            # Each asked of a reader that has kept nothing.
            took = statistics.median(_asked(path, query) for _ in range(5))
            figures.append(at_most(SECTION, query, took, "ms CPU", BATES_MS))
        page = _median(lambda: read_releases(matter, Control()))
        figures.append(at_most(SECTION, "release page", page, "ms CPU", RELEASES_MS))
        listed = _median(matter.bates.findings, 1)
        figures.append(Figure(SECTION, "runs, gaps, doubles of all pages", listed, "ms CPU"))
    return figures


def _asked(path: Path, query: str) -> float:
    with Matter.open(path, read_only=True) as matter:
        matter.search.find("")
        return _median(lambda: matter.search.find(query), 1)


def _median(run: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        begin = time.process_time()
        run()
        taken.append(1000 * (time.process_time() - begin))
    return statistics.median(taken)
