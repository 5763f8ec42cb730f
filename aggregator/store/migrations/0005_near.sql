-- What near-duplicates are found by.

-- A passage of an article's text, by its hash: what two copies share (the index of near-duplicates).
CREATE TABLE fingerprints (
    hash INTEGER NOT NULL,  -- of some consecutive words: 32 bits, signed
    hour INTEGER NOT NULL,  -- of the article's sorted_at, in hours since 1970
    docid INTEGER NOT NULL,  -- the article's
    PRIMARY KEY (hash, hour, docid)
) STRICT, WITHOUT ROWID;

-- Where a page says that its article stands first (rel=canonical to another site).
CREATE TABLE declared_originals (
    article_id TEXT PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    canonical_url TEXT NOT NULL  -- of the original
) STRICT, WITHOUT ROWID;

INSERT INTO fingerprints
    SELECT f.value, hour_of(a.sorted_at), a.docid FROM articles a, json_each(fingerprints_of(a.body)) f;
