"""Review mode: facets, results, document, coding."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from pincite.desktop.views.shell import Mode, Shell


class Review(Mode):
    """Find, read, tag."""

    id = "review"
    title = "Review"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        """Compose the mode."""
        super().__init__(shell, parent)
        QVBoxLayout(self).addWidget(QLabel("Review", self))
