"""What a release names but does not hold: attachments, and messages that are only quoted."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pincite.domain.documents import CanonicalText, DocumentId
from pincite.processing.release.headers import attachment_key, attachment_names
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.same_messages import SamePairs

ATTACHMENT_ABSENT = "attachment absent"
QUOTED_ONLY = "quoted only"
# Pictures of a signature or within the text are printed where they stand, not attached.
_INLINE = re.compile(r"(?:image|outlook-?\w*|att)\d{3,}\.(?:png|jpe?g|gif|bmp|emz|htm)|.*~wrd\d+.*")
_LISTED = 6


@dataclass(frozen=True, slots=True)
class Absence:
    """Something that a document names and that was not released; `begin` and `end` are numbers."""

    kind: str
    evidence: str
    begin: str
    end: str
    document_id: DocumentId

    def as_row(self) -> dict[str, str]:
        """The fields as the command line prints a gap."""
        return {"kind": self.kind, "evidence": self.evidence, "from": self.begin, "to": self.end}


def absent_attachments(store: Store) -> list[Absence]:
    """The attachments that printed messages name and that are in no family, by control number."""
    control = Documents(store).control
    elsewhere = _loose_files(store)
    rows = store.conn.execute(
        "SELECT d.id, t.text, t.bounds FROM documents AS d JOIN texts AS t ON t.document_id = d.id"
        " WHERE d.printed_in IS NOT NULL AND d.kind = 'message' AND d.copy_of IS NULL"
        " AND NOT d.is_retired ORDER BY d.id"
    ).fetchall()
    found: list[Absence] = []
    for document, text, bounds in rows:
        zone = CanonicalText(text, tuple(json.loads(bounds))).zone("attached")
        names = [name for line in zone.splitlines() for name in attachment_names(line)]
        if not names:
            continue
        held = _attached_names(store, document)
        missing = _missing(names, [name for name in held if name])
        unnamed = sum(not name for name in held)
        if len(missing) <= unnamed:
            continue
        beside = f"; {unnamed} released with it have no name" if unnamed else ""
        number = control(document)
        found += [
            Absence(
                ATTACHMENT_ABSENT,
                f"{number} names “{name}” as attached, and it was not released with it{beside}"
                + (f"; {control(other)} is a file of that name" if other else ""),
                number,
                number,
                document,
            )
            for name in missing
            for other in (elsewhere.get(attachment_key(name)),)
        ]
    return found


def _loose_files(store: Store) -> dict[str, int]:
    """The files that came by themselves, by what names are compared by."""
    rows = store.conn.execute(
        "SELECT filename, id FROM documents WHERE kind = 'file' AND printed_in IS NULL"
        " AND copy_of IS NULL AND NOT is_retired AND filename <> '' ORDER BY id DESC"
    )
    return {attachment_key(filename): document for filename, document in rows}


def quoted_only(store: Store) -> list[Absence]:
    """The messages that are quoted, and that were not found released on their own, once each.

    By control number of the first that quotes them; empty until the pairs have been looked for.
    """
    if not SamePairs(store).was_looked_for:
        return []
    rows = store.conn.execute(
        "SELECT q.id, q.document_id, q.sender, q.subject, q.sent_written, q.sent_local"
        " FROM quoted_messages AS q JOIN documents AS d ON d.id = q.document_id"
        " WHERE d.copy_of IS NULL AND NOT d.is_retired AND (q.sender <> '' OR q.sent_written <> '')"
        " AND NOT EXISTS (SELECT 1 FROM same_messages AS s JOIN documents AS x ON x.id = s.b"
        "   WHERE s.a_quoted = q.id AND s.b_quoted = 0 AND NOT x.is_retired)"
        " AND NOT EXISTS (SELECT 1 FROM same_messages AS s JOIN documents AS x ON x.id = s.a"
        "   WHERE s.b_quoted = q.id AND s.a_quoted = 0 AND NOT x.is_retired)"
        " ORDER BY q.document_id, q.start"
    ).fetchall()
    first_of = _same_quotes(store)
    carriers: defaultdict[int, list[int]] = defaultdict(list)
    told: dict[int, tuple[str, str, str]] = {}
    for quoted, document, sender, subject, written, local in rows:
        group = first_of.get(quoted, quoted)
        told.setdefault(group, (sender, subject, written or local or ""))
        if document not in carriers[group]:
            carriers[group].append(document)
    control = Documents(store).control
    return [_quoted_absence(told[group], carriers[group], control) for group in told]


def _quoted_absence(
    told: tuple[str, str, str], carriers: Sequence[int], control: Callable[[int], str]
) -> Absence:
    sender, subject, written = told
    listed = ", ".join(control(document) for document in carriers[:_LISTED])
    if len(carriers) > _LISTED:
        listed += f" and {len(carriers) - _LISTED} more"
    what = " ".join(
        part
        for part in (
            f"of {written}" if written else "",
            f"from {sender}" if sender else "",
            f"“{subject}”" if subject else "",
        )
        if part
    )
    return Absence(
        QUOTED_ONLY,
        f"A message {what} is quoted in {listed} and was not found released on its own",
        control(min(carriers)),
        control(max(carriers)),
        DocumentId(min(carriers)),
    )


def _same_quotes(store: Store) -> dict[int, int]:
    """For each quote of a message that others quote too, the first of them."""
    lower: dict[int, int] = {}

    def first(quoted: int) -> int:
        while (below := lower.setdefault(quoted, quoted)) != quoted:
            quoted = below
        return quoted

    for one, other in store.conn.execute(
        "SELECT a_quoted, b_quoted FROM same_messages WHERE a_quoted > 0 AND b_quoted > 0"
    ):
        low, high = sorted((first(one), first(other)))
        lower[high] = low
    return {quoted: first(quoted) for quoted in list(lower)}


def _attached_names(store: Store, document: int) -> list[str]:
    rows = store.conn.execute(
        "SELECT filename, coalesce(given_title, subject) FROM documents"
        " WHERE parent_id = ? AND NOT is_retired",
        (document,),
    )
    return [filename or title for filename, title in rows]


def _missing(names: Sequence[str], held: Sequence[str]) -> list[str]:
    """The names that no attachment has; each of those stands for one name."""
    left = [attachment_key(name) for name in held]
    missing: list[str] = []
    for name in dict.fromkeys(names):
        if _INLINE.fullmatch(name.casefold()):
            continue
        key = attachment_key(name)
        match = next((one for one in left if one == key or one in key or key in one), None)
        if match is None:
            missing.append(name)
        else:
            left.remove(match)
    return missing
