"""Opening a document and showing its page with the hits, as Review does at every `J`."""

import shutil
import statistics
import time
from pathlib import Path

from report import Figure, at_most

from pincite.matter import Matter

SECTION = "open a document"
QUERY = "pilot OR service"
DOCUMENTS = 200
SCALE = 1.5
MEDIAN_MS = 100.0


def measure(matter: Path) -> list[Figure]:
    """Milliseconds from an id to its first page as an image and its hits; nothing cached before."""
    times = []
    shutil.rmtree(matter / "cache", ignore_errors=True)
    with Matter.open(matter) as opened:
        found = opened.search.find(QUERY).ids
        opened.renditions.image(int(found[0]), 0, SCALE)
        for document in found[1 :: max(1, len(found) // DOCUMENTS)][:DOCUMENTS].tolist():
            begin = time.perf_counter()
            opened.documents.text(document)
            rendition = opened.renditions.open(document)
            opened.renditions.image(document, 0, SCALE)
            hits = opened.search.hits(QUERY, document)
            times.append(1000 * (time.perf_counter() - begin))
            assert rendition.layouts
            assert hits
    return [
        at_most(SECTION, "page with hits, median", statistics.median(times), "ms", MEDIAN_MS),
        Figure(SECTION, "page with hits, p95", statistics.quantiles(times, n=20)[-1], "ms"),
    ]
