"""What is missing in a matter, for its list: Bates numbers, attachments, messages only quoted."""

from dataclasses import dataclass

from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.processing.absences import absent_attachments, quoted_only


@dataclass(frozen=True, slots=True)
class GapRow:
    """A line of the list: what it is, its numbers, the evidence, and a place to look at."""

    kind: str
    first: str
    last: str
    evidence: str
    document: int
    offset: int = 0


def read_gaps(matter: Matter, control: Control) -> list[GapRow]:
    """Runs, gaps and doubles of Bates numbers, then what is named but was not released."""
    rows = [
        GapRow(
            one.kind,
            str(one.first),
            str(one.last),
            one.evidence,
            int(one.page.document),
            one.page.text_start,
        )
        for one in matter.bates.findings()
    ]
    control.check()
    rows += [
        GapRow(one.kind, one.begin, one.end, one.evidence, int(one.document_id))
        for one in (*absent_attachments(matter.store), *quoted_only(matter.store))
    ]
    return rows
