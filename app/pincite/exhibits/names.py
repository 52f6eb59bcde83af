"""File names that every system and every court's upload page takes."""

import re
import unicodedata

_LONGEST = 80
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')


def safe_title(title: str) -> str:
    """A title as part of a file name: nothing a system forbids, hides or reads as a folder."""
    text = unicodedata.normalize("NFC", title)
    kept = "".join(
        " " if unicodedata.category(letter)[0] == "C" or letter.isspace() else letter
        for letter in text
    )
    tidy = " ".join(_FORBIDDEN.sub(" ", kept).split())[:_LONGEST].strip(" .")
    return tidy or "Untitled"


def exhibit_file_name(number: str, title: str, count: int) -> str:
    """`Ex-04 - Pilot terms.pdf`; numbers in as many digits as `count` has, two at least."""
    padded = number.zfill(max(2, len(str(count)))) if number.isdigit() else number
    return f"Ex-{padded} - {safe_title(title)}.pdf"
