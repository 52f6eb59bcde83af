"""DOCX and XLSX files that come out the same whenever they are written."""

import io
import re
import zipfile

# The earliest time that a zip can hold; no file is dated by when it was written.
_FIRST_TIME = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_FIRST_DATE = rb"\g<1>1980-01-01T00:00:00Z\g<3>"


def with_fixed_dates(written: bytes) -> bytes:
    """The same office file with every date in it fixed and its parts in one order."""
    rewritten = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(written)) as source,
        zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        # Readers expect the list of content types first.
        for name in sorted(source.namelist(), key=lambda name: (name[0] != "[", name)):
            content = source.read(name)
            if name == _CORE:
                content = _DATES.sub(_FIRST_DATE, content)
            entry = zipfile.ZipInfo(name, _FIRST_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return rewritten.getvalue()
