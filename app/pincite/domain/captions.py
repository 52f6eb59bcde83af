"""What stands at the head of a bundle: court, case and whose exhibits they are."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Self


@dataclass(frozen=True, slots=True)
class Caption:
    """The caption of a bundle; whatever is empty is left out.

    `title` names the parties (lines as written), `party` whose exhibits they are (`Plaintiff's`),
    `heading` what the exhibits belong to (`Declaration of R. Amari`).
    """

    court: str = ""
    case_number: str = ""
    title: str = ""
    party: str = ""
    heading: str = ""

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Self:
        """The caption with these fields.

        Raises:
            ValueError: A name is not that of a field.
        """
        known = {field.name for field in fields(cls)}
        for name in values:
            if name not in known:
                raise ValueError(f"{name!r} is not one of {', '.join(sorted(known))}")
        return cls(**{name: _tidy(str(value)) for name, value in values.items()})

    def values(self) -> dict[str, str]:
        """The fields that are not empty, by name."""
        return {name: value for name, value in asdict(self).items() if value}


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
