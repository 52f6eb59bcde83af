"""The releases in Processing mode: read, shown, un-printed, taken back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pincite.desktop.actions.action import Action
from pincite.desktop.models.releases import ReleaseView, read_releases
from pincite.desktop.views.unprinting import Unprinting
from pincite.desktop.widgets.releases_section import ReleasesSection

if TYPE_CHECKING:
    from pincite.desktop.views.processing import Processing


class ProcessingReleases(QObject):
    """Keeps the section as the matter is, and does what it asks for."""

    def __init__(self, mode: "Processing", section: ReleasesSection) -> None:
        """Work for `mode`."""
        super().__init__(mode)
        self._mode = mode
        self._section = section
        self.unprinting = Unprinting(mode.shell, mode)
        section.review_wanted.connect(self._on_review_wanted)
        section.unprint_wanted.connect(self._on_unprint_wanted)
        section.take_back_wanted.connect(self._on_take_back_wanted)
        section.current_changed.connect(mode.shell.actions_changed)

    def actions(self) -> list[Action]:
        """What can be done with the release that is current in the table."""
        rows = (
            ("review_doubts", "Review doubtful boundaries", self.review, self._has_doubts),
            ("unprint", "Un-print the PDF…", self.unprint, self._can_unprint),
            ("take_back", "Take the un-printing back", self.take_back, self._can_take_back),
        )
        return [
            Action(
                f"processing.{id_}",
                title,
                run,
                "Matter",
                enabled_when=can,
                group="releases",
                mode=self._mode.id,
            )
            for id_, title, run, can in rows
        ]

    def refresh(self) -> None:
        """Read the releases anew."""
        self._mode.shell.work.read(read_releases, self._on_read, latest="processing.releases")

    def review(self) -> None:
        """Open the first doubtful boundary of the current release."""
        self._on_review_wanted(self._section.current)

    def unprint(self) -> None:
        """Ask how the current PDF is divided."""
        self._on_unprint_wanted(self._section.current)

    def take_back(self) -> None:
        """Make the current release one document again."""
        self._on_take_back_wanted(self._section.current)

    def _on_read(self, releases: tuple[ReleaseView, ...]) -> None:
        self._section.show_releases(releases, can_decide=not self._mode.is_read_only)

    def _on_review_wanted(self, release: ReleaseView | None) -> None:
        if release is not None:
            self.unprinting.review_doubtful(release.id)

    def _on_unprint_wanted(self, release: ReleaseView | None) -> None:
        if release is not None and not self._mode.is_read_only:
            self.unprinting.ask(release.id, release.name)

    def _on_take_back_wanted(self, release: ReleaseView | None) -> None:
        if release is not None and not self._mode.is_read_only:
            self.unprinting.take_back(release.id)

    def _has_doubts(self) -> bool:
        current = self._section.current
        return current is not None and current.doubtful > 0

    def _can_unprint(self) -> bool:
        current = self._section.current
        return current is not None and not current.is_unprinted and not self._mode.is_read_only

    def _can_take_back(self) -> bool:
        current = self._section.current
        return current is not None and current.is_unprinted and not self._mode.is_read_only
