"""Highlight lists are decisions: journaled, undone, and never part of what is exported."""

import zipfile
from pathlib import Path

import pytest

from pincite.errors import DecisionError
from pincite.matter import Matter
from pincite.review.highlighting import terms_of_file


def test_a_list_is_made_changed_and_deleted_and_each_is_undone(matter: Matter) -> None:
    made = matter.highlights.new("  Vendor  names ", ["Northlight", "", " Northlight ", "demo*"])
    assert made == {"highlights", "history"}
    (one,) = matter.highlights.all()
    assert (one.name, one.colour, one.terms) == ("Vendor names", 1, ("Northlight", "demo*"))
    assert matter.highlights.new("Officials").id == 2
    assert matter.highlights.known("officials").colour == 2
    matter.highlights.edit("Vendor names", name="Vendors", terms=["Northlight"], colour=7)
    assert matter.highlights.edit("Vendors", terms=["Northlight"], colour=7) == set()
    matter.highlights.delete("Vendors")
    matter.history.undo()
    assert matter.highlights.known("Vendors").terms == ("Northlight",)
    matter.history.undo()
    assert matter.highlights.known("vendor names").terms == ("Northlight", "demo*")
    matter.history.undo()
    matter.history.undo()
    assert matter.highlights.all() == []
    summaries = [entry.summary for entry in matter.history.entries()]
    assert "Change highlight list “Vendor names”, now “Vendors”" in summaries


def test_showing_a_list_or_not_is_no_decision_and_stands_in_no_undos_way(matter: Matter) -> None:
    list_ = matter.highlights.new("Vendors").id or 0
    before = len(matter.history.entries())
    matter.highlights.show(list_, is_shown=False)
    assert not matter.highlights.known(list_).is_shown
    assert len(matter.history.entries()) == before
    matter.history.undo()
    assert matter.highlights.all() == []


def test_a_name_is_used_once_and_a_colour_is_one_of_nine(matter: Matter) -> None:
    matter.highlights.new("Vendors")
    for name in ("vendors", "", "x" * 81):
        with pytest.raises(DecisionError):
            matter.highlights.new(name)
    with pytest.raises(DecisionError):
        matter.highlights.new("Others", colour=10)
    with pytest.raises(DecisionError, match="There is no highlight list"):
        matter.highlights.edit("Others", name="x")


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16", b"")]
)
def test_terms_come_from_a_text_file_however_it_was_saved(encoding: str, mark: bytes) -> None:
    content = mark + 'Müller\r\n\r\n"face recognition"\r\n#1\n'.encode(encoding)
    assert terms_of_file(content) == ["Müller", '"face recognition"', "#1"]
    assert terms_of_file("Müller".encode("cp1252")) == ["Müller"]


def test_nothing_that_is_exported_holds_a_highlight_list(tmp_path: Path) -> None:
    """The filed pages are the same bytes with a list and without, and no paper names it."""
    filed: list[dict[str, bytes]] = []
    with Matter.new_sample(tmp_path / "Sample") as matter:
        for out in ("without", "with"):
            bundle = matter.bundles.all()[0]
            matter.bundles.set_rendering(bundle.id, "highlighted")
            matter.exporter.export(matter.bundles.all()[0], tmp_path / out)
            folder = tmp_path / out / "filing"
            filed.append({path.name: path.read_bytes() for path in sorted(folder.iterdir())})
            if not matter.highlights.all():
                matter.highlights.new("Zebra names", ["pilot", "recognition", "zebraword*"])
    assert filed[0] == filed[1]
    for path in (tmp_path / "with" / "papers").iterdir():
        contents = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                contents = [packed.read(name) for name in packed.namelist()]
        assert not any(b"zebra" in content.lower() for content in contents), path
