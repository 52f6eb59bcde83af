"""What a benchmark found: figures with their targets, as a table or as JSON."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `target` is '' where there is none, `is_met` None with it."""

    section: str
    name: str
    value: float
    unit: str
    target: str = ""
    is_met: bool | None = None


def at_most(section: str, name: str, value: float, unit: str, most: float) -> Figure:
    """A figure that should not pass `most`."""
    return Figure(section, name, value, unit, f"≤ {most:g}", value <= most)


def at_least(section: str, name: str, value: float, unit: str, least: float) -> Figure:
    """A figure that should reach `least`."""
    return Figure(section, name, value, unit, f"≥ {least:g}", value >= least)


def as_json(figures: Iterable[Figure]) -> str:
    """One figure a line."""
    return "\n".join(json.dumps(asdict(figure), ensure_ascii=False) for figure in figures)


def show(figures: Iterable[Figure]) -> None:
    """The figures as a table on standard output."""
    table = Table("section", "figure", "value", "target", "", box=None)
    for figure in figures:
        met = "" if figure.is_met is None else ("met" if figure.is_met else "NOT MET")
        value = f"{figure.value:,.3g} {figure.unit}".strip()
        table.add_row(figure.section, figure.name, value, figure.target, met)
    Console(width=110).print(table)
