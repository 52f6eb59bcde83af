import pytest

from pincite.domain.releases import PrintedPerson
from pincite.processing.release.people import BOX, any_same, printed_people


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ("Okafor, Rosa (BPS)", [("Okafor, Rosa (BPS)", "")]),
        ('"Okafor, Rosa" <r@bps.example>', [("Okafor, Rosa", "r@bps.example")]),
        ("Dana [mailto:d@nl.example]", [("Dana", "d@nl.example")]),
        ("'d@nl.example'", [("", "d@nl.example")]),
        ("a@x.example, b@y.example", [("", "a@x.example"), ("", "b@y.example")]),
        ("Rosa Okafor, Dana Whitlock", [("Rosa Okafor", ""), ("Dana Whitlock", "")]),
        ("Okafor, Rosa, Whitlock, Dana", [("Okafor, Rosa", ""), ("Whitlock, Dana", "")]),
        ("Rosa Okafor/BPS/HARBOR@HARBOR", [("Rosa Okafor", "")]),
        (
            "Rosa </O=HARBOR/OU=EX/CN=RECIPIENTS/CN=ROKAFOR>",
            [("Rosa", "/O=HARBOR/OU=EX/CN=RECIPIENTS/CN=ROKAFOR")],
        ),
    ],
)
def test_people_are_read_as_programs_print_them(value, people):
    assert [(one.name, one.address) for one in printed_people(value)] == people
    assert not any(one.is_withheld for one in printed_people(value))


def test_what_is_blacked_out_stays_a_person():
    assert printed_people("R. Okafor; (b)(6)") == (
        PrintedPerson("R. Okafor", ""),
        PrintedPerson("", "", is_withheld=True),
    )
    assert printed_people(f"{BOX}; {BOX}") == (PrintedPerson("", "", is_withheld=True),) * 2
    assert printed_people("Rosa Okafor <(b)(6)>") == (
        PrintedPerson("Rosa Okafor", "", is_withheld=True),
    )


def test_withheld_people_are_neither_the_same_nor_different():
    withheld = (PrintedPerson("", "", is_withheld=True),)
    rosa = (PrintedPerson("Okafor, Rosa", ""),)
    assert any_same(withheld, rosa) is None
    assert any_same(rosa, (PrintedPerson("Rosa Okafor", "r@bps.example"),)) is True
    assert any_same(rosa, (PrintedPerson("Dana Whitlock", ""),)) is False
