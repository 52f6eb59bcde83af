"""What the window remembers between runs: geometry, splitters, recent matters, the last place."""

import json
from pathlib import Path
from typing import Any

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QSettings

MOST_RECENT = 12


class Settings:
    """The user's preferences, in an ini file of their own; never any client text but queries."""

    def __init__(self, path: Path | None = None) -> None:
        """Keep them at `path`, or where this system keeps a program's preferences."""
        self.path = path or user_config_path("pincite") / "window.ini"
        self._kept = QSettings(str(self.path), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """A setting as text."""
        return str(self._kept.value(key, default))

    def set_text(self, key: str, value: str) -> None:
        """Keep a setting."""
        self._kept.setValue(key, value)

    def state(self, key: str) -> QByteArray:
        """The state that a window or splitter saved; empty if it saved none."""
        value = self._kept.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_state(self, key: str, state: QByteArray) -> None:
        """Keep the state of a window or splitter."""
        self._kept.setValue(key, state)

    def recent(self) -> list[Path]:
        """The matters opened last, newest first; ones that are gone are left out."""
        return [path for path in map(Path, self._list("recent")) if path.is_dir()]

    def add_recent(self, matter: Path) -> None:
        """Put a matter first among the recent ones."""
        path = str(matter.resolve())
        others = [other for other in self._list("recent") if other != path]
        self._kept.setValue("recent", json.dumps([path, *others][:MOST_RECENT]))

    def place(self, matter_id: str) -> dict[str, Any]:
        """Where the reviewer left a matter: mode, query, document and the like."""
        try:
            place = json.loads(self.text(f"places/{matter_id}", "{}"))
        except json.JSONDecodeError:
            return {}
        return place if isinstance(place, dict) else {}

    def set_place(self, matter_id: str, place: dict[str, Any]) -> None:
        """Remember where the reviewer left a matter."""
        self.set_text(f"places/{matter_id}", json.dumps(place))

    def save(self) -> None:
        """Write to disk what is not there yet."""
        self._kept.sync()

    def _list(self, key: str) -> list[str]:
        try:
            found = json.loads(self.text(key, "[]"))
        except json.JSONDecodeError:
            return []
        return [str(item) for item in found] if isinstance(found, list) else []
