from pathlib import Path

from pincite.matter import Matter


def test_a_search_is_saved_listed_run_and_deleted(run, matter: Path):
    saved = run("searches", matter, "save", "Quiet pilot", "pilot /5 quiet", "--dialect", "westlaw")
    assert saved.out == "Saved the search “Quiet pilot”.\n"
    assert "within 5 words" in saved.err
    (row,) = run("searches", matter, "--json").rows
    assert (row["name"], row["query"], row["dialect"]) == (
        "Quiet pilot",
        "pilot /5 quiet",
        "westlaw",
    )
    found = run("search", matter, "--saved", "quiet PILOT", "--count", "--json").row
    assert found == run("search", matter, "(pilot OR pilots) w/5 quiet", "--count", "--json").row
    assert run("searches", matter, "delete", "Quiet pilot", "--json").row["deleted"]
    assert run("searches", matter, "--json").rows == []
    run("undo", matter)
    assert len(run("searches", matter, "--json").rows) == 1


def test_a_bad_query_or_an_unknown_name_is_refused(run, matter: Path):
    refused = run("searches", matter, "save", "Bad", "pilot w/5 AND quiet", "--json")
    assert refused.status == 1
    assert refused.row["suggestion"] == "pilot w/5 quiet"
    assert run("searches", matter, "--json").rows == []
    assert run("search", matter, "--saved", "Nothing").status == 1
    assert run("search", matter, "pilot", "--saved", "Nothing").status == 2
    assert run("searches", matter, "save", "Nothing").status == 2
    assert run("searches", matter, "delete").status == 2


def test_history_lists_what_the_window_searched(run, matter: Path):
    with Matter.open(matter) as opened:
        opened.searches.keep_run("pilot", "pincite", 3)
    (row,) = run("searches", matter, "history", "--json").rows
    assert (row["query"], row["documents"]) == ("pilot", 3)
    assert "pilot" in run("searches", matter, "history").out
