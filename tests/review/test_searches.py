from pathlib import Path

import pytest

from pincite.errors import DecisionError
from pincite.matter import Matter
from pincite.store.searches import KEPT_RUNS


def test_a_search_is_saved_with_its_dialect_renamed_deleted_and_undone(matter: Matter):
    saved = matter.searches.save(" Pilot  terms ", 'pilot  /10  "face recognition"', "westlaw")
    one = matter.searches.known("pilot TERMS")
    assert (one.id, one.name, one.query, one.dialect) == (
        saved.id,
        "Pilot terms",
        'pilot /10 "face recognition"',
        "westlaw",
    )
    matter.searches.rename(one.id, "Pilot")
    assert matter.searches.rename("Pilot", "Pilot") == frozenset()
    assert "saved_searches" in matter.searches.delete("pilot")
    assert matter.searches.all() == []
    matter.history.undo()
    assert matter.searches.known("Pilot").query == one.query
    matter.history.undo()
    matter.history.undo()
    assert matter.searches.all() == []
    assert matter.history.next_redo() == "Save the search “Pilot terms”"


@pytest.mark.parametrize("name", ["", "  ", "x" * 121, "PILOT"])
def test_a_name_that_cannot_be_is_refused(matter: Matter, name: str):
    matter.searches.save("Pilot", "pilot")
    with pytest.raises(DecisionError):
        matter.searches.save(name, "demo")


def test_an_empty_query_is_not_saved_and_an_unknown_name_lists_the_others(matter: Matter):
    with pytest.raises(DecisionError):
        matter.searches.save("Everything", "  ")
    matter.searches.save("Pilot", "pilot")
    with pytest.raises(DecisionError, match="Demo") as refused:
        matter.searches.delete("Demo")
    assert "“Pilot”" in refused.value.why


def test_history_has_each_query_once_newest_first_and_is_no_decision(matter: Matter):
    for query, found in (("pilot", 3), ("demo", 2), (" pilot ", 4), ("", 9)):
        matter.searches.keep_run(query, "pincite", found)
    matter.searches.keep_run("pilot", "lexis", 5)
    runs = [(run.query, run.dialect, run.documents) for run in matter.searches.history()]
    assert runs == [("pilot", "lexis", 5), ("pilot", "pincite", 4), ("demo", "pincite", 2)]
    assert matter.history.next_undo() is None
    assert [run.query for run in matter.searches.history(1)] == ["pilot"]


def test_history_keeps_the_newest_five_hundred(matter: Matter):
    with matter.store.write():
        for number in range(KEPT_RUNS + 3):
            matter.searches.keep_run(f"pilot {number}", "pincite", number)
    runs = matter.searches.history()
    assert len(runs) == KEPT_RUNS
    assert (runs[0].documents, runs[-1].documents) == (KEPT_RUNS + 2, 3)


def test_a_matter_that_is_only_read_keeps_no_history(tmp_path: Path):
    Matter.new(tmp_path / "Harbor", prefix="REV").close()
    with Matter.open(tmp_path / "Harbor.pincite", read_only=True) as matter:
        assert not matter.searches.keep_run("pilot", "pincite", 1)
        assert matter.searches.history() == []
