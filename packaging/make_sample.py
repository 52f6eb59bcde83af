"""Writes the sample release that Pincite opens: the same bytes each time, without a network."""

import argparse
import json
import re
import shutil
from datetime import UTC
from pathlib import Path

from sample.decisions import DECISIONS
from sample.mime import Post
from sample.people import PEOPLE
from sample.released import public_statement, released_emails
from sample.screenplay import Letter, read_letters

HERE = Path(__file__).resolve().parent
WRITTEN = HERE / "sample" / "written"
MBOXES = {"w": "whitlock-correspondence.mbox", "p": "program-office.mbox"}


def main() -> None:
    """Makes the sample in the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = HERE.parent / "resources" / "sample"
    parser.add_argument(
        "out", type=Path, nargs="?", default=default, help="the folder (%(default)s)"
    )
    make_sample(parser.parse_args().out)


def make_sample(out: Path) -> None:
    """Replaces `out/release` and `out/decisions.json`."""
    release = out / "release"
    if release.exists():
        shutil.rmtree(release)
    letters = read_letters(WRITTEN / "messages")
    post = Post(letters)
    for letter in letters.values():
        for folder in _folders(letter):
            _write(release / "okafor" / folder / _file_name(letter), _crlf(post.message(letter)))
    for place, name in MBOXES.items():
        chosen = [letter for letter in letters.values() if place in letter.places]
        _write(release / name, b"".join(_mbox_entry(each, post.message(each)) for each in chosen))
    _write(release / "released" / "BPS_release_part1.pdf", released_emails(letters))
    _write(release / "released" / "BPS_public_statement.pdf", public_statement())
    _write(release / "Cover_letter.txt", (WRITTEN / "cover_letter.txt").read_bytes())
    decisions = json.dumps(DECISIONS, indent=2, ensure_ascii=False) + "\n"
    _write(out / "decisions.json", decisions.encode("utf-8"))


def _folders(letter: Letter) -> list[str]:
    """The folders of Okafor's mailbox that hold the letter."""
    folders = []
    if "o" in letter.places:
        folders.append("Sent" if letter.sender == PEOPLE["okafor"] else "Inbox")
    if "s" in letter.places:
        folders.append("Saved")
    return folders


def _file_name(letter: Letter) -> str:
    """A name as mail programs give: the time and what is plain ASCII of the subject."""
    slug = re.sub(r"[^a-z0-9]+", "-", letter.subject.lower().replace("'", "")).strip("-")
    return f"{letter.sent:%Y-%m-%d-%H%M}-{slug[:50].rstrip('-')}.eml"


def _mbox_entry(letter: Letter, message: bytes) -> bytes:
    """One message of an mbox, its `From ` lines quoted (mboxrd)."""
    when = letter.sent.astimezone(UTC).ctime()
    quoted = re.sub(rb"(?m)^(>*From )", rb">\1", message)
    return f"From {letter.sender.address} {when}\n".encode("ascii") + quoted.rstrip(b"\n") + b"\n\n"


def _crlf(message: bytes) -> bytes:
    return message.replace(b"\n", b"\r\n")


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    main()
