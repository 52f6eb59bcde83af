from datetime import datetime

import pytest

from pincite.domain.likeness import (
    DateMatch,
    Headers,
    Sent,
    TextMatch,
    is_reply,
    likeness,
    match_dates,
    named,
    people_of,
    same_person,
    subject_key,
)


def at(clock: str, offset: int | None = None, second: int | None = None) -> Sent:
    minutes = int((datetime.fromisoformat(clock) - datetime(1970, 1, 1)).total_seconds()) // 60
    return Sent(minutes, None if offset is None else minutes - offset, second=second)


def headers(sent: Sent | None = None, subject: str = "Demo of the pilot", **told: str) -> Headers:
    return Headers(
        sent,
        people_of(told.get("sender", "Dana Whitlock <dana@vendor.example>")),
        people_of(told.get("to", "R. Okafor <okafor@port.example>")),
        subject,
    )


NATIVE = at("2017-09-14T10:12", -240, second=40)
PRINTED = at("2017-09-14T10:12")
LONG = TextMatch(matched=80, conflicting=0, telling=80.0)


@pytest.mark.parametrize(
    ("a", "b", "match"),
    [
        (NATIVE, at("2017-09-14T14:12", 0, second=41), DateMatch.INSTANT),
        (NATIVE, at("2017-09-14T10:12", -240, second=10), DateMatch.CONFLICT),
        (NATIVE, PRINTED, DateMatch.CLOCK),
        (NATIVE, at("2017-09-14T10:13"), DateMatch.CLOCK),
        (at("2017-09-14T10:12"), at("2017-09-14T10:13"), DateMatch.MINUTE),
        (NATIVE, at("2017-09-14T09:12"), DateMatch.ZONES),
        (at("2017-09-14T10:12"), at("2017-09-14T20:42"), DateMatch.ZONES),
        (NATIVE, at("2017-09-14T09:30"), DateMatch.CONFLICT),
        (NATIVE, at("2017-09-21T10:12"), DateMatch.CONFLICT),
        (NATIVE, None, DateMatch.UNKNOWN),
    ],
)
def test_dates_agree_as_far_as_time_zones_and_rounding_go(a, b, match):
    assert match_dates(a, b) == match_dates(b, a) == match


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dana Whitlock", "Whitlock, Dana (VENDOR)"),
        ("Dana Whitlock", "dana.whitlock@vendor.example"),
        ("Whitlock, D.", "Whitlock"),
        ("Whitlock, Dana", "Dana Whitlack"),
        ("H", "H <h22@vendor.example>"),
    ],
)
def test_a_person_is_known_in_every_form_of_the_name(one, other):
    assert same_person(named(one), named(other)) >= 0.9


def test_a_shared_first_name_makes_nobody_the_same_person():
    assert same_person(named("Dana Whitlock"), named("Dana Ford")) < 0.5
    assert same_person(named("Dana Whitlock"), named("Amir Haddad")) == 0


def test_a_withheld_name_is_nobody_rather_than_somebody_else():
    assert people_of("R. Okafor; (b)(6)") == people_of("R. Okafor")


def test_a_subject_is_compared_without_its_prefixes():
    assert subject_key("RE: Fwd: [EXTERNAL] Demo, of the PILOT") == "demo of the pilot"
    assert is_reply("[EXTERNAL] Re: Demo")
    assert not is_reply("Reminder: Demo")


def test_the_same_email_native_and_printed_is_reported_with_its_reasons():
    found = likeness(headers(NATIVE), headers(PRINTED), LONG)
    assert found.is_reported
    assert found.reasons == (
        "the same date and time",
        "the same sender",
        "the same recipients",
        "the same subject",
        "80 words the same in order",
    )


def test_short_answers_need_date_and_people_to_agree():
    thanks = TextMatch(matched=1, conflicting=0, telling=0.2)
    assert likeness(headers(NATIVE), headers(PRINTED), thanks).is_reported
    assert not likeness(headers(NATIVE), headers(None), thanks).is_reported
    nobody = headers(PRINTED, sender="", to="")
    assert not likeness(headers(NATIVE), nobody, thanks).is_reported


def test_the_same_words_of_another_week_are_another_email():
    reminder = headers(at("2017-09-21T10:12"))
    assert not likeness(headers(PRINTED), reminder, LONG).is_reported


def test_letters_of_one_form_to_two_people_are_two_emails():
    form = TextMatch(matched=80, conflicting=1, telling=80.0, clashing=1.0, greets_another=True)
    to_amir = headers(PRINTED, to="Amir Haddad <amir@council.example>")
    assert not likeness(headers(NATIVE), to_amir, form).is_reported


def test_an_answer_is_not_the_message_it_answers():
    quick = TextMatch(matched=3, conflicting=9, telling=0.5, clashing=8.0)
    answer = headers(PRINTED, "Re: Demo of the pilot")
    assert not likeness(headers(NATIVE), answer, quick).is_reported
