"""The nine colours of tags, and the tints that mark passages on paper."""

# Nine fills that stay apart for colour-blind eyes, each dark enough to carry white text.
TAG_COLOURS = (
    "#c9430d",
    "#0b7285",
    "#946010",
    "#5f3dc4",
    "#b3205a",
    "#1864ab",
    "#4d7c0f",
    "#6d4c3d",
    "#545b64",
)
# A passage without a tag is marked as with an ordinary highlighter.
UNTAGGED = (1.0, 0.92, 0.42)
_TINT = 0.3


def tint(colour: int | None) -> tuple[float, float, float]:
    """The red, green and blue (0 to 1) of a highlight for a tag's colour (1 to 9), or for none."""
    if colour is None:
        return UNTAGGED
    written = TAG_COLOURS[(colour - 1) % len(TAG_COLOURS)]
    red, green, blue = (int(written[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(round(1 - _TINT * (1 - part), 3) for part in (red, green, blue))  # type: ignore[return-value]
