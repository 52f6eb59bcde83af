"""A certificate beside the same search run again: whether it is the same, and what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pincite.search.reports.certificate import SEEN_FIGURES, TERM_FIGURES, Certified, Record


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check.

    `is_same` says whether the same documents with the same hits are found over the same corpus.
    `changed` tells what is not, in sentences. `gained` and `lost` are control numbers.
    `history` says whether the history of the certificate is a part of this matter's.
    """

    is_same: bool
    changed: tuple[str, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    history: str


def compare(before: Certified, now: Certified, history: str, decisions: Sequence[str]) -> Checked:
    """What differs between a certificate and the same search now.

    `decisions` are what was recorded in the history since.
    """
    old, new = before.record, now.record
    changed = [*_corpus(old, new), *_terms(old, new)]
    then, present = (record["found"]["control_numbers"] for record in (old, new))
    gained = tuple(sorted(set(present) - set(then)))
    lost = tuple(sorted(set(then) - set(present)))
    if gained:
        changed.append(f"Found now and not then: {_some(gained)}.")
    if lost:
        changed.append(f"Found then and not now: {_some(lost)}.")
    if old["found"]["sha256"] != new["found"]["sha256"] and not (gained or lost):
        changed.append("The hash over what was found differs.")
    changed += _figures(old["not_searched"], new["not_searched"], SEEN_FIGURES, "")
    is_same = not changed and not history
    if changed and old["made"]["program"] != new["made"]["program"]:
        program = new["made"]["program"]
        changed.append(f"It was made with {old['made']['program']}; this is {program}.")
    if changed and decisions:
        changed.append(f"In the history since then: {'; '.join(decisions)}.")
    return Checked(is_same, tuple(changed), gained, lost, history)


def _corpus(old: Record, new: Record) -> list[str]:
    then, now = old["corpus"], new["corpus"]
    if then["sha256"] == now["sha256"]:
        return []
    told = f"{then['documents']:,} and {then['copies']:,} copies then"
    present = f"{now['documents']:,} and {now['copies']:,} now"
    return [f"The documents are others: {told}, {present}, and their hash differs."]


def _terms(old: Record, new: Record) -> list[str]:
    changed: list[str] = []
    present = {term["line"]: term for term in new["terms"]}
    for term in old["terms"]:
        other = present.pop(term["line"], None)
        name = f"“{term['typed']}”: "
        if other is None:
            changed.append(f"{name}it can be read no longer.")
            continue
        changed += _figures(term, other, TERM_FIGURES, name)
        if term["reads_as"] != other["reads_as"]:
            changed.append(f"{name}it read as {term['reads_as']}; it reads as {other['reads_as']}.")
        if term["expansions"] != other["expansions"]:
            changed.append(f"{name}its wildcards stand for other words, or in other documents.")
    changed += [f"“{term['typed']}”: it could not be read then." for term in present.values()]
    return changed


def _figures(
    old: Mapping[str, Any], new: Mapping[str, Any], named: Mapping[str, str], name: str
) -> list[str]:
    return [
        f"{name}{said}: {old[key]:,} then, {new[key]:,} now."
        for key, said in named.items()
        if old[key] != new[key]
    ]


def _some(numbers: Sequence[str]) -> str:
    shown = ", ".join(numbers[:10])
    return f"{shown} and {len(numbers) - 10:,} more" if len(numbers) > 10 else shown
