import pytest

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
