import pytest

from pincite.search.language.patterns import BadWords, remark, sequences
from pincite.search.terms import Forms, Fuzzy, Numbers, OneOf, Pattern, Term, Word

FACE, FACIAL, SCAN = Word("face"), Word("facial"), Word("scan")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("pilot", [Word("pilot")]),
        ("CAFÉ", [Word("cafe")]),
        ("O'Kafor~1", [Word("o"), Fuzzy("kafor", 1)]),
        ("okafor~2", [Fuzzy("okafor", 2)]),
        ("ba%nana", [Fuzzy("banana", 1, "ba")]),
        ("b%a%nana", [Fuzzy("banana", 2, "b")]),
        ("ba%%nana", [Fuzzy("banana", 2, "ba")]),
        ("%banana", [Fuzzy("banana", 1)]),
        ("banana%", [Fuzzy("banana", 1, "banana")]),
        ("apply~", [Forms("apply")]),
        ("12~~24", [Numbers(12, 24)]),
        ("50%", [Word("50")]),
        ("~5000", [Word("5000")]),
        ("[0-9][0-9]th", [Pattern("##th")]),
        ("regulat!", [Pattern("regulat*")]),
        ("accounts-receiv*", [Word("accounts"), Pattern("receiv*")]),
        ("re**gulat**", [Pattern("re*gulat*")]),
        ("jur?-trial", [Pattern("jur?"), Word("trial")]),
    ],
)
def test_a_bare_word_is_read_with_the_marks_that_touch_it(text: str, terms: list[Term]) -> None:
    assert sequences(text, is_phrase=False) == [tuple(terms)]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("(face OR facial) scan", [[OneOf((FACE, FACIAL)), SCAN]]),
        ("face (scan OR recogni*)", [[FACE, OneOf((SCAN, Pattern("recogni*")))]]),
        ("(face OR full facial) scan", [[FACE, SCAN], [Word("full"), FACIAL, SCAN]]),
        ("(face OR (facial OR scan)) scan", [[OneOf((FACE, FACIAL, SCAN)), SCAN]]),
        ("(face OR face) scan", [[FACE, SCAN]]),
        ("face (or facial) scan", [[FACE, Word("or"), FACIAL, SCAN]]),
        ("1843(c)(8)", [[Word("1843"), Word("c"), Word("8")]]),
        ("who is it? really", [[Word("who"), Word("is"), Word("it"), Word("really")]]),
        ("who is it[?]", [[Word("who"), Word("is"), Pattern("it?")]]),
        ("apply~ for 50 % okafor~1 12~~24",
         [[Forms("apply"), Word("for"), Word("50"), Fuzzy("okafor", 1), Numbers(12, 24)]]),
        ("stop! now", [[Word("stop"), Word("now")]]),
    ],
)  # fmt: skip
def test_a_phrase_may_hold_groups_and_marks(text: str, phrases: list[list[Term]]) -> None:
    assert sequences(text, is_phrase=True) == [tuple(phrase) for phrase in phrases]


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("okafor~3", "okafor~2"),
        ("okafor~0", "okafor~1"),
        ("foo~bar", "foo bar"),
        ("okaf*~1", "okaf*"),
        ("ok%af*", "okaf*"),
        ("b%a%n%ana", "ba%n%ana"),
        ("it~2", "it~1"),
        ("a~1", "a"),
        ("%a", "a"),
        ("24~~12", "12~~24"),
        ("a~~b", "12~~24"),
        ("*", ""),
        ("face * scan", ""),
        ("中*", "中"),
        ("中?国", "(中 pre/2 国)"),
        ("国~1", "国"),
        ("pilot%中", "pilot中"),
        ("%pilot%中", "pilot中"),
    ],
)
def test_what_makes_no_word_is_refused_and_mended(text: str, instead: str) -> None:
    with pytest.raises(BadWords) as caught:
        sequences(text, is_phrase=False)
    assert caught.value.instead == instead


def test_a_phrase_of_many_groups_is_refused_before_it_grows_endless() -> None:
    group = "(a b OR c d OR e f)"
    with pytest.raises(BadWords, match="more than"):
        sequences(" ".join([group] * 12), is_phrase=True)
    with pytest.raises(BadWords, match="nested"):
        sequences("(a OR " * 2_000 + "b" + ")" * 2_000, is_phrase=True)


@pytest.mark.parametrize(
    ("text", "is_phrase", "remarked"),
    [
        ("hard copy (paper or other)", True, "“or”"),
        ("face w/5 recognition", True, "“w/5”"),
        ("research AND development", True, "“AND”"),
        ("face OR facial", True, "“OR”"),
        ("TERMS AND CONDITIONS", True, ""),
        ("(face OR facial) scan", True, ""),
        ("paper or (other) things", True, ""),
        ("w/o notice", True, ""),
        ("#smith", False, "“#”"),
        ("fast&", False, "“&”"),
        ("-draft", False, "NOT"),
        ("!draft", False, "NOT"),
        ("+draft", False, "“+”"),
        ("AT&T", False, ""),
        ("face-to-face", False, ""),
    ],
)
def test_what_looks_like_an_operator_and_is_none_is_pointed_out(
    text: str, is_phrase: bool, remarked: str
) -> None:
    found = remark(text, is_phrase=is_phrase)
    assert remarked in found
    assert bool(found) == bool(remarked)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("ｐｉｌｏｔ", [Word("pilot")]),
        ("ﬁnal", [Word("final")]),
        ("co\u00adoperate", [Word("cooperate")]),
        ("Пилот*", [Pattern("пилот*")]),
        ("пилот~1", [Fuzzy("пилот", 1)]),
        ("中国", [Word("中"), Word("国")]),
        ("中国~", [Word("中"), Forms("国")]),
        ("שלום*", [Pattern("שלום*")]),
        ("مُحَمَّد", [Word("محمد")]),
        ("ok👍", [Word("ok")]),
        ("a👍b", [Word("a"), Word("b")]),
    ],
)
def test_every_script_is_folded_as_a_document_is(text: str, terms: list[Term]) -> None:
    assert sequences(text, is_phrase=False) == [tuple(terms)]
