from hypothesis import given
from hypothesis import strategies as st

from pincite.domain.alignment import Part, RunKind
from pincite.processing.same_messages.alignment import align

WORDS = st.lists(
    st.sampled_from(
        "pilot demo face the of (b)(6) (b)(5) [redacted] Okafor's naïve 漢字 2017 - \n".split(" ")
    ),
    max_size=30,
).map(" ".join)


def runs(a: str, b: str, a_places: tuple[int, ...] = (), b_places: tuple[int, ...] = ()):
    found = align(Part.whole(a, a_places), Part.whole(b, b_places))
    return [
        (run.kind, a[run.a_start : run.a_end].strip(), b[run.b_start : run.b_end].strip())
        for run in found
    ]


def test_what_is_withheld_in_one_and_shown_in_the_other_are_two_facts():
    a = "Please call Dana Whitlock at the port before noon today."
    b = "Please call (b)(6) at the port before (b)(5)."
    assert runs(a, b) == [
        (RunKind.SAME, "Please call", "Please call"),
        (RunKind.WITHHELD_B, "Dana Whitlock", "(b)(6)"),
        (RunKind.SAME, "at the port before", "at the port before"),
        (RunKind.WITHHELD_B, "noon today.", "(b)(5)."),
    ]
    assert [kind for kind, *_ in runs(b, a)].count(RunKind.WITHHELD_A) == 2


def test_a_place_that_left_nothing_in_the_text_is_withheld_all_the_same():
    a = "Please call at the port."
    b = "Please call Dana Whitlock at the port."
    place = a.index(" at")
    assert runs(a, b, (place,))[1] == (RunKind.WITHHELD_A, "", "Dana Whitlock")
    assert runs(a, b)[1] == (RunKind.ONLY_B, "", "Dana Whitlock")


def test_different_withholdings_of_one_sentence_keep_apart():
    a = "Meet (b)(6) at noon in the old hall by the harbor"
    b = "Meet Dana at noon in the old hall by (b)(5)"
    assert [kind for kind, *_ in runs(a, b)] == [
        RunKind.SAME,
        RunKind.WITHHELD_A,
        RunKind.SAME,
        RunKind.WITHHELD_B,
    ]


def test_both_withholding_the_same_stretch_shows_nothing_of_it():
    assert runs("call (b)(6) now", "call (b)(5) now")[1] == (
        RunKind.WITHHELD_BOTH,
        "(b)(6)",
        "(b)(5)",
    )


def test_words_that_differ_without_a_sign_are_no_withholding():
    kinds = [kind for kind, *_ in runs("the fee is five thousand", "the fee is nine hundred")]
    assert kinds == [RunKind.SAME, RunKind.ONLY_A, RunKind.ONLY_B]


def test_misread_letters_are_the_same_words():
    assert [kind for kind, *_ in runs("a harbor demonstration", "a harbcr demonstratlon")] == [
        RunKind.SAME
    ]


def test_texts_of_hundreds_of_pages_are_aligned_without_a_table_of_all_words():
    words = [f"w{number * 7919 % 30011}" for number in range(30_000)]
    changed = [*words[:9_000], "(b)(5)", *words[9_040:20_000], "inserted", *words[20_000:]]
    found = runs(" ".join(words), " ".join(changed))
    different = [(kind, a[:12], b) for kind, a, b in found if kind != RunKind.SAME]
    assert different == [
        (RunKind.WITHHELD_B, " ".join(words[9_000:9_002])[:12], "(b)(5)"),
        (RunKind.ONLY_B, "", "inserted"),
    ]


@given(WORDS, WORDS, st.data())
def test_runs_cover_both_texts_in_order_and_show_the_same_words_alike(a, b, data):
    places = tuple(data.draw(st.sets(st.integers(0, len(a)), max_size=3)))
    start = data.draw(st.integers(0, len(a)))
    part = Part(a, start, len(a), places)
    found = align(part, Part.whole(b))
    a_at, b_at = start, 0
    for run in found:
        assert (run.a_start, run.b_start) == (a_at, b_at)
        assert run.a_end >= run.a_start
        assert run.b_end >= run.b_start
        a_at, b_at = run.a_end, run.b_end
    assert (a_at, b_at) == (len(a), len(b))


@given(WORDS)
def test_a_text_is_the_same_as_itself(text):
    assert {run.kind for run in align(Part.whole(text), Part.whole(text))} <= {
        RunKind.SAME,
        RunKind.WITHHELD_BOTH,
    }
