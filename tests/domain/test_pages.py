import struct
import zlib
from array import array

import pytest

from pincite.domain.pages import FINENESS, Stretch, WordBox, decode_words, encode_words

WHOLE = WordBox(0, 4, 72, 100, 96, 112)
# `dana.` and the same letters printed from right to left, and up the page.
DANA = WordBox(10, 15, 100, 100, 140.96, 112, (Stretch(0, 0, 3900), Stretch(4, 3900, FINENESS)))
TWO = (Stretch(0, 2000, FINENESS), Stretch(3, 1900, 2000), Stretch(4, 0, 1900))
BACKWARD = WordBox(20, 27, 100, 120, 140.96, 132, TWO)
ON_ITS_SIDE = WordBox(30, 37, 300, 200, 312, 240.96, TWO, is_sideways=True)


def test_words_are_read_back_as_they_were_kept():
    words = (WHOLE, DANA, BACKWARD, ON_ITS_SIDE, WHOLE._replace(start=40, end=44))
    found = decode_words(encode_words(words))
    assert [word[:2] for word in found] == [word[:2] for word in words]
    assert [word[6:] for word in found] == [word[6:] for word in words]
    for word, kept in zip(found, words, strict=True):
        assert word.box == pytest.approx(kept.box, abs=1e-4)


def test_words_that_an_earlier_version_kept_are_read():
    columns = struct.pack("<I", 2) + array("I", [0, 10, 4, 15]).tobytes()
    sides = array("f", [72, 100, 96, 112, 100, 100, 140.96, 112]).tobytes()
    found = decode_words(zlib.compress(columns + sides))
    assert [word.stretches for word in found] == [(), ()]
    assert found[0] == WHOLE


def test_words_without_stretches_are_kept_as_an_earlier_version_kept_them():
    assert len(zlib.decompress(encode_words([WHOLE, WHOLE]))) == 4 + 2 * 24


@pytest.mark.parametrize("lost", [1, 2, 7, 30])
def test_words_that_lost_bytes_are_damaged(lost: int):
    columns = zlib.decompress(encode_words([WHOLE, DANA]))
    with pytest.raises(ValueError, match="damaged"):
        decode_words(zlib.compress(columns[:-lost]))


def test_a_word_of_very_many_letters_is_kept_without_stretches():
    many = tuple(Stretch(place, 0, 1) for place in range(40_000))
    (found,) = decode_words(encode_words([WordBox(0, 40_000, 0, 0, 500, 12, many)]))
    assert found.stretches == ()


def test_part_of_a_word_is_where_its_letters_are():
    assert DANA.part(10, 14) == pytest.approx((100, 100, 139, 112))
    assert DANA.part(14, 15) == pytest.approx((139, 100, 140.96, 112))
    assert DANA.part(0, 99) == DANA.box


def test_part_of_a_word_from_right_to_left_is_at_its_right():
    assert BACKWARD.part(20, 23) == pytest.approx((120, 120, 140.96, 132))
    assert BACKWARD.part(24, 27) == pytest.approx((100, 120, 119, 132))
    # Of three letters the first is the rightmost.
    assert BACKWARD.part(20, 21) == pytest.approx((133.97, 120, 140.96, 132), abs=0.01)


def test_part_of_a_word_on_its_side_is_where_its_letters_are():
    assert ON_ITS_SIDE.part(30, 33) == pytest.approx((300, 220, 312, 240.96))


def test_a_word_whose_letters_are_not_known_is_parted_evenly_unless_it_stands_on_its_side():
    assert WHOLE.part(1, 3) == (78, 100, 90, 112)
    upright = WordBox(0, 4, 72, 100, 84, 130)
    assert upright.part(1, 3) == upright.box


@pytest.mark.parametrize("word", [WHOLE, DANA, BACKWARD, ON_ITS_SIDE])
def test_what_is_cut_of_a_word_lies_where_it_lay(word: WordBox):
    for start in range(word.start, word.end):
        for end in range(start + 1, word.end + 1):
            cut = word.cut(start, end)
            assert (cut.start, cut.end) == (start, end)
            assert cut.box == word.part(start, end)
            for letter in range(start, end):
                lay = word.part(letter, letter + 1)
                # Which way a stretch runs is told by those beside it: here it may be the only one.
                if word.stretches and len(cut.stretches) > 1:
                    assert cut.part(letter, letter + 1) == pytest.approx(lay, abs=0.05)
