from pathlib import Path

import pytest

from pincite.errors import VerificationError
from pincite.store.parts import Parts


def test_a_part_is_kept_once_and_read_back_by_its_hash(tmp_path: Path):
    parts = Parts(tmp_path / "parts")
    first, again = parts.keep(b"evidence"), parts.keep(b"evidence", is_durable=True)
    assert first == again
    assert parts.all() == [first]
    assert parts.read(first) == b"evidence"


def test_a_damaged_part_is_never_handed_out(tmp_path: Path):
    parts = Parts(tmp_path / "parts")
    sha256 = parts.keep(b"evidence")
    parts.path(sha256).write_bytes(b"evidenca")
    with pytest.raises(VerificationError, match="damaged"):
        parts.read(sha256)


def test_half_a_part_left_by_a_crash_is_replaced(tmp_path: Path):
    parts = Parts(tmp_path / "parts")
    sha256 = parts.keep(b"evidence")
    parts.path(sha256).write_bytes(b"evi")
    assert parts.keep(b"evidence") == sha256
    assert parts.read(sha256) == b"evidence"
