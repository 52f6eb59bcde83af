"""The thread or the family of a document: a short list; a click opens one."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from pincite.desktop.icons import icon
from pincite.desktop.models.result_rows import people_of, shown_date
from pincite.desktop.theme import ROW_PX, Theme
from pincite.domain.documents import DocumentId
from pincite.store.documents import Document

_IdRole = Qt.ItemDataRole.UserRole
_ICONS = {"message": "message", "attachment": "paperclip", "file": "file"}


class RelativesList(QListWidget):
    """One line a document, indented by how deep it is attached; the open one is marked."""

    document_chosen = Signal(int)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader calls the list."""
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(self._on_activated)
        self.itemClicked.connect(self._on_activated)

    def show_documents(
        self, documents: tuple[Document, ...], controls: dict[int, str], current: int
    ) -> None:
        """List these documents."""
        self.clear()
        depths: dict[int, int] = {}
        for document in documents:
            depth = depths.get(int(document.parent_id or 0), -1) + 1
            depths[int(document.id)] = depth
            item = QListWidgetItem(icon(self._theme, _ICONS[document.kind.value]), "", self)
            who = document.filename if document.kind == "attachment" else people_of(document)
            title = "" if document.title == who else document.title
            parts = (shown_date(document.date), controls.get(document.id, ""), who, title)
            item.setText("      " * depth + "   ".join(part for part in parts if part))
            item.setData(_IdRole, int(document.id))
            item.setSizeHint(QSize(100, ROW_PX + 4))
            if document.id == current:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
                self.setCurrentItem(item)

    def show_reasons(self, reasons: Mapping[DocumentId, tuple[str, ...]]) -> None:
        """Say behind the documents why they belong to the open one, where that was inferred."""
        for row in range(self.count()):
            item = self.item(row)
            why = "; ".join(reasons.get(DocumentId(item.data(_IdRole)), ()))
            if why:
                item.setText(f"{item.text()}   — {why}")
                item.setToolTip(f"In this conversation because: {why}")

    def event(self, event: QEvent) -> bool:
        """Claim Enter, which opens the document here."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            event.accept()
            return True
        return super().event(event)

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.document_chosen.emit(int(item.data(_IdRole)))
