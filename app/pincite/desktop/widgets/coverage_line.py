"""The line under the results: how many documents a search sees at all, and which it does not."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from pincite.search import Coverage

GAP_QUERY, WEAK_QUERY = "has:gap", "ocr:<70"


class CoverageLine(QWidget):
    """Hidden until it is told; emits the query for what was clicked."""

    query_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Compose the line, hidden."""
        super().__init__(parent)
        self.setObjectName("coverage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(27)
        self._searchable = self._button(self._on_searchable)
        self._weak = self._button(self._on_weak)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(6)
        row.addWidget(self._searchable)
        row.addStretch(1)
        row.addWidget(self._weak)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        parts = (self._searchable.text(), "" if self._weak.isHidden() else self._weak.text())
        return " · ".join(part for part in parts if part)

    def show_coverage(self, coverage: Coverage) -> None:
        """Say how many of all documents are searchable, and how many have weak text."""
        self._searchable.setText(coverage.said)
        self._searchable.setEnabled(coverage.unsearchable > 0)
        self._searchable.setToolTip(_why(coverage))
        self._weak.setText(f"{coverage.weak:,} with weak text")
        self._weak.setToolTip(
            "A page of these was read from its picture (OCR) with less than 70 % confidence:\n"
            "words may have been misread, and a search may miss them."
        )
        self._weak.setVisible(coverage.weak > 0)
        self.setVisible(coverage.total > 0)

    def _button(self, pressed: object) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("role", "plain")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(pressed)
        return button

    def _on_searchable(self) -> None:
        self.query_wanted.emit(GAP_QUERY)

    def _on_weak(self) -> None:
        self.query_wanted.emit(WEAK_QUERY)


def _why(coverage: Coverage) -> str:
    """Which documents are not wholly searchable, one reason a line."""
    if not coverage.unsearchable and not coverage.files_not_read:
        return "Nothing is known to be missing from the text of any document."
    lines = [f"{gap.documents:,}: {gap.reason}" for gap in coverage.gaps]
    if coverage.unsearchable:
        lines.insert(0, "A search does not see these, or not wholly. Click to list them.")
    if coverage.files_not_read:
        noun = "file" if coverage.files_not_read == 1 else "files"
        lines.append(f"{coverage.files_not_read:,} {noun} could not be taken in: see Processing")
    return "\n".join(lines)
