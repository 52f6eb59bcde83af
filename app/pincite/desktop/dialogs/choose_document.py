"""Asks which of several documents was meant."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pincite.desktop.models.result_rows import people_of, shown_date
from pincite.store.documents import Document

_IdRole = Qt.ItemDataRole.UserRole


class ChooseDocument(QDialog):
    """Lists the documents that a number could mean; `chosen` carries one."""

    chosen = Signal(int)

    def __init__(
        self, number: str, documents: list[Document], controls: dict[int, str], parent: QWidget
    ) -> None:
        """`controls` gives the control number of each."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Which document?")
        label = QLabel(f"{number} could be {len(documents)} documents:", self)
        self._list = QListWidget(self)
        self._list.setAccessibleName(label.text())
        for document in documents:
            parts = (controls[document.id], shown_date(document.date), people_of(document))
            item = QListWidgetItem("   ".join((*parts, document.title)), self._list)
            item.setData(_IdRole, int(document.id))
        self._list.setCurrentRow(0)
        self._list.itemActivated.connect(self._on_activated)
        column = QVBoxLayout(self)
        column.addWidget(label)
        column.addWidget(self._list)
        self.resize(560, 260)

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(int(item.data(_IdRole)))
        self.accept()
