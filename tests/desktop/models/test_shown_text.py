"""What is shown in the text tab leads back to the canonical text, character by character."""

from hypothesis import given
from hypothesis import strategies as st

from pincite.desktop.models.shown_text import shown_text
from pincite.domain.documents import ZONES, CanonicalText

_zones = st.dictionaries(
    st.sampled_from(ZONES),
    st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=12),
)


def test_labels_and_the_date_are_shown_but_belong_to_no_offset() -> None:
    text = CanonicalText.of_zones({"from": "Dana", "subject": "Pilot", "body": "R.,\nThank you"})
    shown = shown_text(text, "2 Nov 2017")
    assert shown.text == "From: Dana\nSent: 2 Nov 2017\nSubject: Pilot\n\nR.,\nThank you"
    start, end = text.zone_bounds("body")
    assert [shown.text[a:b] for a, b in shown.displayed(start, end)] == ["R.,\nThank you"]


def test_a_stretch_over_two_zones_is_shown_in_two_pieces() -> None:
    text = CanonicalText.of_zones({"from": "Dana", "subject": "Pilot"})
    pieces = shown_text(text, "").displayed(0, len(text.text))
    assert [shown_text(text, "").text[a:b] for a, b in pieces] == ["Dana", "Pilot"]


@given(_zones)
def test_every_character_shown_is_the_character_it_stands_for(zones: dict[str, str]) -> None:
    text = CanonicalText.of_zones(zones)
    shown = shown_text(text, "Monday")
    for offset, letter in enumerate(text.text):
        for first, last in shown.displayed(offset, offset + 1):
            assert shown.text[first:last] == letter
            assert shown.canonical(first) == offset


def test_what_survives_under_redactions_stands_under_its_label():
    text = CanonicalText.of_zones({"body": "Seen.\n\nHidden name"})
    start = text.text.index("Hidden")
    shown = shown_text(text, "", start)
    assert "Seen.\n\nText that survives under redactions" in shown.text
    ((first, last),) = shown.displayed(start, start + 6)
    assert shown.text[first:last] == "Hidden"
    assert shown.canonical(first) == start
    (seen,) = shown.displayed(start - 7, start - 2)
    assert shown.text[slice(*seen)] == "Seen."
