"""The order of paths: numbers by value, so that `2.` comes before `10.`."""

import re

_DIGITS = re.compile(r"(\d+)")


_Step = tuple[tuple[int, int, str], ...]


def natural_key(path: str) -> tuple[tuple[_Step, ...], str]:
    """What a path with `/` between its steps is sorted by; the same for every machine."""
    steps = path.split("/")
    return tuple(_step_key(step) for step in steps), path


def _step_key(step: str) -> _Step:
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in _DIGITS.split(step.casefold())
        if part
    )
