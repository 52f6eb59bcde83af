"""Processing against mu and notmuch, on the same Maildir in the same run."""

import shutil
from pathlib import Path

from corpus import write_maildir
from measuring import Measured, run
from report import Figure, at_least, at_most

SECTION = "processing"
PEAK_GIB = 1.5


def measure(folder: Path, pincite: str, count: int, *, is_short: bool) -> list[Figure]:
    """Throughput of Pincite and both peers, their ratios, and the peak memory.

    Leaves the matter at `folder/bench.pincite` for the other sections.
    """
    maildir = folder / f"{'short' if is_short else 'mail'}-{count}"
    if not maildir.is_dir():
        write_maildir(maildir, count, is_short=is_short)
    warm_up(maildir)
    own = _pincite(folder, pincite, maildir)
    figures = [
        Figure(SECTION, "Pincite", count / own.seconds, "messages/s"),
        at_most(SECTION, "peak memory of all processes", own.peak_bytes / 2**30, "GiB", PEAK_GIB),
    ]
    for name, peer, least in (("mu", _mu, 4.0), ("notmuch", _notmuch, 5.0)):
        if shutil.which(name) is None:
            continue
        taken = peer(folder, maildir)
        figures.append(Figure(SECTION, name, count / taken.seconds, "messages/s"))
        ratio = taken.seconds / own.seconds
        figures.append(at_least(SECTION, f"Pincite to {name}", ratio, "times", least))
    return figures


def warm_up(maildir: Path) -> None:
    """Read every file once, so that nobody pays for a cold disk."""
    for path in (maildir / "cur").iterdir():
        path.read_bytes()


def _pincite(folder: Path, pincite: str, maildir: Path) -> Measured:
    matter = folder / "bench.pincite"
    shutil.rmtree(matter, ignore_errors=True)
    run([pincite, "new", str(matter)])
    return run([pincite, "add", str(matter), str(maildir)])


def _mu(folder: Path, maildir: Path) -> Measured:
    home = folder / "mu"
    shutil.rmtree(home, ignore_errors=True)
    run(["mu", "init", f"--muhome={home}", f"--maildir={maildir}"])
    return run(["mu", "index", f"--muhome={home}", "--quiet"])


def _notmuch(folder: Path, maildir: Path) -> Measured:
    home = folder / "notmuch"
    shutil.rmtree(home, ignore_errors=True)
    (home / "database").mkdir(parents=True)
    config = home / "config"
    config.write_text(
        f"[database]\npath={home / 'database'}\nmail_root={maildir}\n"
        "[user]\nname=Bench\nprimary_email=bench@bench.example\n[new]\ntags=\n"
    )
    return run(["notmuch", "new", "--quiet"], {"NOTMUCH_CONFIG": str(config)})
