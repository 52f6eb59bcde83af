import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pincite.domain.dialects import DIALECTS, Dialect
from pincite.errors import QueryError
from pincite.search.language.parse import parse
from pincite.search.language.reading import reads_as
from pincite.search.language.writing import written
from pincite.search.terms import Forms, Fuzzy, Numbers, OneOf, Pattern, Term, Word
from pincite.search.tree import (
    And,
    Aside,
    Every,
    Family,
    FileName,
    Near,
    Not,
    NotNear,
    Or,
    Query,
    Sample,
    Words,
)


def word(*words: str | Term, field: str = "text") -> Words:
    return Words(field, [_term(word) if isinstance(word, str) else word for word in words])


def _one_of(*words: str) -> OneOf:
    return OneOf(tuple(Word(word) for word in words))


def _term(text: str) -> Term:
    return Pattern(text) if set(text) & {"*", "?", "#"} else Word(text)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("pilot demo", And([word("pilot"), word("demo")])),
        ("pilot AND demo", And([word("pilot"), word("demo")])),
        ("pilot or DEMO", Or([word("pilot"), word("demo")])),
        ("pilot NOT demo", And([word("pilot"), Not(word("demo"))])),
        ("not pilot", Not(word("pilot"))),
        ("a or b c", Or([word("a"), And([word("b"), word("c")])])),
        ("(a or b) c", And([Or([word("a"), word("b")]), word("c")])),
        ('"face recognition"', word("face", "recognition")),
        ("“face recognition”", word("face", "recognition")),
        ("dana@northlight.example", word("dana", "northlight", "example")),
        ("BPS-000131", word("bps", "000131")),
        ("regulat*", word("regulat*")),
        ("regulat!", word("regulat*")),
        ("wom?n", word("wom?n")),
        ("*gate", word("*gate")),
        ("accounts-receiv*", word("accounts", "receiv*")),
        ('"face recog*"', word("face", "recog*")),
        ('"will you attend?"', word("will", "you", "attend")),
        ("CAFÉ*", word("cafe*")),
        ("http://x.example/a", word("http", "x", "example", "a")),
        ("10:30", word("10", "30")),
        ("a w/10 b", Near(word("a"), word("b"), 10, False)),
        ("a W/10 b", Near(word("a"), word("b"), 10, False)),
        ("a pre/3 b", Near(word("a"), word("b"), 3, True)),
        ("a not w/5 b", NotNear(word("a"), word("b"), 5, False)),
        ("a w/s b", Near(word("a"), word("b"), 20, False)),
        ("a w/p b", Near(word("a"), word("b"), 50, False)),
        ("(a w/5 b) pre/9 c", Near(Near(word("a"), word("b"), 5, False), word("c"), 9, True)),
        ("(a or b*) w/2 c", Near(Or([word("a"), word("b*")]), word("c"), 2, False)),
        ("not a w/5 b", Not(Near(word("a"), word("b"), 5, False))),
        ("from:okafor", word("okafor", field="from")),
        ("from: okafor", word("okafor", field="from")),
        ('SUBJECT:"pilot terms"', word("pilot", "terms", field="subject")),
        ("to:(a or b)", Or([word("a", field="to"), word("b", field="to")])),
        ("subject:a w/3 b", Near(word("a", field="subject"), word("b"), 3, False)),
        ('"(face or facial) x"', word("face", "or", "facial", "x")),
        ('"(face OR facial) recogni*"', word(_one_of("face", "facial"), "recogni*")),
        ('"(face OR facial)"', Or([word("face"), word("facial")])),
        ('"(face OR full body) scan"',
         Or([word("face", "scan"), word("full", "body", "scan")])),
        ("a w/5 okafor~1", Near(word("a"), word(Fuzzy("okafor", 1)), 5, False)),
        ("subject:apply~", word(Forms("apply"), field="subject")),
        ("to:(12~~24 or a)", Or([word(Numbers(12, 24), field="to"), word("a", field="to")])),
        ("a not pre/5 b", NotNear(word("a"), word("b"), 5, True)),
        ("a not w/s b", NotNear(word("a"), word("b"), 20, False)),
        ("a pre/p b", Near(word("a"), word("b"), 50, True)),
        ("family(a b)", Family(And([word("a"), word("b")]))),
        ("not family(a) b", And([Not(Family(word("a"))), word("b")])),
        ("FAMILY(sample(9, a or b))", Family(Sample(Or([word("a"), word("b")]), 9, 1))),
        ("sample(50)", Sample(Every(), 50, 1)),
        ("sample(50, a, seed 7)", Sample(word("a"), 50, 7)),
        ("sample(50,a b,seed=7) c", And([Sample(And([word("a"), word("b")]), 50, 7), word("c")])),
        ("sample(50, seed 7)", Sample(Every(), 50, 7)),
        ("a family b", And([word("a"), word("family"), word("b")])),
        ("note:a", Aside(word("a"), "note")),
        ("note:(a w/5 b or c)",
         Or([Aside(Near(word("a"), word("b"), 5, False), "note"), Aside(word("c"), "note")])),
        ("filename:a*", FileName([word("a*", field="attached"), Aside(word("a*"), "filename")])),
        ("ＡＢＣ　ＯＲ　（ｄｅｆ＊）", Or([word("abc"), word("def*")])),
        ("\u200fa\u200f \u202bOR\u202c b", Or([word("a"), word("b")])),
        ("subject:(a w/3 b)",
         Near(word("a", field="subject"), word("b", field="subject"), 3, False)),
    ],
)  # fmt: skip
def test_a_query_means_what_a_lawyer_means_by_it(query: str, tree: Query) -> None:
    assert parse(query).tree == tree


