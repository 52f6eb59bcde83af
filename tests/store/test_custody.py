from pathlib import Path

import pytest

from pincite.domain.verification import Verification
from pincite.errors import Cancelled, SourceError
from pincite.jobs.control import Control
from pincite.matter import Matter


def test_a_source_that_moved_is_found_by_its_hashes(released: Matter, tmp_path: Path):
    (tmp_path / "release").rename(tmp_path / "moved")
    assert len(released.verify().problems) == 2
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "1.").write_text("first")
    (tmp_path / "wrong" / "2.").write_text("other")
    with pytest.raises(SourceError, match=r"1 of 2 files differ: 2\. \(different\)"):
        released.relink(1, tmp_path / "wrong")
    released.relink(released.custody.source_named("release"), tmp_path / "moved")
    assert released.verify().problems == ()
    with pytest.raises(SourceError, match="does not name one source"):
        released.custody.source_named("elsewhere")


def test_verification_tells_what_is_not_as_it_was(released: Matter, tmp_path: Path):
    assert released.verify() == Verification(5, ())
    (tmp_path / "release" / "1.").write_text("forged")
    (tmp_path / "release" / "2.").unlink()
    connection = released.store.conn
    connection.execute("DROP TRIGGER journal_is_append_only_update")
    connection.execute("UPDATE journal SET summary = 'x' WHERE sequence = 1")
    connection.execute("DELETE FROM texts WHERE document_id = 2")
    part = released.parts.keep(b"attachment")
    released.parts.path(part).write_bytes(b"forged")
    problems = "\n".join(released.verify().problems)
    for expected in (
        "release/1. has changed",
        "release/2. cannot be read",
        "Journal entry 1 is not as it was written",
        "Documents without text: 1.",
        "is damaged",
    ):
        assert expected in problems


def test_verification_can_be_stopped(released: Matter):
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        released.verify(control)
