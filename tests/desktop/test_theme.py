"""Text can be read in both looks, and the look can be changed while windows are open."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from pincite.desktop.theme import DARK, DARK_TOKENS, LIGHT, LIGHT_TOKENS, Theme, Tokens, ui_font
from pincite.domain.palette import TAG_COLOURS

LEAST_CONTRAST = 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colours. Source: WCAG 2.2, relative luminance and contrast ratio."""

    def luminance(colour: str) -> float:
        parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT_TOKENS, DARK_TOKENS], ids=["light", "dark"])
def test_every_ink_can_be_read_on_every_ground(tokens: Tokens) -> None:
    inks = ("ink", "ink2", "ink3", "accent", "ok", "warn", "stop", "privileged", "field")
    for ink in inks:
        for ground in ("window", "panel", "paper"):
            found = contrast(getattr(tokens, ink), getattr(tokens, ground))
            assert found >= LEAST_CONTRAST, (ink, ground, found)


@pytest.mark.parametrize("tokens", [LIGHT_TOKENS, DARK_TOKENS], ids=["light", "dark"])
def test_filled_controls_can_be_read(tokens: Tokens) -> None:
    for ground in ("accent", "ok_fill", "privileged", "warn"):
        assert contrast(tokens.on_accent, getattr(tokens, ground)) >= LEAST_CONTRAST, ground
    for ground in ("hit", "accent_soft", "control"):
        assert contrast(tokens.ink, getattr(tokens, ground)) >= LEAST_CONTRAST, ground
    assert contrast(tokens.accent, tokens.accent_soft) >= LEAST_CONTRAST


def test_a_tags_name_can_be_read_on_its_colour() -> None:
    for colour in TAG_COLOURS:
        assert contrast("#ffffff", colour) >= LEAST_CONTRAST


def test_choosing_the_dark_look_tells_whoever_paints(qapp: QApplication, qtbot: object) -> None:
    theme = Theme(None, LIGHT)
    with qtbot.waitSignal(theme.changed):  # type: ignore[attr-defined]
        theme.choose(DARK)
    assert theme.is_dark
    assert qapp.palette().window().color() == QColor(DARK_TOKENS.window)
    theme.choose(LIGHT)
    theme.deleteLater()


def test_the_ui_font_is_the_systems_at_13_px(qapp: QApplication) -> None:
    assert ui_font().pixelSize() == 13


@pytest.mark.parametrize("tokens", [LIGHT_TOKENS, DARK_TOKENS], ids=["light", "dark"])
def test_the_outline_of_what_is_black_is_seen_on_every_ground(tokens: Tokens) -> None:
    for ground in ("window", "panel", "accent_soft", "control"):
        black, line = (contrast(one, getattr(tokens, ground)) for one in ("#000000", tokens.ink2))
        assert max(black, line) >= 3, ground
        assert line >= 3, ground
