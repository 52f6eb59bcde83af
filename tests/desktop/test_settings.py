"""What is remembered between runs."""

from pathlib import Path

from pincite.desktop.settings import Settings


def test_the_matter_opened_last_comes_first(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "window.ini")
    for name in ("a", "b", "a"):
        (tmp_path / name).mkdir(exist_ok=True)
        settings.add_recent(tmp_path / name)
    assert settings.recent() == [tmp_path / "a", tmp_path / "b"]


def test_a_matter_that_is_gone_is_not_offered(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "window.ini")
    settings.add_recent(tmp_path / "gone")
    assert settings.recent() == []


def test_a_place_is_there_in_the_next_run(tmp_path: Path) -> None:
    first = Settings(tmp_path / "window.ini")
    first.set_place("m", {"query": 'a "b"; c=1, [d]', "document": 7})
    first.save()
    again = Settings(tmp_path / "window.ini")
    assert again.place("m") == {"query": 'a "b"; c=1, [d]', "document": 7}


def test_damaged_settings_are_passed_over(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "window.ini")
    settings.set_text("places/m", "{not json")
    settings.set_text("recent", "{}")
    assert settings.place("m") == {}
    assert settings.recent() == []
