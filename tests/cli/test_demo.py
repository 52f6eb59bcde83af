from pathlib import Path


def test_the_demo_does_the_whole_job_and_again(run, tmp_path: Path):
    done = run("demo", "--out", tmp_path / "demo", "--json")
    assert done.status == 0, done.err
    assert done.row["ok"] is True
    assert done.row["hits"] > done.row["found"] > 0
    bundle = Path(done.row["bundle"])
    assert (bundle / "filing" / "Bundle.pdf").stat().st_size > 10_000
    assert run("verify", bundle).status == 0
    marked = run("passages", done.row["matter"], "--tag", "Sales pressure", "--json").rows
    printed = [row for row in marked if row["quote"].startswith("extend the pilot")]
    assert [row["bates"] for row in printed] == ["BPS-000131"]
    for step in ("Open", "Find", "Tag", "Exhibit", "Export", "Verify"):
        assert f"\n{step} " in f"\n{done.err}"


def test_the_demo_takes_nothing_away_but_an_earlier_demo(run, tmp_path: Path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "brief.docx").write_text("my work")
    ran = run("demo", "--out", tmp_path / "mine")
    assert ran.status == 1
    assert "holds something else" in ran.err
    assert (tmp_path / "mine" / "brief.docx").read_text() == "my work"
