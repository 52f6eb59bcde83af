"""Searches side by side with notmuch, mu and recoll, on the same Maildir in the same run.

Each is asked for the count and the first 100 by date. The peers are asked as their users ask them,
by commands; what such a command takes where there is nothing to find is shown, and taken off,
beside the whole. Pincite answers in its own process, as its window does, and keeps no results. mu
cannot count without listing all, so only its list of 100 is timed. Stemming is off in all of them:
notmuch does not stem what is quoted, recoll is set up without, mu and Pincite never stem.
"""

import os
import re
import resource
import shutil
import statistics
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import write_maildir
from report import Figure, at_most
from rich.console import Console
from rich.table import Table

from pincite.matter import Matter

SECTION = "peers"
FIRST = 100
RUNS = 5
NOWHERE = "zzyzxnowhere"


@dataclass(frozen=True)
class Question:
    """A question in each one's language; '' where it has none."""

    pincite: str
    notmuch: str = ""
    mu: str = ""
    recoll: str = ""


QUESTIONS = (
    Question("furku", '"furku"', "furku", "furku"),
    Question("sungast", '"sungast"', "sungast", "sungast"),
    Question("procurement", '"procurement"', "procurement", "procurement"),
    Question("data", '"data"', "data", "data"),
    Question("the", '"the"', "the", "the"),
    Question(
        "data AND procurement",
        '"data" and "procurement"',
        "data and procurement",
        "data AND procurement",
    ),
    Question("the AND to", '"the" and "to"', "the and to", "the AND to"),
    Question(
        "pilot AND demo AND review",
        '"pilot" and "demo" and "review"',
        "pilot and demo and review",
        "pilot AND demo AND review",
    ),
    Question("pilot OR demo", '"pilot" or "demo"', "pilot or demo", "pilot OR demo"),
    Question("data NOT error", '"data" and not "error"', "data and not error", "data -error"),
    Question(
        "(pilot OR demo) AND (review OR schedule)",
        '("pilot" or "demo") and ("review" or "schedule")',
        "(pilot or demo) and (review or schedule)",
        "(pilot OR demo) AND (review OR schedule)",
    ),
    Question(
        '"face recognition"', '"face recognition"', '"face recognition"', '"face recognition"'
    ),
    Question('"of the"', '"of the"', '"of the"', '"of the"'),
    Question('"system report"', '"system report"', '"system report"', '"system report"'),
    Question("pilot w/10 review", "pilot NEAR/10 review", "", '"pilot review"o9p'),
    Question("data w/5 error", "data NEAR/5 error", "", '"data error"o4p'),
    Question("the w/10 of", "the NEAR/10 of", "", '"the of"o9p'),
    Question("demo*", "demo*", "demo*", "demo*"),
    Question("sung*", "sung*", "sung*", "sung*"),
    Question("*strate", "", "", "*strate"),
    Question("subject:data", "subject:data", "subject:data", "subject:data"),
    Question("from:bench", "from:bench", "from:bench", "author:bench"),
    Question(
        "date:2016-03",
        "date:2016-03-01..2016-03-31",
        "date:20160301..20160331",
        "date:2016-03-01/2016-03-31",
    ),
    Question(
        "data date:2016-03",
        '"data" and date:2016-03-01..2016-03-31',
        "data and date:20160301..20160331",
        "data date:2016-03-01/2016-03-31",
    ),
)


@dataclass(frozen=True)
class Answer:
    """How many messages, and the milliseconds until the first 100 of them were there.

    `cpu_ms` are those of the processor, which other programs that run do not add to.
    """

    count: int
    ms: float
    cpu_ms: float


