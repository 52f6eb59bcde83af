"""The guide: the help pages that ship with Pincite."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.theme import ROW_PX
from pincite.domain.resources import resource

PAGES = {
    "The main job": "start.md",
    "Searching": "searching.md",
    "Reviewing": "reviewing.md",
    "Releases": "releases.md",
    "Exhibits and bundles": "exhibits.md",
    "Reports": "reports.md",
    "Processing": "processing.md",
    "The command line": "cli.md",
}
_CONTENTS_PX = 190


class Guide(QDialog):
    """The pages on the left, the one that is chosen on the right."""

    def __init__(self, parent: QWidget) -> None:
        """Open on the first page."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Guide")
        self._contents = QListWidget(self)
        self._contents.setAccessibleName("Pages of the guide")
        self._contents.setFixedWidth(_CONTENTS_PX)
        for title in PAGES:
            item = QListWidgetItem(title, self._contents)
            item.setSizeHint(QSize(0, ROW_PX))
        self._page = QTextBrowser(self)
        self._page.setAccessibleName("Guide")
        self._page.setOpenLinks(False)
        self._page.document().setDocumentMargin(18)
        columns = QHBoxLayout()
        columns.addWidget(self._contents)
        columns.addWidget(self._page, 1)
        outer = QVBoxLayout(self)
        outer.addLayout(columns)
        self._contents.currentTextChanged.connect(self._on_page_chosen)
        self._contents.setCurrentRow(0)
        self.resize(940, 680)

    def _on_page_chosen(self, title: str) -> None:
        text = resource("help", PAGES[title]).read_text(encoding="utf-8")
        self._page.setMarkdown(text)
