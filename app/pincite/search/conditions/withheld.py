"""Conditions on what is withheld in a document.

Areas that were found in a picture alone count from the start, though they are only suggested, so
that nothing that is withheld is missed; one that a reviewer rejects counts no more. A page that
says that it is withheld counts with the codes it names.
"""

from pincite.domain.exemptions import display_code
from pincite.domain.page_marks import MarkKind
from pincite.search.tree import Condition

_WITHHELD = (
    "d.id IN (SELECT document_id FROM claims WHERE code = ? OR (? = 'b7' AND code GLOB 'b7?'))"
)
# Duplicates and pages that are not responsive or went to another agency are left out, not withheld.
_HOLD_BACK = (MarkKind.DELETED, MarkKind.WITHHELD, MarkKind.DENIED, MarkKind.IN_PART)
HAS_REDACTION = (
    "d.id IN (SELECT document_id FROM redactions UNION SELECT document_id FROM page_marks"
    f" WHERE kind IN ({', '.join(repr(kind.value) for kind in _HOLD_BACK)}))"
)
# Each code with the documents that it is claimed in, parted by commas.
DOCUMENTS_BY_CODE = "SELECT code, group_concat(document_id) FROM claims GROUP BY code"


def withheld_under(code: str) -> Condition:
    """Documents with an area or a page under this code, in normal form; b7 takes in all its parts.

    Suggestions count until they are rejected.
    """
    return Condition(
        _WITHHELD,
        (code,) * 2,
        f"withheld under {display_code(code)}",
        written=f"exemption:{code}",
    )
