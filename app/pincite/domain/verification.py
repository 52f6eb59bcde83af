"""What came of checking that nothing changed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verification:
    """How many things were checked, and what is not as it was, one sentence each."""

    checked: int
    problems: tuple[str, ...] = ()

    @property
    def is_ok(self) -> bool:
        """Whether everything is as it was."""
        return not self.problems
