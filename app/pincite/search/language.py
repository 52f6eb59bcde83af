"""The query language: what a lawyer types becomes a Whoosh query tree, or an error that mends it.

    any      := all (OR all)*
    all      := one (AND? one)*
    one      := NOT one | near
    near     := operand (w/n operand | pre/n operand | not w/n operand)?
    operand  := word | "phrase" | field: operand | ( any )

Precedence, tightest first: field, phrase, proximity, NOT, AND, OR.
"""

from dataclasses import dataclass, field

from pincite.errors import QueryError
from pincite.search.conditions import BadValue, condition, filename_condition
from pincite.search.lexer import CONDITION_FIELDS, Lexeme, Sort, lexemes
from pincite.search.operands import joined_by_and, unfit_operand, written
from pincite.search.patterns import has_lone_wildcard, phrase_patterns, word_patterns
from pincite.search.tree import (
    TEXT,
    And,
    Condition,
    Every,
    Near,
    Not,
    NotNear,
    Or,
    Query,
    Words,
)

DEEPEST = 60
MENDINGS = 5


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a query means: its tree, and what its writer should know about it."""

    tree: Query
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the tree and where it was written."""

    tree: Query
    start: int
    end: int
    is_word: bool = False
    is_group: bool = False
    near: "_NearParts | None" = None


@dataclass(frozen=True, slots=True)
class _NearParts:
    """The operands of a proximity as they were written."""

    left: _Part
    right: _Part
    operator: str


def parse(query: str, prefix: str = "REV") -> Parsed:
    """The meaning of `query`; `prefix` is that of the matter's control numbers.

    Raises:
        QueryError: It cannot be read; position and mended query are with it.
    """
    try:
        return _parsed(query, prefix)
    except QueryError as error:
        mended = _mended(error.suggestion, prefix)
        if mended == error.suggestion:
            raise
        raise QueryError(error.what, error.position, mended, error.why) from error


def _parsed(query: str, prefix: str) -> Parsed:
    return _Parser(query, prefix).parsed() if query.strip() else Parsed(Every())


def _mended(suggestion: str, prefix: str) -> str:
    """The suggestion, mended further until it can be read; '' if that leads nowhere."""
    for _ in range(MENDINGS):
        try:
            _parsed(suggestion, prefix)
        except QueryError as error:
            suggestion = error.suggestion
        else:
            return suggestion
    return ""


