"""A small release: six emails printed one after the other on four pages, two of them mid-page."""

from pathlib import Path

import pymupdf

_LEFT_PT, _TOP_PT, _LEADING_PT = 72.0, 90.0, 15.0
_MESSAGES = (
    (1, "Dana Whitlock", "R. Okafor", "Monday, October 2, 2017 9:15 AM", "Intro call", 24),
    (2, "R. Okafor", "Dana Whitlock", "Tuesday, October 3, 2017 8:02 AM", "RE: Intro call", 8),
    (2, "Dana Whitlock", "R. Okafor", "Tuesday, October 3, 2017 4:40 PM", "Pilot terms", 12),
    (3, "L. Marsh", "R. Okafor", "Friday, October 6, 2017 1:12 PM", "Budget line", 26),
    (4, "R. Okafor", "L. Marsh", "Monday, October 9, 2017 10:30 AM", "RE: Budget line", 10),
    (4, "L. Marsh", "R. Okafor", "Monday, October 9, 2017 3:05 PM", "Signed copy", 9),
)
_BODY = (
    "Thank you for making the time to talk this week.",
    "As discussed, we can show the screening service at our office.",
    "Two analysts could attend and try it on prepared images.",
    "Please let me know which days would suit the team best.",
)


def write_printed_release(path: Path) -> Path:
    """Write the release as a PDF with a Bates number at the foot of each page."""
    pdf = pymupdf.open()
    page, y, last = None, 0.0, 0
    for number, sender, to, sent, subject, lines in _MESSAGES:
        if number != last:
            page, y, last = pdf.new_page(width=612, height=792), _TOP_PT, number
            page.insert_text((480, 765), f"NLR-{number:06}", fontsize=9)
        else:
            y += 2 * _LEADING_PT
        header = (f"From: {sender}", f"Sent: {sent}", f"To: {to}", f"Subject: {subject}", "")
        body = [f"{_BODY[line % len(_BODY)]}" for line in range(lines)]
        for line in (*header, *body):
            page.insert_text((_LEFT_PT, y), line, fontsize=11)
            y += _LEADING_PT
    pdf.save(path)
    pdf.close()
    return path
