-- Works, people, claims, stories, and why they were decided so.

CREATE TABLE stories (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    first_published TEXT,
    first_article_id TEXT NOT NULL,
    article_count INTEGER NOT NULL,
    languages TEXT NOT NULL
) STRICT;

CREATE TABLE works (id TEXT PRIMARY KEY, title TEXT NOT NULL, type TEXT) STRICT;

CREATE TABLE work_names (
    work_id TEXT NOT NULL REFERENCES works(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    language TEXT,
    source TEXT NOT NULL,
    PRIMARY KEY (work_id, name, source)
) STRICT, WITHOUT ROWID;

CREATE INDEX work_names_by_name ON work_names(name);

CREATE TABLE work_ids (
    work_id TEXT NOT NULL REFERENCES works(id) ON DELETE CASCADE,
    "database" TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (work_id, "database", value)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_works (
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    work_id TEXT NOT NULL REFERENCES works(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (article_id, work_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_works_by_work ON article_works(work_id);

CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;

CREATE TABLE person_names (
    person_id TEXT NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    script TEXT,
    source TEXT NOT NULL,
    PRIMARY KEY (person_id, name, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE releases (
    id TEXT PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    article_version INTEGER NOT NULL,
    work_id TEXT REFERENCES works(id),
    field TEXT NOT NULL CHECK (field IN ('title', 'body')),
    text TEXT NOT NULL,
    event TEXT NOT NULL,
    edtf TEXT NOT NULL,
    earliest TEXT,
    latest TEXT,
    time TEXT,
    timezone TEXT,
    platform TEXT,
    platform_id TEXT,
    region TEXT,
    region_code TEXT,
    status TEXT NOT NULL CHECK (status IN ('scheduled', 'delayed', 'released', 'cancelled')),
    superseded INTEGER NOT NULL DEFAULT 0 CHECK (superseded IN (0, 1)),
    news INTEGER NOT NULL CHECK (news IN (0, 1)),
    quote TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    rule TEXT NOT NULL,
    ledger TEXT NOT NULL DEFAULT 'current'
        CHECK (ledger IN ('current', 'superseded', 'disputed', 'retracted'))
) STRICT;

CREATE INDEX releases_by_article ON releases(article_id);

CREATE INDEX releases_by_work ON releases(work_id, event);

CREATE INDEX releases_by_time ON releases(earliest) WHERE ledger = 'current';

CREATE TABLE credits (
    id TEXT PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    article_version INTEGER NOT NULL,
    work_id TEXT REFERENCES works(id),
    person_id TEXT REFERENCES people(id),
    field TEXT NOT NULL CHECK (field IN ('title', 'body')),
    role TEXT NOT NULL,
    role_text TEXT NOT NULL,
    name TEXT NOT NULL,
    character TEXT,
    song TEXT,
    status TEXT NOT NULL CHECK (status IN ('new', 'returning', 'previous')),
    news INTEGER NOT NULL CHECK (news IN (0, 1)),
    quote TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    rule TEXT NOT NULL,
    ledger TEXT NOT NULL DEFAULT 'current'
        CHECK (ledger IN ('current', 'superseded', 'disputed', 'retracted'))
) STRICT;

CREATE INDEX credits_by_article ON credits(article_id);

CREATE INDEX credits_by_work ON credits(work_id, role);

CREATE INDEX credits_by_person ON credits(person_id);

CREATE TABLE changes (
    cursor INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    story_id TEXT,
    article_id TEXT,
    work_id TEXT,
    detail TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE reasons (
    subject TEXT NOT NULL,
    decision TEXT NOT NULL,
    because TEXT NOT NULL,
    PRIMARY KEY (subject, decision)
) STRICT, WITHOUT ROWID;

CREATE TABLE redirects (old_id TEXT PRIMARY KEY, new_id TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE VIEW upcoming AS
    SELECT r.earliest, r.latest, r.edtf, w.id AS work_id, w.title AS work, r.event, r.platform, r.region,
           r.status, count(DISTINCT r.article_id) AS article_count
    FROM releases r JOIN works w ON w.id = r.work_id
    WHERE r.ledger = 'current' AND r.news = 1 AND r.superseded = 0 AND r.status IN ('scheduled', 'delayed')
          AND r.latest >= date('now')
    GROUP BY w.id, r.event, r.edtf, r.platform_id, r.platform, r.region_code, r.region, r.status
    ORDER BY r.earliest, w.title;
