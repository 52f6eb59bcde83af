"""The order of paths: numbers by value, so that `2.` comes before `10.`."""

import re

_DIGITS = re.compile(r"(\d+)")


def natural_key(path: str) -> list[tuple[list[int | str], str]]:
    """What a path with `/` between its steps is sorted by; the same for every machine."""
    return [step_key(step) for step in path.split("/")]


def step_key(name: str) -> tuple[list[int | str], str]:
    """What one step of a path is sorted by among its neighbours."""
    key: list[int | str] = list(_DIGITS.split(name.casefold()))
    # Text and digits alternate, so that numbers are only ever compared with numbers.
    key[1::2] = map(int, key[1::2])
    return key, name


def base_name(path: str) -> str:
    """The last step of a path with `/` between its steps."""
    return path.rpartition("/")[2]
