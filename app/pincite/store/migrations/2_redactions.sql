-- `withheld_share` is NULL for pages that were read before redactions were.
CREATE TABLE redactions (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents (id),
    source_page INTEGER NOT NULL,
    x0 REAL NOT NULL,
    y0 REAL NOT NULL,
    x1 REAL NOT NULL,
    y1 REAL NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('black', 'white', 'grey', 'hatched')),
    codes TEXT NOT NULL DEFAULT '[]',
    found_in TEXT NOT NULL CHECK (found_in IN ('vector', 'image')),
    text_survives INTEGER NOT NULL DEFAULT 0,
    is_confirmed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX redactions_by_document ON redactions (document_id, source_page);
ALTER TABLE pages ADD COLUMN withheld_share REAL;
