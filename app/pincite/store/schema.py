"""The tables of a matter, as migrations that only ever grow."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from pincite.store.number_runs import keep_all_runs

MATTER = Migrations("matter")

_VERSION_1 = """
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('file', 'folder')),
    custodian TEXT NOT NULL DEFAULT '',
    added_utc TEXT NOT NULL,
    kept INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id),
    path TEXT NOT NULL,
    container TEXT NOT NULL DEFAULT '',
    size_bytes INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    sha256 TEXT,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done')),
    done_bytes INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source_id, path, sha256)
);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    family_id INTEGER NOT NULL,
    parent_id INTEGER REFERENCES documents (id),
    kind TEXT NOT NULL CHECK (kind IN ('message', 'attachment', 'file')),
    type TEXT NOT NULL,
    file_id INTEGER NOT NULL REFERENCES files (id),
    offset_bytes INTEGER NOT NULL DEFAULT 0,
    length_bytes INTEGER NOT NULL,
    is_stored INTEGER NOT NULL DEFAULT 0,
    sha256 TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    filename TEXT NOT NULL DEFAULT '',
    media_type TEXT NOT NULL DEFAULT '',
    content_key BLOB,
    copy_of INTEGER REFERENCES documents (id),
    thread_id INTEGER,
    message_id TEXT,
    refs TEXT,
    sent_written TEXT,
    sent_local TEXT,
    utc_offset_minutes INTEGER,
    sent_utc TEXT,
    sort_key INTEGER NOT NULL,
    sender TEXT NOT NULL DEFAULT '',
    recipients TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    page_count INTEGER,
    bates_begin TEXT,
    bates_end TEXT,
    attachment_count INTEGER NOT NULL DEFAULT 0,
    given_date TEXT,
    given_title TEXT,
    given_author TEXT
);
CREATE INDEX documents_by_family ON documents (family_id);
CREATE INDEX documents_by_sha256 ON documents (sha256);
CREATE INDEX documents_by_content ON documents (content_key) WHERE content_key IS NOT NULL;
CREATE INDEX documents_by_primary ON documents (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX documents_by_thread ON documents (thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX documents_by_sort_key ON documents (sort_key, id);
CREATE INDEX documents_by_file ON documents (file_id);

CREATE TABLE texts (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id),
    text TEXT NOT NULL,
    bounds TEXT NOT NULL
);
CREATE VIRTUAL TABLE document_words USING fts5 (
    sender, recipient, cc, bcc, subject, attached, body, content='', tokenize='ascii'
);
CREATE TABLE pages (
    document_id INTEGER NOT NULL REFERENCES documents (id),
    number INTEGER NOT NULL,
    source_page INTEGER NOT NULL,
    width_pt REAL NOT NULL,
    height_pt REAL NOT NULL,
    text_start INTEGER NOT NULL,
    text_end INTEGER NOT NULL,
    bates TEXT,
    words BLOB NOT NULL,
    PRIMARY KEY (document_id, number)
) WITHOUT ROWID;
CREATE INDEX pages_by_bates ON pages (bates) WHERE bates IS NOT NULL;

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    address TEXT NOT NULL
);
CREATE TABLE document_people (
    document_id INTEGER NOT NULL REFERENCES documents (id),
    role TEXT NOT NULL CHECK (role IN ('from', 'to', 'cc', 'bcc')),
    person_id INTEGER NOT NULL REFERENCES people (id),
    PRIMARY KEY (document_id, role, person_id)
) WITHOUT ROWID;
CREATE TABLE message_ids (message_id TEXT PRIMARY KEY, thread_id INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX message_ids_by_thread ON message_ids (thread_id);
CREATE TABLE exceptions (
    id INTEGER PRIMARY KEY,
    file_id INTEGER REFERENCES files (id),
    document_id INTEGER REFERENCES documents (id),
    path TEXT NOT NULL,
    reason TEXT NOT NULL,
    message TEXT NOT NULL,
    remedy TEXT NOT NULL DEFAULT ''
);
CREATE INDEX exceptions_by_document ON exceptions (document_id);

CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    colour INTEGER NOT NULL CHECK (colour BETWEEN 1 AND 9),
    digit INTEGER UNIQUE CHECK (digit BETWEEN 1 AND 9),
    position INTEGER NOT NULL
);
CREATE TABLE document_tags (
    document_id INTEGER NOT NULL REFERENCES documents (id),
    tag_id INTEGER NOT NULL REFERENCES tags (id),
    PRIMARY KEY (document_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX document_tags_by_tag ON document_tags (tag_id, document_id);
CREATE TABLE codings (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id),
    responsive TEXT CHECK (responsive IN ('responsive', 'not-responsive')),
    is_privileged INTEGER NOT NULL DEFAULT 0,
    is_confidential INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE notes (document_id INTEGER PRIMARY KEY REFERENCES documents (id), text TEXT NOT NULL);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents (id),
    start_page INTEGER,
    start INTEGER NOT NULL,
    end_page INTEGER,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    created_utc TEXT NOT NULL
);
CREATE INDEX passages_by_document ON passages (document_id);
CREATE TABLE passage_tags (
    passage_id INTEGER NOT NULL REFERENCES passages (id),
    tag_id INTEGER NOT NULL REFERENCES tags (id),
    PRIMARY KEY (passage_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX passage_tags_by_tag ON passage_tags (tag_id, passage_id);

CREATE TABLE renditions (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id),
    part_sha256 TEXT NOT NULL,
    layout_sha256 TEXT NOT NULL,
    engine TEXT NOT NULL,
    settings TEXT NOT NULL,
    page_count INTEGER NOT NULL
);
CREATE TABLE bundles (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    numbering TEXT NOT NULL DEFAULT '1' CHECK (numbering IN ('1', 'A')),
    caption TEXT NOT NULL DEFAULT '{}',
    rendering TEXT NOT NULL DEFAULT 'clean' CHECK (rendering IN ('clean', 'highlighted')),
    position INTEGER NOT NULL
);
CREATE TABLE exhibits (
    id INTEGER PRIMARY KEY,
    bundle_id INTEGER NOT NULL REFERENCES bundles (id),
    document_id INTEGER NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    pages TEXT NOT NULL DEFAULT '',
    with_attachments INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX exhibits_by_bundle ON exhibits (bundle_id, position);
CREATE INDEX exhibits_by_document ON exhibits (document_id);

CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY,
    at_utc TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    summary TEXT NOT NULL,
    changes TEXT NOT NULL,
    undoes INTEGER REFERENCES journal (sequence),
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE TRIGGER journal_is_append_only_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_append_only_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""

# `withheld_share` is NULL for pages that were read before redactions were.
_VERSION_2 = """
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
"""

# `printed_in` is the PDF that a document was un-printed from. A retired document was replaced, by
# un-printing or by a repair; it keeps its number and is not shown. A page that is only partly its
# document's lies from `y0_pt` to `y1_pt`; both are NULL for a whole one. Confidences are 0 to 100.
_VERSION_3 = """
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
"""

# A search is kept with the dialect it was written in. `terms` is a JSON list of queries. What was
# recognised in a document is four arrays of one length (see `store.recognised`).
_VERSION_4 = """
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
"""

# What is kept so that large matters answer at once. `number_runs` are the numbers printed on the
# pages of each document (see `store.number_runs`). `claims` count the areas and the page marks of
# each document that name a code; triggers keep them, whoever writes. What the release page and the
# list of Bates numbers need of a page is read from an index: in the table it lies behind the words.
_KEPT = """
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
CREATE INDEX pages_by_share ON pages (document_id, source_page, withheld_share);
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
"""
# The claims of what was there before the triggers were.
_FIRST_CLAIMS = (
    "INSERT INTO claims SELECT code, document_id, sum(area), sum(1 - area) FROM"
    " (SELECT DISTINCT 1 AS area, r.id, r.document_id, c.value AS code"
    "   FROM redactions AS r, json_each(r.codes) AS c"
    "  UNION ALL SELECT DISTINCT 0, m.source_page || m.kind, m.document_id, c.value"
    "   FROM page_marks AS m, json_each(m.codes) AS c) GROUP BY code, document_id"
)
# Where a reviewer said that nothing is withheld, so that no later reading suggests it again. Pages
# that earlier versions did not look at wait to be looked at.
_VERSION_5 = """
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
"""

# What engines made of weak pages, the first reading among them from the moment that a second was
# asked for: nothing that was read is lost. `ocr_pages` names the one that the text is made of.
_VERSION_6 = """
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
"""

FIRST, SECOND, THIRD = "1 the first matter", "2 redactions", "3 releases"
FOURTH, FIFTH, SIXTH = "4 searches", "5 rejected redactions", "6 readings"
NAMES = frozenset({FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH})


@MATTER(name=FIRST)
def _first_matter(database: Database) -> None:
    for statement in _statements(_VERSION_1):
        database.conn.execute(statement)


@MATTER(name=SECOND)
def _redactions(database: Database) -> None:
    for statement in _statements(_VERSION_2):
        database.conn.execute(statement)


@MATTER(name=THIRD)
def _releases(database: Database) -> None:
    for statement in _statements(_VERSION_3):
        database.conn.execute(statement)


@MATTER(name=FOURTH)
def _searches(database: Database) -> None:
    for statement in (*_statements(_VERSION_4), *_statements(_KEPT), _FIRST_CLAIMS):
        database.conn.execute(statement)
    keep_all_runs(database.conn)


@MATTER(name=FIFTH)
def _rejected_redactions(database: Database) -> None:
    for statement in _statements(_VERSION_5):
        database.conn.execute(statement)


@MATTER(name=SIXTH)
def _readings(database: Database) -> None:
    for statement in _statements(_VERSION_6):
        database.conn.execute(statement)


def _statements(script: str) -> list[str]:
    """The statements of a script; `executescript` would commit the migration's transaction."""
    statements: list[str] = []
    pending = ""
    for line in script.splitlines():
        pending += line + "\n"
        ends_trigger = line.rstrip().endswith("END;")
        if line.rstrip().endswith(";") and ("CREATE TRIGGER" not in pending or ends_trigger):
            statements.append(pending)
            pending = ""
    return statements


def unknown_migrations(database: Database) -> list[str]:
    """Migrations in the database that this program does not know: a newer one made them."""
    return sorted({migration.name for migration in MATTER.applied(database)} - NAMES)
