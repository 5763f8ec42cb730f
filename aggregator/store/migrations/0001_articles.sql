-- Articles, their former states, and what they carry.

CREATE TABLE articles (
    docid INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    canonical_url TEXT NOT NULL UNIQUE,
    site TEXT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT,
    body TEXT,
    published TEXT,
    modified TEXT,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    sorted_at TEXT NOT NULL,
    image TEXT,
    video TEXT,
    kinds TEXT NOT NULL DEFAULT '[]',
    version INTEGER NOT NULL DEFAULT 1,
    version_at TEXT NOT NULL,
    headline_only INTEGER NOT NULL DEFAULT 0 CHECK (headline_only IN (0, 1)),
    paywalled INTEGER NOT NULL DEFAULT 0 CHECK (paywalled IN (0, 1)),
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    duplicate_of TEXT REFERENCES articles(id),
    story_id TEXT REFERENCES stories(id),
    body_hash TEXT,
    rules TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE INDEX articles_by_time ON articles(sorted_at DESC, id);

CREATE INDEX articles_by_site ON articles(site, sorted_at DESC);

CREATE INDEX articles_by_body ON articles(body_hash) WHERE body_hash IS NOT NULL;

CREATE INDEX articles_by_story ON articles(story_id);

CREATE INDEX articles_by_original ON articles(duplicate_of) WHERE duplicate_of IS NOT NULL;

CREATE TABLE article_versions (
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    seen_at TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT,
    body TEXT,
    PRIMARY KEY (article_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE authors (
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX authors_by_name ON authors(name);

CREATE TABLE article_images (
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    alt TEXT,
    width INTEGER,
    height INTEGER,
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_videos (
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    provider TEXT NOT NULL,
    video_id TEXT,
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_tags (
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_tags_by_tag ON article_tags(tag);

CREATE TABLE aliases (
    canonical_url TEXT PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX aliases_by_article ON aliases(article_id);

CREATE TABLE links (
    site TEXT NOT NULL,
    canonical_url TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT,
    first_seen TEXT NOT NULL,
    PRIMARY KEY (site, canonical_url)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5(
    title, summary, body, names, content='', tokenize='unicode61 remove_diacritics 2'
);
