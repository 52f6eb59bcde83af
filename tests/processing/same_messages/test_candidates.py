from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pincite.domain.likeness import DateMatch, Headers, Sent, match_dates
from pincite.processing.same_messages.candidates import candidates
from pincite.processing.same_messages.messages import Message
from pincite.processing.same_messages.words import GAP, Vocabulary

WORDS = "we would be glad to host your team at our office for a demonstration of the pilot"
SENT = st.none() | st.builds(
    lambda local, offset, has_clock: Sent(
        local, None if offset is None else local - offset, has_clock=has_clock
    ),
    st.integers(25_000_000, 25_003_000),
    st.none() | st.sampled_from([-300, -240, 0, 60, 330]),
    st.booleans(),
)


VOCABULARY = Vocabulary()


def message(document: int, sent: Sent | None, words: str = WORDS, subject: str = "") -> Message:
    headers = Headers(sent, (), (), subject)
    return Message(document, 0, headers, VOCABULARY.coded(words), is_printed=False)


def picked(*messages: Message) -> list[tuple[int, int]]:
    found = candidates(messages)
    return list(zip(found.first.tolist(), found.second.tolist(), strict=True))


@settings(deadline=None)
@given(SENT, SENT)
def test_messages_of_the_same_words_are_compared_unless_their_dates_clash(a, b):
    is_picked = picked(message(1, a), message(2, b)) == [(0, 1)]
    assert is_picked == (match_dates(a, b) != DateMatch.CONFLICT)


def test_a_shared_minute_is_enough_where_no_words_are():
    at = Sent(25_000_000)
    assert picked(message(1, at, "thanks"), message(2, Sent(25_000_000, 25_000_240), "")) == [
        (0, 1)
    ]


def test_one_subject_brings_times_of_two_zones_together():
    one = message(1, Sent(25_000_000, 25_000_240), "yes", "Pilot")
    other = message(2, Sent(25_000_180), "no", "RE: Pilot")
    assert picked(one, other) == [(0, 1)]


def test_two_messages_within_one_document_are_not_compared():
    assert picked(message(1, None), message(1, None)) == []


def test_words_that_everybody_writes_weigh_little():
    notice = "this message may hold what is privileged and is only for whom it is addressed to"
    crowd = [message(number, None, notice) for number in range(1, 101)]
    found = candidates([*crowd, message(200, None)])
    words = len(notice.split())
    assert found.rarity.weight(0, 0, words) < 0.1 * words
    assert found.rarity.weight(100, 0, len(WORDS.split())) == len(WORDS.split())


def test_a_gap_breaks_no_run_beside_it():
    whole = message(1, None)
    cut = replace(whole, document=2, words=whole.words[:8] + GAP + whole.words[9:])
    assert picked(whole, cut) == [(0, 1)]
