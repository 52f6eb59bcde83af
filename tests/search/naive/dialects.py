"""The same query typed in the languages of other programs, from what their manuals say."""

from hypothesis import strategies as st

from tests.search.naive.letters import SPELLINGS
from tests.search.naive.nodes import AllOf, AnyOf, InField, Near, Node, NoneOf, Phrase
from tests.search.naive.terms import Plain, Term, Wild

DIALECTS = ("dtsearch", "lexis", "westlaw")


def typed(node: Node, dialect: str) -> str:
    """A query in a dialect; every part of it in parentheses, since precedences differ."""
    match node:
        case Phrase():
            terms = [slot[0][0] for slot in node.slots]
            words = " ".join(_word(term, dialect) for term in terms)
            # Unquoted, Lexis looks for a word's plural too; Westlaw does wherever there is no #.
            is_bare = len(terms) == 1 and (dialect == "dtsearch" or isinstance(terms[0], Wild))
            return words if is_bare else f'"{words}"'
        case Near():
            operator = _near(node, dialect)
            return f"({typed(node.a, dialect)}) {operator} ({typed(node.b, dialect)})"
        case AnyOf():
            # In Westlaw a space is an OR.
            word = " " if dialect == "westlaw" else " or "
            return word.join(f"({typed(part, dialect)})" for part in node.parts)
        case AllOf():
            word = " & " if dialect == "westlaw" else " and "
            return word.join(f"({typed(part, dialect)})" for part in node.parts)
        case NoneOf():
            return f"not ({typed(node.part, dialect)})"
        case InField():
            inner = typed(node.inner, dialect)
            if dialect == "dtsearch":
                return f"{node.name} contains ({inner})"
            return f"{node.name}({inner})"
        case _:
            raise TypeError(f"{node} cannot be typed in {dialect}")


def _word(term: Term, dialect: str) -> str:
    if isinstance(term, Plain) and dialect == "westlaw":
        return " ".join(f"#{word}" for word in term.written.split())
    if isinstance(term, Plain) or dialect == "dtsearch":
        return term.written
    assert isinstance(term, Wild), "only these are in all dialects"
    # `*` is one character there, and `!` any ending.
    return term.pattern.replace("*", "!").replace("?", "*")


def _near(near: Near, dialect: str) -> str:
    negated = "not " if near.is_negated else ""
    if dialect == "westlaw" and not negated:
        return f"{'+' if near.is_ordered else '/'}{near.distance}"
    return f"{negated}{'pre' if near.is_ordered else 'w'}/{near.distance}"


_terms = st.sampled_from(
    [Plain(word, written) for word, spelled in SPELLINGS.items() for written in spelled]
    + [Wild(pattern, pattern) for pattern in ("demo*", "d*", "p?lot", "d?m?s", "r?c*", "пил*")]
)
_phrases = st.lists(_terms, min_size=1, max_size=3).map(lambda terms: Phrase.of(*terms))


@st.composite
def in_all_dialects(draw: st.DrawFn, depth: int = 3, *, is_fielded: bool = False) -> Node:
    """A query of what all dialects have."""
    kinds = ["near", "near", "any", "all", "none"] + ["field"] * (not is_fielded)
    kind = draw(st.sampled_from(kinds)) if depth else ""
    inner = in_all_dialects(depth - 1, is_fielded=is_fielded)
    if kind in ("any", "all"):
        parts = tuple(draw(st.lists(inner, min_size=2, max_size=3)))
        return AnyOf(parts) if kind == "any" else AllOf(parts)
    if kind == "none":
        return NoneOf(draw(inner))
    if kind == "near":
        a, b = draw(_phrases), draw(_phrases | st.tuples(_phrases, _phrases).map(AnyOf))
        distance = draw(st.sampled_from([1, 5, 12, 255]))
        is_ordered, is_negated = draw(st.booleans()), draw(st.booleans())
        operator = f"{'not ' * is_negated}{'pre' if is_ordered else 'w'}/{distance}"
        return Near(a, b, operator, distance, is_ordered, is_negated)
    if kind == "field":
        name = draw(st.sampled_from(["subject", "body", "who"]))
        return InField(name, draw(in_all_dialects(depth - 1, is_fielded=True)))
    return draw(_phrases)
