"""A small release: six emails on four pages, two of them in the middle of a page."""

from pathlib import Path

import pymupdf

# Documents in order of the pages; the third and the last begin doubtfully.
COUNT = 6
DOUBTFUL = (3, 6)
_LEFT_PT, _TOP_PT, _LEADING_PT = 72.0, 90.0, 15.0
_MESSAGES = (
    (1, "Dana Whitlock", "Monday, October 2, 2017 9:15 AM", "R. Okafor", "Intro call", 24),
    (2, "R. Okafor", "Tuesday, October 3, 2017 8:02 AM", "Dana Whitlock", "Pilot terms", 8),
    (2, "L. Marsh", "Wednesday, October 4, 2017 9:40 AM", "R. Okafor", "Visitor badges", 12),
    (3, "L. Marsh", "Friday, October 6, 2017 1:12 PM", "R. Okafor", "Budget line", 26),
    (4, "R. Okafor", "Monday, October 9, 2017 10:30 AM", "L. Marsh", "Signed copy", 10),
    (4, "J. Amari", "Tuesday, October 10, 2017 9:40 AM", "R. Okafor", "Parking", 9),
)
_BODY = (
    "Thank you for making the time to talk this week.",
    "As discussed, we can show the screening service at our office.",
    "Two analysts could attend and try it on prepared images.",
    "Please let me know which days would suit the team best.",
)


def write_printed_release(path: Path, numbers: tuple[int, ...] = (1, 2, 3, 4)) -> Path:
    """Write the release as a PDF with a Bates number at the foot of each page."""
    pdf = pymupdf.open()
    page, y, last = None, 0.0, 0
    for number, sender, sent, to, subject, lines in _MESSAGES:
        if number != last:
            page, y, last = pdf.new_page(width=612, height=792), _TOP_PT, number
            page.insert_text((480, 765), f"NLR-{numbers[number - 1]:06}", fontsize=9)
        else:
            y += 2 * _LEADING_PT
        header = (("From:", sender), ("Sent:", sent), ("To:", to), ("Subject:", subject))
        for label, value in header:
            page.insert_text((_LEFT_PT, y), f"{label} {value}", fontsize=11)
            y += _LEADING_PT
        for line in range(lines):
            y += _LEADING_PT
            page.insert_text((_LEFT_PT, y), _BODY[line % len(_BODY)], fontsize=11)
    # A signature that was withheld.
    pdf[0].draw_rect(pymupdf.Rect(72, 560, 210, 571), fill=(0, 0, 0))
    pdf.save(path)
    pdf.close()
    return path
