-- How the content was gathered: the frontier, requests, failures, runs, hosts.

CREATE TABLE sites (
    site TEXT PRIMARY KEY,
    title TEXT,
    host TEXT,
    language TEXT,
    timezone TEXT,
    disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
    first_seen TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE frontier (
    key TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    site TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('feed', 'sitemap', 'listing', 'article')),
    state TEXT NOT NULL CHECK (state IN ('pending', 'leased', 'done')),
    next_at TEXT,
    sorted_at TEXT NOT NULL,
    depth INTEGER NOT NULL DEFAULT 0,
    first_seen TEXT NOT NULL,
    fetched_at TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    interval INTEGER,
    etag TEXT,
    last_modified TEXT,
    body_hash TEXT,
    article_id TEXT,
    lease_owner TEXT,
    lease_until TEXT,
    fence INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX frontier_due ON frontier(site, kind, next_at) WHERE next_at IS NOT NULL;

CREATE INDEX frontier_leased ON frontier(lease_owner) WHERE lease_owner IS NOT NULL;

CREATE TABLE mentions (
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    signature TEXT NOT NULL,
    link TEXT NOT NULL,
    PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX mentions_by_key ON mentions(key);

CREATE TABLE fetches (
    id INTEGER PRIMARY KEY,
    run TEXT,
    site TEXT NOT NULL,
    kind TEXT NOT NULL,
    url TEXT NOT NULL,
    at TEXT NOT NULL,
    outcome TEXT NOT NULL
        CHECK (outcome IN ('OK', 'NOT_MODIFIED', 'DEFERRED', 'FAILED', 'REFUSED', 'REJECTED', 'FATAL')),
    reason TEXT,
    detail TEXT,
    status INTEGER,
    bytes INTEGER,
    seconds REAL
) STRICT;

CREATE INDEX fetches_by_site ON fetches(site, at);

CREATE INDEX fetches_by_time ON fetches(at);

CREATE TABLE failures (
    url TEXT PRIMARY KEY,
    site TEXT NOT NULL,
    kind TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT,
    first_at TEXT NOT NULL,
    at TEXT NOT NULL,
    count INTEGER NOT NULL,
    retry_at TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX failures_by_site ON failures(site);

CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    pid INTEGER NOT NULL,
    outcome TEXT,
    counts TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;

CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    next_at REAL NOT NULL DEFAULT 0,
    paused_until REAL NOT NULL DEFAULT 0,
    pause_reason TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE host_slots (
    host TEXT NOT NULL,
    slot INTEGER NOT NULL,
    holder TEXT NOT NULL,
    until REAL NOT NULL,
    PRIMARY KEY (host, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE robots (
    origin TEXT PRIMARY KEY,
    status INTEGER,
    body BLOB,
    fetched_at TEXT NOT NULL,
    unreachable_since TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE moves (
    url TEXT PRIMARY KEY,
    target TEXT NOT NULL,
    count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE forgotten (
    canonical_url TEXT PRIMARY KEY,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
