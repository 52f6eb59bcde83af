"""Conditions on the numbers that documents bear: control numbers, Bates numbers, exhibits."""

from pincite.domain.numbers import (
    BatesNumber,
    control_number,
    letter_place,
    parse_control_number,
)
from pincite.search.conditions.values import BadValue, range_ends
from pincite.search.tree import Condition


def control_numbers(value: str, prefix: str) -> Condition:
    """Documents by control number: one, several parted by commas, or ranges."""
    tests: list[str] = []
    ends: list[int] = []
    readings: list[str] = []
    for part in value.split(","):
        low, high = (_control(text, prefix) for text in range_ends(part))
        if low > high:
            raise BadValue("The range ends before it begins.")
        tests.append("d.id BETWEEN ? AND ?")
        ends += (low, high)
        first = control_number(prefix, low)
        readings.append(first if low == high else f"{first} to {control_number(prefix, high)}")
    return Condition(f"({' OR '.join(tests)})", tuple(ends), f"numbered {' or '.join(readings)}")


def _control(text: str, prefix: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else parse_control_number(prefix, text)
    if number is None or number >= 2**63:
        example = control_number(prefix, 131)
        raise BadValue(f"Expected a control number such as {example}, or a range.", example)
    return number


def in_thread(value: str, prefix: str) -> Condition:
    """Documents in the thread of the one with a control number, its own family included."""
    number = _control(value, prefix)
    return Condition(
        "(d.family_id = (SELECT family_id FROM documents WHERE id = ?) OR d.family_id IN"
        " (SELECT id FROM documents WHERE thread_id = (SELECT thread_id FROM documents WHERE id ="
        " (SELECT family_id FROM documents WHERE id = ?))))",
        (number, number),
        f"in the thread of {control_number(prefix, number)}",
    )


_BEARS = (
    "d.id IN (SELECT document_id FROM number_runs WHERE series = ? AND first <= ? AND last >= ?)"
)


def bates(value: str) -> Condition:
    """Documents with a page that bears one of the numbers, as its own or as its document's."""
    tests: list[str] = []
    parameters: list[object] = []
    readings: list[str] = []
    for part in value.split(","):
        begin, end = (BatesNumber.parse(text) for text in range_ends(part))
        if begin is None or end is None or not begin.series or begin.series != end.series:
            raise BadValue(
                "Expected a Bates number such as BPS-000131, or a range BPS-000131..000140.",
                "BPS-000131",
            )
        if begin.value > end.value:
            raise BadValue("The range ends before it begins.")
        tests.append(_BEARS)
        parameters += (begin.series, end.value, begin.value)
        readings.append(str(begin) if begin == end else f"{begin} to {end}")
    return Condition(
        f"({' OR '.join(tests)})",
        tuple(parameters),
        f"with Bates number {' or '.join(readings)}",
    )


_EXHIBIT = (
    "d.id IN (SELECT x.document_id FROM bundles AS b JOIN (SELECT document_id, bundle_id,"
    " row_number() OVER (PARTITION BY bundle_id ORDER BY position, id) AS place FROM exhibits)"
    " AS x ON x.bundle_id = b.id WHERE {})"
)


def exhibit(value: str) -> Condition:
    """Documents that are exhibits of their own, by number or letter, in whichever bundle."""
    if value == "*":
        return Condition(_EXHIBIT.format("1"), (), "that are an exhibit")
    tests: list[str] = []
    parameters: list[object] = []
    readings: list[str] = []
    for part in value.split(","):
        first, _, last = (end.strip().upper() for end in part.partition(".."))
        low, high = _place(first), _place(last or first)
        is_lettered = not first.isdigit()
        if not low or not high or (last or first).isdigit() == is_lettered:
            raise BadValue("Expected the number or letter of an exhibit, as 4, D or 4..9.", "4")
        if low > high:
            raise BadValue("The range ends before it begins.", f"{last}..{first}")
        tests.append("(x.place BETWEEN ? AND ? AND b.numbering = ?)")
        parameters += (low, high, "A" if is_lettered else "1")
        readings.append(first if low == high else f"{first} to {last}")
    return Condition(
        _EXHIBIT.format(" OR ".join(tests)),
        tuple(parameters),
        f"that are exhibit {' or '.join(readings)}",
    )


def _place(label: str) -> int:
    """The place of the exhibit with a number or letters; 0 for none."""
    if label.isascii() and label.isdigit():
        return int(label) if len(label) < 10 else 0
    return letter_place(label)
