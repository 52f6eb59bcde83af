"""What the metadata of a printed document say: where it was printed, and what is sure of that."""

from pincite.desktop.models.releases import PrintedPlace
from pincite.store.documents import Document


def printed_metadata(printed: PrintedPlace | None, row: Document) -> list[tuple[str, str]]:
    """Names and values in order; nothing for what was not printed."""
    if printed is None:
        return []
    boundary = printed.boundary
    place = f"{printed.release}, document {boundary.position:,} of {boundary.count:,}"
    return [
        ("Time zone", time_zone(row.sent_local, row.utc_offset_minutes)),
        ("Printed in", place),
        ("Pages of the source", printed.pages.split(" ", maxsplit=1)[1]),
        ("Boundary", f"{printed.certainty}, {round(boundary.score * 100)} of 100"),
        ("Because", "\n".join(boundary.reasons)),
    ]


def time_zone(sent_local: str | None, offset_minutes: int | None) -> str:
    """`UTC−05:00, as stated`, or that none is stated; '' for what has no date."""
    if not sent_local:
        return ""
    if offset_minutes is None:
        return "none stated"
    hours, minutes = divmod(abs(offset_minutes), 60)
    sign = "−" if offset_minutes < 0 else "+"
    return f"UTC{sign}{hours:02}:{minutes:02}, as stated"
