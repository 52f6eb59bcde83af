"""Asks for the name, the numbering and the caption of a bundle."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.bundle_decisions import BundleAnswers
from pincite.desktop.widgets.answer_row import answer_row
from pincite.domain.captions import Caption
from pincite.exhibits.bundles import LONGEST_NAME
from pincite.store.bundles import LETTERS, NUMBERS, Bundle

_HINT = "The caption stands on the first page of the bundle. Whatever is empty is left out."


class BundleDialog(QDialog):
    """`answered` carries `BundleAnswers`."""

    answered = Signal(object)

    def __init__(
        self, bundle: Bundle | None, taken: frozenset[str], parent: QWidget | None = None
    ) -> None:
        """Change a bundle, or make one; `taken` are the names of the others, casefolded."""
        super().__init__(parent)
        self._taken = taken
        self.setWindowTitle(f"Bundle “{bundle.name}”" if bundle else "New bundle")
        caption = bundle.caption if bundle else Caption()
        self._name = self._field(bundle.name if bundle else "", "Declaration of R. Amari")
        self._name.setMaxLength(LONGEST_NAME)
        self._numbering = QComboBox(self)
        self._numbering.addItem("1, 2, 3 …", NUMBERS)
        self._numbering.addItem("A, B … Z, AA …", LETTERS)
        if bundle:
            self._numbering.setCurrentIndex(self._numbering.findData(bundle.numbering))
        self._court = self._field(caption.court, "United States District Court, …")
        self._case = self._field(caption.case_number, "19-cv-12242")
        self._title = QPlainTextEdit(caption.title, self)
        self._title.setPlaceholderText("A. Plaintiff,\nv.\nB. Defendant")
        self._title.setTabChangesFocus(True)
        self._title.setFixedHeight(76)
        self._party = self._field(caption.party, "Plaintiff's")
        self._heading = self._field(caption.heading, "Declaration of R. Amari")
        self._problem = QLabel(_HINT, self)
        self._problem.setWordWrap(True)
        self._problem.setProperty("role", "quiet")
        self._keep = QPushButton("Save" if bundle else "Make bundle", self)
        self._compose()
        self._name.textChanged.connect(self._on_edited)
        self._name.setFocus()
        self._on_edited()

    def _compose(self) -> None:
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setVerticalSpacing(9)
        form.addRow("&Name", self._name)
        form.addRow("N&umbering", self._numbering)
        heading = QLabel("CAPTION", self)
        heading.setProperty("role", "section")
        form.addRow(heading)
        form.addRow("&Court", self._court)
        form.addRow("Case num&ber", self._case)
        form.addRow("&Parties", self._title)
        form.addRow("&Whose exhibits", self._party)
        form.addRow("&Belonging to", self._heading)
        buttons = answer_row(self, self._keep, self._on_keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addLayout(form)
        column.addWidget(self._problem)
        column.addLayout(buttons)
        self.setMinimumWidth(540)

    def _field(self, text: str, example: str) -> QLineEdit:
        field = QLineEdit(text, self)
        field.setPlaceholderText(example)
        return field

    def _on_edited(self) -> None:
        name = " ".join(self._name.text().split())
        is_taken = name.casefold() in self._taken
        self._problem.setText(f"There is already a bundle “{name}”." if is_taken else _HINT)
        self._keep.setEnabled(bool(name) and not is_taken)

    def _on_keep(self) -> None:
        fields = {
            "court": self._court.text(),
            "case_number": self._case.text(),
            "title": self._title.toPlainText(),
            "party": self._party.text(),
            "heading": self._heading.text(),
        }
        numbering = str(self._numbering.currentData())
        self.answered.emit(
            BundleAnswers(" ".join(self._name.text().split()), numbering, Caption.of(fields))
        )
        self.accept()
