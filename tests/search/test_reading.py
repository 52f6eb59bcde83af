import pytest

from pincite.search.language import parse
from pincite.search.reading import reads_as


@pytest.mark.parametrize(
    ("query", "reading"),
    [
        ('(pilot OR demo*) w/10 "a b" AND date:2017',
         "“pilot” or a word starting “demo”, within 10 words of the phrase “a b”, sent in 2017"),
        ("", "every document"),
        ("pilot demo", "“pilot” and “demo”"),
        ("pilot NOT demo", "“pilot”, without “demo”"),
        ("pilot (a or b)", "“pilot” and either “a” or “b”"),
        ("a or b c", "“a” or (“b” and “c”)"),
        ("a w/1 b", "“a” next to “b”"),
        ("a pre/1 b", "“a” directly before “b”"),
        ("a pre/5 b", "“a” at most 5 words before “b”"),
        ("a not w/5 b", "“a” with no “b” within 5 words"),
        ("(a w/5 b) w/9 c", "(“a” within 5 words of “b”), within 9 words of “c”"),
        ("*gate wom?n *eg*",
         "a word ending “gate”, a word like “wom?n” and a word containing “eg”"),
        ("who:okafor", "“okafor” in From, To, Cc or Bcc"),
        ("filename:draft", "documents with “draft” in the file name"),
        ("date:2018", "documents sent in 2018"),
        ("date:2017-09..2018-12", "documents sent Sep 2017 – Dec 2018"),
        ("date:2018-07-13", "documents sent on 13 Jul 2018"),
        ("date:>=2018-07-13 kind:message",
         "documents sent 13 Jul 2018 or later, that are messages"),
        ("pilot filename:draft", "“pilot”, with “draft” in the file name"),
        ("date:2018 or pilot", "documents sent in 2018 or “pilot”"),
        ("(a or b) not (c or d or e)", "either “a” or “b”, without any of “c”, “d” or “e”"),
        ("a w/2 (b or c)", "“a” within 2 words of either “b” or “c”"),
        ('tag:"Sales pressure" NOT coded:privileged',
         "documents tagged “Sales pressure”, not coded privileged"),
        ("bates:BPS-000131..140", "documents with Bates number BPS-000131 to BPS-000140"),
        ("id:REV-000131,REV-000140", "documents numbered REV-000131 or REV-000140"),
    ],
)  # fmt: skip
def test_a_query_is_read_back_in_plain_english(query: str, reading: str) -> None:
    assert reads_as(parse(query).tree) == reading
