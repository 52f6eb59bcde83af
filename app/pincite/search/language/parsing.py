"""What every dialect's grammar has in common: operands, groups, fields, functions, proximities."""

from dataclasses import dataclass, field

from pincite.errors import QueryError
from pincite.search.conditions.condition import condition
from pincite.search.conditions.values import BadValue
from pincite.search.evaluation.recognisers import KINDS, sought
from pincite.search.language.dialects.lexemes import OPERATORS, Lexeme, Sort
from pincite.search.language.dialects.scanner import Scanner
from pincite.search.language.fields import ASIDE_FIELDS, CONDITION_FIELDS, FUNCTIONS
from pincite.search.language.leaves import aside, words_tree
from pincite.search.language.operands import NearParts, Part, joined_by_and, unfit_operand
from pincite.search.language.patterns import DEEPEST, BadWords, remark
from pincite.search.tree import (
    TEXT,
    And,
    Condition,
    Every,
    Family,
    Near,
    Not,
    NotNear,
    Query,
    Recognised,
    Sample,
)

FIRST_SEED = 1


@dataclass(slots=True)
class Parser:
    """One reading of one query, by recursive descent; grammars say what binds before what."""

    scanner: Scanner
    prefix: str
    warnings: list[str] = field(default_factory=list)
    query: str = field(init=False)
    _lexemes: list[Lexeme] = field(init=False)
    _index: int = 0
    _depth: int = 0
    _field: str = TEXT

    def __post_init__(self) -> None:
        self.query = self.scanner.query
        self._lexemes = self.scanner.lexemes()

    def tree(self) -> Query:
        """The meaning of the whole query.

        Raises:
            QueryError: It cannot be read.
        """
        part = self.any()
        extra = self.next
        self._refuse_seed()
        if extra.sort is not Sort.END:
            raise QueryError(
                "This parenthesis closes nothing.", extra.start, self.cut(extra.start, extra.end)
            )
        return part.tree

    def any(self) -> Part:
        """What binds last, up to the end or a closing parenthesis."""
        raise NotImplementedError

    # --- proximity ------------------------------------------------------------------------------

    def near(self) -> Part:
        """A proximity or what binds tighter, in the grammar of the dialect."""
        raise NotImplementedError

    def one(self) -> Part:
        """`NOT one | near`."""
        lexeme = self.next
        if lexeme.sort is not Sort.NOT:
            return self.near()
        self.take()
        depth = self.deeper(lexeme)
        part = self.one()
        self.back_to(depth)
        return Part(Not(part.tree), lexeme.start, part.end)

    def joined_near(self, left: Part, operator: Lexeme, right: Part) -> Part:
        """Two operands of a proximity, if both are fit for it."""
        for operand, other in ((left, right), (right, left)):
            self._check_operand(operand, other, operator)
        kind = NotNear if operator.is_negated else Near
        return Part(
            kind(left.tree, right.tree, operator.distance, operator.is_ordered),
            left.start,
            right.end,
            near=NearParts(left, right, operator.text),
        )

    def refuse_not(self, left: Part, operator: Lexeme) -> None:
        """NOT behind a proximity is an error."""
        if self.next.sort is Sort.NOT:
            raise QueryError(
                f"NOT cannot stand after {operator.text}.",
                self.next.start,
                f"{self.source(left)} not {operator.text} "
                f"{self.query[self.next.end :].strip()}".strip(),
                f"To leave out what is near, write not {operator.text}.",
            )

    def two_in_a_row(self, left: Part, right: Part, following: Lexeme) -> QueryError:
        """The error for a chain whose order is not defined."""
        return QueryError(
            f"Two proximities in a row need parentheses: does {following.text} count from "
            f"{self.source(right)} or from both?",
            following.start,
            f"{self.query[: left.start]}({self.query[left.start : right.end]})"
            f"{self.query[right.end :]}",
        )

    def _check_operand(self, operand: Part, other: Part, operator: Lexeme) -> None:
        """Only words, phrases, wildcards, OR-groups and proximities have a distance."""
        bad = unfit_operand(operand.tree)
        if bad is None:
            return
        if isinstance(bad, Not):
            problem = f"NOT cannot be an operand of {operator.text}."
            why = f"To leave out what is near, write not {operator.text}."
            mended = f"{self.source(other)} not {operator.text} {self._without_not(operand)}"
        elif isinstance(bad, And):
            problem = f"AND cannot be an operand of {operator.text}."
            why = "Which of the words should be near could be read in several ways."
            mended = self._distributed(operand, other, operator)
        else:
            problem = f"{operator.text} counts words of the text, and this is not among them."
            why = ""
            mended = f"{self.source(operand)} AND {self.source(other)}"
        start, end = min(operand.start, other.start), max(operand.end, other.end)
        raise QueryError(
            problem, operand.start, f"{self.query[:start]}{mended}{self.query[end:]}", why
        )

    def _distributed(self, operand: Part, other: Part, operator: Lexeme) -> str:
        """`(a AND b) w/5 c` as `(a w/5 c) AND (b w/5 c)`, as far as it is that simple."""
        rest = self.source(other)
        made = []
        for part in joined_by_and(operand):
            word = self.source(part)
            word = f"{operand.field}({word})" if operand.field else word
            sides = (word, rest) if operand.start < other.start else (rest, word)
            made.append(f"({sides[0]} {operator.text} {sides[1]})")
        return " AND ".join(made)

    def _without_not(self, operand: Part) -> str:
        return " ".join(
            word for word in self.source(operand).strip("()").split() if word.lower() != "not"
        )

    # --- operands -------------------------------------------------------------------------------

    def operand(self, after: Lexeme | None = None) -> Part:
        """A word, phrase, group, field or function."""
        lexeme = self.next
        if lexeme.sort is Sort.WORD or lexeme.sort is Sort.PHRASE:
            self.take()
            is_word = lexeme.sort is Sort.WORD
            self._warn_of_touching(lexeme)
            return Part(self._leaf(lexeme), lexeme.start, lexeme.end, is_word=is_word)
        if lexeme.sort is Sort.OPEN:
            return self._group()
        if lexeme.sort is Sort.FIELD:
            return self._fielded()
        if lexeme.sort is Sort.RECOGNISER:
            return self._recognised()
        if lexeme.sort is Sort.FUNCTION:
            return self._function()
        raise self._missing_operand(lexeme, after)

    def _group(self) -> Part:
        opening = self.take()
        if self.next.sort is Sort.CLOSE:
            raise QueryError(
                "There is nothing between these parentheses.",
                opening.start,
                self.cut(opening.start, self.next.end),
            )
        depth = self.deeper(opening)
        part = self.any()
        self._depth = depth
        closing = self._close(opening.start)
        return Part(part.tree, opening.start, closing.end, is_group=True, joined=part.joined)

    def _refuse_seed(self) -> None:
        seed = self.next
        if seed.sort is Sort.SEED:
            raise QueryError(
                "A seed belongs to a sample, as in sample(50, pilot, seed 7).",
                seed.start,
                self.cut(seed.start, seed.end),
            )

    def _close(self, opened_at: int) -> Lexeme:
        self._refuse_seed()
        closing = self.next
        if closing.sort is not Sort.CLOSE:
            raise QueryError(
                "This parenthesis is never closed.", opened_at, self.query.rstrip() + ")"
            )
        return self.take()

    def _fielded(self) -> Part:
        name = self.take()
        typed = self.query[name.start : name.end]
        if self._field != TEXT:
            raise QueryError(
                f"A field cannot stand within {self._field}:( … ).",
                name.start,
                self.cut(name.start, name.end),
            )
        value = self.next
        if value.sort not in (Sort.WORD, Sort.PHRASE, Sort.RECOGNISER, Sort.OPEN):
            raise QueryError(
                f"Expected a value after “{typed.rstrip()}”.",
                value.start,
                self.cut(name.start, name.end),
            )
        self._field = name.text
        part = self.operand()
        self._field = TEXT
        tree = aside(part.tree, name.text) if name.text in ASIDE_FIELDS else part.tree
        return Part(
            tree, name.start, part.end, is_group=part.is_group, joined=part.joined, field=typed
        )

    def _function(self) -> Part:
        """`family(…)` or `sample(50, …, seed 7)`."""
        lexeme = self.take()
        if self._field != TEXT:
            raise QueryError(
                f"{lexeme.text}( … ) cannot stand within {self._field}:( … ).",
                lexeme.start,
                self._without_call(lexeme),
                "It is about whole documents. Put the field inside it.",
            )
        depth = self.deeper(lexeme)
        if lexeme.text == "family":
            if self.next.sort is Sort.CLOSE:
                raise QueryError(
                    "There is nothing between these parentheses.",
                    lexeme.start,
                    self.cut(lexeme.start, self.next.end),
                )
            tree: Query = Family(self.any().tree)
        else:
            inner = Every() if self.next.sort in (Sort.CLOSE, Sort.SEED) else self.any().tree
            seed = self.take().number if self.next.sort is Sort.SEED else FIRST_SEED
            tree = Sample(inner, lexeme.number, seed)
        self._depth = depth
        closing = self._close(lexeme.start)
        return Part(tree, lexeme.start, closing.end)

    def _recognised(self) -> Part:
        """`date(…)`, `mail(…)` and their like."""
        lexeme = self.take()
        if self._field in CONDITION_FIELDS:
            raise QueryError(
                f"{lexeme.text}( … ) cannot stand within {self._field}:( … ).",
                lexeme.start,
                self.cut(lexeme.start, lexeme.end),
            )
        kind = KINDS[lexeme.text]
        try:
            wanted = sought(kind, lexeme.value)
        except BadValue as bad:
            instead = f"{lexeme.text}({bad.instead})"
            before, after = self.query[: lexeme.start], self.query[lexeme.end :]
            raise QueryError(bad.expected, lexeme.start, f"{before}{instead}{after}") from bad
        return Part(
            Recognised(self._text_field, kind, wanted), lexeme.start, lexeme.end, is_word=True
        )

    @property
    def _text_field(self) -> str:
        """The field of words here; that of names and notes is their whole text."""
        return TEXT if self._field in ASIDE_FIELDS else self._field

    def _without_call(self, lexeme: Lexeme) -> str:
        """The query with the function's name and number left out."""
        return f"{self.query[: lexeme.start]}({self.query[lexeme.end :].lstrip()}"

    def _leaf(self, lexeme: Lexeme) -> Query:
        if self._field in CONDITION_FIELDS:
            return self._condition(lexeme)
        is_phrase = lexeme.sort is Sort.PHRASE
        text = self.scanner.spelled(lexeme)
        remarked = remark(text, is_phrase=is_phrase)
        if remarked:
            self.warnings.append(remarked)
        try:
            tree = words_tree(text, self._text_field, is_phrase=is_phrase)
        except BadWords as bad:
            raise self._bad_words(lexeme, bad, text) from bad
        if tree is None:
            raise QueryError(
                "There is no letter and no digit in this.",
                lexeme.start,
                self.cut(lexeme.start, lexeme.end),
            )
        return tree

    def _bad_words(self, lexeme: Lexeme, bad: BadWords, text: str) -> QueryError:
        """The error for text that cannot be read; mended where it is spelled as it was typed."""
        start, end = lexeme.start, lexeme.end
        if text != lexeme.text or not bad.instead:
            return QueryError(bad.what, start, self.cut(start, end), bad.why)
        instead = f'"{bad.instead}"' if lexeme.sort is Sort.PHRASE else bad.instead
        return QueryError(
            bad.what, start, f"{self.query[:start]}{instead}{self.query[end:]}", bad.why
        )

    def _condition(self, lexeme: Lexeme) -> Condition:
        try:
            return condition(self._field, lexeme.text.strip(), self.prefix)
        except BadValue as bad:
            before, after = self.query[: lexeme.start], self.query[lexeme.end :]
            mended = f"{before}{bad.instead}{after}" if bad.instead else ""
            raise QueryError(bad.expected, lexeme.start, mended) from bad

    def _warn_of_touching(self, lexeme: Lexeme) -> None:
        """Points out that `3(c)` is no phrase, and that `family (c)` is no function."""
        following = self.next
        if following.sort is not Sort.OPEN or lexeme.is_value:
            return
        if lexeme.text.lower() in (*FUNCTIONS, *KINDS):
            self.warnings.append(
                f"“{lexeme.text}” reads as a word. Without the space it is {lexeme.text}( … )."
            )
        elif following.start == lexeme.end:
            self.warnings.append(
                f"{lexeme.text}( … ) reads as {lexeme.text} AND ( … ). For the words in a row put"
                " them in quotation marks."
            )

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
        lonely = (*OPERATORS, Sort.NOT)
        kept: list[Lexeme] = []
        for lexeme in self._lexemes[:-1]:
            if lexeme.sort in OPERATORS and (
                not kept or kept[-1].sort in (*lonely, Sort.OPEN, Sort.FUNCTION)
            ):
                continue
            while lexeme.sort is Sort.CLOSE and kept and kept[-1].sort in lonely:
                kept.pop()
            kept.append(lexeme)
        while kept and kept[-1].sort in lonely:
            kept.pop()
        mended = ""
        for lexeme in kept:
            tight = not mended or mended[-1] in "(:" or lexeme.sort in (Sort.CLOSE, Sort.SEED)
            mended += ("" if tight else " ") + self.query[lexeme.start : lexeme.end]
        return mended

    # --- lexemes --------------------------------------------------------------------------------

    @property
    def next(self) -> Lexeme:
        """The lexeme that was not taken yet."""
        return self._lexemes[self._index]

    @property
    def after_next(self) -> Lexeme:
        """The one behind it, or the END."""
        return self._lexemes[min(self._index + 1, len(self._lexemes) - 1)]

    def take(self) -> Lexeme:
        """Takes the next lexeme."""
        lexeme = self._lexemes[self._index]
        self._index += 1
        return lexeme

    def deeper(self, lexeme: Lexeme) -> int:
        """Goes one level down; returns the level to come back to."""
        before = self._depth
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(f"The query is nested more than {DEEPEST} levels deep.", lexeme.start)
        return before

    def back_to(self, depth: int) -> None:
        """Comes back to a level."""
        self._depth = depth

    def source(self, part: Part) -> str:
        """A part as it was typed."""
        return self.query[part.start : part.end]

    def cut(self, start: int, end: int) -> str:
        """The query without a stretch."""
        return " ".join((self.query[:start] + " " + self.query[end:]).split())
