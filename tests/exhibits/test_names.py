import pytest

from pincite.exhibits.names import exhibit_file_name, safe_title


@pytest.mark.parametrize(
    ("title", "safe"),
    [
        ("RE: Pilot / terms?", "RE Pilot terms"),
        ("../../etc/passwd", "etc passwd"),
        ("  tabs\tand\nlines ", "tabs and lines"),
        ("ends in dots...", "ends in dots"),
        ("invoice\u202efdp.exe", "invoice fdp.exe"),
        ("\x00\x07", "Untitled"),
        ("", "Untitled"),
        ("Müller – 試点", "Müller - 試点"),
        ("#1: R&D’s 50% “offer”", "1 R D's 50 offer"),
    ],
)
def test_a_title_becomes_a_name_every_system_takes(title, safe):
    assert safe_title(title) == safe


def test_a_long_title_is_cut():
    assert len(safe_title("word " * 100)) <= 80


def test_numbers_are_padded_so_that_files_sort_in_order():
    assert exhibit_file_name("4", "Pilot terms", 9) == "Ex-04 - Pilot terms.pdf"
    assert exhibit_file_name("4", "Pilot terms", 120) == "Ex-004 - Pilot terms.pdf"
    assert exhibit_file_name("AB", "Pilot terms", 30) == "Ex-AB - Pilot terms.pdf"
