"""The checks of the Exhibits panel know what the export's caveats know."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pincite.desktop.models.bundle_checks import OK, STOP, Check
from pincite.desktop.models.bundle_view import count_bundle
from pincite.jobs.control import Control
from pincite.matter import Matter
from tests.desktop.printed_release import write_printed_release


@pytest.fixture
def matter(tmp_path: Path) -> Iterator[Matter]:
    """An exhibit whose only page also holds the message after it."""
    write_printed_release(tmp_path / "Release.pdf")
    with Matter.new(tmp_path / "Case") as made:
        made.processing.add([tmp_path / "Release.pdf"])
        made.bundles.new("Motion")
        made.exhibits.add("Motion", [made.releases.divided(1)[1]])
        yield made


def privilege(matter: Matter) -> list[Check]:
    checks = count_bundle(None, matter, Control()).checks
    return [check for check in checks if "rivileged" in check.text]


def test_a_privileged_message_on_an_exhibits_page_stops_as_the_export_warns(
    matter: Matter, tmp_path: Path
) -> None:
    shown, beside, elsewhere = matter.releases.divided(1)[1:4]
    control = matter.documents.control
    matter.coding.code([elsewhere], "privileged")
    assert [check.result for check in privilege(matter)] == [OK]
    matter.coding.code([beside], "privileged")
    (check,) = privilege(matter)
    assert check.result == STOP
    assert check.text == (
        f"Ex. 1: page 1 of {control(shown)} also holds {control(beside)},"
        " which is coded privileged."
    )
    (entry,) = matter.exhibits.entries("Motion", must_count=False)
    assert entry.is_privileged
    written = matter.exporter.export(matter.bundles.known("Motion"), tmp_path / "out")
    assert check.text in written.warnings
    matter.history.undo()
    assert [check.result for check in privilege(matter)] == [OK]
