"""A conversation as a tree: who answered whom, by references alone.

Source: Zawinski, "message threading". Subjects are never looked at: two messages of one subject and
no shared reference are two conversations.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pincite.domain.documents import DocumentId


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """What the tree needs of a message; `references` are in order, the nearest last."""

    id: DocumentId
    message_id: str | None
    references: tuple[str, ...]
    sort_key: int


@dataclass(slots=True)
class _Container:
    """A place in the tree: a message, or one that is only referred to."""

    name: str
    message: ThreadMessage | None = None
    parent: "_Container | None" = None

    def hangs_below(self, other: "_Container") -> bool:
        """Whether it is `other`, or below it."""
        found: _Container | None = self
        while found is not None:
            if found is other:
                return True
            found = found.parent
        return False


def thread_tree(messages: Sequence[ThreadMessage]) -> list[tuple[int, DocumentId]]:
    """The messages of a thread in order of reading, each with its depth from 0.

    Answers follow what they answer, by date. What hangs on a message that is not here hangs on the
    nearest one above that is, or stands at the top.
    """
    containers: dict[str, _Container] = {}
    extra: list[_Container] = []
    for message in messages:
        own = _container_of(message, containers, extra)
        parent: _Container | None = None
        for name in message.references:
            current = containers.setdefault(name, _Container(name))
            if parent and current.parent is None and not parent.hangs_below(current):
                current.parent = parent
            parent = current
        # The message's own word of what it answers counts more than what others say of it.
        if parent and not parent.hangs_below(own):
            own.parent = parent
    return _in_order([*containers.values(), *extra])


def _container_of(
    message: ThreadMessage, containers: dict[str, _Container], extra: list[_Container]
) -> _Container:
    """The place of a message; a second one of the same Message-ID gets a place of its own."""
    name = message.message_id or ""
    known = containers.setdefault(name, _Container(name)) if name else _Container(name)
    if not name or known.message is not None:
        known = _Container(name)
        extra.append(known)
    known.message = message
    return known


def _in_order(containers: Sequence[_Container]) -> list[tuple[int, DocumentId]]:
    """Depth first, places without a message left out."""
    children: dict[int, list[ThreadMessage]] = {}
    top = 0
    for container in containers:
        if container.message is None:
            continue
        above = container.parent
        while above is not None and above.message is None:
            above = above.parent
        key = id(above.message) if above is not None else top
        children.setdefault(key, []).append(container.message)
    found: list[tuple[int, DocumentId]] = []
    waiting = [(0, message) for message in _latest_first(children.get(top, []))]
    while waiting:
        depth, message = waiting.pop()
        found.append((depth, message.id))
        below = _latest_first(children.get(id(message), []))
        waiting += [(depth + 1, child) for child in below]
    return found


def _latest_first(messages: Sequence[ThreadMessage]) -> list[ThreadMessage]:
    return sorted(messages, key=lambda one: (one.sort_key, one.id), reverse=True)
