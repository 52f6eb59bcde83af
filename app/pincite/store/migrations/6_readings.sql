-- What engines made of weak pages, the first reading among them from the moment that a second was
-- asked for: nothing that was read is lost. `ocr_pages` names the one that the text is made of.
CREATE TABLE ocr_readings (
    document_id INTEGER NOT NULL REFERENCES documents (id),
    source_page INTEGER NOT NULL,
    asked TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'failed')),
    layer_sha256 TEXT,
    engine TEXT NOT NULL DEFAULT '',
    confidence REAL,
    known_share REAL,
    is_chosen INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (document_id, source_page, asked)
) WITHOUT ROWID;
