"""The window on a large matter: from process start to usable, its list from end to end, searches.

Runs as a process of its own (`python window.py MATTER`), since starting is what is measured.
"""

import json
import os
import sys
import time
from pathlib import Path

from measuring import run
from report import Figure, at_most

BEGAN = time.time()
USABLE_S = 2.0
SCROLL_STEPS = 200
STALL_MS = 50.0
KEY_S = 0.03
# The commonest word, the commonest pair near each other, a wildcard of thousands of words.
QUERIES = ("the", "the w/10 of", "re*")
SECTION = "window"


def measure(matter: Path) -> list[Figure]:
    """Seconds until the first results are shown, and the share of rows read in a full scroll."""
    environment = {"QT_QPA_PLATFORM": "offscreen", "BENCHMARK_BEGAN": str(time.time())}
    taken = run([sys.executable, __file__, str(matter)], environment)
    told = json.loads(taken.output.splitlines()[-1])
    return [
        Figure(SECTION, "documents in the list", told["rows"], ""),
        at_most(SECTION, "process start to usable", told["usable_s"], "s", USABLE_S),
        Figure(SECTION, "scroll end to end", told["scroll_s"], "s"),
        Figure(SECTION, "rows read while scrolling", 100 * told["read"] / told["rows"], "%"),
        Figure(SECTION, "longest wait for the window", told["stall_ms"], "ms"),
        Figure(SECTION, "Enter to first rows, slowest of three", told["rows_ms"], "ms"),
        at_most(SECTION, "longest wait while searching", told["search_ms"], "ms", STALL_MS),
    ]


def main(matter: Path) -> None:
    """Open the window, wait for its list, scroll through it, print what was seen."""
    from PySide6.QtWidgets import QApplication

    from pincite.desktop.models.results import BLOCK_ROWS, RowRole
    from pincite.desktop.settings import Settings
    from pincite.desktop.theme import LIGHT, Theme
    from pincite.desktop.views.window import MatterWindow
    from pincite.desktop.widgets.results_list import ResultsList

    began = float(os.environ.get("BENCHMARK_BEGAN", BEGAN))
    application = QApplication([])
    application.setStyle("Fusion")
    theme = Theme(None, LIGHT)
    theme.apply()
    settings = Settings(matter.parent / "benchmark-window.ini")
    window = MatterWindow(matter, theme, settings)
    window.resize(1440, 900)
    window.show()

    def is_usable() -> bool:
        view = window.findChild(ResultsList)
        model = view.model() if view else None
        return bool(model and model.rowCount() and model.data(model.index(0, 0), RowRole))

    stall = 0.0
    while not is_usable():
        before = time.perf_counter()
        application.processEvents()
        stall = max(stall, time.perf_counter() - before)
        time.sleep(0.001)
    usable = time.time() - began
    view = window.findChild(ResultsList)
    model = view.model()
    bar = view.verticalScrollBar()
    begin = time.perf_counter()
    read: set[int] = set()
    for step in range(SCROLL_STEPS + 1):
        bar.setValue(bar.maximum() * step // SCROLL_STEPS)
        before = time.perf_counter()
        application.processEvents()
        stall = max(stall, time.perf_counter() - before)
        read.update(model._blocks)
    last = model.index(model.rowCount() - 1, 0)
    while model.data(last, RowRole) is None:
        application.processEvents()
        time.sleep(0.001)
    read.update(model._blocks)
    told = {
        "rows": model.rowCount(),
        "usable_s": usable,
        "scroll_s": time.perf_counter() - begin,
        "read": len(read) * BLOCK_ROWS,
        "stall_ms": 1000 * stall,
        **searched(application, window),
    }
    window.close()
    print(json.dumps(told))


def searched(application, window) -> dict[str, float]:  # type: ignore[no-untyped-def]
    """Type queries as a person does; the slowest first rows, and the longest wait."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from pincite.desktop.models.results import RowRole
    from pincite.desktop.widgets.search_line import SearchLine

    review = window.mode_called("review")
    line = window.findChild(SearchLine)
    stalls: list[float] = []

    def pump() -> None:
        before = time.perf_counter()
        application.processEvents()
        stalls.append(time.perf_counter() - before)
        time.sleep(0.001)

    while not review.counts.is_warm:
        application.processEvents()
    rows: list[float] = []
    for query in QUERIES:
        line.setFocus()
        line.selectAll()
        for letter in query:
            QTest.keyClicks(line, letter)
            until = time.perf_counter() + KEY_S
            while time.perf_counter() < until:
                pump()
        begin = time.perf_counter()
        QTest.keyClick(line, Qt.Key.Key_Return)
        while review.answer.asked.query != query:
            pump()
        while review.results.data(review.results.index(0, 0), RowRole) is None:
            pump()
        rows.append(time.perf_counter() - begin)
        while "hit" not in review.search.count_text:
            pump()
    return {"rows_ms": 1000 * max(rows), "search_ms": 1000 * max(stalls)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
