-- How the content was gathered: the frontier, requests, failures, runs, hosts.

-- A source.
CREATE TABLE sites (
    site TEXT PRIMARY KEY,  -- its name
    title TEXT,  -- the name for people
    host TEXT,  -- where its articles stand
    language TEXT,  -- BCP 47 tag
    timezone TEXT,  -- IANA
    disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),  -- 1: left out of all runs
    first_seen TEXT NOT NULL  -- when it was crawled first, UTC
) STRICT, WITHOUT ROWID;

-- An address to be asked for, with its state.
CREATE TABLE frontier (
    key TEXT PRIMARY KEY,  -- canonical address; for sources the site's name before it
    url TEXT NOT NULL,  -- as it is asked for
    site TEXT NOT NULL,  -- name of the source
    kind TEXT NOT NULL CHECK (kind IN ('feed', 'sitemap', 'listing', 'article')),
    state TEXT NOT NULL CHECK (state IN ('pending', 'leased', 'done')),  -- pending: never read; leased: being asked for; done: read
    next_at TEXT,  -- when it is due (again); NULL for never
    sorted_at TEXT NOT NULL,  -- orders the work, newest first
    depth INTEGER NOT NULL DEFAULT 0,  -- of a sitemap below its index
    first_seen TEXT NOT NULL,  -- when the address was named first, UTC
    fetched_at TEXT,  -- when it was read last
    attempts INTEGER NOT NULL DEFAULT 0,  -- tries since the last success
    interval INTEGER,  -- poll interval of a source, seconds
    etag TEXT,  -- byte for byte
    last_modified TEXT,  -- byte for byte
    body_hash TEXT,  -- of the body read last
    article_id TEXT,  -- the article that was read there
    lease_owner TEXT,  -- machine:process:run
    lease_until TEXT,  -- when the lease ends by itself, UTC
    fence INTEGER NOT NULL DEFAULT 0  -- grows with every lease
) STRICT, WITHOUT ROWID;

CREATE INDEX frontier_new ON frontier(site, kind, sorted_at DESC, key, next_at) WHERE state = 'pending';

CREATE INDEX frontier_again ON frontier(site, kind, next_at) WHERE state = 'done' AND next_at IS NOT NULL;

CREATE INDEX frontier_failing ON frontier(site, next_at) WHERE attempts > 0 AND next_at IS NOT NULL;

CREATE INDEX frontier_leased ON frontier(lease_until, lease_owner) WHERE lease_owner IS NOT NULL;

-- What a source says of an address.
CREATE TABLE mentions (
    source TEXT NOT NULL,  -- key of the source
    key TEXT NOT NULL,  -- key of the address
    signature TEXT NOT NULL,  -- what may mean a change of the article
    link TEXT NOT NULL,  -- JSON: all that it says
    PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX mentions_by_key ON mentions(key);

-- A request's outcome; kept for 90 days.
CREATE TABLE fetches (
    id INTEGER PRIMARY KEY,  -- in the order of the requests
    run TEXT,  -- the run that asked
    site TEXT NOT NULL,  -- name of the source
    kind TEXT NOT NULL,  -- feed, sitemap, listing or article
    url TEXT NOT NULL,  -- as it was asked for
    at TEXT NOT NULL,  -- when, UTC
    outcome TEXT NOT NULL  -- what came of it
        CHECK (outcome IN ('OK', 'NOT_MODIFIED', 'DEFERRED', 'FAILED', 'REFUSED', 'REJECTED', 'FATAL')),
    reason TEXT,  -- NULL, or a word of base/errors.py
    detail TEXT,  -- one sentence
    status INTEGER,  -- HTTP status
    bytes INTEGER,  -- of the decompressed body
    seconds REAL  -- from the request to the end of the answer
) STRICT;

CREATE INDEX fetches_by_site ON fetches(site, at);

CREATE INDEX fetches_by_time ON fetches(at);

-- An address that fails at present.
CREATE TABLE failures (
    url TEXT PRIMARY KEY,  -- as it is asked for
    site TEXT NOT NULL,  -- name of the source
    kind TEXT NOT NULL,  -- feed, sitemap, listing or article
    outcome TEXT NOT NULL,  -- what came of it last
    reason TEXT NOT NULL,  -- a word of base/errors.py
    detail TEXT,  -- one sentence
    first_at TEXT NOT NULL,  -- since when it fails, UTC
    at TEXT NOT NULL,  -- when it failed last, UTC
    count INTEGER NOT NULL,  -- in a row
    retry_at TEXT  -- NULL: never again
) STRICT, WITHOUT ROWID;

CREATE INDEX failures_by_site ON failures(site);

-- A crawl.
CREATE TABLE runs (
    id TEXT PRIMARY KEY,  -- 13 characters
    started TEXT NOT NULL,  -- UTC
    finished TEXT,  -- NULL: running, or killed
    pid INTEGER NOT NULL,  -- the process's number
    outcome TEXT,  -- done, partly, aborted
    counts TEXT NOT NULL DEFAULT '{}'  -- JSON
) STRICT, WITHOUT ROWID;

-- When a host may be asked again; seconds since the epoch.
CREATE TABLE hosts (
    host TEXT PRIMARY KEY,  -- host[:port]
    next_at REAL NOT NULL DEFAULT 0,  -- when it may be asked next, seconds since 1970
    paused_until REAL NOT NULL DEFAULT 0,  -- asked for by Retry-After
    pause_reason TEXT  -- why it is left alone
) STRICT, WITHOUT ROWID;

-- Whose turn it is at a host.
CREATE TABLE host_slots (
    host TEXT NOT NULL,  -- the host that is asked
    slot INTEGER NOT NULL,  -- which of its requests at a time, from 0
    holder TEXT NOT NULL,  -- who asks: machine:process:run
    until REAL NOT NULL,  -- when the slot is free by itself, seconds since 1970
    PRIMARY KEY (host, slot)
) STRICT, WITHOUT ROWID;

-- What robots.txt said last.
CREATE TABLE robots (
    origin TEXT PRIMARY KEY,  -- scheme://host[:port]
    status INTEGER,  -- NULL: no answer
    body BLOB,  -- the file as it came
    fetched_at TEXT NOT NULL,  -- when it came, UTC
    unreachable_since TEXT  -- since when it gives no answer, UTC
) STRICT, WITHOUT ROWID;

-- A source's permanent redirect, until it is believed.
CREATE TABLE moves (
    url TEXT PRIMARY KEY,  -- the address that was asked for
    target TEXT NOT NULL,  -- where it leads for good
    count INTEGER NOT NULL  -- in a row
) STRICT, WITHOUT ROWID;

-- Versions of rules that stored values depend on.
CREATE TABLE meta (
    name TEXT PRIMARY KEY,  -- what is kept
    value TEXT NOT NULL  -- as text
) STRICT, WITHOUT ROWID;

-- An article that a person had forgotten for good.
CREATE TABLE forgotten (
    canonical_url TEXT PRIMARY KEY,  -- the address, in the form of articles.canonical_url
    at TEXT NOT NULL  -- when it was said, UTC
) STRICT, WITHOUT ROWID;
