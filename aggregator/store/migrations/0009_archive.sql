-- Where the pages lie that were stored, as they came.

-- A stored page's answer in a WARC file; files lie in the folder beside the database.
CREATE TABLE archive (
    file TEXT NOT NULL,  -- name in the archive's folder
    "offset" INTEGER NOT NULL,  -- where the record begins, bytes
    length INTEGER NOT NULL,  -- of the compressed record, bytes
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    url TEXT NOT NULL,  -- as it was asked for
    at TEXT NOT NULL,  -- when the page came, UTC
    timezone TEXT NOT NULL,  -- of its site, for times without an offset
    link TEXT,  -- JSON: what discovery said of the article then
    PRIMARY KEY (file, "offset")
) STRICT, WITHOUT ROWID;

CREATE INDEX archive_by_article ON archive(article_id, at);
