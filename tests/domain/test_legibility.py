import pytest

from pincite.domain.legibility import is_rubbish, legible_share

PROSE = (
    "The procurement office confirmed on Thursday, 14 September 2017, that the vendor will host "
    "a demonstration; see contract BPS-000131 and write to dana.ruiz@ports.example before 5 pm."
)


def shifted(text: str, by: int) -> str:
    return "".join(chr(33 + (ord(one) - 33 + by) % 94) if one != " " else one for one in text)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        PROSE.upper(),
        "TO: R. OKAFOR (b)(6); (b)(7)(C) FROM: [redacted] RE: NYC DOT MTA LPR RFP QA FY18 Q3",
        "Die Größe der Behörde wurde geprüft und für die Straße am Hafen nicht übernommen.",
        "Журнал заседания комиссии по закупкам открыт, решение принято и подписано всеми.",
        "1,204 88.50 17 2017-09-14 $4,000 12% 555-0199 00131 8 9 10 11 12 13 14 15 16",
        "",
        "Ex. A",
    ],
)
def test_what_people_write_is_no_rubbish(text: str):
    assert not is_rubbish(text)


@pytest.mark.parametrize(
    "text",
    [
        *(shifted(PROSE, by) for by in (1, 3, 5, 29, 64)),
        "(cid:36)(cid:51)(cid:72)" * 20,
        "\ue001\ue002\ue003 " * 20,
        "\ufffd\ufffd\ufffd\ufffd " * 20,
        PROSE.replace(" ", "") * 3,
        "b7C wGt!x rRk;q zPpwt l|l||i jJ~k3w -_-. ;,;' tGk4w rTwq1 wWgf xKj3 vBn2m qwrt pLk9",
    ],
)
def test_what_broken_fonts_and_bad_readers_leave_is_rubbish(text: str):
    assert is_rubbish(text)


def test_the_share_of_words_that_could_be_words_says_which_text_is_better():
    good, bad = legible_share(PROSE), legible_share(shifted(PROSE, 3))
    assert good is not None
    assert bad is not None
    assert good > 0.9 > bad
    assert legible_share("two words") is None
