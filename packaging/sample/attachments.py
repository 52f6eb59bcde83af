"""The attachments of the sample: written files, and those made of them here."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from xml.sax.saxutils import escape

from sample.paper import Paper

WRITTEN = Path(__file__).parent / "written" / "attachments"
ZIP_TIME = (2017, 12, 15, 15, 0, 0)
CONTENT_TYPES = {
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".png": "image/png",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def attachment_bytes(name: str) -> bytes:
    """The bytes of the attachment of that name."""
    match name:
        case "Extension_file.zip":
            return _zip(
                {each: _written(each) for each in ("Agreement_summary.txt", "Seat_list.csv")}
            )
        case "Backlog_by_month.png":
            return backlog_chart()
        case "Lot_C_map.pdf":
            return _parking_map()
        case "Barrière_4_quote.txt":
            return "Barrière 4, bras de rechange\n\n1 pièce à 2 180 €, livrée\n".encode()
    path = Path(name)
    if path.suffix == ".docx":
        return _docx(_written(path.with_suffix(".txt").name).decode())
    if path.suffix == ".pdf":
        return _statement_of_work(_written(path.with_suffix(".txt").name).decode())
    return _written(name)


def _written(name: str) -> bytes:
    return (WRITTEN / name).read_bytes()


def _zip(members: dict[str, bytes]) -> bytes:
    """A ZIP with fixed times; stored, since deflate differs between zlib builds."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.create_system = 0
            archive.writestr(info, data)
    return buffer.getvalue()


def _docx(text: str) -> bytes:
    """A minimal Word document with one paragraph a line."""
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in text.splitlines()
    )
    members = {
        "[Content_Types].xml": f'{xml}<Types xmlns="{package}/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'{xml}<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'{xml}<w:document xmlns:w="{w}"><w:body>{paragraphs}</w:body>'
        "</w:document>",
    }
    return _zip({name: content.encode() for name, content in members.items()})


def _statement_of_work(text: str) -> bytes:
    title, *paragraphs = [line for line in text.splitlines() if line]
    paper = Paper("Statement of Work", family="times", size=11.5)
    paper.paragraph(title, bold=True, size=14)
    for paragraph in paragraphs:
        paper.space(8)
        paper.paragraph(paragraph)
    return paper.finish()


def _parking_map() -> bytes:
    paper = Paper("Lot C, 28 to 30 August 2017")
    paper.paragraph("Lot C and overflow parking, 28 to 30 August 2017", bold=True, size=14)
    for x, label in ((90, "Lot C - CLOSED"), (250, "Annex"), (410, "Berth 6 - OVERFLOW")):
        paper.frame((x, 160, x + 120, 280), label)
    paper.frame((90, 320, 530, 350), "Harbor Road")
    return paper.finish()


def backlog_chart() -> bytes:
    """A bar chart of the backlog as a PNG."""
    rows = _written("Backlog_by_month.csv").decode().splitlines()[1:]
    values = [int(row.split(",")[1]) for row in rows]
    width, height = 20 + 24 * len(values), 170
    picture = [bytearray(width) for _ in range(height)]
    for index, value in enumerate(values):
        left, top = 14 + 24 * index, height - 10 - value // 10
        for y in range(top, height - 10):
            picture[y][left : left + 16] = b"\x01" * 16
    picture[height - 10][8 : width - 6] = b"\x02" * (width - 14)
    return png(picture, ((255, 255, 255), (31, 78, 121), (60, 60, 60)))


def upload_button() -> bytes:
    """A drawing of the upload button, for an inline picture."""
    picture = [bytearray(240) for _ in range(90)]
    for y in range(20, 70):
        picture[y][60:180] = b"\x01" * 120
    for step in range(18):
        row = picture[28 + step]
        row[120 - step : 120 + step + 1] = b"\x00" * (2 * step + 1)
    for y in range(46, 62):
        picture[y][113:128] = b"\x00" * 15
    return png(picture, ((255, 255, 255), (11, 114, 133)))


def png(rows: list[bytearray], palette: tuple[tuple[int, int, int], ...]) -> bytes:
    """A palette PNG; stored, since deflate differs between zlib builds."""
    raw = b"".join(b"\x00" + bytes(row) for row in rows)
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 3, 0, 0, 0)
    colours = b"".join(bytes(colour) for colour in palette)
    chunks = (
        (b"IHDR", header),
        (b"PLTE", colours),
        (b"IDAT", zlib.compress(raw, 0)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
