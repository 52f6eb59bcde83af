"""Counsel decides, once for the matter, on text that survives under redactions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from pincite.processing.sequestration import Sequestered

_ABOUT = (
    "These files still hold text that was only painted over. It may have been disclosed by"
    " mistake, and privilege in it may stand (FRE 502(b)). Once told so, a party must return,"
    " sequester or destroy it, and may not use it until the claim is settled (FRCP 26(b)(5)(B));"
    " a lawyer who sees that it was sent inadvertently must tell the sender (ABA Model Rule"
    " 4.4(b)). Your court or state may ask for more."
)
_EFFECT = (
    "Left out, it is in no text, index or export. Read, it stands at the end of each document's"
    " text and a search finds it; it still cannot be quoted, and no export carries it unless it is"
    " asked for by name. Who decided, and when, is recorded; the decision can be taken back."
)


class Sequester(QDialog):
    """`decided` carries whether the text is read."""

    decided = Signal(bool)

    def __init__(
        self,
        state: "Sequestered",
        documents: Sequence[str],
        *,
        is_read_only: bool,
        parent: QWidget,
    ) -> None:
        """Say what the rules are, how it stands, and which documents it is about."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Text under redactions")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        self.standing = self._label(_standing(state), "")
        for label in (self._label(_ABOUT, ""), self._label(_EFFECT, "quiet"), self.standing):
            column.addWidget(label)
        listed = QPlainTextEdit("\n".join(documents), self)
        listed.setReadOnly(True)
        listed.setAccessibleName("Documents")
        listed.setVisible(bool(documents))
        column.addWidget(listed, 1)
        self.leave_out = QPushButton("Leave it out", self)
        self.read = QPushButton("Read it", self)
        can_decide = bool(documents) and not is_read_only
        self.leave_out.setEnabled(can_decide and (state.is_read or not state.decided_utc))
        self.read.setEnabled(can_decide and not all(one.is_read for one in state.documents))
        self.leave_out.clicked.connect(self._on_leave_out)
        self.read.clicked.connect(self._on_read)
        close = QPushButton("Close", self)
        close.clicked.connect(self.close)
        # Enter must decide nothing.
        close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.leave_out)
        buttons.addWidget(self.read)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column.addLayout(buttons)
        self.resize(600, 460)

    def _label(self, text: str, role: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("role", role)
        return label

    def _on_leave_out(self) -> None:
        self.decided.emit(False)
        self.close()

    def _on_read(self) -> None:
        self.decided.emit(True)
        self.close()


def _standing(state: "Sequestered") -> str:
    count = len(state.documents)
    if not count:
        return "No text survives under a redaction in this matter."
    documents = "1 document" if count == 1 else f"{count:,} documents"
    verb = "is read" if state.is_read else "is left out"
    if not state.decided_utc:
        return f"{documents}. Nobody has decided yet: the text {verb}."
    when = state.decided_utc[:16].replace("T", " ")
    left = sum(one.is_read != state.is_read for one in state.documents)
    behind = f" {left:,} could not be brought in line: its source is missing." if left else ""
    return f"{documents}. The text {verb}, as {state.decided_by} decided on {when} UTC.{behind}"
