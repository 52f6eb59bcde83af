"""Highlight lists from the command line."""

from pathlib import Path


def test_a_list_is_set_listed_and_removed(run, matter: Path, tmp_path: Path):
    terms = tmp_path / "terms.txt"
    terms.write_text("pilot\npilot w/ demo\n", encoding="utf-8")
    row = run("highlights", matter, "set", "Vendors", "Northlight", "--file", terms, "--json").row
    assert row == {
        "list": "Vendors",
        "colour": 1,
        "shown": True,
        "dialect": "pincite",
        "terms": ["Northlight", "pilot", "pilot w/ demo"],
        "bad": [
            {
                "line": 3,
                "term": "pilot w/ demo",
                "error": row["bad"][0]["error"],
                "suggestion": "pilot w/5 demo",
            }
        ],
    }
    changed = run("highlights", matter, "set", "vendors", "--colour", "4", "--json").row
    assert (changed["colour"], changed["terms"]) == (4, row["terms"])
    shown = run("highlights", matter)
    assert "Vendors" in shown.out
    assert "Write pilot w/5 demo" in shown.err
    assert run("highlights", matter, "remove", "Vendors", "--json").row["removed"]
    assert run("highlights", matter, "list", "--json").rows == []
    assert run("undo", matter).status == 0
    assert run("highlights", matter, "--json").row["list"] == "Vendors"
    assert run("highlights", matter, "set").status == 2
