"""What can be done about releases in Review, as data."""

from functools import partial
from typing import TYPE_CHECKING

from pincite.desktop.actions.action import Action
from pincite.domain.releases import SegmentKind

if TYPE_CHECKING:
    from pincite.desktop.views.review import Review


def release_actions(review: "Review") -> list[Action]:
    """The actions on boundaries, from the commonest to the rarest."""
    releases = review.releases

    def of(
        id_: str, title: str, run: object, *keys: str, can: object = releases.can_repair
    ) -> Action:
        return Action(f"review.{id_}", title, run, "Review", keys, can, "release", "review")  # type: ignore[arg-type]

    return [
        of(
            "next_doubtful",
            "Next doubtful boundary",
            partial(releases.go_to_doubtful, 1),
            "B",
            can=releases.can_go,
        ),
        of(
            "previous_doubtful",
            "Previous doubtful boundary",
            partial(releases.go_to_doubtful, -1),
            "Shift+B",
            can=releases.can_go,
        ),
        of("confirm_boundary", "Confirm the boundary, and on to the next", releases.confirm, "Y"),
        of("split", "Split the document…", releases.start_split, "S", can=releases.can_split),
        of(
            "join",
            "Join with the previous document",
            releases.join,
            "Shift+S",
            can=releases.can_join,
        ),
        of(
            "printed_before",
            "Document before it in the release",
            partial(releases.go_by, -1),
            "Shift+K",
            can=releases.has_printed,
        ),
        of(
            "printed_after",
            "Document after it in the release",
            partial(releases.go_by, 1),
            "Shift+J",
            can=releases.has_printed,
        ),
        of(
            "kind.attachment",
            "Mark as attachment of the message before",
            partial(releases.set_kind, SegmentKind.ATTACHMENT),
            "A",
            can=partial(releases.can_become, SegmentKind.ATTACHMENT),
        ),
        of(
            "kind.message",
            "Mark as a message",
            partial(releases.set_kind, SegmentKind.MESSAGE),
            can=partial(releases.can_become, SegmentKind.MESSAGE),
        ),
        of(
            "kind.none",
            "Mark as not a document",
            partial(releases.set_kind, SegmentKind.NOT_A_DOCUMENT),
        ),
        of("header", "Edit the header…", releases.ask_header, "H"),
        of("unprint", "Un-print this PDF…", releases.ask_unprint, can=releases.can_unprint),
        of("take_back", "Take the un-printing back", releases.take_back_open),
    ]
