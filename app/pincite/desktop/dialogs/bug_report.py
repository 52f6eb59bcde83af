"""What the user sees of a bug: a plain sentence and a report to copy."""

import platform
import traceback
from importlib.metadata import version

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


class BugReport(QDialog):
    """Shows a bug; the report names code and versions only, until the user adds the message."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        """Compose the report of this error."""
        super().__init__(parent)
        self._error = error
        self.setWindowTitle("Something went wrong in Pincite")
        heading = QLabel("Something went wrong in Pincite", self)
        heading.setProperty("role", "heading")
        text = QLabel(
            "This is a fault of the program. Every decision that was made is saved; you can go on."
            " The report below holds no text of the matter. Copy it to whoever looks after Pincite"
            " for you.",
            self,
        )
        text.setWordWrap(True)
        self._report = QPlainTextEdit(self)
        self._report.setReadOnly(True)
        self._report.setAccessibleName("Report")
        self._with_message = QCheckBox("Add the error's message (it may quote a document)", self)
        self._with_message.toggled.connect(self._on_toggled)
        copy = QPushButton("Copy report", self)
        copy.setProperty("role", "primary")
        copy.clicked.connect(self._on_copy)
        close = QPushButton("Close", self)
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(self._with_message, 1)
        buttons.addWidget(close)
        buttons.addWidget(copy)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addWidget(text)
        column.addWidget(self._report, 1)
        column.addLayout(buttons)
        self.resize(640, 420)
        self._on_toggled(False)

    def _on_toggled(self, is_checked: bool) -> None:
        self._report.setPlainText(report(self._error, with_message=is_checked))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())


def report(error: BaseException, *, with_message: bool = False) -> str:
    """Versions and the way through the code to the fault; no values, so no client text."""
    lines = [
        f"Pincite {version('pincite')}, Python {platform.python_version()}, Qt {qVersion()}",
        platform.platform(),
        "",
    ]
    while error is not None:
        kind = type(error)
        name = f"{kind.__module__}.{kind.__qualname__}"
        lines.append(f"{name}: {error}" if with_message else name)
        for frame in traceback.extract_tb(error.__traceback__):
            place = frame.filename.replace("\\", "/").split("/site-packages/")[-1]
            place = place.split("/app/pincite/")[-1]
            lines.append(f"  {place}:{frame.lineno} in {frame.name}")
        cause = error.__cause__ or error.__context__
        if cause is None:
            break
        lines.append("caused by")
        error = cause
    return "\n".join(lines)
