-- Works, people, claims, stories, and why they were decided so.

-- The same news, told by one or several articles.
CREATE TABLE stories (
    id TEXT PRIMARY KEY,  -- 13 characters, made from its first article; stays when others join
    title TEXT NOT NULL,  -- of its first article
    first_published TEXT,  -- when its first article came out, as stated there
    first_article_id TEXT NOT NULL,  -- the article that told it first
    article_count INTEGER NOT NULL,  -- copies included
    languages TEXT NOT NULL  -- JSON list
) STRICT;

-- A work: series, film, manga, game …
CREATE TABLE works (
    id TEXT PRIMARY KEY,  -- 13 characters, made from its title
    title TEXT NOT NULL,  -- in the spelling that most articles have
    type TEXT  -- what most articles say: tv, film, ova, ona, special, manga, novel, game, live_action, stage, music, other
) STRICT;

-- A name of a work.
CREATE TABLE work_names (
    work_id TEXT NOT NULL REFERENCES works(id) ON DELETE CASCADE,
    name TEXT NOT NULL,  -- as written
    language TEXT,  -- of the text that calls it so
    source TEXT NOT NULL,  -- article id, or the imported list
    PRIMARY KEY (work_id, name, source)
) STRICT, WITHOUT ROWID;

CREATE INDEX work_names_by_name ON work_names(name);

CREATE INDEX work_names_by_source ON work_names(source);

-- A work's id in another database.
CREATE TABLE work_ids (
    work_id TEXT NOT NULL REFERENCES works(id) ON DELETE CASCADE,
    "database" TEXT NOT NULL,  -- mal, anilist, anidb, ann, bangumi …
    value TEXT NOT NULL,  -- the id there
    PRIMARY KEY (work_id, "database", value)
) STRICT, WITHOUT ROWID;

