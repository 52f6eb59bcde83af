"""File names that every system and every court's upload page takes."""

import unicodedata

_LONGEST = 80
# Courts' upload pages refuse most other marks.
_PLAIN_MARKS = frozenset(" -_.,()'")
_AS_PLAIN = str.maketrans("–—‒‐‑−’‘", "------''")


def safe_title(title: str) -> str:
    """A title as part of a file name: letters, digits and the plainest marks."""
    text = unicodedata.normalize("NFC", title).translate(_AS_PLAIN)
    kept = "".join(letter if _is_plain(letter) else " " for letter in text)
    return " ".join(kept.split())[:_LONGEST].strip(" .") or "Untitled"


def exhibit_file_name(number: str, title: str, count: int) -> str:
    """`Ex-04 - Pilot terms.pdf`; numbers in as many digits as `count` has, two at least."""
    padded = number.zfill(max(2, len(str(count)))) if number.isdigit() else number
    return f"Ex-{padded} - {safe_title(title)}.pdf"


def _is_plain(letter: str) -> bool:
    return letter in _PLAIN_MARKS or unicodedata.category(letter)[0] in "LMN"
