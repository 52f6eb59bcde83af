"""The grammar of Pincite's own language and of dtSearch.

    any      := all (OR all)*
    all      := one (AND? one)*
    one      := NOT one | near
    near     := operand (w/n operand | pre/n operand | not w/n operand)?
    operand  := word | "phrase" | field: operand | ( any ) | family(any) | sample(n, any)

Precedence, tightest first: field, phrase, proximity, NOT, AND, OR. dtSearch asks for parentheses
wherever AND and OR meet, and knows no AND without the word.
"""

from pincite.errors import QueryError
from pincite.search.language.dialects.lexemes import OPERANDS, Sort
from pincite.search.language.operands import Part
from pincite.search.language.parsing import Parser
from pincite.search.tree import And, Or


class AndFirstParser(Parser):
    """Reads a query in which AND binds before OR."""

    __slots__ = ()

    def any(self) -> Part:
        """`all (OR all)*`."""
        first = self.next
        parts = [self._all()]
        while self.next.sort is Sort.OR:
            self.take()
            parts.append(self._all())
        if len(parts) == 1:
            return parts[0]
        if any(isinstance(part.tree, And) and not part.is_group for part in parts):
            self._point_out_mix(parts)
        return Part(Or([part.tree for part in parts]), first.start, parts[-1].end)

    def _all(self) -> Part:
        parts = [self.one()]
        while True:
            lexeme = self.next
            if lexeme.sort is Sort.AND:
                self.take()
                parts.append(self.one())
            elif lexeme.sort is Sort.NOT:
                parts.append(self.one())
            elif lexeme.sort in OPERANDS:
                self._check_space(parts[-1])
                parts.append(self.one())
            else:
                break
        if len(parts) == 1:
            return parts[0]
        tree = And([part.tree for part in parts])
        return Part(tree, parts[0].start, parts[-1].end, joined=tuple(parts))

    def near(self) -> Part:
        """A proximity, or what binds tighter."""
        left = self.operand()
        operator = self.next
        if operator.sort is not Sort.NEAR:
            return left
        self.take()
        self.refuse_not(left, operator)
        right = self.operand(after=operator)
        if self.next.sort is Sort.NEAR:
            raise self.two_in_a_row(left, right, self.next)
        return self.joined_near(left, operator, right)

    # --- what is pointed out --------------------------------------------------------------------

    def _point_out_mix(self, parts: list[Part]) -> None:
        shown = " OR ".join(
            f"({self.source(part)})"
            if isinstance(part.tree, And) and not part.is_group
            else self.source(part)
            for part in parts
        )
        if self.scanner.space == "phrase":
            raise QueryError(
                f"AND and OR side by side need parentheses in {self.scanner.title}.",
                parts[0].start,
                f"{self.query[: parts[0].start]}{shown}{self.query[parts[-1].end :]}",
                "Which of them binds first is not defined there.",
            )
        self.warnings.append(f"AND binds before OR. This reads as {shown}.")

    def _check_space(self, before: Part) -> None:
        """A space is AND, which is pointed out beside a proximity; in dtSearch it is a phrase."""
        if self.scanner.space == "phrase":
            start = self.next.start
            raise QueryError(
                "Say how these belong together: with AND, OR, w/5 or pre/5.",
                start,
                f"{self.query[:start].rstrip()} AND {self.query[start:]}",
                f"In {self.scanner.title} a space joins words to a phrase, and no more than words.",
            )
        lexeme, after = self.next, self.after_next
        if lexeme.sort is not Sort.WORD:
            return
        if after.sort is Sort.NEAR and before.is_word:
            words = f"{self.source(before)} {lexeme.text}"
            mended = f'"{words}" {after.text}'
            reading = f"{self.source(before)} AND {lexeme.text} {after.text} …"
        elif before.near and before.near.right.is_word and after.sort is not Sort.NEAR:
            words = f"{self.source(before.near.right)} {lexeme.text}"
            mended = f'{before.near.operator} "{words}"'
            reading = f"{self.source(before)} AND {lexeme.text}"
        else:
            return
        self.warnings.append(f"This reads as {reading}. For the phrase write {mended}.")
