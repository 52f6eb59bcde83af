"""Cases that other threaders are held to, here without joining by subject."""

from pincite.domain.documents import DocumentId
from pincite.domain.threads import ThreadMessage, thread_tree


def tree(*messages: tuple[int, str | None, tuple[str, ...]]) -> list[tuple[int, int]]:
    """The tree of messages given as number (also their date), Message-ID and references."""
    return [
        (depth, int(number))
        for depth, number in thread_tree(
            [ThreadMessage(DocumentId(n), name, refs, n) for n, name, refs in messages]
        )
    ]


def test_answers_follow_what_they_answer_by_date():
    assert tree((1, "a", ()), (2, "b", ("a",)), (3, "c", ("a", "b")), (4, "d", ("a",))) == [
        (0, 1),
        (1, 2),
        (2, 3),
        (1, 4),
    ]


def test_a_message_without_references_stands_alone():
    assert tree((1, "a", ()), (2, "b", ())) == [(0, 1), (0, 2)]


def test_a_missing_message_leaves_its_answers_below_the_nearest_one_that_is_here():
    assert tree((1, "a", ()), (3, "c", ("a", "gone"))) == [(0, 1), (1, 3)]
    assert tree((2, "b", ("gone",)), (3, "c", ("gone",))) == [(0, 2), (0, 3)]


def test_a_parent_that_comes_late_takes_its_place():
    assert tree((2, "b", ("a",)), (5, "a", ())) == [(0, 5), (1, 2)]


def test_a_message_that_refers_to_itself_is_no_loop():
    assert tree((1, "a", ("a",))) == [(0, 1)]


def test_messages_that_refer_to_each_other_are_all_kept():
    assert sorted(n for _, n in tree((1, "a", ("b",)), (2, "b", ("a",)))) == [1, 2]


def test_references_that_contradict_each_other_make_no_loop():
    found = tree((1, "a", ()), (2, "b", ("a",)), (3, "c", ("b", "a")), (4, "d", ("c", "b", "a")))
    assert sorted(n for _, n in found) == [1, 2, 3, 4]


def test_what_a_message_says_of_itself_counts_more_than_what_others_say():
    assert tree((1, "a", ()), (2, "b", ()), (3, "d", ("a", "c")), (4, "c", ("b",))) == [
        (0, 1), (0, 2), (1, 4), (2, 3),
    ]  # fmt: skip


def test_two_messages_of_one_id_are_both_kept():
    assert tree((1, "a", ()), (2, "a", ()), (3, "b", ("a",))) == [(0, 1), (1, 3), (0, 2)]


def test_messages_without_an_id_are_kept():
    assert tree((1, None, ()), (2, None, ())) == [(0, 1), (0, 2)]


def test_a_thousand_answers_deep_is_no_trouble():
    chain = [(n, f"m{n}", tuple(f"m{k}" for k in range(max(0, n - 5), n))) for n in range(2000)]
    assert tree(*chain)[-1] == (1999, 1999)
