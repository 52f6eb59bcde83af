from pincite.processing.quoting import header_end, own_spans, quoted_in

OUTLOOK = """Works for me.

From: Whitlock, Dana <dana@vendor.example>
Sent: Thursday, September 14, 2017 10:12 AM
To: Okafor, Renata; Haddad, Amir
Subject: RE: Demo of the pilot

Could we move it to Friday?

-----Original Message-----
From: Renata Okafor
Date: Wed, 13 Sep 2017 09:00:00 -0400
To: Dana Whitlock
Subject: Demo of the pilot

Shall we say Thursday?
"""

MARKED = """My answer stands below.

On Thu, Sep 14, 2017 at 10:12 AM, Dana Whitlock
<dana@vendor.example> wrote:
> Could we move it?
>
> On Wed, Sep 13, 2017 at 9:00 AM, Renata Okafor wrote:
>> Shall we say Thursday?
> Thanks

Friday is fine.
"""


def test_header_blocks_of_outlook_begin_quoted_messages_within_each_other():
    first, second = quoted_in(OUTLOOK)
    assert (first.depth, second.depth) == (1, 2)
    assert first.sender == "Whitlock, Dana <dana@vendor.example>"
    assert first.recipients == "Okafor, Renata; Haddad, Amir"
    assert first.subject == "RE: Demo of the pilot"
    assert first.sent.local == "2017-09-14T10:12:00"
    assert second.sent.offset_minutes == -240
    assert first.start < second.start
    assert second.end == first.end
    assert OUTLOOK[second.start :].startswith("-----Original")


def test_marked_quotes_end_where_their_marks_end():
    first, second = quoted_in(MARKED)
    assert first.sender == "Dana Whitlock <dana@vendor.example>"
    assert first.sent.local == "2017-09-14T10:12:00"
    assert MARKED[first.start : first.end].endswith("> Thanks")
    assert MARKED[second.start : second.end].endswith("Thursday?")
    own = own_spans(0, len(MARKED), [(one.start, one.end) for one in (first, second)])
    assert [MARKED[start:end].strip() for start, end in own] == [
        "My answer stands below.",
        "Friday is fine.",
    ]


def test_the_words_of_a_quote_begin_behind_its_header():
    first, _ = quoted_in(OUTLOOK)
    text = OUTLOOK[first.start : first.end]
    assert text[header_end(text) :].strip().startswith("Could we move")
    marked = quoted_in(MARKED)[0]
    text = MARKED[marked.start : marked.end]
    assert text[header_end(text) :].startswith("> Could we move")


def test_a_header_that_was_misread_or_withheld_is_left_out_all_the_same():
    text = "Frorn: Dana\nSenl: (b)(6)\nTo: Okafor, Renata;\nHaddad, Amir\nSubjecl: Demo\n\nFine."
    assert text[header_end(text) :].strip() == "Fine."
    assert header_end("No header here.") == 0
    assert header_end("Note: this stands alone.\n\nFine.") == 0


def test_prose_that_only_looks_like_a_header_quotes_nothing():
    text = (
        "From: the port's point of view\nthe plan is sound.\nTo: be decided\nOn Monday he wrote: no"
    )
    assert quoted_in(text) == []


def test_offsets_are_of_the_whole_text():
    shifted = quoted_in(OUTLOOK, start=40)
    assert shifted[0].start == quoted_in(OUTLOOK)[0].start + 40


GERMAN = """Gern.

-----Ursprüngliche Nachricht-----
Von: Whitlock, Dana <dana@vendor.example>
Gesendet: Donnerstag, 14. September 2017 10:12
An: Okafor, Renata
Betreff: AW: Vorführung

Geht auch Freitag?

Am 13.09.17 um 09:00 schrieb Renata Okafor:
> Sagen wir Donnerstag?
"""


def test_what_is_quoted_in_other_languages_is_found():
    first, second = quoted_in(GERMAN)
    assert (first.sender, first.subject) == (
        "Whitlock, Dana <dana@vendor.example>",
        "AW: Vorführung",
    )
    assert first.recipients == "Okafor, Renata"
    assert first.sent is not None
    assert first.sent.local == "2017-09-14T10:12:00"
    assert second.sender == "Renata Okafor"
    assert second.sent is not None
    assert second.sent.local == "2017-09-13T09:00:00"


def test_a_sentence_that_begins_as_a_wrote_line_does_is_none():
    assert quoted_in("Am Ende schrieb sie 12 Seiten:\nErstens.\n") == []
    assert quoted_in("Le 12 mai il a écrit :\nBonjour.\n") == []
