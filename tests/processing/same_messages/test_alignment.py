from hypothesis import given, settings
from hypothesis import strategies as st

from pincite.domain.alignment import Part, RunKind
from pincite.processing.same_messages.alignment import align, align_people

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


def test_a_bare_code_is_a_sign_in_a_print_only():
    text = "the B1 visa of the guest"
    printed, native = Part.whole(text), Part(text, 0, len(text), is_printed=False)
    assert printed.shows_signs
    assert not native.shows_signs
    assert [run.kind for run in align(native, native)] == [RunKind.SAME]


def test_misread_letters_are_the_same_words():
    assert [kind for kind, *_ in runs("a harbor demonstration", "a harbcr demonstratlon")] == [
        RunKind.SAME
    ]


def test_people_are_the_same_in_whatever_form_they_are_written():
    a = "Renata Okafor <okafor@port.example>; Sam Ellery <ellery@port.example>; Amir Haddad"
    b = "Okafor, Renata; (b)(6); Haddad, Amir"
    found = align_people(Part.whole(a), Part.whole(b))
    assert [
        (run.kind, a[run.a_start : run.a_end], b[run.b_start : run.b_end]) for run in found
    ] == [
        (RunKind.SAME, "Renata Okafor <okafor@port.example>;", "Okafor, Renata;"),
        (RunKind.WITHHELD_B, " Sam Ellery <ellery@port.example>;", " (b)(6);"),
        (RunKind.SAME, " Amir Haddad", " Haddad, Amir"),
    ]


@settings(deadline=None)
@given(WORDS, WORDS)
def test_runs_of_people_cover_both_lists(a, b):
    found = align_people(Part.whole(a.replace(" ", ";")), Part.whole(b))
    assert [run.a_start for run in found] == [0, *(run.a_end for run in found[:-1])]
    assert [run.b_start for run in found] == [0, *(run.b_end for run in found[:-1])]
    assert (found[-1].a_end, found[-1].b_end) == (len(a), len(b))


def test_texts_of_hundreds_of_pages_are_aligned_without_a_table_of_all_words():
    words = [f"w{number * 7919 % 30011}" for number in range(30_000)]
    changed = [*words[:9_000], "(b)(5)", *words[9_040:20_000], "inserted", *words[20_000:]]
    found = runs(" ".join(words), " ".join(changed))
    different = [(kind, a[:12], b) for kind, a, b in found if kind != RunKind.SAME]
    assert different == [
        (RunKind.WITHHELD_B, " ".join(words[9_000:9_002])[:12], "(b)(5)"),
        (RunKind.ONLY_B, "", "inserted"),
    ]


@settings(deadline=None)
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


@settings(deadline=None)
@given(WORDS)
def test_a_text_is_the_same_as_itself(text):
    assert {run.kind for run in align(Part.whole(text), Part.whole(text))} <= {
        RunKind.SAME,
        RunKind.WITHHELD_BOTH,
    }