class Peer(ABC):
    """A command-line program with its own index of the Maildir."""

    name: str
    program: str

    def __init__(self, home: Path, maildir: Path) -> None:
        self._home = home / self.name
        self._maildir = maildir

    @property
    def is_installed(self) -> bool:
        return shutil.which(self.program) is not None

    def index(self) -> None:
        """Make the index on first use."""
        finished = self._home / "finished"
        if finished.exists():
            return
        shutil.rmtree(self._home, ignore_errors=True)
        self._home.mkdir(parents=True)
        self._make_index()
        finished.touch()

    @abstractmethod
    def _make_index(self) -> None:
        """Index the Maildir."""

    @abstractmethod
    def written(self, question: Question) -> str:
        """The question in the peer's language."""

    @abstractmethod
    def ask(self, query: str) -> Callable[[], int]:
        """What is timed; what it returns counts, if it is called again."""

    def why(self, question: Question) -> str:
        """Why its count may differ from Pincite's."""
        if "date:" in question.pincite:
            return "takes the day in this machine's time zone, Pincite as the message writes it"
        return ""


class Notmuch(Peer):
    """Two commands: it counts with the one and lists with the other."""

    name = program = "notmuch"

    def _make_index(self) -> None:
        (self._home / "database").mkdir()
        (self._home / "config").write_text(
            f"[database]\npath={self._home / 'database'}\nmail_root={self._maildir}\n"
            "[user]\nname=Bench\nprimary_email=bench@bench.example\n[new]\ntags=\n"
        )
        _run(["notmuch", "new", "--quiet"], self._environment)

    @property
    def _environment(self) -> dict[str, str]:
        return {"NOTMUCH_CONFIG": str(self._home / "config")}

    def written(self, question: Question) -> str:
        return question.notmuch

    def ask(self, query: str) -> Callable[[], int]:
        def ask() -> int:
            count = int(_run(["notmuch", "count", query], self._environment))
            listing = ["notmuch", "search", "--output=messages", f"--limit={FIRST}", query]
            assert len(_run(listing, self._environment).splitlines()) == min(FIRST, count)
            return count

        return ask


class Mu(Peer):
    """One command, which only lists."""

    name = program = "mu"

    def _make_index(self) -> None:
        _run(["mu", "init", f"--muhome={self._home}", f"--maildir={self._maildir}"])
        _run(["mu", "index", f"--muhome={self._home}", "--quiet"])

    def written(self, question: Question) -> str:
        return question.mu

    def ask(self, query: str) -> Callable[[], int]:
        command = ["mu", "find", f"--muhome={self._home}", "--fields=i", "--sortfield=date"]
        counts: list[int] = []

        def ask() -> int:
            _run([*command, f"--maxnum={FIRST}", query], may_fail=True)
            return counts[0] if counts else -1

        counts.append(len(_run([*command, query], may_fail=True).splitlines()))
        return ask

    def why(self, question: Question) -> str:
        if question.pincite.startswith("from:"):
            return "knows an address as one word"
        return super().why(question)


class Recoll(Peer):
    """One command, which counts and lists."""

    name, program = "recoll", "recollq"

    def _make_index(self) -> None:
        (self._home / "recoll.conf").write_text(
            f"topdirs = {self._maildir}\nindexstemminglanguages =\nnoaspell = 1\nloglevel = 2\n"
        )
        _run(["recollindex", "-c", str(self._home)])

    def written(self, question: Question) -> str:
        return question.recoll and f"{question.recoll} mime:message/rfc822"

    def ask(self, query: str) -> Callable[[], int]:
        command = ["recollq", "-c", str(self._home), "-n", str(FIRST), "-S", "mtime", "-F", "url"]

        def ask() -> int:
            told = re.search(r"(\d+) results", _run([*command, query]))
            return int(told[1]) if told else 0

        return ask

    def why(self, question: Question) -> str:
        if "date:" in question.pincite:
            return super().why(question)
        return "reads on from the subject into the text, so that what is near may cross from it"


