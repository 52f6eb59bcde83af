"""Pages with redactions of every look among things that only look like them, with the truth.

Seeded: the same seed gives the same pages. Names and words are invented.
"""

import random
from dataclasses import dataclass, field

import cv2
import numpy as np
import pymupdf

WORDS = (
    "harbor pilot vendor schedule budget review council notice meeting draft public answer record"
    " contract system camera policy office letter department training report summary counsel week"
    " demonstration question response attached morning available procurement committee regarding"
).split()
NAMES = "Okafor Whitlock Ellsworth Marchetti Lindqvist Abara Castellan Novak Teague Ferro".split()
CODES = ("b1", "b3", "b4", "b5", "b6", "b7A", "b7C", "b7E", "b7F", "k2", "j2")
COMMON = ("b6", "b5", "b7C", "b7E", "b6")
PAGE = pymupdf.Rect(0, 0, 612, 792)
FONTS = ("helv", "tiro", "cour")
BLACK, WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Truth:
    """A withheld area in points; `has_box` is False for a code that stands by itself."""

    box: tuple[float, float, float, float]
    kind: str
    codes: tuple[str, ...]
    has_box: bool = True


@dataclass
class Made:
    """A page as it was made."""

    page: pymupdf.Page
    rng: random.Random
    font: str
    size: float
    truth: list[Truth] = field(default_factory=list)

    @property
    def leading(self) -> float:
        return self.size * 1.25

    def width(self, text: str, size: float | None = None) -> float:
        return pymupdf.get_text_length(text, self.font, size or self.size)

    def write(self, x: float, y: float, text: str, size: float | None = None, **how) -> None:
        self.page.insert_text((x, y), text, fontname=self.font, fontsize=size or self.size, **how)


def written(code: str, style: int) -> str:
    """A code as releases print it."""
    parts = [code[0], *code[1:]]
    if style == 0 or code[0] != "b":
        return "".join(f"({part})" for part in parts)
    if style == 1:
        return code
    if style == 2:
        return code[0].upper() + code[1:]
    return "".join(f"({part})" for part in parts).replace(")(", ") (")


def document(seed: int, pages: int) -> tuple[pymupdf.Document, list[list[Truth]]]:
    """A release of so many pages, and what is withheld on each."""
    rng = random.Random(seed)
    pdf = pymupdf.open()
    truth = []
    for _ in range(pages):
        kind = rng.choices(("mail", "margin", "memo", "plain"), (6, 2, 2, 1))[0]
        page = pdf.new_page(width=PAGE.width, height=PAGE.height)
        made = Made(page, rng, rng.choice(FONTS), rng.choice((10, 10.5, 11, 12)))
        {"mail": _mail, "margin": _margin, "memo": _memo, "plain": _plain}[kind](made)
        truth.append(made.truth)
    return pdf, truth


def _sentence(rng: random.Random, count: int) -> list[str]:
    return [rng.choice(WORDS) for _ in range(count)]


# --- pages --------------------------------------------------------------------------------------


def _mail(made: Made) -> None:
    rng = made.rng
    y = 70.0
    if rng.random() < 0.3:
        y = _letterhead(made)
    for label in ("From:", "To:", "Cc:", "Sent:", "Subject:"):
        made.write(72, y, label)
        left = 72 + made.width("Subject: ")
        if label in ("From:", "To:", "Cc:") and rng.random() < 0.6:
            _redact(made, left, y, rng.uniform(60, 220))
        else:
            made.write(left, y, f"{rng.choice(NAMES)}, {rng.choice(WORDS)}")
        y += made.leading * 1.15
    y += 10
    y = _body(made, y, 0.25)
    _distract(made, y)


def _memo(made: Made) -> None:
    y = _letterhead(made)
    y = _body(made, y + 10, 0.12)
    _distract(made, y)


def _plain(made: Made) -> None:
    y = _letterhead(made) if made.rng.random() < 0.5 else 80.0
    made.write(72, y, "Portions are withheld under 5 U.S.C. 552(b)(5) and exemption (b)(6).")
    y = _body(made, y + 2 * made.leading, 0.0)
    _distract(made, y)
    _distract(made, y + 150)


