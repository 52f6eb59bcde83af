import pytest

from tests.search.language.dialects.asking import mended, own, warnings


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("liab! w/s okafor", "liab* w/20 (okafor OR okafors)"),
        ("wom*n", "wom?n"),
        ("jur**", "jur OR jur? OR jur??"),
        ('"jur* trial"', '"(jur OR jur?) trial"'),
        ("the", "the"),
        ("party", "party OR parties"),
        ("summary judgment", '"(summary OR summaries) (judgment OR judgments)"'),
        ('"summary judgment"', '"summary judgment"'),
        ("a1 or b1 and c1", "(a1 OR b1) AND c1"),
        ("a1 or b1 w/5 c1", "(a1 OR b1) w/5 c1"),
        ("a1 w/10 b1 w/5 c1", "a1 w/10 (b1 w/5 c1)"),
        ("a1 w/p b1 w/5 c1", "a1 w/50 (b1 w/5 c1)"),
        ("a1 w/5 b1 w/5 c1", "(a1 w/5 b1) w/5 c1"),
        ("a1 and b1 and not c1", "a1 AND b1 AND NOT c1"),
        ("a1 or b1 and not c1 and d1", "(a1 OR b1) AND NOT (c1 AND d1)"),
        ("a1 not w/5 b1", "a1 not w/5 b1"),
        ("a1 near/5 b1", "a1 w/5 b1"),
        ("a1 onear/5 b1", "a1 pre/5 b1"),
        ("a1 +5 b1 or c1", "a1 pre/5 (b1 OR c1)"),
        ("title(a1) and date(aft 2017-06)", "subject:a1 AND date:>2017-06"),
        ("date(geq 2017) and date(2018)", "date:>=2017 AND date:2018"),
        ("name(okafor1)", "who:okafor1"),
        ("tag:key and a1", "tag:key AND a1"),
    ],
)
def test_lexis_means_what_it_means_there(query: str, written: str) -> None:
    assert own(query, "lexis") == written


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("wom?n", "wom*n"),
        ("atleast5(fraud) and x1", "(fraud) and x1"),
        ("a1 w/seg b1", "a1 AND b1"),
        ("a1 not b1", "a1 AND NOT b1"),
        ("fraud (waste or abuse)", "fraud AND (waste or abuse)"),
        ("apply~", "apply"),
        ("object********", "object!"),
        ("(a1 and b1) w/5 c1", "(a1 w/5 c1) AND (b1 w/5 c1)"),
        ("date(aft 2017 & bef 2019)", ""),
    ],
)
def test_what_cannot_be_had_is_refused_and_mended(query: str, suggestion: str) -> None:
    assert mended(query, "lexis") == suggestion


def test_the_order_that_differs_from_pincites_is_pointed_out() -> None:
    (mix,) = warnings("a1 and b1 or c1", "lexis")
    assert "a1 AND (b1 or c1)" in mix
    (chain,) = warnings("a1 or b1 w/10 c1 w/5 d1", "lexis")
    assert "(a1 or b1) w/10 (c1 w/5 d1)" in chain
    assert warnings("party and fraud", "lexis") == ()