def measure(folder: Path, count: int) -> list[Figure]:
    """Medians of all questions that a peer can be asked, and a table of every question."""
    maildir, home = folder / f"mail-{count}", folder / f"peers-{count}"
    if not maildir.is_dir():
        write_maildir(maildir, count)
    home.mkdir(exist_ok=True)
    path = home / "matter.pincite"
    if not path.exists():
        with Matter.new(path) as matter:
            matter.processing.add([maildir])
    peers = [peer for kind in (Notmuch, Mu, Recoll) if (peer := kind(home, maildir)).is_installed]
    for peer in peers:
        peer.index()
    with Matter.open(path) as matter:
        own = {question: _own(matter, question) for question in QUESTIONS}
    figures = []
    for peer in peers:
        figures += _against(peer, own, count)
    return figures


def _against(peer: Peer, own: dict[Question, Answer], count: int) -> list[Figure]:
    """Medians against one peer, over what it can be asked."""
    start = _timed(peer.ask(NOWHERE))
    told = {
        question: _timed(peer.ask(query)) for question in own if (query := peer.written(question))
    }
    _show(peer, start, own, told)
    theirs, their_cpu = _medians(told.values())
    ours, our_cpu = _medians([own[question] for question in told])
    same = sum(own[question].count == answer.count for question, answer in told.items())
    section = f"{SECTION}, {count:,} messages, {len(told)} questions"
    return [
        at_most(section, f"Pincite's median to {peer.name}'s", ours, "ms", theirs),
        at_most(
            section,
            f"Pincite's median to {peer.name}'s without its start of {start.ms:.1f} ms",
            ours,
            "ms",
            theirs - start.ms,
        ),
        at_most(
            section,
            f"the same by the processor's time, {peer.name} without its start",
            our_cpu,
            "ms",
            their_cpu - start.cpu_ms,
        ),
        Figure(section, f"same counts as {peer.name}", same, f"of {len(told)}"),
    ]


def _medians(answers: Iterable[Answer]) -> tuple[float, float]:
    known = list(answers)
    return (
        statistics.median(answer.ms for answer in known),
        statistics.median(answer.cpu_ms for answer in known),
    )


def _show(
    peer: Peer, start: Answer, own: dict[Question, Answer], told: dict[Question, Answer]
) -> None:
    """A line for each question."""
    columns = ("ms", "cpu", peer.name, "ms", "less start", "cpu less start", "why")
    table = Table("question", "Pincite", *columns, box=None)
    for question, answer in told.items():
        mine = own[question]
        table.add_row(
            question.pincite,
            f"{mine.count:,}",
            f"{mine.ms:.1f}",
            f"{mine.cpu_ms:.1f}",
            f"{answer.count:,}",
            f"{answer.ms:.1f}",
            f"{max(0.0, answer.ms - start.ms):.1f}",
            f"{max(0.0, answer.cpu_ms - start.cpu_ms):.1f}",
            "" if answer.count == mine.count else peer.why(question),
        )
    Console(width=150).print(table)


def _own(matter: Matter, question: Question) -> Answer:
    """The question as it is asked; messages alone are counted, since the peers know only these."""

    def ask() -> int:
        matter.search.forget_results()
        found = matter.search.find(question.pincite)
        matter.documents.rows(found.ids[:FIRST].tolist())
        return found.documents

    messages = matter.search.find(f"({question.pincite}) kind:message").documents
    return replace(_timed(ask), count=messages)


def _timed(ask: Callable[[], int]) -> Answer:
    """The median of several times, after one that reads from the disk what must be read."""
    count, times, cpu_times = ask(), [], []
    for _ in range(RUNS):
        begin, begin_cpu = time.perf_counter(), _processor_seconds()
        ask()
        times.append(1000 * (time.perf_counter() - begin))
        cpu_times.append(1000 * (_processor_seconds() - begin_cpu))
    return Answer(count, statistics.median(times), statistics.median(cpu_times))


def _processor_seconds() -> float:
    """Of this process and of the commands that it ran."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _run(
    command: list[str], environment: dict[str, str] | None = None, *, may_fail: bool = False
) -> str:
    """What a command prints; mu fails where it finds nothing."""
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        env={**os.environ, **(environment or {})},
        check=not may_fail,
    )
    return done.stdout
