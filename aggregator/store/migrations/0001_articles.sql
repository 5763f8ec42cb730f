-- Articles, their former states, and what they carry.

-- An article as it stands now.
CREATE TABLE articles (
    docid INTEGER PRIMARY KEY,  -- key of the full-text search: the id as a number
    id TEXT NOT NULL UNIQUE,  -- 13 characters, made from canonical_url
    url TEXT NOT NULL,  -- as published
    canonical_url TEXT NOT NULL UNIQUE,  -- the key: without trackers, session ids, fragment, www; always https
    site TEXT NOT NULL,  -- name of the source
    language TEXT NOT NULL,  -- BCP 47 tag
    title TEXT NOT NULL,  -- without the site's name
    summary TEXT,  -- what the page or its feed says in short
    published TEXT,  -- ISO 8601 with offset, or the day alone where no time is stated
    modified TEXT,  -- as the page states it
    first_seen TEXT NOT NULL,  -- when we saw it first, UTC
    last_seen TEXT NOT NULL,  -- when we saw it last, UTC (bookkeeping)
    sorted_at TEXT NOT NULL,  -- instant of published, else first_seen, UTC: for ordering
    image TEXT,  -- address of the lead picture
    video TEXT,  -- address of the first embedded video
    kinds TEXT NOT NULL DEFAULT '[]',  -- JSON list of kinds of news
    version INTEGER NOT NULL DEFAULT 1,  -- 1, and one more for each change of title, summary or body
    version_at TEXT NOT NULL,  -- since when it stands like this, UTC
    headline_only INTEGER NOT NULL DEFAULT 0 CHECK (headline_only IN (0, 1)),  -- 1: only what a feed or sitemap said of it is known
    paywalled INTEGER NOT NULL DEFAULT 0 CHECK (paywalled IN (0, 1)),  -- 1: the page itself says that it is not free
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),  -- 1: the page was taken away (404 or 410)
    duplicate_of TEXT REFERENCES articles(id),  -- the article that it is a copy of
    story_id TEXT REFERENCES stories(id),
    body_hash TEXT,  -- equal for equal bodies, whatever their spaces and punctuation; NULL for short ones
    rules TEXT NOT NULL DEFAULT '{}',  -- JSON object: field to the rule that found it
    body TEXT  -- plain text, paragraphs separated by a blank line; last, so that reading the others need not pass it
) STRICT;

CREATE INDEX articles_by_time ON articles(sorted_at DESC, id);

CREATE INDEX articles_by_site ON articles(site, sorted_at DESC);

CREATE INDEX articles_by_body ON articles(body_hash) WHERE body_hash IS NOT NULL;

CREATE INDEX articles_by_story ON articles(story_id);

CREATE INDEX articles_by_original ON articles(duplicate_of) WHERE duplicate_of IS NOT NULL;

-- A former state of an article.
CREATE TABLE article_versions (
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    version INTEGER NOT NULL,  -- its number; that of the present state is in articles.version
    seen_at TEXT NOT NULL,  -- since when it stood like this, UTC
    title TEXT NOT NULL,  -- as it was
    summary TEXT,  -- as it was
    body TEXT,  -- as it was
    PRIMARY KEY (article_id, version)
) STRICT, WITHOUT ROWID;

-- An author of an article.
CREATE TABLE authors (
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,  -- order on the page, from 0
    name TEXT NOT NULL,  -- as written
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX authors_by_name ON authors(name);

-- A picture of an article.
CREATE TABLE article_images (
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,  -- 0 is the lead picture
    url TEXT NOT NULL,  -- address of the picture
    alt TEXT,  -- what the page says that it shows
    width INTEGER,  -- pixels
    height INTEGER,  -- pixels
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

-- A video embedded in an article.
CREATE TABLE article_videos (
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,  -- order on the page, from 0
    url TEXT NOT NULL,  -- where a person can watch it
    provider TEXT NOT NULL,  -- youtube, vimeo, x …
    video_id TEXT,  -- its id there
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

-- A tag that the outlet gave an article.
CREATE TABLE article_tags (
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,  -- order on the page, from 0
    tag TEXT NOT NULL,  -- as written
    PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_tags_by_tag ON article_tags(tag);

-- Another address that leads to an article.
CREATE TABLE aliases (
    canonical_url TEXT PRIMARY KEY,  -- the other address, in the form of articles.canonical_url
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX aliases_by_article ON aliases(article_id);

-- A link that a source names but that stands on another's host: kept as a link, never as an article.
CREATE TABLE links (
    site TEXT NOT NULL,  -- name of the source that names it
    canonical_url TEXT NOT NULL,  -- the address, in the form of articles.canonical_url
    url TEXT NOT NULL,  -- as the source writes it
    title TEXT,  -- as the source writes it
    first_seen TEXT NOT NULL,  -- when the source named it first, UTC
    PRIMARY KEY (site, canonical_url)
) STRICT, WITHOUT ROWID;

-- Full-text search; text is cut into terms by store/search.py first, so query it through `aggregator search`.
CREATE VIRTUAL TABLE search USING fts5(
    title, summary, body, names, content='', tokenize='unicode61 remove_diacritics 2'
);
