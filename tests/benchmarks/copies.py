"""How well and how fast the same email is found twice, on invented mail of seeds not tuned on."""

import time
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from copies_mail import Matter, build
from report import Figure, at_least

from pincite.processing.same_messages.finding import find_in

SECTION = "copies"
PRECISION, RECALL = 0.98, 0.90
SEEDS = (7101, 7102, 7103)


@dataclass(frozen=True)
class Counts:
    """How many pairs there are, were reported, and were reported rightly."""

    true: int
    reported: int
    right: int

    @property
    def precision(self) -> float:
        """Of what was reported, the share that is so."""
        return self.right / max(1, self.reported)

    @property
    def recall(self) -> float:
        """Of what is so, the share that was reported."""
        return self.right / max(1, self.true)


Key = tuple[int, int]
# Pairs by how many of the two are only quoted.
NAMES = ("documents", "quoted", "quotes")


def judge(matter: Matter) -> dict[str, Counts]:
    """Find the pairs and compare them with the truth: of documents, and with quoted ones."""
    found = find_in(matter.store.path)
    places: dict[int, Key] = {row.id: (row.document_id, row.start) for row in found.quoted}
    for quoted, document, start in matter.store.conn.execute(
        "SELECT id, document_id, start FROM quoted_messages"
    ):
        places[quoted] = (document, start)
    reported, right = [0, 0, 0], [0, 0, 0]
    for pair in found.pairs:
        kind = bool(pair.a_quoted) + bool(pair.b_quoted)
        a = places[pair.a_quoted] if pair.a_quoted else (pair.a, 0)
        b = places[pair.b_quoted] if pair.b_quoted else (pair.b, 0)
        reported[kind] += 1
        right[kind] += matter.truth.get(a, -1) == matter.truth.get(b, -2)
    # Of two quotes only what tells something is reported: there is no recall to be told.
    true = [*_true_pairs(matter.truth)[:2], 0]
    return {NAMES[kind]: Counts(true[kind], reported[kind], right[kind]) for kind in range(3)}


def _true_pairs(truth: dict[Key, int]) -> list[int]:
    """How many pairs there are of which none, one or both are only quoted, of two documents."""
    by_number: dict[int, list[Key]] = {}
    for key, number in truth.items():
        by_number.setdefault(number, []).append(key)
    counts = [0, 0, 0]
    for keys in by_number.values():
        for (document, start), (other, other_start) in combinations(keys, 2):
            counts[bool(start) + bool(other_start)] += document != other
    return counts


def measure(folder: Path, messages: int = 50_000) -> list[Figure]:
    """Precision and recall over seeds that nothing was tuned on, and the time for much mail."""
    totals: dict[str, list[Counts]] = {}
    for seed in SEEDS:
        for severity in (0.1, 0.3):
            for name, counts in judge(build(folder, seed, 1500, severity)).items():
                totals.setdefault(name, []).append(counts)
    figures = []
    for name, listed in totals.items():
        whole = Counts(
            *(sum(getattr(c, at) for c in listed) for at in ("true", "reported", "right"))
        )
        figures.append(at_least(SECTION, f"{name}, precision", whole.precision, "", PRECISION))
        if whole.true:
            figures.append(at_least(SECTION, f"{name}, recall", whole.recall, "", RECALL))
    large = build(folder, 1, messages, 0.1)
    begin = time.perf_counter()
    found = find_in(large.store.path)
    taken = time.perf_counter() - begin
    return [
        *figures,
        Figure(SECTION, f"{found.messages:,} messages compared", taken, "s"),
        Figure(SECTION, "pairs found", len(found.pairs), ""),
    ]
