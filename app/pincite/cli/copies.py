"""The command about the same email twice: the pairs, and two of them side by side."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pincite.cli.matter_option import matter_argument, writing_if_free
from pincite.cli.output import (
    counted,
    json_option,
    print_json,
    print_table,
    print_text,
    say,
)
from pincite.cli.progress import progress
from pincite.domain.alignment import Run, RunKind
from pincite.errors import PinciteError

if TYPE_CHECKING:
    from pincite.matter import Matter
    from pincite.processing.same_messages.service import Aligned, Comparison
    from pincite.store.same_messages import SamePair, Side

# What a run is marked with, where colours are not enough.
_SIGNS = {
    RunKind.SAME: " ",
    RunKind.ONLY_A: "<",
    RunKind.ONLY_B: ">",
    RunKind.WITHHELD_A: "▮>",
    RunKind.WITHHELD_B: "<▮",
    RunKind.WITHHELD_BOTH: "▮▮",
}


@click.command()
@matter_argument
@click.argument("first", metavar="[A]", required=False)
@click.argument("second", metavar="[B]", required=False)
@json_option
def copies(path: Path, first: str | None, second: str | None, as_json: bool) -> None:
    """List the messages that are one email twice; with A and B, show what those two differ in."""
    if first and not second:
        raise click.UsageError("Name two documents, or none.")
    with writing_if_free(path) as matter:
        look_for_copies(matter)
        if first and second:
            pairs = _between(matter, first, second)
            for pair in pairs:
                _show(matter, pair, as_json=as_json)
            return
        found = matter.same_messages.pairs.all()
        if as_json:
            for pair in found:
                print_json(_row(matter, matter.same_messages.withheld(pair)))
            return
        _print(matter, found)


def look_for_copies(matter: "Matter") -> None:
    """Look for pairs where documents came since; say so where that cannot be done."""
    same = matter.same_messages
    if same.pairs.is_stale and matter.is_read_only:
        say("The matter is open for reading only: what came since the last look is not listed.")
    elif same.pairs.is_stale:
        with progress() as control:
            same.find(control)


def _between(matter: "Matter", first: str, second: str) -> list["SamePair"]:
    a, b = matter.documents.resolve(first), matter.documents.resolve(second)
    pairs = matter.same_messages.pairs.between(a, b)
    if not pairs:
        raise PinciteError(
            f"{matter.documents.control(a)} and {matter.documents.control(b)} are not one email.",
            "Neither they nor what they quote was found to be the same message.",
            "List the pairs that were found without naming any.",
        )
    return pairs


def _row(matter: "Matter", found: "Comparison") -> dict[str, Any]:
    pair = found.pair
    first, second = _side(matter, pair.a), _side(matter, pair.b)
    return {
        "a": first["document"],
        "b": second["document"],
        "score": pair.score,
        "a_quoted": first["quoted"],
        "b_quoted": second["quoted"],
        "withheld_in_a": [
            {"text": b.text[run.b_start : run.b_end].strip(), "start": run.b_start,
             "end": run.b_end}
            for b, run in found.withheld_in_a
        ],
        "withheld_in_b": [
            {"text": a.text[run.a_start : run.a_end].strip(), "start": run.a_start,
             "end": run.a_end}
            for a, run in found.withheld_in_b
        ],
        "evidence": list(pair.evidence),
    }  # fmt: skip


def _side(matter: "Matter", side: "Side") -> dict[str, Any]:
    """The document of a side, and what it quotes where the message only stands within it."""
    quoted = None
    if side.quoted_id:
        for one in matter.same_messages.pairs.quoted(side.document_id):
            if one.id == side.quoted_id:
                quoted = {
                    "start": one.start, "end": one.end, "from": one.sender,
                    "subject": one.subject, "sent": one.sent_written,
                }  # fmt: skip
    return {"document": matter.documents.control(side.document_id), "quoted": quoted}


def _print(matter: "Matter", found: Sequence["SamePair"]) -> None:
    if not found:
        print_text("No message was found twice.")
        return
    # What was released twice on its own comes before what is only quoted.
    found = sorted(found, key=lambda pair: (pair.a.quoted_id > 0) + (pair.b.quoted_id > 0))
    ids = sorted({side.document_id for pair in found for side in (pair.a, pair.b)})
    known = {document.id: document for document in matter.documents.rows(ids)}
    cells = [
        (
            _name(matter, pair.a),
            _name(matter, pair.b),
            f"{100 * pair.score:.0f} %",
            "\n".join((known[pair.a.document_id].subject, "; ".join(pair.evidence))).lstrip(),
        )
        for pair in found
    ]
    print_table(("Message", "Same as", "Sure", "Subject, and why"), cells, numbers=[2], flexible=3)
    own = sum(not pair.a.quoted_id and not pair.b.quoted_id for pair in found)
    say(f"{counted(len(found), 'pair')}, {own:,} of them released twice on their own.")


def _name(matter: "Matter", side: "Side") -> str:
    control = matter.documents.control(side.document_id)
    return f"quoted in {control}" if side.quoted_id else control


def _show(matter: "Matter", pair: "SamePair", *, as_json: bool) -> None:
    found = matter.same_messages.compare(pair)
    if as_json:
        runs = [_run_row(zone, run) for zone in found.zones for run in zone.runs]
        print_json({**_row(matter, found), "runs": runs})
        return
    print_text(f"a  {_name(matter, pair.a)}\nb  {_name(matter, pair.b)}")
    print_text(f"{100 * pair.score:.0f} % sure: {'; '.join(pair.evidence)}.\n")
    for zone in found.zones:
        label = "" if zone.zone == "body" else f"{zone.zone.capitalize()}: "
        for line in _lines(zone):
            print_text(f"{line[:3]}{label}{line[3:]}")


def _run_row(zone: "Aligned", run: Run) -> dict[str, Any]:
    return {
        "zone": zone.zone,
        "kind": run.kind.value,
        "a": [run.a_start, run.a_end],
        "b": [run.b_start, run.b_end],
        "a_text": zone.a.text[run.a_start : run.a_end],
        "b_text": zone.b.text[run.b_start : run.b_end],
    }


def _lines(zone: "Aligned") -> Iterator[str]:
    """The runs down the page, each behind the sign of what it is, which takes three columns."""
    for run in zone.runs:
        mine = " ".join(zone.a.text[run.a_start : run.a_end].split())
        other = " ".join(zone.b.text[run.b_start : run.b_end].split())
        sign = _SIGNS[run.kind]
        if run.kind == RunKind.SAME:
            if mine:
                yield f"{sign:<3}{mine}"
        elif run.kind in (RunKind.ONLY_A, RunKind.ONLY_B):
            yield f"{sign:<3}{run.kind.value}: {mine or other}"
        elif run.kind == RunKind.WITHHELD_A:
            yield f"{sign:<3}withheld in a{_at(mine)}; b shows: {other or 'nothing'}"
        elif run.kind == RunKind.WITHHELD_B:
            yield f"{sign:<3}withheld in b{_at(other)}; a shows: {mine or 'nothing'}"
        else:
            yield f"{sign:<3}withheld in both{_at(mine or other)}"


def _at(code: str) -> str:
    return f" {code}" if code else ""
