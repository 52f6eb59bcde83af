"""Measures commands as a user meets them: wall seconds, and the memory of all their processes."""

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

SAMPLE_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class Measured:
    """What a command took; the peak is the proportional memory of the whole process tree."""

    seconds: float
    peak_bytes: int
    output: str


def run(command: list[str], environment: dict[str, str] | None = None) -> Measured:
    """Run a command to its end.

    Raises:
        RuntimeError: It failed; with what it printed.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    watcher = MemoryWatcher(process.pid)
    output, _ = process.communicate()
    seconds = time.perf_counter() - started
    peak = watcher.stop()
    if process.returncode:
        raise RuntimeError(f"{command[0]} failed ({process.returncode}): {output[-2000:]}")
    return Measured(seconds, peak, output)


class MemoryWatcher:
    """Samples the memory of a process and all below it on a thread of its own."""

    def __init__(self, root: int) -> None:
        """Begin to watch the process `root`."""
        self._root = root
        self._peak = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """The most bytes that were seen at once."""
        self._ended.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._ended.wait(SAMPLE_EVERY_S):
            tree = _tree(self._root)
            self._peak = max(self._peak, sum(_proportional_bytes(pid) for pid in tree))


def _tree(root: int) -> list[int]:
    """The process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, pending = [], [root]
    while pending:
        pid = pending.pop()
        found.append(pid)
        pending += children.get(pid, [])
    return found


def _proportional_bytes(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0
