import pytest

from pincite.domain.ocr import OcrLayer, OcrWord, decode_layer, encode_layer, laid_out
from pincite.domain.pages import Stretch

LETTERS = (Stretch(0, 0, 3900), Stretch(5, 3900, 4096))
LAYER = OcrLayer(
    "an engine",
    (
        OcrWord("From:", 72, 100, 104, 112, 96.0, 0, 0),
        OcrWord("Dana", 110, 100, 140, 112, 90.0, 0, 0),
        OcrWord("Sent:", 72, 115, 104, 127, 84.0, 1, 0),
        OcrWord("Größe.", 72, 150, 104, 162, 70.5, 2, 1, LETTERS, is_sideways=True),
    ),
    turned_degrees=90,
    skew_degrees=-1.25,
)


def test_words_are_parted_as_their_lines_and_paragraphs_are():
    text, words = laid_out(LAYER)
    assert text == "From: Dana\nSent:\n\nGröße."
    assert [text[word.start : word.end] for word in words] == ["From:", "Dana", "Sent:", "Größe."]
    assert words[3].stretches == LETTERS
    assert words[3].is_sideways
    assert words[1].box == (110, 100, 140, 112)


def test_a_layer_is_kept_as_it_was_and_always_in_the_same_bytes():
    encoded = encode_layer(LAYER)
    assert decode_layer(encoded) == LAYER
    assert encode_layer(decode_layer(encoded)) == encoded


def test_a_damaged_layer_is_refused():
    with pytest.raises(ValueError, match="damaged"):
        decode_layer(encode_layer(LAYER)[:-5])


def test_confidence_is_the_mean_of_the_words_and_none_where_there_are_none():
    words = (*LAYER.words, OcrWord("BPS-000131", 400, 700, 460, 712, 100.0, 3, 2))
    assert OcrLayer("an engine", words, own_count=1).confidence == pytest.approx(85.125)
    assert OcrLayer("an engine", words[-1:], own_count=1).confidence is None
    assert OcrLayer("an engine", ()).confidence is None
    assert OcrLayer("an engine", words, own_count=1).read_count == 4
