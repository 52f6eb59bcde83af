"""What a careful person looks at before a bundle is filed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.matter import Matter

if TYPE_CHECKING:
    from pincite.exhibits.contents import ExhibitDocument
    from pincite.exhibits.entries import ExhibitEntry
    from pincite.exhibits.plan import PlannedExhibit
    from pincite.exhibits.planning import PlannedBundle

OK, WARN, STOP = "ok", "warn", "stop"
SHOW, RELINK = "show", "relink"
# Exceptions that leave the pages and their text as they should be.
_HARMLESS = frozenset(("versions differ", "no header"))


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list; `exhibit` is where to look, `link` what can be done about it.

    `others` are the exhibits that it is true of too.
    """

    result: str
    text: str
    exhibit: int | None = None
    link: str = ""
    others: tuple[int, ...] = ()

    @property
    def exhibits(self) -> tuple[int, ...]:
        """Every exhibit that the line is about."""
        return (*([self.exhibit] if self.exhibit is not None else []), *self.others)


def bundle_checks(
    entries: "Sequence[ExhibitEntry]", planned: "PlannedBundle | None", matter: Matter
) -> tuple[Check, ...]:
    """Every check of a bundle, in order of the list; none for an empty bundle."""
    if not entries:
        return ()
    return (
        *_privilege(entries),
        *(_bates(planned) if planned else ()),
        *(_pages(planned, matter) if planned else ()),
        *_sources(entries, planned, matter),
    )


def _privilege(entries: "Iterable[ExhibitEntry]") -> list[Check]:
    found = [
        Check(STOP, f"{entry.label}: {sentence}", entry.id, SHOW)
        for entry in entries
        for sentence in entry.privilege
    ]
    return found or [Check(OK, "No privileged document in the bundle")]


def _bates(planned: "PlannedBundle") -> list[Check]:
    """Which exhibits have pages without a number; a matter without any is not asked for them."""
    exhibits = planned.plan.exhibits
    lacking = [each for each in exhibits if not all(each.bates)]
    if not lacking:
        return [Check(OK, "Every page carries a Bates number")]
    if not any(any(each.bates) for each in exhibits):
        return [Check(WARN, "No page carries a Bates number: cites name exhibit pages.")]
    labels = _listed([each.label for each in lacking])
    return [Check(WARN, f"Pages without a Bates number: {labels}.", lacking[0].exhibit_id, SHOW)]


def _pages(planned: "PlannedBundle", matter: Matter) -> list[Check]:
    """What is wrong with pages, one line for each reason."""
    found: dict[str, list[PlannedExhibit]] = {}
    for exhibit, held in zip(planned.plan.exhibits, planned.contents, strict=True):
        for reason in {reason for each in held for reason in _page_problems(each, matter)}:
            found.setdefault(reason, []).append(exhibit)
    checks: list[Check] = []
    for reason, exhibits in sorted(found.items()):
        first, *others = (int(each.exhibit_id) for each in exhibits)
        labels = _listed([each.label for each in exhibits])
        checks.append(Check(WARN, f"{labels}: {reason}.", first, SHOW, tuple(others)))
    return checks or [Check(OK, "Every page has a text layer")]


def _page_problems(held: "ExhibitDocument", matter: Matter) -> list[str]:
    """What is wrong with the pages of one document of an exhibit."""
    if held.rendition.is_placeholder:
        return ["a document has no pages, only a placeholder"]
    rows = matter.exceptions.of_document(held.document.id)
    return [row.reason for row in rows if row.reason not in _HARMLESS]


def _sources(
    entries: "Iterable[ExhibitEntry]", planned: "PlannedBundle | None", matter: Matter
) -> list[Check]:
    """Exhibits whose pages cannot be made, and sources that are not where they were."""
    found = [
        Check(STOP, f"{each.label}: {each.problem}", each.id, SHOW)
        for each in entries
        if each.problem
    ]
    held = planned.contents if planned else ()
    exhibits = planned.plan.exhibits if planned else ()
    for exhibit, documents in zip(exhibits, held, strict=True):
        missing = [each for each in documents if not matter.natives.is_there(each.document)]
        if missing:
            text = f"{exhibit.label}: its source is not where it was."
            found.append(Check(WARN, text, exhibit.exhibit_id, RELINK))
    return found or [Check(OK, "Every source is where it was")]


def _listed(labels: Sequence[str], most: int = 6) -> str:
    more = len(labels) - most
    return ", ".join(labels[:most]) + (f" and {more:,} more" if more > 0 else "")
