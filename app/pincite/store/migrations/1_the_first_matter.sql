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
