-- A search is kept with the dialect it was written in. `terms` is a JSON list of queries. What was
-- recognised in a document is four arrays of one length (see `store.recognised`).
CREATE TABLE saved_searches (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    query TEXT NOT NULL,
    dialect TEXT NOT NULL DEFAULT 'pincite',
    created_utc TEXT NOT NULL
);
CREATE TABLE search_history (
    id INTEGER PRIMARY KEY,
    query TEXT NOT NULL,
    dialect TEXT NOT NULL DEFAULT 'pincite',
    ran_utc TEXT NOT NULL,
    documents INTEGER NOT NULL
);
CREATE TABLE highlight_lists (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    colour INTEGER NOT NULL,
    position INTEGER NOT NULL,
    is_shown INTEGER NOT NULL DEFAULT 1,
    terms TEXT NOT NULL DEFAULT '[]',
    dialect TEXT NOT NULL DEFAULT 'pincite'
);
CREATE TABLE recognised (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id),
    kinds BLOB NOT NULL,
    starts BLOB NOT NULL,
    ends BLOB NOT NULL,
    numbers BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS pages_without_text ON pages (document_id) WHERE text_start = text_end;
CREATE INDEX IF NOT EXISTS pages_by_confidence ON pages (document_id, ocr_confidence)
    WHERE ocr_confidence IS NOT NULL;

-- What is kept so that large matters answer at once. `number_runs` are the numbers printed on the
-- pages of each document (see `store.number_runs`). `claims` count the areas and the page marks of
-- each document that name a code; triggers keep them, whoever writes. What the release page and the
-- list of Bates numbers need of a page is read from an index: in the table it lies behind the words.
CREATE TABLE number_runs (
    series TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    document_id INTEGER NOT NULL REFERENCES documents (id),
    kind TEXT NOT NULL CHECK (kind IN ('bates', 'document number', 'range')),
    "begin" TEXT NOT NULL,
    "end" TEXT NOT NULL,
    PRIMARY KEY (series, first, last, document_id, kind)
) WITHOUT ROWID;
CREATE INDEX number_runs_by_document ON number_runs (document_id);
CREATE INDEX pages_by_source ON pages (document_id, source_page);
CREATE INDEX pages_withheld ON pages (document_id, withheld_share)
    WHERE withheld_share IS NULL OR withheld_share > 0;
CREATE INDEX documents_printed
    ON documents (printed_in, is_retired, sent_local, kind, copy_of) WHERE printed_in IS NOT NULL;
CREATE INDEX pages_numbered
    ON pages (document_id, number, source_page, text_start, bates, bates_confidence)
    WHERE bates IS NOT NULL;

CREATE TABLE claims (
    code TEXT NOT NULL,
    document_id INTEGER NOT NULL REFERENCES documents (id),
    areas INTEGER NOT NULL,
    marks INTEGER NOT NULL,
    PRIMARY KEY (code, document_id)
) WITHOUT ROWID;
CREATE INDEX claims_by_document ON claims (document_id, code, areas);
CREATE TRIGGER claims_by_new_area AFTER INSERT ON redactions WHEN NEW.codes <> '[]'
BEGIN
    INSERT INTO claims SELECT DISTINCT value, NEW.document_id, 1, 0 FROM json_each(NEW.codes)
        WHERE true ON CONFLICT (code, document_id) DO UPDATE SET areas = areas + 1;
END;
CREATE TRIGGER claims_without_area AFTER DELETE ON redactions WHEN OLD.codes <> '[]'
BEGIN
    UPDATE claims SET areas = areas - 1 WHERE document_id = OLD.document_id
        AND code IN (SELECT value FROM json_each(OLD.codes));
    DELETE FROM claims WHERE document_id = OLD.document_id AND areas = 0 AND marks = 0;
END;
CREATE TRIGGER claims_by_other_area AFTER UPDATE OF codes, document_id ON redactions
BEGIN
    UPDATE claims SET areas = areas - 1 WHERE document_id = OLD.document_id
        AND code IN (SELECT value FROM json_each(OLD.codes));
    INSERT INTO claims SELECT DISTINCT value, NEW.document_id, 1, 0 FROM json_each(NEW.codes)
        WHERE true ON CONFLICT (code, document_id) DO UPDATE SET areas = areas + 1;
    DELETE FROM claims WHERE document_id = OLD.document_id AND areas = 0 AND marks = 0;
END;
CREATE TRIGGER claims_by_new_mark AFTER INSERT ON page_marks WHEN NEW.codes <> '[]'
BEGIN
    INSERT INTO claims SELECT DISTINCT value, NEW.document_id, 0, 1 FROM json_each(NEW.codes)
        WHERE true ON CONFLICT (code, document_id) DO UPDATE SET marks = marks + 1;
END;
CREATE TRIGGER claims_without_mark AFTER DELETE ON page_marks WHEN OLD.codes <> '[]'
BEGIN
    UPDATE claims SET marks = marks - 1 WHERE document_id = OLD.document_id
        AND code IN (SELECT value FROM json_each(OLD.codes));
    DELETE FROM claims WHERE document_id = OLD.document_id AND areas = 0 AND marks = 0;
END;
CREATE TRIGGER claims_by_other_mark AFTER UPDATE OF codes, document_id ON page_marks
BEGIN
    UPDATE claims SET marks = marks - 1 WHERE document_id = OLD.document_id
        AND code IN (SELECT value FROM json_each(OLD.codes));
    INSERT INTO claims SELECT DISTINCT value, NEW.document_id, 0, 1 FROM json_each(NEW.codes)
        WHERE true ON CONFLICT (code, document_id) DO UPDATE SET marks = marks + 1;
    DELETE FROM claims WHERE document_id = OLD.document_id AND areas = 0 AND marks = 0;
END;

-- The claims of what was there before the triggers were.
INSERT INTO claims
    SELECT code, document_id, sum(area), sum(1 - area) FROM (
        SELECT DISTINCT 1 AS area, r.id, r.document_id, c.value AS code
            FROM redactions AS r, json_each(r.codes) AS c
        UNION ALL
        SELECT DISTINCT 0, m.source_page || m.kind, m.document_id, c.value
            FROM page_marks AS m, json_each(m.codes) AS c)
    GROUP BY code, document_id;
