import pytest

from pincite.matter import Matter

PITCH = (
    "We would be glad to host your team at our office for a demonstration of the pilot.\n"
    "Sam Ellery would join us from the port at noon.\n"
)
HEAD = "From: {sender}\nTo: {to}\nDate: {date}\nSubject: {subject}\nMessage-ID: <{id}>\n\n"


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """A message, and an answer that quotes it with a name withheld."""
    folder = tmp_path_factory.mktemp("twice")
    pitch = HEAD.format(
        sender="Dana Whitlock <dana@vendor.example>", to="okafor@port.example", id="1@a.example",
        date="Thu, 14 Sep 2017 10:12:40 -0400", subject="Demo of the pilot",
    )  # fmt: skip
    answer = HEAD.format(
        sender="Renata Okafor <okafor@port.example>", to="dana@vendor.example", id="2@a.example",
        date="Fri, 15 Sep 2017 09:00:00 -0400", subject="RE: Demo of the pilot",
    )  # fmt: skip
    quoted = (
        "From: Whitlock, Dana\nSent: Thursday, September 14, 2017 10:12 AM\nTo: Okafor, Renata\n"
        f"Subject: Demo of the pilot\n\n{PITCH.replace('Sam Ellery', '(b)(6)')}"
    )
    (folder / "1.eml").write_text(pitch + PITCH)
    (folder / "2.eml").write_text(f"{answer}No purchase.\n\n{quoted}")
    (folder / "3.eml").write_text(
        pitch.replace("1@a", "3@b").replace("Demo of", "Cost of").replace("14 Sep", "4 Oct")
        + "Something else entirely.\n"
    )
    with Matter.new(folder / "Harbor") as matter:
        matter.processing.add([folder / "1.eml", folder / "2.eml", folder / "3.eml"])
    return folder / "Harbor.pincite"


def test_every_pair_is_listed_with_what_each_withholds(run, twice):
    row = run("copies", twice, "--json").row
    assert (row["a"], row["b"]) == ("REV-000001", "REV-000002")
    assert row["score"] > 0.9
    assert row["a_quoted"] is None
    assert row["b_quoted"]["from"] == "Whitlock, Dana"
    assert row["withheld_in_a"] == []
    (shown,) = row["withheld_in_b"]
    assert shown["text"] == "Sam Ellery"
    text = run("show", twice, "REV-000001", "--json").row["text"]
    assert text[shown["start"] : shown["end"]].strip() == "Sam Ellery"
    assert "the same subject" in row["evidence"]


def test_the_table_names_who_quotes(run, twice):
    ran = run("copies", twice)
    assert "quoted in REV-000002" in ran.out
    assert "1 pair, 0 of them released twice on their own" in ran.err


def test_two_documents_are_set_side_by_side(run, twice):
    ran = run("copies", twice, "REV-000002", "REV-000001")
    assert "<▮ withheld in b (b)(6); a shows: Sam Ellery" in ran.out
    row = run("copies", twice, "REV-000001", "REV-000002", "--json").row
    kinds = [one["kind"] for one in row["runs"]]
    assert kinds == ["same", "withheld in b", "same"]
    assert "".join(one["a_text"] for one in row["runs"]).split() == PITCH.split()


def test_two_that_are_not_one_email_are_an_error_that_says_so(run, twice):
    ran = run("copies", twice, "REV-000001", "REV-000003")
    assert ran.status == 1
    assert "are not one email" in ran.err


def test_one_document_is_no_pair(run, twice):
    assert run("copies", twice, "REV-000001").status == 2


def test_a_matter_that_holds_everything_once_says_so(run, matter):
    assert "No message was found twice." in run("copies", matter).out
