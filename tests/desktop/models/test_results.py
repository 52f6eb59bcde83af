"""The list holds ids only, and reads what is looked at."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from pincite.desktop.models.results import BLOCK_ROWS, Results, RowRole
from pincite.desktop.theme import Theme
from pincite.desktop.views.window import MatterWindow
from pincite.desktop.widgets.results_list import ResultsList

Open = Callable[[Path], MatterWindow]


def _checked(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)


def test_the_model_keeps_qts_rules(open_window: Open, sample: Path, qtbot: QtBot) -> None:
    work = open_window(sample).work
    model = Results(work)
    tester = _checked(model)
    model.show_ids(np.arange(1, 120, dtype=np.int64), "pilot")
    model.refresh()
    model.show_ids(np.arange(1, 3, dtype=np.int64), "")
    qtbot.waitUntil(lambda: model.data(model.index(0, 0), RowRole) is not None)
    tester.deleteLater()


def test_a_row_arrives_after_it_was_looked_at(
    open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    model = Results(open_window(sample).work)
    model.show_ids(np.array([3, 1, 2], dtype=np.int64), "")
    assert model.data(model.index(0, 0), RowRole) is None
    qtbot.waitUntil(lambda: model.data(model.index(0, 0), RowRole) is not None)
    assert model.data(model.index(0, 0), RowRole).id == 3


def test_scrolling_through_300000_results_reads_only_what_is_shown(
    open_window: Open, sample: Path, theme: Theme, qtbot: QtBot, monkeypatch: object
) -> None:
    work = open_window(sample).work
    asked: list[int] = []
    former = work.read

    def read(function: object, done: object, **named: object) -> object:
        asked.append(1)
        return former(function, done, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "read", read)  # type: ignore[attr-defined]
    model = Results(work)
    model.show_ids(np.tile(np.arange(1, 101, dtype=np.int64), 3_000), "")
    view = ResultsList(model, theme)
    qtbot.addWidget(view)
    view.resize(400, 700)
    view.show()
    bar = view.verticalScrollBar()
    for value in range(0, bar.maximum(), bar.maximum() // 60):
        bar.setValue(value)
        qtbot.wait(1)
    bar.setValue(bar.maximum())
    last = model.index(model.rowCount() - 1, 0)
    qtbot.waitUntil(lambda: model.data(last, RowRole) is not None, timeout=10_000)
    assert model.rowCount() == 300_000
    assert len(asked) < 62 * 4 < 300_000 / BLOCK_ROWS


def test_a_refresh_keeps_the_old_row_until_the_new_one_is_there(
    open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    work = open_window(sample).work
    model = Results(work)
    model.show_ids(np.array([8], dtype=np.int64), "")
    index = model.index(0, 0)
    qtbot.waitUntil(lambda: model.data(index, RowRole) is not None)
    with qtbot.waitSignal(work.changed):
        work.decide(lambda matter: matter.coding.code([8], "not-responsive"))
    model.refresh()
    assert model.data(index, RowRole) is not None
    qtbot.waitUntil(lambda: model.data(index, RowRole).coding.responsive == "not-responsive")
