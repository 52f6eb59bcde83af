"""Puts letters into MIME, byte for byte the same each time."""

import base64
import html
import io
import quopri
from collections.abc import Iterable, Mapping
from email.generator import BytesGenerator
from email.header import Header
from email.message import Message
from email.policy import compat32
from email.utils import formataddr
from pathlib import Path

from sample.attachments import CONTENT_TYPES, attachment_bytes, upload_button
from sample.people import AGENCY, Person
from sample.screenplay import Letter

OUTLOOK_HEAD = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<style><!--
@page WordSection1 {size:8.5in 11.0in; margin:1.0in;}
div.WordSection1 {page:WordSection1;}
p.MsoNormal {margin:0in; font-size:11.0pt; font-family:"Calibri",sans-serif;}
--></style></head>
<body lang="EN-US"><div class="WordSection1">
"""
OUTLOOK_GAP = '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>\n'
PICTURE_ID = "upload-button@northlight.example"


class Post:
    """Makes messages of the letters, each with its thread and what it quotes."""

    def __init__(self, letters: Mapping[str, Letter]) -> None:
        self._letters = letters

    def message(self, letter: Letter) -> bytes:
        """The whole message, lines ending in LF."""
        return _flatten(self._message(letter))

    def text(self, letter: Letter) -> str:
        """The plain text of a letter, with what it quotes."""
        text = "\n".join(_plain_block(block) for block in _blocks(letter.body))
        if letter.form == "outlook" and letter.sender.signature:
            text += "\n" + "\n".join((letter.sender.name, *letter.sender.signature)) + "\n"
        return text + self._quoted(letter)

    def _message(self, letter: Letter) -> Message:
        message = self._body(letter)
        if letter.form == "rfc822":
            message = _multipart("mixed", letter, [message, self._enclosed(letter)])
        elif letter.attachments:
            parts = [_attachment(name) for name in letter.attachments]
            message = _multipart("mixed", letter, [message, *parts])
        return self._with_headers(letter, message)

    def _with_headers(self, letter: Letter, body: Message) -> Message:
        """A message with its header block first, then the fields of the body."""
        message = Message(policy=compat32)
        domain = letter.sender.address.partition("@")[2]
        if domain != AGENCY:
            relay = f"from mail.{domain} by mx1.{AGENCY} with ESMTPS;\n\t{letter.date_header}"
            message["Received"] = relay
        message["From"] = _address(letter.sender)
        message["To"] = ",\n ".join(map(_address, letter.to))
        if letter.cc:
            message["Cc"] = ",\n ".join(map(_address, letter.cc))
        message["Subject"] = _encoded(letter.subject)
        message["Date"] = letter.date_header
        message["Message-ID"] = letter.message_id
        ancestors = self._ancestors(letter)
        if ancestors:
            message["In-Reply-To"] = ancestors[-1]
            message["References"] = "\n ".join(ancestors)
        message["MIME-Version"] = "1.0"
        for name, value in body.items():
            message[name] = value
        message.set_payload(body.get_payload())
        return message

    def _body(self, letter: Letter) -> Message:
        text = self.text(letter)
        if letter.form in ("plain", "rfc822"):
            return _text(text, "plain", letter.charset, letter.encoding)
        if letter.form == "newsletter":
            return _text(_newsletter(letter), "html")
        page = {"outlook": self._outlook, "alt": self._simple, "image": self._pictured}
        both = [_text(text, "plain"), _text(page[letter.form](letter), "html")]
        body = _multipart("alternative", letter, both)
        return _multipart("related", letter, [body, _picture()]) if letter.form == "image" else body

    def _enclosed(self, letter: Letter) -> Message:
        part = Message(policy=compat32)
        part["Content-Type"] = "message/rfc822"
        part["Content-Disposition"] = "attachment"
        part.set_payload([self._message(self._letters[letter.reply_to])])
        return part

    def _ancestors(self, letter: Letter) -> list[str]:
        chain: list[str] = []
        while letter.reply_to:
            letter = self._letters[letter.reply_to]
            chain.insert(0, letter.message_id)
        return chain

    def _quoted(self, letter: Letter) -> str:
        if not letter.quote:
            return ""
        parent = self._letters[letter.reply_to]
        text = self.text(parent)
        if letter.quote == "outlook":
            head = "".join(f"{name}: {value}\n" for name, value in printed_header(parent))
            return f"\n-----Original Message-----\n{head}\n{text}"
        lines = "".join(f"> {line}".rstrip() + "\n" for line in text.splitlines())
        return f"\n{_attribution(parent)}\n{lines}"

    def _outlook(self, letter: Letter) -> str:
        return f"{OUTLOOK_HEAD}{self._outlook_letter(letter)}</div></body></html>\n"

    def _outlook_letter(self, letter: Letter) -> str:
        """A letter as Word writes HTML, its signature in a layout table, then what it quotes."""
        page = _outlook_blocks(letter.body)
        if letter.form == "outlook" and letter.sender.signature:
            page += OUTLOOK_GAP + _signature_table(letter.sender)
        if not letter.quote:
            return page
        parent = self._letters[letter.reply_to]
        head = "<br>\n".join(
            f"<b>{name}:</b> {html.escape(value)}" for name, value in printed_header(parent)
        )
        return (
            f'{page}<div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in">'
            f'\n<p class="MsoNormal">{head}</p></div>\n{OUTLOOK_GAP}{self._outlook_letter(parent)}'
        )

    def _simple(self, letter: Letter) -> str:
        """A letter in plain paragraphs, what it quotes in a blockquote."""
        blocks = [block.rstrip("\n") for block in _blocks(letter.body)]
        inner = "".join(f"<p>{_broken(block)}</p>\n" for block in blocks)
        if letter.quote:
            parent = self._letters[letter.reply_to]
            inner += f"<p>{html.escape(_attribution(parent))}</p>\n"
            inner += f'<blockquote type="cite">\n{self._simple(parent)}</blockquote>\n'
        return f'<div dir="ltr">\n{inner}</div>\n'

    def _pictured(self, letter: Letter) -> str:
        picture = f'<p><img src="cid:{PICTURE_ID}" width="240" height="90" alt="Upload"></p>\n'
        return self._simple(letter).replace("</div>\n", f"{picture}</div>\n")


def printed_header(letter: Letter) -> list[tuple[str, str]]:
    """The header lines as Outlook prints them."""
    fields = [
        ("From", letter.sender.name),
        ("Sent", f"{letter.sent:%A, %B} {letter.sent.day}, {letter.sent.year} {_clock(letter)}"),
        ("To", "; ".join(person.name for person in letter.to)),
        ("Cc", "; ".join(person.name for person in letter.cc)),
        ("Subject", letter.subject),
        ("Attachments", "; ".join(letter.attachments)),
    ]
    return [(name, value) for name, value in fields if value]


def _attribution(letter: Letter) -> str:
    when = f"{letter.sent:%a, %b} {letter.sent.day}, {letter.sent.year} at {_clock(letter)}"
    return f"On {when}, {letter.sender.name} wrote:"


def _clock(letter: Letter) -> str:
    return f"{letter.sent.hour % 12 or 12}:{letter.sent:%M %p}"


def _blocks(body: str) -> list[str]:
    return [block + "\n" for block in body.rstrip("\n").split("\n\n")]


def _is_table(block: str) -> bool:
    return block.startswith("| ")


def _cells(block: str) -> list[list[str]]:
    return [line.strip("| ").split(" | ") for line in block.splitlines()]


def _plain_block(block: str) -> str:
    """A block as plain text, a table in columns."""
    if not _is_table(block):
        return block
    rows = _cells(block)
    widths = [max(map(len, column)) + 2 for column in zip(*rows, strict=True)]
    padded = ("".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows)
    return "".join(line.rstrip() + "\n" for line in padded)


def _outlook_blocks(body: str) -> str:
    blocks = []
    for block in _blocks(body):
        if _is_table(block):
            rows = "".join(
                "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>\n"
                for row in _cells(block)
            )
            blocks.append(f'<table border="1" cellspacing="0" cellpadding="4">\n{rows}</table>\n')
        else:
            lines = block.rstrip("\n").split("\n")
            paragraphs = (f'<p class="MsoNormal">{html.escape(x)}<o:p></o:p></p>\n' for x in lines)
            blocks.append("".join(paragraphs))
    return OUTLOOK_GAP.join(blocks)


def _signature_table(person: Person) -> str:
    lines = "<br>".join(map(html.escape, person.signature))
    return (
        '<table border="0" cellspacing="0" cellpadding="0"><tr>'
        '<td width="6" bgcolor="#1F4E79">&nbsp;</td><td style="padding:0 0 0 8pt">'
        f'<p class="MsoNormal"><b>{html.escape(person.name)}</b><br>{lines}</p>'
        "</td></tr></table>\n"
    )


def _newsletter(letter: Letter) -> str:
    """A newsletter in nested layout tables, as mailing services write them."""
    rows = ""
    for block in letter.body.strip().split("\n\n"):
        title, _, text = block.partition("\n")
        rows += (
            '<tr><td style="padding:12px 24px"><table width="100%" border="0"><tr><td>'
            f"<h2>{html.escape(title.removeprefix('# '))}</h2><p>{_broken(text)}</p>"
            "</td></tr></table></td></tr>\n"
        )
    return (
        '<html><body style="margin:0;background:#eee"><table width="100%" border="0"><tr>'
        '<td align="center"><table width="600" border="0" bgcolor="#ffffff">\n'
        f'<tr><td bgcolor="#1f4e79" style="color:#fff;padding:16px 24px">{letter.sender.name}'
        f"</td></tr>\n{rows}</table></td></tr></table></body></html>\n"
    )


def _broken(text: str) -> str:
    return html.escape(text).replace("\n", "<br>\n")


def _text(text: str, subtype: str, charset: str = "utf-8", encoding: str = "") -> Message:
    """A text part: base64 if asked for, else 7bit where that is enough, else quoted-printable."""
    part = Message(policy=compat32)
    is_simple = text.isascii() and all(len(line) < 79 for line in text.splitlines())
    encoding = encoding or ("7bit" if is_simple else "quoted-printable")
    data = text.encode(charset)
    part["Content-Type"] = f'text/{subtype}; charset="{charset}"'
    part["Content-Transfer-Encoding"] = encoding
    if encoding == "base64":
        data = base64.encodebytes(data)
    elif encoding == "quoted-printable":
        data = quopri.encodestring(data)
    part.set_payload(data.decode("ascii"))
    return part


def _attachment(name: str) -> Message:
    path = Path(name)
    part = Message(policy=compat32)
    kind = CONTENT_TYPES[path.suffix]
    part["Content-Type"] = f'{kind}; charset="utf-8"' if kind.startswith("text/") else kind
    # RFC 2231 for a name outside ASCII.
    filename = name if name.isascii() else ("utf-8", "", name)
    part.add_header("Content-Disposition", "attachment", filename=filename)
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(attachment_bytes(name)).decode("ascii"))
    return part


def _picture() -> Message:
    part = Message(policy=compat32)
    part["Content-Type"] = "image/png"
    part["Content-ID"] = f"<{PICTURE_ID}>"
    part.add_header("Content-Disposition", "inline", filename="upload-button.png")
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(upload_button()).decode("ascii"))
    return part


def _multipart(subtype: str, letter: Letter, parts: Iterable[Message]) -> Message:
    whole = Message(policy=compat32)
    boundary = f"=_{subtype}_{letter.sent:%Y%m%d%H%M}_{letter.key}"
    whole["Content-Type"] = f'multipart/{subtype}; boundary="{boundary}"'
    whole.set_payload([*parts])
    return whole


def _address(person: Person) -> str:
    return formataddr((person.name, person.address))


def _encoded(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8").encode(linesep="\n")


def _flatten(message: Message) -> bytes:
    buffer = io.BytesIO()
    # Length 0: headers are folded where they were written, not by the library's version.
    policy = compat32.clone(max_line_length=0)
    BytesGenerator(buffer, mangle_from_=False, policy=policy).flatten(message)
    return buffer.getvalue()
