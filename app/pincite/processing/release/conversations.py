"""Subjects that are printed once, above a conversation, and hold for each of its messages."""

from dataclasses import dataclass, replace

from pincite.domain.releases import PrintedField, PrintedHeader
from pincite.processing.release.candidates import Candidate

INHERITED = "its subject is that of the conversation, printed above an earlier message"
# Layouts that print a conversation under one subject.
_FORMS = frozenset({"gmail", "web"})


@dataclass(frozen=True, slots=True)
class Conversation:
    """The subject above the messages read last, and how many of them may still follow."""

    form: str = ""
    subject: PrintedField | None = None
    left: int | None = None

    def before(self, head: Candidate | None) -> PrintedHeader | None:
        """The header of the document that begins next, its subject inherited where it has none."""
        if head is None or self.subject is None or not self._holds(head):
            return head.header if head else None
        inherited = replace(self.subject, label="", words=(), is_inherited=True)
        header = head.header
        fields = {**header.fields, "subject": inherited}
        return replace(header, fields=fields, subject=inherited.text)

    def behind(self, head: Candidate | None) -> "Conversation":
        """As it is behind the document that begins so; what is no message of it ends it."""
        if head is None or head.block.form not in _FORMS:
            return Conversation()
        own = head.header.fields.get("subject")
        if own is not None:
            count = head.block.messages
            left = None if count is None else count - 1
            return Conversation(head.block.form, own if own.text else None, left)
        if not self._holds(head):
            return Conversation()
        return replace(self, left=None if self.left is None else self.left - 1)

    def _holds(self, head: Candidate) -> bool:
        is_one = head.block.form == self.form and "subject" not in head.header.fields
        return is_one and (self.left is None or self.left > 0)
