"""Everything that is known of a document, as a list of names and values."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.document_data import DocumentData
from pincite.desktop.models.printed_metadata import printed_metadata
from pincite.desktop.models.scanned_pages import read_by

_LONGEST_WORD = 40
_TYPES = {"printed": "pages of a PDF"}
_KINDS = {"message": "Email message", "attachment": "Attachment", "file": "Loose file"}


class MetadataView(QScrollArea):
    """Values can be selected; a button lets the reviewer give date, title and author."""

    edit_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName("Metadata")
        self._page = QWidget(self)
        self._page.setObjectName("paper")
        self._page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(24, 20, 24, 20)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        column.addSpacing(14)
        buttons = QHBoxLayout()
        edit = QPushButton("Give date, title, author…", self._page)
        edit.clicked.connect(self.edit_wanted)
        save = QPushButton("Save the original…", self._page)
        save.clicked.connect(self.save_wanted)
        buttons.addWidget(edit)
        buttons.addWidget(save)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        self.setWidget(self._page)

    def show_document(self, data: DocumentData) -> None:
        """List what is known of a document."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.hide()
                widget.deleteLater()
        for row, (name, value) in enumerate(metadata(data)):
            label = QLabel(name, self._page)
            label.setProperty("role", "quiet")
            text = self._value(value)
            text.setAccessibleName(f"{name}: {value}")
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 1)

    def _value(self, value: str) -> QWidget:
        """A value that can be selected; one long word scrolls within its own line."""
        if " " not in value and len(value) > _LONGEST_WORD:
            line = QLineEdit(value, self._page)
            line.setReadOnly(True)
            line.setObjectName("value")
            line.setCursorPosition(0)
            return line
        text = QLabel(value, self._page)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return text


def metadata(data: DocumentData) -> list[tuple[str, str]]:
    """Names and values in order; what is not known is left out."""
    row = data.document
    found = [
        ("Control number", data.control),
        ("Bates numbers", row.bates or ""),
        ("Exhibit", data.decisions.exhibit),
        ("Kind", _KINDS[row.kind.value]),
        ("Type", _TYPES.get(row.type, row.type)),
        ("Title", _given(row.given_title, row.subject or row.filename)),
        ("From", _given(row.given_author, row.sender)),
        ("To", row.recipients),
        ("Sent, as written", row.sent_written or ""),
        ("Sent, local time", _given(row.given_date, row.sent_local or "")),
        ("Sent, UTC", row.sent_utc or ""),
        *printed_metadata(data.decisions.printed, row),
        ("File name", row.filename),
        ("Media type", row.media_type),
        ("Size", f"{row.size_bytes:,} bytes"),
        ("Pages", f"{row.page_count:,}" if row.page_count else ""),
        ("Read by OCR", read_by(data.read_by)),
        ("Attachments", str(row.attachment_count or "")),
        ("Copies", ", ".join(data.copies)),
        ("Message-ID", row.message_id or ""),
        ("SHA-256", row.sha256),
        ("Not read", "\n".join(data.exceptions)),
    ]
    return [(name, value) for name, value in found if value]


def _given(given: str | None, read: str) -> str:
    """A value that a reviewer gave, with what was read kept beside it."""
    if not given:
        return read
    return f"{given}  (given; read: {read})" if read else f"{given}  (given)"
