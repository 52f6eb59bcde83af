"""What a file is, by its bytes first, then by its name and what is said of it."""

import re

HEAD_BYTES = 4096

_BY_SIGNATURE = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"BM", "bitmap"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"!BDN", "mailbox"),
    (b"Rar!\x1a", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"ID3", "audio"),
    (b"OggS", "audio"),
    (b"fLaC", "audio"),
    (b"\0\0\1\0", "image"),
)
_SIGNATURES = tuple(mark for mark, _ in _BY_SIGNATURE)
_BY_EXTENSION = {
    extension: type_
    for type_, extensions in {
        "email": "eml emlx",
        "outlook": "msg",
        "mailbox": "pst ost mbx",
        "mbox": "mbox",
        "word": "doc docx docm dot dotx odt wpd pages",
        "spreadsheet": "xls xlsx xlsm xlsb ods numbers",
        "presentation": "ppt pptx pptm pps ppsx odp key",
        "image": "png jpg jpeg gif tif tiff bmp webp heic heif ico svg psd ras pbm pgm ppm exr xbm",
        "audio": "mp3 wav m4a wma aac aif aiff aifc au ogg flac",
        "video": "mp4 mov avi mkv wmv mpg mpeg webm",
        "archive": "zip rar 7z gz tgz bz2 xz tar cab iso",
        "rtf": "rtf",
        "html": "html htm xhtml shtml",
        "pdf": "pdf",
        "calendar": "ics vcs",
        "contact": "vcf",
        "signature": "p7s sig asc",
        "text": "txt text log md rst csv tsv json xml yaml yml ini conf patch diff c h py sql tex",
    }.items()
    for extension in extensions.split()
}
_OFFICE = {"word", "spreadsheet", "presentation", "outlook"}
_TEXTUAL = {"text", "calendar", "contact", "html", "email", "mbox", "signature"}
_BY_MEDIA_TYPE = {
    "message/rfc822": "email",
    "message/global": "email",
    "message/news": "email",
    "message/partial": "email",
    "application/mbox": "mbox",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/ms-tnef": "tnef",
    "application/vnd.ms-tnef": "tnef",
    "application/pkcs7-signature": "signature",
    "application/x-pkcs7-signature": "signature",
    "application/pgp-signature": "signature",
    "application/pkcs7-mime": "encrypted",
    "application/x-pkcs7-mime": "encrypted",
    "application/pgp-encrypted": "encrypted",
    "text/calendar": "calendar",
    "text/vcard": "contact",
    "text/x-vcard": "contact",
    "application/mac-binhex40": "archive",
    "text/rtf": "rtf",
    "application/rtf": "rtf",
}
# `From ` lines as mailboxes have them: a sender, then a date in ctime's form, zones and all.
FROM_LINE = re.compile(
    rb"From [^\r\n]*?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[ ,]+[^\r\n]*?\d{1,2}:\d\d[^\r\n]*?\d{4}"
    rb"[^\r\n]*\r?\n"
)
FIELD_LINE = re.compile(rb">?[!-9;-~]+[ \t]*:|>From ")
_FIELD_NAME = re.compile(rb"^([A-Za-z][A-Za-z0-9-]*)[ \t]*:", re.MULTILINE)
_MAIL_FIELDS = frozenset(
    b"received message-id return-path mime-version delivered-to x-mailer references in-reply-to "
    b"content-type content-transfer-encoding reply-to x-original-to dkim-signature "
    b"content-disposition".split()
)
_LETTER_FIELDS = frozenset(b"from to subject date cc".split())
# The start of nearly all mail: what it passed through, or the fields that its sender's program put.
_PLAINLY_MAIL = re.compile(
    rb"(?:Return-Path|Received|Delivered-To): [^\n]|(?:[A-Z][\w-]*: [^\n]*\n)+?Message-I[Dd]: <"
)
_MAIL_DATE = re.compile(
    rb"^Date[ \t]*:[ \t]*(?:[A-Z][a-z]{2}, +)?\d{1,2} [A-Z][a-z]{2} \d{2,4} \d\d?:\d\d",
    re.MULTILINE | re.IGNORECASE,
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTROLS = bytes(code for code in range(32) if not 9 <= code <= 13 and code != 27)


def extension_of(name: str) -> str:
    """The extension of a name in lower case without its dot, or ''."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""


def file_type(head: bytes, name: str) -> str:
    """The type of a loose file: `email`, `mbox`, `pdf`, `zip`, `html`, `text`, `empty` and more."""
    by_name = _BY_EXTENSION.get(extension_of(name), "")
    if (signed := _signed(head, by_name)) is not None:
        return signed
    if not is_textual(head):
        if by_name in ("", "text", "email") and looks_like_mail(head):
            return "email"
        return by_name if by_name not in _TEXTUAL | {""} else "other"
    text = head[3:] if head.startswith(b"\xef\xbb\xbf") else head
    if starts_mailbox(text) or (by_name == "mbox" and b"\nFrom " in text):
        return "mbox"
    if by_name == "email" or (by_name in ("", "text", "mbox") and looks_like_mail(text)):
        return "email"
    if by_name in _BY_EXTENSION.values() and by_name not in ("text", "mbox"):
        return by_name
    return "html" if _HTML.match(text) else "text"


def attachment_type(head: bytes, name: str, media_type: str) -> str:
    """The type of an attachment, by its bytes, what its part says, and its name."""
    by_name = _BY_EXTENSION.get(extension_of(name), "")
    declared = _BY_MEDIA_TYPE.get(media_type, "")
    if declared in ("email", "encrypted", "signature", "tnef", "archive"):
        return declared
    if (signed := _signed(head, by_name)) is not None:
        return signed
    if not is_textual(head):
        guess = declared or by_name or media_type.split("/")[0]
        return guess if guess in _OFFICE | {"image", "audio", "video", "archive"} else "other"
    if by_name == "email" or (by_name == "mbox" and starts_mailbox(head)):
        return by_name
    if declared == "mbox":
        return declared if starts_mailbox(head) else "text"
    if declared or by_name not in ("", "mbox"):
        return declared or by_name
    main = media_type.split("/")[0]
    if main in ("image", "audio", "video"):
        return main
    return "html" if _HTML.match(head) else "text"


def _signed(head: bytes, by_name: str) -> str | None:
    """The type that the first bytes say, or None where they say nothing."""
    if not head:
        return "empty"
    if not head.startswith(_SIGNATURES):
        return _inner_signed(head)
    type_ = next(type_ for mark, type_ in _BY_SIGNATURE if head.startswith(mark))
    if type_ == "bitmap":
        return "image" if len(head) > 14 and head[6:10] == b"\0\0\0\0" else None
    if type_ == "ole":
        return by_name if by_name in _OFFICE else "word"
    if type_ == "zip":
        return by_name if by_name in _OFFICE else _zip_type(head)
    return type_


def _inner_signed(head: bytes) -> str | None:
    """Signatures that do not stand at the very start."""
    if b"%PDF-" in head[:1024] and not looks_like_mail(head):
        return "pdf"
    if head[:4] in (b"RIFF", b"FORM"):
        return {b"WEBP": "image", b"AVI ": "video"}.get(head[8:12], "audio")
    if head[4:8] == b"ftyp":
        return "image" if head[8:12] in (b"heic", b"heix", b"mif1", b"avif") else "video"
    return None


def _zip_type(head: bytes) -> str:
    """Whether a zip is an office file, by the entry that these begin with."""
    if b"[Content_Types].xml" in head or b"mimetypeapplication/vnd.oasis" in head:
        for mark, type_ in ((b"word/", "word"), (b"xl/", "spreadsheet"), (b"ppt/", "presentation")):
            if mark in head:
                return type_
        return "word"
    return "zip"


def is_textual(head: bytes) -> bool:
    """Whether bytes are text of some charset, as far as their start tells."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls * 200 <= len(head)


def starts_mailbox(head: bytes) -> bool:
    """Whether text starts as a mailbox does: a `From ` line, then a field."""
    line = head[: head.find(b"\n", 0, 500) + 1]
    return bool(FROM_LINE.match(line) and FIELD_LINE.match(head, len(line)))


def looks_like_mail(head: bytes) -> bool:
    """Whether text starts with the header of a message.

    A printed letter may begin with From, To and Subject too: a message says more, or has a `Date`
    in the form that only machines write.
    """
    head = head.lstrip()
    if head.startswith((b"From ", b">From ")):
        head = head[head.find(b"\n") + 1 :]
    if not FIELD_LINE.match(head):
        return False
    if _PLAINLY_MAIL.match(head):
        return True
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    names = {name.lower() for name in _FIELD_NAME.findall(block)}
    mail_fields = names & _MAIL_FIELDS
    if mail_fields and (names & _LETTER_FIELDS or len(mail_fields) > 1 or b"multipart/" in block):
        return True
    if b"mime-version" in names:
        return True
    return len(names & _LETTER_FIELDS) >= 2 and bool(_MAIL_DATE.search(block))
