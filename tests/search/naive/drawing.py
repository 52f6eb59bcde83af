"""Random letters, in which words come together by chance often, and random queries."""

from typing import Any

from hypothesis import strategies as st

from tests.search.naive import facts as known
from tests.search.naive.forms import WANTED, WRITTEN, with_form
from tests.search.naive.letters import BROKEN, GAPS, SINGLES, SPELLINGS, Facts, Letter, Zone
from tests.search.naive.nodes import (
    PARAGRAPH,
    SENTENCE,
    AllOf,
    AnyOf,
    Aside,
    Family,
    InField,
    Near,
    Node,
    NoneOf,
    Operand,
    Phrase,
    Sample,
)
from tests.search.naive.terms import Edited, Forms, Plain, Span, Wild

CORE = ("demo", "demos", "demonstration", "pilot", "face", "recognition", "at", "mace")
_ODD = [
    (word, spelling, gap)
    for word, spellings in SPELLINGS.items()
    for spelling in (*spellings, *BROKEN.get(word, ()))
    for gap in (*GAPS, *([""] * 6 if word in SINGLES else []))
    # Numbers parted so might be a date.
    if not (word.isdigit() and gap in ("-", "/"))
]
# More than half of all words are those that queries ask for most; one draw a word is fast.
_PLAIN = [(word, word, " ") for word in CORE]
_word = st.sampled_from(_PLAIN * (3 * len(_ODD) // (2 * len(_PLAIN))) + _ODD)
# Distances of a sentence and of a paragraph are told apart only in long texts.
_far = st.sampled_from(
    [
        [("filler", "filler", " ")] * count
        for count in (SENTENCE - 1, SENTENCE, PARAGRAPH - 1, PARAGRAPH)
    ]
)


def _zones(most: int) -> st.SearchStrategy[Zone]:
    return st.lists(_word, max_size=most).map(Zone.of)


@st.composite
def _bodies(draw: st.DrawFn) -> Zone:
    spelled = draw(st.lists(_word, max_size=14))
    if draw(st.integers(0, 7)) == 0:
        at = draw(st.integers(0, len(spelled)))
        spelled = [*spelled[:at], *draw(_far), *spelled[at:]]
    if draw(st.integers(0, 2)) == 0:
        at, number = draw(st.integers(0, len(spelled))), draw(st.sampled_from(range(len(WRITTEN))))
        return Zone.of(*with_form(spelled, at, number))
    return Zone.of(spelled)


_facts = st.builds(
    Facts,
    sent=st.sampled_from(known.SENT),
    given=st.sampled_from([None, None, None, "2018-01-15", "2018-02-01"]),
    type=st.sampled_from(["email", "pdf"]),
    filename=_zones(3),
    tags=st.frozensets(st.sampled_from(known.TAGS), max_size=2),
    passage_tags=st.frozensets(st.sampled_from(known.TAGS), max_size=1),
    passage_note=st.none() | _zones(3).filter(lambda zone: zone.words),
    note=st.none() | _zones(3).filter(lambda zone: zone.words),
    responsive=st.sampled_from([None, None, "responsive", "not-responsive"]),
    is_privileged=st.booleans(),
    is_confidential=st.booleans(),
    codes=st.frozensets(st.sampled_from(known.CODES), max_size=2),
    exhibit=st.sampled_from([None, None, "1"]),
    attachments=st.sampled_from([0, 0, 1]),
    size=st.sampled_from([1, 1024, 1025, 5000]),
    pages=st.lists(
        st.tuples(
            st.sampled_from([None, 69, 70, 95]), st.sampled_from([None, *known.BATES])
        ),
        max_size=3,
    ).map(tuple),
    source=st.sampled_from([1, 2]),
)  # fmt: skip
_plain_facts = st.builds(
    Facts,
    sent=st.sampled_from(known.SENT),
    tags=st.frozensets(st.sampled_from(known.TAGS), max_size=1),
)


@st.composite
def _letter(draw: st.DrawFn) -> Letter:
    zones = {"body": draw(_bodies()), "subject": draw(_zones(4))}
    for name, most in (("from", 2), ("to", 2), ("cc", 2), ("bcc", 1), ("attached", 2)):
        if draw(st.integers(0, 2)) == 0:
            zones[name] = draw(_zones(most))
    return Letter(zones, draw(st.one_of(_plain_facts, _facts)))


@st.composite
def letters(draw: st.DrawFn, least: int = 1, most: int = 5) -> list[Letter]:
    """A few letters, some attached to an earlier one, some a copy of one."""
    found: list[Letter] = []
    for letter in draw(st.lists(_letter(), min_size=least, max_size=most)):
        heads = [i for i, each in enumerate(found) if each.attached_to is None]
        primaries = [i for i, each in enumerate(found) if each.copy_of is None]
        fate = draw(st.sampled_from(["own", "own", "own", "attached", "copy", "attached copy"]))
        attached_to = draw(st.sampled_from(heads)) if heads and "attached" in fate else None
        copy_of = draw(st.sampled_from(primaries)) if primaries and "copy" in fate else None
        zones = letter.zones if copy_of is None else found[copy_of].zones
        kind = "message" if attached_to is None else "attachment"
        found.append(Letter(zones, _with(letter.facts, kind=kind), attached_to, copy_of))
    return found


def _with(facts: Facts, **changes: Any) -> Facts:
    return Facts(**{**vars(facts), **changes})


# --- queries ------------------------------------------------------------------------------------

_plain_terms = st.sampled_from(
    [Plain(word, word) for word in (*CORE, "absent")] * 6
    + [Plain(word, written) for word, spellings in SPELLINGS.items() for written in spellings]
)
_ending = st.sampled_from(
    [Wild(pattern, pattern) for pattern in ("demo?", "face?", "1?", "fac??")]
    + [Wild("demo*", "demo!"), Wild("re*", "re!"), Wild("*е*", "*е!"), Wild("*c*", "*c!")]
)
_wild = st.sampled_from(
    [
        Wild(pattern, pattern)
        for pattern in (
            "demo*", "d*", "de*", "*tion", "*s", "*o*", "*a*e*", "p?lot", "?ace", "??ce",
            "de*n", "d?m*s", "r*c*n", "absent*", "пил*", "*од", "п?л?т", "1*", "*2", "s*ss?",
        )
    ]
    + [Wild("##", "[0-9][0-9]"), Wild("1#", "1[0-9]"), Wild("x#", "x[0-9]")]
    + [Wild("offi*", "oﬃ*"), Wild("fi*", "ﬁ*"), Wild("dem*", "DÉM*"), Wild("*sse", "*ße")]
)  # fmt: skip
_fuzzy = st.sampled_from(
    [
        Edited(word, edits, 0, f"{written}~{edits}")
        for word, edits, written in (
            ("demo", 1, "demo"), ("demos", 1, "DÉMOS"), ("demos", 2, "demos"), ("at", 1, "at"),
            ("pilto", 2, "pilto"), ("pilto", 1, "pilto"), ("recogniton", 1, "recogniton"),
            ("strase", 1, "straſe"), ("пилат", 1, "Пилат"), ("face", 1, "ｆace"), ("12", 1, "12"),
        )
    ]
    + [
        Edited("demo", 1, 1, "d%emo"), Edited("demos", 2, 2, "de%%mos"),
        Edited("face", 1, 0, "%face"), Edited("face", 1, 1, "f%ace"),
        Edited("mace", 2, 1, "m%%ace"), Edited("pilot", 1, 3, "pil%ot"),
        Edited("demo", 1, 4, "demo%"),
    ]
)  # fmt: skip
_forms = st.sampled_from(
    [
        Forms(word, f"{written}~")
        for word, written in (
            ("demo", "demo"), ("demos", "Demos"), ("demonstrate", "demonstrate"),
            ("piloted", "piloted"), ("faces", "façes"), ("recognition", "recognition"),
            ("filed", "ﬁled"), ("absent", "absent"),
        )
    ]
)  # fmt: skip
_spans = st.sampled_from(
    [Span(low, high, f"{low}~~{high}") for low, high in ((12, 24), (1, 12), (13, 14), (15, 15))]
)
# What stands for several words, as a term that is typed by itself.
OPEN_TERMS = st.one_of(_wild, _ending, _fuzzy, _forms, _spans)
_in_phrases = st.one_of(_plain_terms, _plain_terms, _plain_terms, _wild, _fuzzy, _forms, _spans)
_slots = st.lists(st.lists(_in_phrases, min_size=1, max_size=2).map(tuple), min_size=2, max_size=3)
_joined = st.lists(st.one_of(_plain_terms, _plain_terms, _wild), min_size=2, max_size=3)
_quoted = st.lists(
    st.one_of(*[_in_phrases.map(lambda term: ((term,),))] * 3, _slots.map(tuple)),
    min_size=1,
    max_size=3,
).map(lambda slots: Phrase(tuple(slots)))
_cjk = st.lists(st.sampled_from("警察ท").map(lambda c: Plain(c, c)), min_size=2, max_size=3)


_single = st.one_of(
    _plain_terms, _plain_terms, _plain_terms, _wild, _ending, _fuzzy, _forms, _spans
).map(Phrase.of)
_joiners = st.sampled_from(["-", ".", "@", "_", "--"])
_phrases: st.SearchStrategy[Phrase] = st.one_of(
    *[_single] * 4,
    *[_quoted] * 2,
    st.builds(lambda terms, joiner: Phrase.of(*terms, joiner=joiner), _joined, _joiners),
    _cjk.map(lambda terms: Phrase.of(*terms, joiner="")),
)
_field_names = st.sampled_from(["who", "subject", "body", "body", "from", "to", "cc", "bcc"])


@st.composite
def _near(draw: st.DrawFn, depth: int, **options: bool) -> Near:
    order = draw(st.sampled_from(["w", "W", "pre", "w"]))
    distance = draw(st.sampled_from(["1", "2", "3", "5", "s", "p", "04"]))
    negated = draw(st.sampled_from(["", "", "", "not ", "NOT  "])) if options["may_negate"] else ""
    words = {"s": SENTENCE, "p": PARAGRAPH}.get(distance) or int(distance)
    a, b = (draw(operands(depth - 1, **options)) for _ in range(2))
    return Near(a, b, f"{negated}{order}/{distance}", words, order == "pre", bool(negated))


@st.composite
def operands(
    draw: st.DrawFn,
    depth: int = 2,
    *,
    is_fielded: bool = False,
    may_negate: bool = True,
    may_recognise: bool = True,
) -> Operand:
    """What may be near something: words, phrases, proximities, groups of them, in fields or not."""
    options = {
        "is_fielded": is_fielded,
        "may_negate": may_negate,
        "may_recognise": may_recognise,
    }
    kind = draw(
        st.sampled_from(["phrase"] * 4 + ["near"] * 4 + ["any"] * 2 + ["field", "recognised"])
    )
    if kind == "recognised" and may_recognise:
        return draw(WANTED)
    if kind in ("phrase", "recognised") or depth == 0:
        return draw(_phrases)
    if kind == "near":
        return draw(_near(depth, **options))
    if kind == "any" or is_fielded:
        return draw(_any(operands(depth - 1, **options)))
    options["is_fielded"] = True
    return InField(draw(_field_names), draw(operands(depth - 1, **options)))


def _any(part: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    parts = st.lists(part, min_size=2, max_size=3).map(tuple)
    return st.builds(AnyOf, parts, st.sampled_from(["OR", "or", "Or"]))


def _all(part: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    parts = st.lists(part, min_size=2, max_size=3).map(tuple)
    return st.builds(AllOf, parts, st.sampled_from([" AND ", " and ", " "]))


@st.composite
def nodes(draw: st.DrawFn, depth: int = 2, *, is_fielded: bool = False) -> Node:
    """Any query; within a field, words alone and no other field."""
    kinds = ["operand"] * 6 + ["any"] * 3 + ["all"] * 3 + ["none"] * 2
    wide = [*kinds, "fact", "date", "aside", "field", "family", "sample"]
    kind = draw(st.sampled_from(kinds if is_fielded else wide))
    part = nodes(max(0, depth - 1), is_fielded=is_fielded)
    match kind if depth or kind in ("fact", "date", "aside") else "operand":
        case "any":
            return draw(_any(part))
        case "all":
            return draw(_all(part))
        case "none":
            return NoneOf(draw(part))
        case "fact":
            return draw(known.KNOWN)
        case "date":
            return draw(known.DATES)
        case "aside":
            inner = operands(min(depth, 1), is_fielded=True, may_recognise=False)
            return Aside(draw(st.sampled_from(["filename", "note"])), draw(inner))
        case "family":
            return Family(draw(part))
        case "sample":
            seed = draw(st.sampled_from([None, 1, 7, 2026]))
            return Sample(draw(st.integers(1, 3)), draw(part), seed)
        case "field":
            return InField(draw(_field_names), draw(nodes(depth - 1, is_fielded=True)))
        case _:
            return draw(operands(depth, is_fielded=is_fielded))


@st.composite
def words(draw: st.DrawFn, depth: int = 1) -> Node:
    """Words alone, and no absence: what is marked is all that made the document match."""
    kind = draw(st.sampled_from(["operand"] * 3 + ["any", "all"]))
    if kind == "operand" or depth == 0:
        return draw(operands(may_negate=False, may_recognise=False))
    return draw((_any if kind == "any" else _all)(words(depth - 1)))


# --- few words, close together ------------------------------------------------------------------

_FEW = ("demo", "demos", "pilot", "face")
_of_few = st.sampled_from(
    [Phrase.of(Plain(word, word)) for word in _FEW] * 2
    + [Phrase.of(Plain(a, a), Plain(b, b)) for a, b in (("demo", "pilot"), ("face", "face"))]
    + [Phrase.of(Wild("demo*", "demo*"), Plain("pilot", "pilot"), Wild("?a*", "?a*"))]
    + [Phrase.of(Wild("demo*", "demo*")), Phrase.of(Wild("*o*", "*o*"), Plain("face", "face"))]
)


@st.composite
def proximities(draw: st.DrawFn, depth: int = 3) -> Operand:
    """Proximities within proximities, of a few words that stand everywhere."""
    kind = draw(st.integers(0, 9)) if depth else 0
    if kind < 2 and depth < 3:
        return draw(_of_few)
    if kind in (2, 3):
        return draw(_any(proximities(depth - 1)))
    distance, order = draw(st.integers(1, 4)), draw(st.sampled_from(["w", "w", "pre"]))
    negated = "not " * (draw(st.integers(0, 3)) == 0)
    a, b = draw(proximities(depth - 1)), draw(proximities(depth - 1))
    return Near(a, b, f"{negated}{order}/{distance}", distance, order == "pre", bool(negated))


@st.composite
def booleans(draw: st.DrawFn, depth: int = 3) -> Node:
    """AND, OR and NOT within each other, of a few words and proximities."""
    kind = draw(st.sampled_from(["any", "all", "any", "all", "none", "word"]))
    if depth == 0 or (kind == "word" and depth < 3):
        return draw(st.one_of(_of_few, _of_few, proximities(1)))
    if kind == "none":
        return NoneOf(draw(booleans(depth - 1)))
    return draw((_any if kind == "any" else _all)(booleans(depth - 1)))


CROWDED = st.lists(
    st.lists(st.sampled_from(_FEW), min_size=1, max_size=9).map(
        lambda words: Letter({"body": Zone.of([(word, word, " ") for word in words])})
    ),
    min_size=4,
    max_size=8,
)
