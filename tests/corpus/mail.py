"""Builds messages for tests, well made or not; everybody in them is invented."""

import base64
from collections.abc import Iterable, Sequence

DATE = "Thu, 14 Sep 2017 09:30:00 -0400"


def message(
    body: str | bytes = "Please see the notes.\n",
    *,
    subject: str = "Pilot at the north gate",
    sender: str = "Dana Ruiz <dana.ruiz@ports.example>",
    to: str = "Lee Okafor <lee@vendor.example>",
    message_id: str | None = "<1@ports.example>",
    date: str | None = DATE,
    headers: Sequence[str] = (),
) -> bytes:
    """A message with `\\n` line ends; `headers` are whole lines."""
    lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}"]
    lines += [f"Date: {date}"] if date else []
    lines += [f"Message-ID: {message_id}"] if message_id else []
    head = "\n".join([*lines, *headers]).encode()
    content = body if isinstance(body, bytes) else body.encode()
    # A multipart brings its own header lines.
    separator = b"\n" if content.startswith(b"Content-Type: multipart/") else b"\n\n"
    return head + separator + content


def part(
    content: str | bytes,
    media_type: str = "text/plain; charset=utf-8",
    *,
    headers: Sequence[str] = (),
    encoding: str = "",
) -> bytes:
    """A part with its header; `encoding` base64 encodes the content."""
    raw = content if isinstance(content, bytes) else content.encode()
    if encoding == "base64":
        raw = base64.encodebytes(raw)
    lines = [f"Content-Type: {media_type}", *headers]
    lines += [f"Content-Transfer-Encoding: {encoding}"] if encoding else []
    return "\n".join(lines).encode() + b"\n\n" + raw


def attachment(name: str, content: bytes, media_type: str = "application/octet-stream") -> bytes:
    """An attached file in base64."""
    header = f'Content-Disposition: attachment; filename="{name}"'
    return part(content, media_type, headers=[header], encoding="base64")


def multipart(
    kind: str, parts: Iterable[bytes], *, boundary: str = "=_b1", is_closed: bool = True
) -> bytes:
    """A multipart body with the header line that declares it."""
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode()
    body = b"".join(b"--" + boundary.encode() + b"\n" + one + b"\n" for one in parts)
    return head + body + (b"--" + boundary.encode() + b"--\n" if is_closed else b"")


def mailbox(messages: Iterable[bytes], *, sender: str = "dana.ruiz@ports.example") -> bytes:
    """An mboxrd of these messages."""
    lines: list[bytes] = []
    for raw in messages:
        escaped = b"\n".join(
            b">" + line if line.lstrip(b">").startswith(b"From ") else line
            for line in raw.split(b"\n")
        )
        lines.append(f"From {sender} Thu Sep 14 09:30:00 2017\n".encode() + escaped + b"\n")
    return b"".join(lines)
