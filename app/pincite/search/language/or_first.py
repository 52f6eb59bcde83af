"""The grammar of terms and connectors, as Lexis and Westlaw have it.

    any      := all (AND NOT all)*
    all      := one (AND one)*
    one      := NOT one | near
    near     := either (w/n either)*
    either   := operand (OR operand)*
    operand  := word | "phrase" | field(any) | ( any ) | family(any) | sample(n, any)

OR binds first, then proximity (in the order of its ranks), then AND, then AND NOT. In Westlaw a
space is an OR.
"""

from pincite.errors import QueryError
from pincite.search.language.dialects.lexemes import OPERANDS, Lexeme, Sort
from pincite.search.language.operands import Part
from pincite.search.language.parsing import Parser
from pincite.search.tree import And, Not, Or, Query


class OrFirstParser(Parser):
    """Reads a query in which OR binds before everything else."""

    __slots__ = ()

    def any(self) -> Part:
        """`all (AND NOT all)*`."""
        first = self._all()
        without: list[Part] = []
        while self.next.sort is Sort.BUT_NOT:
            self.take()
            without.append(self._all())
        self._refuse_not_between()
        if not without:
            return first
        kept = list(first.tree.children()) if first.joined and not first.is_group else [first.tree]
        tree = And([*kept, *(Not(part.tree) for part in without)])
        return Part(tree, first.start, without[-1].end)

    def _all(self) -> Part:
        parts = [self.one()]
        while self.next.sort is Sort.AND:
            self.take()
            parts.append(self.one())
        if len(parts) == 1:
            return parts[0]
        self._point_out_mix(parts)
        tree = And([part.tree for part in parts])
        return Part(tree, parts[0].start, parts[-1].end, joined=tuple(parts))

    def near(self) -> Part:
        """A proximity, or what binds tighter."""
        parts = [self._either()]
        operators: list[Lexeme] = []
        while self.next.sort is Sort.NEAR:
            operators.append(self.take())
            self.refuse_not(parts[-1], operators[-1])
            parts.append(self._either(after=operators[-1]))
        is_chain = len(operators) > 1
        while operators:
            index = self._first_of(operators, parts)
            joined = self.joined_near(parts[index], operators.pop(index), parts[index + 1])
            parts[index : index + 2] = [joined]
        if is_chain:
            self._point_out_chain(parts[0])
        return parts[0]

    def _first_of(self, operators: list[Lexeme], parts: list[Part]) -> int:
        """Which proximity of a chain binds first; side by side, equals do from left to right."""
        ranks = [operator.rank or 0 for operator in operators]
        index = ranks.index(min(ranks))
        first = operators[index]
        for following in operators[index + 1 : index + 2]:
            if following.rank == first.rank and following.distance != first.distance:
                raise self.two_in_a_row(parts[index], parts[index + 1], following)
        return index

    def _either(self, after: Lexeme | None = None) -> Part:
        parts = [self.operand(after)]
        while True:
            if self.next.sort is Sort.OR:
                self.take()
            elif self.next.sort not in OPERANDS:
                break
            elif self.scanner.space != "or":
                raise QueryError(
                    "Say how these belong together: with AND, OR, w/5 or pre/5.",
                    self.next.start,
                    f"{self.query[: self.next.start].rstrip()} AND {self.query[self.next.start :]}",
                    f"In {self.scanner.title} a space joins words to a phrase, and no more than"
                    " words.",
                )
            parts.append(self.operand())
        if len(parts) == 1:
            return parts[0]
        trees = [tree for part in parts for tree in _alternatives(part)]
        return Part(Or(trees), parts[0].start, parts[-1].end)

    # --- what is pointed out --------------------------------------------------------------------

    def _refuse_not_between(self) -> None:
        """NOT between two operands is no connector in these languages."""
        if self.next.sort is Sort.NOT:
            lexeme = self.next
            raise QueryError(
                f"NOT joins nothing in {self.scanner.title}.",
                lexeme.start,
                f"{self.query[: lexeme.start]}{self.scanner.spelled_not}{self.query[lexeme.end :]}",
                f"What is left out stands behind {self.scanner.spelled_not}.",
            )

    def _point_out_mix(self, parts: list[Part]) -> None:
        if any(self._is_open_or(part) for part in parts):
            shown = " AND ".join(
                f"({self.source(part)})" if self._is_open_or(part) else self.source(part)
                for part in parts
            )
            self.warnings.append(
                f"In {self.scanner.title} OR binds before AND. This reads as {shown}."
            )

    def _is_open_or(self, part: Part) -> bool:
        """Whether it is an OR without parentheses, as typed rather than by a plural."""
        return isinstance(part.tree, Or) and not (part.is_group or part.is_word or part.field)

    def _point_out_chain(self, part: Part) -> None:
        self.warnings.append(
            f"In {self.scanner.title} one proximity binds before the other. This reads as"
            f" {self._bracketed(part)}."
        )

    def _bracketed(self, part: Part) -> str:
        if part.near is None:
            return self.source(part)
        sides = (part.near.left, part.near.right)
        return f" {part.near.operator} ".join(
            f"({self._bracketed(side)})" if side.near or self._is_open_or(side) else shown
            for side in sides
            if (shown := self.source(side))
        )


def _alternatives(part: Part) -> list[Query]:
    """An operand of OR; of a word with its plural, both."""
    return list(part.tree.children()) if part.is_word and isinstance(part.tree, Or) else [part.tree]