def _margin(made: Made) -> None:
    """A page as the FBI releases them: empty frames, the codes in the margin."""
    rng = made.rng
    y = 90.0
    while y < 640:
        codes = tuple(sorted(rng.sample(("b1", "b3", "b6", "b7C", "b7E"), rng.randint(1, 3))))
        lines = rng.randint(3, 6)
        marked = False
        for _ in range(lines):
            x = 72.0
            while x < 500:
                if rng.random() < 0.1 and x < 440:
                    width = rng.uniform(40, 110)
                    box = pymupdf.Rect(x, y - made.size, x + width, y + made.size * 0.3)
                    made.page.draw_rect(box, color=BLACK, width=rng.choice((0.8, 1.2)))
                    made.truth.append(Truth(tuple(box), "white", codes))
                    if not marked:
                        for number, code in enumerate(codes):
                            at = (566, y + number * 11)
                            made.page.insert_text(at, code, fontname="cobo", fontsize=10)
                        marked = True
                    x += width + made.width(" ")
                word = rng.choice(WORDS)
                if x + made.width(word) > 510:
                    break
                made.write(x, y, word)
                x += made.width(word + " ")
            y += made.leading
        y += max(made.leading, 34 - lines * made.leading)


def _body(made: Made, y: float, share: float) -> float:
    """Lines of text with areas withheld; a part of the paragraphs is withheld wholly."""
    rng = made.rng
    bottom = rng.uniform(380, 560)
    while y < bottom:
        if rng.random() < share * 0.4:
            y = _block(made, y)
            continue
        for _ in range(rng.randint(2, 5)):
            x = 72.0
            while True:
                if rng.random() < share * 0.25 and x < 420:
                    if rng.random() < 0.15:
                        x += _bare(made, x, y)
                    else:
                        width = rng.uniform(45, 140)
                        x += _redact(made, x, y, width) + made.width(" ")
                word = rng.choice(WORDS)
                if x + made.width(word) > 530:
                    break
                made.write(x, y, word)
                x += made.width(word + " ")
            y += made.leading
        y += made.leading * 0.7
    return y


# --- what is withheld ---------------------------------------------------------------------------


def _codes(rng: random.Random) -> tuple[str, ...]:
    if rng.random() < 0.7:
        return (rng.choice(COMMON),)
    if rng.random() < 0.7:
        return tuple(dict.fromkeys((rng.choice(COMMON), rng.choice(CODES))))
    return (rng.choice(CODES),)


def _label(made: Made, codes: tuple[str, ...]) -> str:
    style = made.rng.choices((0, 1, 2, 3), (6, 1, 1, 1))[0]
    joint = made.rng.choice((", ", "; ", " "))
    return joint.join(written(code, style) for code in codes)


def _redact(made: Made, x: float, y: float, width: float) -> float:
    """Withhold a stretch of a line; how wide it is."""
    rng = made.rng
    codes = _codes(rng)
    label = _label(made, codes)
    size = rng.uniform(7.5, min(10.0, made.size))
    width = max(width, made.width(label, size) + 8)
    box = pymupdf.Rect(x, y - made.size * 0.95, x + width, y + made.size * 0.3)
    kind = rng.choices(("black", "white", "grey", "hatched"), (5, 5, 2, 1))[0]
    if kind == "black" and rng.random() < 0.5:
        codes, label = (), ""
    _paint(made, box, kind)
    if label and kind == "hatched":
        plate = pymupdf.Rect(0, 0, made.width(label, size) + 6, size + 2)
        plate += (box.x0 + 4, box.y0 + 1, box.x0 + 4, box.y0 + 1)
        made.page.draw_rect(plate, color=None, fill=WHITE)
    if label:
        colour = WHITE if kind == "black" else rng.choice((BLACK, BLACK, (0.8, 0, 0)))
        left = box.x0 + (4 if kind == "hatched" else (width - made.width(label, size)) / 2)
        made.write(left + 3 * (kind == "hatched"), y - made.size * 0.05, label, size, color=colour)
    made.truth.append(Truth(tuple(box), kind, codes))
    return width


def _block(made: Made, y: float) -> float:
    """Withhold a paragraph."""
    rng = made.rng
    height = made.leading * rng.randint(2, 9)
    box = pymupdf.Rect(rng.uniform(68, 90), y - made.size, rng.uniform(430, 545), y + height)
    kind = rng.choices(("black", "white", "grey", "hatched"), (4, 6, 2, 1))[0]
    codes = _codes(rng)
    _paint(made, box, kind)
    label, size = _label(made, codes), rng.uniform(9, 13)
    if kind == "hatched":
        codes = ()
    elif kind != "black" or rng.random() < 0.6:
        colour = WHITE if kind == "black" else BLACK
        left = (box.x0 + box.x1 - made.width(label, size)) / 2
        made.write(left, (box.y0 + box.y1) / 2 + size / 3, label, size, color=colour)
    else:
        codes = ()
    made.truth.append(Truth(tuple(box), kind, codes))
    return y + height + made.leading * 1.3


