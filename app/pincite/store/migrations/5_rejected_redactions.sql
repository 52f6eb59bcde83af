-- Where a reviewer said that nothing is withheld, so that no later reading suggests it again. Pages
-- that earlier versions did not look at wait to be looked at.
CREATE TABLE rejected_redactions (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents (id),
    source_page INTEGER NOT NULL,
    x0 REAL NOT NULL,
    y0 REAL NOT NULL,
    x1 REAL NOT NULL,
    y1 REAL NOT NULL
);
CREATE INDEX rejected_redactions_by_document ON rejected_redactions (document_id, source_page);
INSERT OR IGNORE INTO ocr_pages (document_id, source_page, reason)
    SELECT d.id, p.source_page, 'look' FROM pages AS p JOIN documents AS d ON d.id = p.document_id
    WHERE p.withheld_share IS NULL AND d.type = 'pdf' AND d.printed_in IS NULL;
