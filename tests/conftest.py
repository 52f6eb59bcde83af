"""What every test gets: no real screen, no settings of the person who runs them."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Set before Qt is imported anywhere: windows are drawn in memory, unless a platform was asked for.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine is no fault: what takes long is measured elsewhere.
settings.register_profile("pincite", deadline=None)
settings.load_profile("pincite")

_CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for settings and recent matters that no other test and no person shares."""
    home = tmp_path_factory.mktemp("home")
    for kind in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    return home


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real mail and PDFs; a test that needs it is skipped where it is not."""
    folder = Path(os.environ.get("PINCITE_CORPORA", _CHECKOUT.parent / "shared" / "corpora"))
    if not folder.is_dir():
        pytest.skip("no corpora here: set PINCITE_CORPORA")
    return folder
