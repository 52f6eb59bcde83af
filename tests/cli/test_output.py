import pytest

from pincite.cli import output
from pincite.cli.output import counted, print_table, size_of


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [
        (0, "document", "0 documents"),
        (1, "copy", "1 copy"),
        (6, "copy", "6 copies"),
        (1204, "document", "1,204 documents"),
    ],
)
def test_a_number_agrees_with_its_noun(count: int, noun: str, words: str):
    assert counted(count, noun) == words


def test_sizes_are_for_people():
    assert [size_of(size) for size in (0, 999, 1500, 12_300_000, 4_000_000_000_000)] == [
        "0 bytes",
        "999 bytes",
        "1.5 kB",
        "12.3 MB",
        "4,000.0 GB",
    ]


def test_a_table_takes_words_as_they_are_and_drives_no_terminal(
    capsys: pytest.CaptureFixture[str],
):
    print_table(("Tag", "Text"), [("[bold]Pilot[/]", "a :smile:\x1b[31m red"), ("b", "")])
    out = capsys.readouterr().out
    assert "[bold]Pilot[/]" in out
    assert "a :smile:\ufffd[31m red" in out
    assert all(line == line.rstrip() for line in out.splitlines())


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch):
    """A terminal of 80 columns."""
    monkeypatch.setattr(output, "_PIPED_WIDTH", 80)


@pytest.mark.usefixtures("narrow")
def test_on_a_narrow_terminal_ids_and_numbers_are_whole_and_words_give_way(
    capsys: pytest.CaptureFixture[str],
):
    headings = ("Document", "From", "Pages", "Subject", "Text")
    row = ("REV-000131", "A. Sender " * 4, "1,204", "About the pilot " * 3, "and on " * 30)
    print_table(headings, [row], numbers=[2], flexible=4, is_wrapped=False)
    heading, line = capsys.readouterr().out.splitlines()
    assert all(one in heading for one in headings)
    assert max(len(heading), len(line)) <= 80
    assert line.startswith("REV-000131  A. Sender")
    assert " 1,204 " in line
    assert line.count("…") == 3


@pytest.mark.usefixtures("narrow")
def test_the_column_that_goes_on_in_the_next_line_loses_nothing(
    capsys: pytest.CaptureFixture[str],
):
    words = [f"word{number}" for number in range(40)]
    print_table(("Document", "Reasons"), [("REV-000131", " ".join(words))], flexible=1)
    out = capsys.readouterr().out
    assert [word for word in out.split() if word.startswith("word")] == words
    assert max(map(len, out.splitlines())) <= 80
