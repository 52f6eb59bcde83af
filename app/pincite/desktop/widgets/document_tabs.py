"""The tabs of the document pane, with what each holds."""

from PySide6.QtWidgets import QWidget

from pincite.desktop.widgets.segments import Segments


class DocumentTabs(Segments):
    """Pages (n), Text, Thread (n), Family (n), Metadata."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with Pages."""
        super().__init__("Document", parent)
        self.setObjectName("tabs")
        for id_ in ("pages", "text", "thread", "family", "metadata"):
            self.add(id_, id_.capitalize())
        self.choose("pages")

    def show_counts(self, pages: int | None, thread: int, family: int) -> None:
        """Say how many pages, messages and family members there are; None is not known yet."""
        self.set_title("pages", f"Pages ({pages:,})" if pages else "Pages")
        self.set_title("thread", f"Thread ({thread:,})" if thread > 1 else "Thread")
        self.set_title("family", f"Family ({family:,})" if family > 1 else "Family")
