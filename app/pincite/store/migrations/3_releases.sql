-- `printed_in` is the PDF that a document was un-printed from. A retired document was replaced, by
-- un-printing or by a repair; it keeps its number and is not shown. A page that is only partly its
-- document's lies from `y0_pt` to `y1_pt`; both are NULL for a whole one. Confidences are 0 to 100.
ALTER TABLE documents ADD COLUMN printed_in INTEGER REFERENCES documents (id);
ALTER TABLE documents ADD COLUMN is_retired INTEGER NOT NULL DEFAULT 0;
CREATE INDEX documents_by_print ON documents (printed_in) WHERE printed_in IS NOT NULL;
CREATE INDEX documents_retired ON documents (id) WHERE is_retired;
ALTER TABLE pages ADD COLUMN y0_pt REAL;
ALTER TABLE pages ADD COLUMN y1_pt REAL;
ALTER TABLE pages ADD COLUMN bates_confidence REAL;
ALTER TABLE pages ADD COLUMN document_number TEXT;
CREATE INDEX pages_by_document_number ON pages (document_number)
    WHERE document_number IS NOT NULL;
ALTER TABLE pages ADD COLUMN ocr_confidence REAL;

CREATE TABLE boundaries (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id),
    score REAL NOT NULL,
    reasons TEXT NOT NULL DEFAULT '[]',
    is_confirmed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE not_documents (
    id INTEGER PRIMARY KEY,
    printed_in INTEGER NOT NULL REFERENCES documents (id),
    source_page INTEGER NOT NULL,
    kind TEXT NOT NULL,
    reasons TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX not_documents_by_print ON not_documents (printed_in, source_page);
CREATE TABLE quoted_messages (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    sender TEXT NOT NULL DEFAULT '',
    recipients TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    sent_written TEXT,
    sent_local TEXT,
    utc_offset_minutes INTEGER
);
CREATE INDEX quoted_messages_by_document ON quoted_messages (document_id);
CREATE TABLE ocr_pages (
    document_id INTEGER NOT NULL REFERENCES documents (id),
    source_page INTEGER NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'failed')),
    layer_sha256 TEXT,
    engine TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (document_id, source_page)
) WITHOUT ROWID;
CREATE TABLE page_marks (
    document_id INTEGER NOT NULL REFERENCES documents (id),
    source_page INTEGER NOT NULL,
    kind TEXT NOT NULL,
    codes TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (document_id, source_page, kind)
) WITHOUT ROWID;
CREATE TABLE same_messages (
    a INTEGER NOT NULL REFERENCES documents (id),
    a_quoted INTEGER NOT NULL DEFAULT 0,
    b INTEGER NOT NULL REFERENCES documents (id),
    b_quoted INTEGER NOT NULL DEFAULT 0,
    score REAL NOT NULL,
    evidence TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (a, a_quoted, b, b_quoted)
) WITHOUT ROWID;
