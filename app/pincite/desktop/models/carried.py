"""What is dragged within the window: documents and exhibits, by their ids."""

import json
from collections.abc import Iterable

from PySide6.QtCore import QMimeData

EXHIBITS_TYPE = "application/x-pincite-exhibits"
DOCUMENTS_TYPE = "application/x-pincite-documents"


def carried(type_: str, ids: Iterable[int]) -> QMimeData:
    """The data of a drag that carries these ids."""
    data = QMimeData()
    data.setData(type_, json.dumps([int(id_) for id_ in ids]).encode())
    return data


def carried_ids(data: QMimeData, type_: str) -> list[int]:
    """The ids that a drag carries under a type; empty for another program's data."""
    if not data.hasFormat(type_):
        return []
    try:
        found = json.loads(bytes(data.data(type_).data()))
    except ValueError:
        return []
    return [int(id_) for id_ in found] if isinstance(found, list) else []
