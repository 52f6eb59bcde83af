"""The fields of a query, and the distances that have a name."""

TEXT_FIELDS = ("from", "to", "cc", "bcc", "who", "subject", "body", "filename", "note")
# Their text is no part of what is shown of a document.
ASIDE_FIELDS = ("filename", "note")
CONDITION_FIELDS = (
    "date",
    "tag",
    "coded",
    "kind",
    "type",
    "has",
    "bates",
    "id",
    "custodian",
    "source",
    "thread",
    "pages",
    "size",
    "exemption",
    "ocr",
    "exhibit",
    "person",
)
ALL_FIELDS = TEXT_FIELDS + CONDITION_FIELDS
FUNCTIONS = ("family", "sample")
SENTENCE_WORDS = 20
PARAGRAPH_WORDS = 50
FARTHEST = 10_000
