"""Takes out of a photograph's file what it tells besides the picture."""

# Markers of JPEG segments: Exif and XMP, Photoshop's captions, comments.
_TELLING_MARKERS = frozenset({0xE1, 0xED, 0xFE})
_START_OF_IMAGE = b"\xff\xd8"
_START_OF_SCAN = 0xDA


def without_exif(jpeg: bytes) -> bytes:
    """The same JPEG without Exif, XMP, captions and comments; as it is if it cannot be parsed.

    Colour profile (APP2) and colour transform (APP14) stay, since the picture depends on them.

    Source: ITU-T T.81, annex B (segments and their lengths).
    """
    if not jpeg.startswith(_START_OF_IMAGE):
        return jpeg
    kept = [_START_OF_IMAGE]
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != _START_OF_SCAN:
        if jpeg[at + 1] == 0xFF:
            # A marker may be preceded by any number of fill bytes.
            at += 1
            continue
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if end > len(jpeg):
            return jpeg
        if jpeg[at + 1] not in _TELLING_MARKERS:
            kept.append(jpeg[at:end])
        at = end
    if jpeg[at : at + 2] != bytes((0xFF, _START_OF_SCAN)):
        return jpeg
    return b"".join([*kept, jpeg[at:]])
