"""Which files and folders a drag carries."""

from pathlib import Path

from PySide6.QtCore import QMimeData


def dropped_paths(carried: QMimeData) -> list[Path]:
    """The local files and folders that are dragged; empty when it is something else."""
    return [Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile()]
