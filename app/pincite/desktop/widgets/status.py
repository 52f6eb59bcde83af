"""The status bar: what the matter holds, what is being done and how to stop it, what is saved."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from pincite.desktop.icons import icon
from pincite.desktop.theme import Theme
from pincite.desktop.work.matter_work import MatterWork
from pincite.desktop.work.tickets import Ticket
from pincite.jobs.control import Progress
from pincite.store.documents import Totals

_LARGE = 100_000
SAVED, SAVING = "All changes saved", "Saving…"


class StatusBar(QWidget):
    """Shows the newest long work; older ones go on unseen until it ends."""

    def __init__(self, work: MatterWork, theme: Theme, parent: QWidget | None = None) -> None:
        """Listen to `work`."""
        super().__init__(parent)
        self.setObjectName("statusbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(28)
        self._theme = theme
        self._tickets: list[Ticket] = []
        self._left = QLabel(self)
        self._coded = QLabel(self)
        self._coded_bar = _bar(self, "Share of documents coded")
        self._job = _Job(theme, self)
        self._saved = QLabel(SAVED, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(16)
        row.addWidget(self._left)
        row.addWidget(self._coded)
        row.addWidget(self._coded_bar)
        row.addStretch(1)
        row.addWidget(self._job)
        row.addWidget(self._saved)
        self._coded_bar.hide()
        work.started.connect(self._on_started)
        work.saving.connect(self._on_saving)
        work.saved.connect(self._on_saved)

    def show_text(self, text: str) -> None:
        """Say this at the left."""
        self._left.setText(text)

    def show_coded(self, totals: Totals) -> None:
        """Show how much of the matter is coded."""
        self._coded.setText(f"{totals.coded:,} coded" if totals.documents else "")
        self._coded_bar.setVisible(totals.documents > 0)
        self._coded_bar.setMaximum(max(1, totals.documents))
        self._coded_bar.setValue(totals.coded)

    def show_read_only(self, is_read_only: bool) -> None:
        """Say that nothing can be saved."""
        self._saved.setText("Open for reading only" if is_read_only else SAVED)

    def _on_started(self, ticket: Ticket) -> None:
        self._tickets.append(ticket)
        ticket.ended.connect(self._on_ended)
        self._job.follow(ticket)

    def _on_ended(self) -> None:
        self._tickets = [ticket for ticket in self._tickets if not ticket.has_ended]
        self._job.follow(self._tickets[-1] if self._tickets else None)

    def _on_saving(self) -> None:
        self._saved.setText(SAVING)

    def _on_saved(self) -> None:
        self._saved.setText(SAVED)


class _Job(QWidget):
    """One piece of long work: its label, a bar, what is left, pause and stop."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ticket: Ticket | None = None
        self._label = QLabel(self)
        self._bar = _bar(self, "Progress")
        self._bar.setProperty("role", "ok")
        self._left = QLabel(self)
        self._pause = self._button("Pause", self._on_pause)
        self._stop = self._button("Stop", self._on_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for widget in (self._label, self._bar, self._left, self._pause, self._stop):
            row.addWidget(widget)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.hide()

    def follow(self, ticket: Ticket | None) -> None:
        """Show this work, or nothing."""
        if self._ticket is not None and not self._ticket.has_ended:
            self._ticket.progressed.disconnect(self._on_progressed)
        self._ticket = ticket
        self.setVisible(ticket is not None)
        if ticket is None:
            return
        self._label.setText(ticket.title)
        self._left.clear()
        self._bar.setRange(0, 0)
        self._on_theme_changed()
        ticket.progressed.connect(self._on_progressed)

    def _on_progressed(self, progress: Progress) -> None:
        title = self._ticket.title if self._ticket else ""
        counted = _counted(progress)
        label = progress.label or title
        self._label.setText(f"{label}: {counted}" if counted else label)
        self._bar.setRange(0, progress.total or 0)
        self._bar.setValue(progress.done)
        self._left.setText(_left(progress.left_s))

    def _on_pause(self) -> None:
        if self._ticket is None:
            return
        control = self._ticket.control
        if control.is_paused:
            control.resume()
        else:
            control.pause()
        self._on_theme_changed()

    def _on_stop(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
            self._label.setText("Stopping…")

    def _on_theme_changed(self) -> None:
        is_paused = self._ticket is not None and self._ticket.control.is_paused
        self._pause.setText("Go on" if is_paused else "Pause")
        self._pause.setIcon(icon(self._theme, "play" if is_paused else "pause"))
        self._stop.setIcon(icon(self._theme, "stop"))

    def _button(self, title: str, clicked: object) -> QPushButton:
        button = QPushButton(title, self)
        button.setProperty("role", "plain")
        button.clicked.connect(clicked)
        return button


def _bar(parent: QWidget, name: str) -> QProgressBar:
    bar = QProgressBar(parent)
    bar.setTextVisible(False)
    bar.setFixedWidth(140)
    bar.setAccessibleName(name)
    return bar


def _counted(progress: Progress) -> str:
    """`12 of 38`; a total that is too large to be read, such as bytes, as a share."""
    if progress.total and progress.total >= _LARGE:
        return f"{progress.done * 100 // progress.total} %"
    if progress.total:
        return f"{progress.done:,} of {progress.total:,}"
    return f"{progress.done:,}" if progress.done else ""


def _left(seconds: float | None) -> str:
    """What is left, as a person says it."""
    if seconds is None:
        return ""
    if seconds < 60:
        return f"about {max(1, round(seconds))} s left"
    if seconds < 3600:
        return f"about {round(seconds / 60)} min left"
    return f"about {seconds / 3600:.1f} h left"
