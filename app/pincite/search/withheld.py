"""The condition on what is withheld in a document."""

from pincite.domain.exemptions import display_code
from pincite.search.tree import Condition

_WITHHELD = (
    "d.id IN (SELECT r.document_id FROM redactions AS r, json_each(r.codes) AS c"
    " WHERE c.value = ? OR (? = 'b7' AND c.value GLOB 'b7?'))"
)


def withheld_under(code: str) -> Condition:
    """Documents with an area under this code, in normal form; b7 takes in all its parts."""
    return Condition(_WITHHELD, (code, code), f"withheld under {display_code(code)}")
