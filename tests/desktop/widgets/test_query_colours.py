"""The colours of a query follow its dialect."""

import pytest
from PySide6.QtGui import QTextDocument

from pincite.desktop.theme import Theme
from pincite.desktop.widgets.query_colours import QueryColours
from pincite.domain.dialects import Dialect


def coloured(theme: Theme, text: str, dialect: Dialect, token: str) -> list[str]:
    """The pieces of a query that are shown in a colour."""
    document = QTextDocument(text)
    colours = QueryColours(document, theme)
    colours.set_dialect(dialect)
    colours.rehighlight()
    wanted = theme.colour(token).name()
    units = text.encode("utf-16-le")
    return [
        units[2 * look.start : 2 * (look.start + look.length)].decode("utf-16-le")
        for look in document.firstBlock().layout().formats()
        if look.format.foreground().color().name() == wanted
    ]


@pytest.mark.parametrize(
    ("dialect", "text", "operators"),
    [
        ("pincite", "pilot w/10 demo AND not /10", ["w/10", "AND not"]),
        ("dtsearch", "pilot pre/3 demo or data", ["pre/3", "or"]),
        ("lexis", "pilot /10 demo and not data", ["/10", "and not"]),
        ("westlaw", "pilot /s demo & data % +3 x%", ["/s", "&", "%", "+3"]),
    ],
)
def test_operators_are_those_of_the_dialect(
    theme: Theme, dialect: Dialect, text: str, operators: list[str]
) -> None:
    assert coloured(theme, text, dialect, "accent") == operators


def test_fields_and_wildcards_have_their_own_colours(theme: Theme) -> None:
    text = "from:okafor~1 ti(demo!) ba%nana"
    assert coloured(theme, text, "pincite", "field") == ["from:"]
    assert coloured(theme, text, "westlaw", "field") == ["from:", "ti("]
    assert coloured(theme, text, "pincite", "privileged") == ["~1", "!", "%"]
    assert coloured(theme, text, "westlaw", "privileged") == ["!"]


def test_places_are_right_behind_letters_that_qt_counts_twice(theme: Theme) -> None:
    assert coloured(theme, "😀😀 AND demo", "pincite", "accent") == ["AND"]


def test_what_stands_in_a_phrase_is_plain(theme: Theme) -> None:
    assert coloured(theme, '"pilot AND demo" OR x', "pincite", "accent") == ["OR"]