@pytest.mark.parametrize(
    ("query", "position", "mended"),
    [
        ('"face recognition', 0, '"face recognition"'),
        ("(a or b", 0, "(a or b)"),
        ("a or b)", 6, "a or b"),
        ("a and ()", 6, "a"),
        ("a and", 5, "a"),
        ("or a", 0, "a"),
        ("(a and) b", 6, "(a) b"),
        ("a w/5", 5, "a"),
        ("a w/ b", 2, "a w/5 b"),
        ("a w/0 b", 2, "a w/5 b"),
        ("a pre/x b", 2, "a pre/5 b"),
        ("a near/7 b", 2, "a w/7 b"),
        ("a /s b", 2, "a w/s b"),
        ("a +3 b", 2, "a pre/3 b"),
        ("a & b", 2, "a AND b"),
        ("a w/5 b w/10 c", 8, "(a w/5 b) w/10 c"),
        ("(a and b) w/5 c", 0, "(a w/5 c) AND (b w/5 c)"),
        ('x ("a b" c) pre/5 d', 2, 'x ("a b" pre/5 d) AND (c pre/5 d)'),
        ("a w/5 (b and c)", 6, "(a w/5 b) AND (a w/5 c)"),
        ("a w/5 not b", 6, "a not w/5 b"),
        ("a w/5 (not b)", 6, "a not w/5 b"),
        ("date:2018 w/5 b", 0, "date:2018 AND b"),
        ("frm:dana", 0, "from:dana"),
        ("re:pilot", 0, '"re:pilot"'),
        ("from:", 5, ""),
        ("to:(a from:b)", 6, "to:(a b)"),
        ("face *", 5, "face"),
        ("date:7/13/2018", 5, "date:2018-07-13"),
        ("date:4/5/2018", 5, ""),
        ("date:2018-02-30", 5, ""),
        ("date:2018..2017", 5, "date:2017..2018"),
        ("coded:maybe", 6, "coded:responsive"),
        ("id:XX-7", 3, "id:REV-000131"),
        ("bates:onetwo", 6, "bates:BPS-000131"),
        ("pilot exemption:b99", 16, "pilot exemption:b6"),
        ("okafor~3 w/5 a", 0, "okafor~2 w/5 a"),
        ('"a okafor~0"', 0, '"a okafor~1"'),
        ('"a * b"', 0, ""),
        ('"pilot demo"~5', 0, "pilot w/5 demo"),
        ("a w/5 family(b)", 6, "family(b) AND a"),
        ("sample(5, a) w/5 b", 0, "sample(5, a) AND b"),
        ("note:a w/5 b", 0, "note:a AND b"),
        ("subject:(family(a))", 9, "subject:((a))"),
        ("subject:(sample(5, a))", 9, "subject:((a))"),
        ("sample(a)", 0, "sample(50, a)"),
        ("sample(0, a)", 0, "sample(50, a)"),
        ("sample(5, a", 0, "sample(5, a)"),
        ("(a, seed 7)", 2, "(a )"),
        ("family()", 0, ""),
        ("subject:(a b) w/5 c", 0, "(subject:(a) w/5 c) AND (subject:(b) w/5 c)"),
        ("exhibit:x-1", 8, "exhibit:4"),
        ("exhibit:9..4", 8, "exhibit:4..9"),
        ("exhibit:D..4", 8, "exhibit:4"),
        ("中国 w/5 中*国", 7, "中国 w/5 (中 pre/2 国)"),
    ],
)
def test_an_error_says_where_and_mends_the_query(query: str, position: int, mended: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert (caught.value.position, caught.value.suggestion) == (position, mended)


@pytest.mark.parametrize(
    ("query", "warning"),
    [
        ("face recognition w/10 pilot", '"face recognition" w/10'),
        ("pilot w/10 face recognition", 'w/10 "face recognition"'),
        ("a or b c", "a OR (b c)"),
        ("a and b or c", "(a and b) OR c"),
        ("section 3(c)", "quotation marks"),
        ("family (pilot)", "Without the space"),
        ('"paper (hard or soft)"', "capitals"),
    ],
)
def test_what_could_be_meant_otherwise_is_pointed_out(query: str, warning: str) -> None:
    (found,) = parse(query).warnings
    assert warning in found


@pytest.mark.parametrize(
    "query", ["(a and b) or c", "a b", '"face recognition" w/10 pilot', "a w/5 b AND c"]
)
def test_what_is_clear_is_not_warned_about(query: str) -> None:
    assert parse(query).warnings == ()


def test_a_query_may_be_long_but_not_endlessly_deep() -> None:
    assert len(list(parse(" OR ".join(["pilot"] * 5_000)).tree.children())) == 5_000
    with pytest.raises(QueryError, match="nested"):
        parse("(" * 5_000 + "a" + ")" * 5_000)
    with pytest.raises(QueryError, match="nested"):
        parse("not " * 5_000 + "a")


_pieces = st.lists(
    st.sampled_from(
        'pilot demo* wom?n * ( ) " “ ” AND or not w/5 pre/2 w/ w/s not from: subject: date:'
        " tag: id: bates: has: 2018 2018-13 .. >= REV-000131 BPS-1..9 &"
        " near/3 ~ a% ! \n é 中 - frm: ocr: , OR family( sample( sample(5, ,seed seed 7 okafor~1"
        " b%na apply~ 12~~24 date() mail(*@x.y) phone( [0-9] [?] note: filename: exhibit: D"
        " contains subject #a b& = +3 /s % /5 ti( date( aft and but w/seg (a (b"
        .split(" ")
    ),
    max_size=9,
).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda joiner: joiner.join(parts))
    | st.just(" ".join(parts))
)  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(_pieces | st.text(max_size=20), st.sampled_from(DIALECTS))
def test_whatever_is_typed_is_understood_or_mended(query: str, dialect: Dialect) -> None:
    error = _error(query, dialect)
    if error is None:
        tree = parse(query, dialect=dialect).tree
        assert reads_as(tree)
        assert parse(written(tree)).tree == tree
    else:
        assert error.what.endswith((".", "?"))
        assert 0 <= error.position <= len(query)
        assert not error.suggestion or _error(error.suggestion, dialect) is None


def _error(query: str, dialect: Dialect) -> QueryError | None:
    try:
        parse(query, dialect=dialect)
    except QueryError as error:
        return error
    return None
