-- How the reports of one announcement find each other.

-- A number that reports share if their words can make them one story.
CREATE TABLE story_keys (
    key INTEGER NOT NULL,  -- made from a title, a name, or two words of names that follow each other
    at INTEGER NOT NULL,  -- when the article came out, minutes since 1970
    docid INTEGER NOT NULL REFERENCES articles(docid) ON DELETE CASCADE,
    site INTEGER NOT NULL,  -- a number made from the site's name: an outlet does not join its own articles
    PRIMARY KEY (key, at, docid)
) STRICT, WITHOUT ROWID;

CREATE INDEX story_keys_by_article ON story_keys(docid);

-- An article whose story is to be decided anew.
CREATE TABLE undecided (
    article_id TEXT PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