def _paint(made: Made, box: pymupdf.Rect, kind: str) -> None:
    rng, page = made.rng, made.page
    if kind == "black":
        page.draw_rect(box, color=None, fill=BLACK)
    elif kind == "white":
        round_ = min(0.35, 4 / min(box.width, box.height)) if rng.random() < 0.2 else None
        page.draw_rect(box, color=BLACK, fill=WHITE, width=rng.uniform(0.5, 1.4), radius=round_)
    elif kind == "grey":
        shade = rng.uniform(0.6, 0.86)
        edge = BLACK if rng.random() < 0.6 else None
        page.draw_rect(box, color=edge, fill=(shade,) * 3, width=0.7)
    else:
        page.draw_rect(box, color=BLACK, fill=WHITE, width=0.8)
        shape = page.new_shape()
        step, reach = rng.uniform(3.5, 6), box.height
        both = rng.random() < 0.6
        x = box.x0 - reach
        while x < box.x1:
            for sign in (1, -1) if both else (1,):
                a = pymupdf.Point(x, box.y1 if sign == 1 else box.y0)
                b = pymupdf.Point(x + reach, box.y0 if sign == 1 else box.y1)
                ends = _clipped(a, b, box)
                if ends:
                    shape.draw_line(*ends)
            x += step
        shape.finish(color=BLACK, width=0.6)
        shape.commit()


def _clipped(
    a: pymupdf.Point, b: pymupdf.Point, box: pymupdf.Rect
) -> tuple[pymupdf.Point, pymupdf.Point] | None:
    low = max(0.0, (box.x0 - a.x) / (b.x - a.x))
    high = min(1.0, (box.x1 - a.x) / (b.x - a.x))
    return (a + (b - a) * low, a + (b - a) * high) if high - low > 0.02 else None


def _bare(made: Made, x: float, y: float) -> float:
    """A code where something was left out without a box."""
    codes = (made.rng.choice(COMMON),)
    text = written(codes[0], 0)
    made.write(x, y, text)
    width = made.width(text)
    made.truth.append(Truth((x, y - made.size, x + width, y + 2), "white", codes, has_box=False))
    return width + made.width(" ")


# --- what only looks like it --------------------------------------------------------------------


def _letterhead(made: Made) -> float:
    rng, page = made.rng, made.page
    choice = rng.randint(0, 3)
    if choice == 0:
        page.draw_rect(pymupdf.Rect(40, 30, 572, 36), color=None, fill=(0.1, 0.1, 0.3))
    elif choice == 1:
        bar = pymupdf.Rect(50, 30, 562, 52)
        page.draw_rect(bar, color=None, fill=(0.05, 0.1, 0.2))
        text = "HARBOR DISTRICT DEPARTMENT OF RECORDS"
        page.insert_text((60, 46), text, fontname="hebo", fontsize=12, color=WHITE)
    elif choice == 2:
        for step in range(4):
            page.draw_circle((80, 55), 24 - 5 * step, color=BLACK, width=1.5)
        page.draw_sector((80, 55), (80, 35), 120, color=None, fill=BLACK)
    else:
        page.draw_quad(pymupdf.Quad((60, 70), (80, 30), (100, 70), (80, 60)), fill=BLACK)
    title = rng.choice(("Office of the Clerk", "Harbor Board", "Division of Records"))
    page.insert_text((230, 76), title, fontname="tibo", fontsize=17)
    return 108.0


def _distract(made: Made, y: float) -> None:
    if y > 640:
        return
    choice = made.rng.randint(0, 5)
    (_table, _checks, _photo, _form, _callout, _rules)[choice](made, y + 12)


