"""A bundle of a thousand pages, from documents that were never made into pages before."""

import shutil
from pathlib import Path

from measuring import run
from report import Figure, at_most

from pincite.matter import Matter

SECTION = "export"
PAGES = 1_000
MOST_S = 30.0


def measure(matter: Path, pincite: str) -> list[Figure]:
    """Seconds to export at least a thousand bundle pages, and the peak memory."""
    name = "A thousand pages"
    with Matter.open(matter) as opened:
        if name not in {bundle.name for bundle in opened.bundles.all()}:
            opened.bundles.new(name)
            # A slip sheet and a page or more each; what is shown twice would be refused.
            messages = opened.search.find("kind:message").ids[: PAGES // 2]
            opened.exhibits.add(name, messages.tolist())
    shutil.rmtree(matter / "cache", ignore_errors=True)
    out = matter.parent / "thousand"
    taken = run([pincite, "export", str(matter), str(out), "--bundle", name, "--replace", "--json"])
    pages = int(taken.output.partition('"pages":')[2].split(",")[0])
    return [
        Figure(SECTION, "bundle pages", pages, ""),
        at_most(SECTION, "seconds for 1,000 pages", taken.seconds * PAGES / pages, "s", MOST_S),
        Figure(SECTION, "peak memory of all processes", taken.peak_bytes / 2**30, "GiB"),
    ]