@dataclass(slots=True)
class _Parser:
    """One reading of one query, by recursive descent."""

    query: str
    prefix: str
    warnings: list[str] = field(default_factory=list)
    _lexemes: list[Lexeme] = field(init=False)
    _index: int = 0
    _depth: int = 0
    _field: str = TEXT

    def __post_init__(self) -> None:
        self._lexemes = lexemes(self.query)

    def parsed(self) -> Parsed:
        part = self._any()
        extra = self._next
        if extra.sort is not Sort.END:
            raise QueryError(
                "This parenthesis closes nothing.", extra.start, self._cut(extra.start, extra.end)
            )
        return Parsed(part.tree, tuple(self.warnings))

    # --- boolean structure ----------------------------------------------------------------------

    def _any(self) -> _Part:
        first = self._next
        parts = [self._all()]
        while self._next.sort is Sort.OR:
            self._take()
            parts.append(self._all())
        if len(parts) == 1:
            return parts[0]
        if any(isinstance(part.tree, And) and not part.is_group for part in parts):
            self._warn_of_mix(parts)
        return _Part(Or([part.tree for part in parts]), first.start, parts[-1].end)

    def _all(self) -> _Part:
        parts = [self._one()]
        while True:
            lexeme = self._next
            if lexeme.sort is Sort.AND:
                self._take()
                parts.append(self._one())
            elif lexeme.sort in (Sort.OR, Sort.CLOSE, Sort.END):
                break
            else:
                if lexeme.sort is not Sort.NOT:
                    self._warn_of_bare_words(parts[-1])
                parts.append(self._one())
        if len(parts) == 1:
            return parts[0]
        return _Part(And([part.tree for part in parts]), parts[0].start, parts[-1].end)

    def _one(self) -> _Part:
        lexeme = self._next
        if lexeme.sort is Sort.NOT:
            self._take()
            with_depth = self._deeper(lexeme)
            part = self._one()
            self._depth = with_depth
            return _Part(Not(part.tree), lexeme.start, part.end)
        return self._near()

    def _warn_of_mix(self, parts: list[_Part]) -> None:
        shown = " OR ".join(
            f"({self._source(part)})"
            if isinstance(part.tree, And) and not part.is_group
            else self._source(part)
            for part in parts
        )
        self.warnings.append(f"AND binds before OR. This reads as {shown}.")

    def _warn_of_bare_words(self, before: _Part) -> None:
        """Points out that a word beside a proximity is not part of it."""
        lexeme = self._next
        after = self._lexemes[self._index + 1]
        if lexeme.sort is not Sort.WORD:
            return
        if after.sort is Sort.NEAR and before.is_word:
            words = f"{self._source(before)} {lexeme.text}"
            mended = f'"{words}" {after.text}'
            reading = f"{self._source(before)} AND {lexeme.text} {after.text} …"
        elif before.near and before.near.right.is_word and after.sort is not Sort.NEAR:
            words = f"{self._source(before.near.right)} {lexeme.text}"
            mended = f'{before.near.operator} "{words}"'
            reading = f"{self._source(before)} AND {lexeme.text}"
        else:
            return
        self.warnings.append(f"This reads as {reading}. For the phrase write {mended}.")

    # --- proximity ------------------------------------------------------------------------------

    def _near(self) -> _Part:
        left = self._operand()
        operator = self._next
        if operator.sort is not Sort.NEAR:
            return left
        self._take()
        if self._next.sort is Sort.NOT:
            raise QueryError(
                f"NOT cannot stand after {operator.text}.",
                self._next.start,
                f"{self._source(left)} not {operator.text} "
                f"{self.query[self._next.end :].strip()}".strip(),
                f"To leave out what is near, write not {operator.text}.",
            )
        right = self._operand(after=operator)
        following = self._next
        if following.sort is Sort.NEAR:
            raise QueryError(
                f"Two proximities in a row need parentheses: does {following.text} count from "
                f"{self._source(right)} or from both?",
                following.start,
                f"{self.query[: left.start]}({self.query[left.start : right.end]})"
                f"{self.query[right.end :]}",
            )
        for operand, other in ((left, right), (right, left)):
            self._check_operand(operand, other, operator)
        kind = NotNear if operator.is_negated else Near
        return _Part(
            kind(left.tree, right.tree, operator.distance, operator.is_ordered),
            left.start,
            right.end,
            near=_NearParts(left, right, operator.text),
        )

    def _check_operand(self, operand: _Part, other: _Part, operator: Lexeme) -> None:
        """Only words, phrases, wildcards, OR-groups and proximities have a distance."""
        bad = unfit_operand(operand.tree)
        if bad is None:
            return
        if isinstance(bad, Condition):
            problem, why = f"{operator.text} counts words, and this is not about words.", ""
            mended = f"{self._source(operand)} AND {self._source(other)}"
        elif isinstance(bad, Not):
            problem = f"NOT cannot be an operand of {operator.text}."
            why = f"To leave out what is near, write not {operator.text}."
            mended = f"{self._source(other)} not {operator.text} {self._without_not(operand)}"
        else:
            problem = f"AND cannot be an operand of {operator.text}."
            why = "Which of the words should be near could be read in several ways."
            mended = self._distributed(operand, other, operator)
        start, end = min(operand.start, other.start), max(operand.end, other.end)
        raise QueryError(
            problem, operand.start, f"{self.query[:start]}{mended}{self.query[end:]}", why
        )

    def _distributed(self, operand: _Part, other: _Part, operator: Lexeme) -> str:
        """`(a AND b) w/5 c` as `(a w/5 c) AND (b w/5 c)`, as far as it is that simple."""
        operands = [written(word) for word in joined_by_and(operand.tree)]
        rest = self._source(other)
        if operand.start < other.start:
            return " AND ".join(f"({word} {operator.text} {rest})" for word in operands)
        return " AND ".join(f"({rest} {operator.text} {word})" for word in operands)

    def _without_not(self, operand: _Part) -> str:
        return " ".join(
            word for word in self._source(operand).strip("()").split() if word.lower() != "not"
        )

    # --- operands -------------------------------------------------------------------------------

    def _operand(self, after: Lexeme | None = None) -> _Part:
        lexeme = self._next
        if lexeme.sort is Sort.WORD or lexeme.sort is Sort.PHRASE:
            self._take()
            return _Part(
                self._leaf(lexeme), lexeme.start, lexeme.end, is_word=lexeme.sort is Sort.WORD
            )
        if lexeme.sort is Sort.OPEN:
            return self._group()
        if lexeme.sort is Sort.FIELD:
            return self._fielded()
        raise self._missing_operand(lexeme, after)

    def _group(self) -> _Part:
        opening = self._take()
        if self._next.sort is Sort.CLOSE:
            raise QueryError(
                "There is nothing between these parentheses.",
                opening.start,
                self._cut(opening.start, self._next.end),
            )
        depth = self._deeper(opening)
        part = self._any()
        self._depth = depth
        closing = self._next
        if closing.sort is not Sort.CLOSE:
            raise QueryError(
                "This parenthesis is never closed.", opening.start, self.query.rstrip() + ")"
            )
        self._take()
        return _Part(part.tree, opening.start, closing.end, is_group=True)

    def _fielded(self) -> _Part:
        name = self._take()
        if self._field != TEXT:
            raise QueryError(
                f"A field cannot stand within {self._field}:( … ).",
                name.start,
                self._cut(name.start, name.end),
            )
        value = self._next
        if value.sort not in (Sort.WORD, Sort.PHRASE, Sort.OPEN):
            raise QueryError(
                f"Expected a value after {name.text}:.",
                value.start,
                self._cut(name.start, name.end),
            )
        self._field = name.text
        part = self._operand()
        self._field = TEXT
        return _Part(part.tree, name.start, part.end, is_group=part.is_group)

    def _leaf(self, lexeme: Lexeme) -> Query:
        if self._field in CONDITION_FIELDS:
            return self._condition(lexeme)
        is_phrase = lexeme.sort is Sort.PHRASE
        words = phrase_patterns(lexeme.text) if is_phrase else word_patterns(lexeme.text)
        if not words or has_lone_wildcard(lexeme.text):
            raise QueryError(
                "A wildcard needs a letter or digit beside it.",
                lexeme.start,
                self._cut(lexeme.start, lexeme.end),
                "For any words between two others write pre/2, pre/3 …",
            )
        if self._field != "filename":
            return Words(self._field, words)
        reads_as = f"with “{' '.join(words)}” in the file name"
        return Or([Words("attached", words), filename_condition(words, reads_as)])

    def _condition(self, lexeme: Lexeme) -> Condition:
        try:
            return condition(self._field, lexeme.text.strip(), self.prefix)
        except BadValue as bad:
            before, after = self.query[: lexeme.start], self.query[lexeme.end :]
            mended = f"{before}{bad.instead}{after}" if bad.instead else ""
            raise QueryError(bad.expected, lexeme.start, mended) from bad

    def _missing_operand(self, lexeme: Lexeme, after: Lexeme | None) -> QueryError:
        expected = "a word, a phrase or a group in parentheses"
        if after is not None:
            what = f"Expected {expected} after {after.text}."
        elif lexeme.sort is Sort.END:
            what = f"The query ends where {expected} was expected."
        else:
            what = f"Expected {expected} before “{lexeme.text}”."
        return QueryError(what, lexeme.start, self._without_loose_operators())

    def _without_loose_operators(self) -> str:
        """The query without the operators that have nothing to join, or '' if nothing is left."""
        operators = (Sort.AND, Sort.OR, Sort.NEAR)
        kept: list[Lexeme] = []
        for lexeme in self._lexemes[:-1]:
            if lexeme.sort in operators and (
                not kept or kept[-1].sort in (*operators, Sort.NOT, Sort.OPEN)
            ):
                continue
            while lexeme.sort is Sort.CLOSE and kept and kept[-1].sort in (*operators, Sort.NOT):
                kept.pop()
            kept.append(lexeme)
        while kept and kept[-1].sort in (*operators, Sort.NOT):
            kept.pop()
        mended = ""
        for lexeme in kept:
            tight = not mended or mended[-1] in "(:" or lexeme.sort is Sort.CLOSE
            mended += ("" if tight else " ") + self.query[lexeme.start : lexeme.end]
        return mended

    # --- lexemes --------------------------------------------------------------------------------

    @property
    def _next(self) -> Lexeme:
        return self._lexemes[self._index]

    def _take(self) -> Lexeme:
        lexeme = self._lexemes[self._index]
        self._index += 1
        return lexeme

    def _deeper(self, lexeme: Lexeme) -> int:
        """Goes one level down; returns the level to come back to."""
        before = self._depth
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(f"The query is nested more than {DEEPEST} levels deep.", lexeme.start)
        return before

    def _source(self, part: _Part) -> str:
        return self.query[part.start : part.end]

    def _cut(self, start: int, end: int) -> str:
        return " ".join((self.query[:start] + " " + self.query[end:]).split())