def _table(made: Made, y: float) -> None:
    rng = made.rng
    columns, rows = rng.randint(2, 5), rng.randint(3, 7)
    width, height = 460 / columns, rng.uniform(14, 22)
    for row in range(rows):
        for column in range(columns):
            left = 72 + column * width
            cell = pymupdf.Rect(left, y + row * height, left + width, y + (row + 1) * height)
            if cell.y1 > 760:
                return
            fill = (0.82,) * 3 if row == 0 and rng.random() < 0.5 else None
            made.page.draw_rect(cell, color=BLACK, fill=fill, width=0.6)
            if rng.random() < 0.75:
                text = rng.choice((f"{rng.randint(1, 9000):,}", rng.choice(WORDS), "B6", "A5"))
                if text in ("B6", "A5") and rng.random() < 0.9:
                    text = f"Room {text}"
                made.write(cell.x0 + 3, cell.y1 - 4, text, 9)


def _checks(made: Made, y: float) -> None:
    for number in range(made.rng.randint(2, 5)):
        top = y + number * 18
        box = pymupdf.Rect(80, top, 90, top + 10)
        fill = BLACK if made.rng.random() < 0.3 else None
        made.page.draw_rect(box, color=BLACK, fill=fill)
        made.write(98, top + 9, " ".join(_sentence(made.rng, 3)))


def _photo(made: Made, y: float) -> None:
    rng = np.random.default_rng(made.rng.randint(0, 10**6))
    coarse = rng.integers(0, 255, (9, 12), np.uint8)
    photo = cv2.resize(coarse, (360, 270), interpolation=cv2.INTER_CUBIC)
    photo = np.clip(photo.astype(int) + rng.normal(0, 12, photo.shape), 0, 255).astype(np.uint8)
    photo[200:, :120] = rng.integers(0, 40, (70, 120))
    ok, data = cv2.imencode(".jpg", photo)
    assert ok
    bottom = min(y + 130, 770)
    made.page.insert_image(pymupdf.Rect(90, y, 260, bottom), stream=data.tobytes())


def _form(made: Made, y: float) -> None:
    for number in range(made.rng.randint(2, 4)):
        top = y + number * 30
        made.write(72, top + 12, made.rng.choice(("Name", "Date", "Signature", "Phone")))
        field_ = pymupdf.Rect(150, top, made.rng.uniform(250, 420), top + 18)
        made.page.draw_rect(field_, color=BLACK, width=0.8)
        if made.rng.random() < 0.5:
            made.write(156, top + 13, " ".join(_sentence(made.rng, 2)))


def _callout(made: Made, y: float) -> None:
    box = pymupdf.Rect(90, y, 480, y + 3 * made.leading + 8)
    shade = None if made.rng.random() < 0.5 else (0.9,) * 3
    made.page.draw_rect(box, color=BLACK, fill=shade, width=0.8)
    for number in range(3):
        text = " ".join(_sentence(made.rng, 7))[:52]
        made.write(98, y + (number + 1) * made.leading, text)


def _rules(made: Made, y: float) -> None:
    made.page.draw_line((72, y), (540, y), width=2.5)
    made.page.draw_line((72, y + 4), (540, y + 4), width=0.5)
    text = " ".join(_sentence(made.rng, 4))
    made.write(72, y + 24, text)
    made.page.draw_line((72, y + 26), (72 + made.width(text), y + 26), width=0.7)


# --- scans --------------------------------------------------------------------------------------


def scan(page: pymupdf.Page, seed: int, profile: str) -> tuple[np.ndarray, int]:
    """A page as an office's scanner gives it, in grey, and its resolution."""
    rng = np.random.default_rng(seed)
    dpi = {"clean": 300, "office": int(rng.choice((200, 300))), "poor": 200, "bitonal": 200}[
        profile
    ]
    pixels = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
    picture = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.stride)
    picture = picture[:, : pixels.width].copy()
    if profile == "clean":
        return picture, dpi
    most, blur, noise, quality, faint = {
        "office": (1.0, 0.6, 5, 75, 0.0),
        "poor": (2.0, 0.9, 9, 40, 0.3),
        "bitonal": (0.7, 0.4, 4, 95, 0.0),
    }[profile]
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-most, most), 1)
    picture = cv2.warpAffine(picture, turn, (width, height), borderValue=255)
    picture = cv2.GaussianBlur(picture, (0, 0), blur * dpi / 200)
    grey = 250 - (250 - picture.astype(np.float32)) * (1 - faint)
    grey = np.clip(grey + rng.normal(0, noise, grey.shape), 0, 255).astype(np.uint8)
    if profile == "bitonal":
        return np.where(grey < 150, 0, 255).astype(np.uint8), dpi
    _, data = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), dpi