-- Which works an article is about, the first one first.
CREATE TABLE article_works (
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    work_id TEXT NOT NULL REFERENCES works(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,  -- order in the article, from 0
    type TEXT,  -- what the article says that it is
    PRIMARY KEY (article_id, work_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_works_by_work ON article_works(work_id);

-- A person or company.
CREATE TABLE people (
    id TEXT PRIMARY KEY,  -- 13 characters, made from the name
    name TEXT NOT NULL  -- in the spelling that most articles have
) STRICT;

-- A spelling of its name.
CREATE TABLE person_names (
    person_id TEXT NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    name TEXT NOT NULL,  -- as written
    script TEXT,  -- Latn, Jpan …
    source TEXT NOT NULL,  -- article id
    PRIMARY KEY (person_id, name, source)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_names_by_source ON person_names(source);

-- A release as one article states it.
CREATE TABLE releases (
    id TEXT PRIMARY KEY,  -- made of all that the claim says, and where
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    article_version INTEGER NOT NULL,  -- the version that states it; the offsets are of its text
    work_id TEXT REFERENCES works(id),
    field TEXT NOT NULL CHECK (field IN ('title', 'body')),  -- where the quote stands: title or body
    text TEXT NOT NULL,  -- the words of the date
    event TEXT NOT NULL,  -- premiere, theatrical, streaming, home_video, publication, finale, other
    edtf TEXT NOT NULL,  -- the date as stated, EDTF (ISO 8601-2)
    earliest TEXT,  -- first day of the date's bounds
    latest TEXT,  -- last day
    time TEXT,  -- as stated, 25:30 included
    timezone TEXT,  -- IANA
    platform TEXT,  -- as written
    platform_id TEXT,  -- the same for all spellings, from aggregator/data/platforms.toml
    region TEXT,  -- as written
    region_code TEXT,  -- ISO 3166-1, or a group such as world
    status TEXT NOT NULL CHECK (status IN ('scheduled', 'delayed', 'released', 'cancelled')),
    superseded INTEGER NOT NULL DEFAULT 0 CHECK (superseded IN (0, 1)),  -- 1: a date that the text tells as replaced
    news INTEGER NOT NULL CHECK (news IN (0, 1)),  -- 1: what the article reports, 0: background
    quote TEXT NOT NULL,  -- exact words
    start INTEGER NOT NULL,  -- offset of the quote in code points
    "end" INTEGER NOT NULL,  -- offset behind the quote
    rule TEXT NOT NULL,  -- the rule that found it
    ledger TEXT NOT NULL DEFAULT 'current'  -- what holds now; retracted: a later version of the article does not state it
        CHECK (ledger IN ('current', 'superseded', 'disputed', 'retracted'))
) STRICT;

CREATE INDEX releases_by_article ON releases(article_id);

CREATE INDEX releases_by_work ON releases(work_id, event);

CREATE INDEX releases_by_time ON releases(earliest) WHERE ledger = 'current';

-- A credit as one article states it.
CREATE TABLE credits (
    id TEXT PRIMARY KEY,  -- made of all that the claim says, and where
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    article_version INTEGER NOT NULL,  -- the version that states it; the offsets are of its text
    work_id TEXT REFERENCES works(id),
    person_id TEXT REFERENCES people(id),
    field TEXT NOT NULL CHECK (field IN ('title', 'body')),  -- where the quote stands: title or body
    role TEXT NOT NULL,  -- role id
    role_text TEXT NOT NULL,  -- as written
    name TEXT NOT NULL,  -- as written
    character TEXT,  -- for voices
    song TEXT,  -- for theme songs
    status TEXT NOT NULL CHECK (status IN ('new', 'returning', 'previous')),
    news INTEGER NOT NULL CHECK (news IN (0, 1)),  -- 1: what the article reports, 0: background
    quote TEXT NOT NULL,  -- exact words
    start INTEGER NOT NULL,  -- offset of the quote in code points
    "end" INTEGER NOT NULL,  -- offset behind the quote
    rule TEXT NOT NULL,  -- the rule that found it
    ledger TEXT NOT NULL DEFAULT 'current'  -- what holds now; retracted: a later version of the article does not state it
        CHECK (ledger IN ('current', 'superseded', 'disputed', 'retracted'))
) STRICT;

CREATE INDEX credits_by_article ON credits(article_id);

CREATE INDEX credits_by_work ON credits(work_id, role);

CREATE INDEX credits_by_person ON credits(person_id);

-- The change feed.
CREATE TABLE changes (
    cursor INTEGER PRIMARY KEY AUTOINCREMENT,  -- grows; ask for what is greater than the last one seen
    at TEXT NOT NULL,  -- UTC
    kind TEXT NOT NULL,  -- what happened: new_story, new_release, changed_release, delay, cancellation, new_cast, new_staff, correction
    story_id TEXT,  -- the story that tells it
    article_id TEXT,  -- the article that tells it
    work_id TEXT,  -- the work that it is about
    detail TEXT NOT NULL DEFAULT '{}'  -- JSON
) STRICT;

-- Why something was decided.
CREATE TABLE reasons (
    subject TEXT NOT NULL,  -- id of the article or claim
    decision TEXT NOT NULL,  -- duplicate_of …
    because TEXT NOT NULL,  -- JSON: signals and values
    PRIMARY KEY (subject, decision)
) STRICT, WITHOUT ROWID;

-- An id that became another's.
CREATE TABLE redirects (
    old_id TEXT PRIMARY KEY,  -- an id that was given out
    new_id TEXT NOT NULL  -- what it is today
) STRICT, WITHOUT ROWID;

-- A current, future release (view).
CREATE VIEW upcoming AS
    SELECT r.earliest, r.latest, r.edtf, w.id AS work_id, w.title AS work, r.event, r.platform, r.region,
           r.status, count(DISTINCT r.article_id) AS article_count
    FROM releases r JOIN works w ON w.id = r.work_id
    WHERE r.ledger = 'current' AND r.news = 1 AND r.superseded = 0 AND r.status IN ('scheduled', 'delayed')
          AND r.latest >= date('now')
    GROUP BY w.id, r.event, r.edtf, r.platform_id, r.platform, r.region_code, r.region, r.status
    ORDER BY r.earliest, w.title;
