import pytest

from tests.search.language.dialects.asking import mended, own, warnings


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("a1 b1", "a1 OR b1"),
        ("face facial /5 #recognition", "(face OR faces OR facial OR facials) w/5 recognition"),
        ("#damage", "damage"),
        ("damage", "damage OR damages"),
        ("damages", "damages"),
        ('"#damage #done"', '"damage done"'),
        ('"fiduciary duty"', '"(fiduciary OR fiduciaries) (duty OR duties)"'),
        ("woman", "woman OR women"),
        ("object!", "object*"),
        ("jur** s**holder", "jur OR jur? OR jur?? OR s??holder"),
        ("a1 & b1 c1", "a1 AND (b1 OR c1)"),
        ("a1 % b1 & c1", "a1 AND NOT (b1 AND c1)"),
        ("a1 & b1 but not c1", "a1 AND b1 AND NOT c1"),
        ("a1 +3 b1 /s c1", "(a1 pre/3 b1) w/20 c1"),
        ("a1 /p b1 +s c1", "a1 w/50 (b1 pre/20 c1)"),
        ("a1 /5 b1 /5 c1", "(a1 w/5 b1) w/5 c1"),
        ("a1 +3 b1 /5 c1 +2 d1", "(a1 pre/3 b1) w/5 (c1 pre/2 d1)"),
        ("a1 w/5 b1", "a1 w/5 b1"),
        ("ti(a1 & b1) & da(bef 2018)", "(subject:a1 AND subject:b1) AND date:<2018"),
        ("au(okafor1) te(pilot1)", "from:okafor1 OR body:pilot1"),
        ("family(a1 b1) & sample(5, c1)", "family(a1 OR b1) AND sample(5, c1, seed 1)"),
    ],
)
def test_westlaw_means_what_it_means_there(query: str, written: str) -> None:
    assert own(query, "westlaw") == written


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("a1 /5 b1 /10 c1", "(a1 /5 b1) /10 c1"),
        ("a1 not b1", "a1 % b1"),
        ("sy(fraud) & a1", "(fraud) & a1"),
        ("guaranty~", "guaranty"),
        ("wom?n", "wom*n"),
        ("a1 /5", "a1"),
        ("% a1", "a1"),
        ("a1 &", "a1"),
    ],
)
def test_what_cannot_be_had_is_refused_and_mended(query: str, suggestion: str) -> None:
    assert mended(query, "westlaw") == suggestion


def test_the_order_that_differs_from_pincites_is_pointed_out() -> None:
    (mix,) = warnings("a1 & b1 c1", "westlaw")
    assert "a1 AND (b1 c1)" in mix
