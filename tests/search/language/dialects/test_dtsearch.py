import pytest

from tests.search.language.dialects.asking import mended, own


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("pilot", "pilot"),
        ("face recognition w/10 pilot", '"face recognition" w/10 pilot'),
        ('"face recog*" pilot', '"face recog* pilot"'),
        ("pilot and not demo", "pilot AND NOT demo"),
        ("not pilot", "NOT pilot"),
        ("(apple pear) or plum", '"apple pear" OR plum'),
        ("apply~ and ba%nana and appl?", "apply~ AND ba%nana AND appl?"),
        ("appl? pear", '"appl[?] pear"'),
        ("12=4 or K==", "12[0-9]4 OR k[0-9][0-9]"),
        ("12~~24 pre/3 section", "12~~24 pre/3 section"),
        ("a not w/5 b", "a not w/5 b"),
        ("yahoo!", "yahoo"),
        ("subject contains pilot terms", 'subject:"pilot terms"'),
        ("(subject contains (pilot or demo*)) and x",
         "(subject:pilot OR subject:demo*) AND x"),
        ("who contains okafor w/5 pilot", "who:okafor w/5 pilot"),
        ("pilot and date:2018 and tag:(key or hot)",
         "pilot AND date:2018 AND (tag:key OR tag:hot)"),
        ("family(pilot demo) and sample(5, x y)",
         'family("pilot demo") AND sample(5, "x y", seed 1)'),
        ("xfirst", "xfirst"),
    ],
)  # fmt: skip
def test_dtsearch_means_what_it_means_there(query: str, written: str) -> None:
    assert own(query, "dtsearch") == written


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("a and b or c", "(a and b) OR c"),
        ("pilot (a or b)", "pilot AND (a or b)"),
        ("date:2018 pilot", "date:2018 AND pilot"),
        ("#smith and x", "smith and x"),
        ("fast& car", "fast car"),
        ('"##199[0-9]" or x', "x"),
        ("a w/10 xfirstword", "a"),
        ("xlastword", ""),
        ("(a and b) andany (c or d)", "(a and b)"),
        ("okafor~1", "%okafor"),
        ("50%", "50"),
        ("name contains smith", "smith"),
        ("(a and b) w/5 c", "(a w/5 c) AND (b w/5 c)"),
        ("50% w/3 off", "50 w/3 off"),
        ("1843(c)", "1843 AND (c)"),
        ("a w/5 b w/10 c", "(a w/5 b) w/10 c"),
        ("a /5 b", "a w/5 b"),
    ],
)  # fmt: skip
def test_what_cannot_be_had_is_refused_and_mended(query: str, suggestion: str) -> None:
    assert mended(query, "dtsearch") == suggestion
