-- What articles call works, and which of these names are one work's.

-- A title by which an article names a work.
CREATE TABLE work_titles (
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    key TEXT NOT NULL,  -- the id that is made from the title
    title TEXT NOT NULL,  -- as written
    position INTEGER,  -- among the works that the article is about, the first one 0; NULL: only a claim is about it
    type TEXT,  -- what the article says that it is
    language TEXT NOT NULL,  -- of the article
    at TEXT NOT NULL,  -- when the article came out, UTC
    PRIMARY KEY (article_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX work_titles_by_key ON work_titles(key, at, article_id);

-- Another name that an article gives the work of a title.
CREATE TABLE work_aliases (
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    key TEXT NOT NULL,  -- of the title
    name TEXT NOT NULL,  -- as written
    base TEXT,  -- the name without case, accents, long vowels and number; NULL for one that joins no works
    PRIMARY KEY (article_id, key, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX work_aliases_by_key ON work_aliases(key, base);

CREATE INDEX work_aliases_by_base ON work_aliases(base, key);

-- Which work an id that is made from a title belongs to.
CREATE TABLE work_keys (
    key TEXT PRIMARY KEY,  -- the id that a title alone would give
    work_id TEXT NOT NULL,  -- the id that all titles of the work share
    base TEXT NOT NULL,  -- the title without case, accents, long vowels and number
    numbering TEXT NOT NULL  -- which season and part the title names: s2, s4p2; empty for none
) STRICT, WITHOUT ROWID;

CREATE INDEX work_keys_by_base ON work_keys(base, numbering);

CREATE INDEX work_keys_by_work ON work_keys(work_id);

-- as the article writes it
ALTER TABLE article_works ADD COLUMN work_title TEXT;

-- as the article writes it
ALTER TABLE releases ADD COLUMN work_title TEXT;

-- as the article writes it
ALTER TABLE credits ADD COLUMN work_title TEXT;

UPDATE article_works SET work_title = (SELECT title FROM works WHERE id = work_id);

UPDATE releases SET work_title = (SELECT title FROM works WHERE id = work_id);

UPDATE credits SET work_title = (SELECT title FROM works WHERE id = work_id);

INSERT INTO work_titles
    SELECT w.article_id, w.work_id, w.work_title, w.position, w.type, a.language, a.sorted_at
    FROM article_works w JOIN articles a ON a.id = w.article_id;

INSERT OR IGNORE INTO work_titles
    SELECT c.article_id, c.work_id, c.work_title, NULL, NULL, a.language, a.sorted_at
    FROM (SELECT article_id, work_id, work_title FROM releases UNION SELECT article_id, work_id, work_title FROM credits) c
        JOIN articles a ON a.id = c.article_id
    WHERE c.work_id IS NOT NULL;

INSERT INTO work_aliases
    SELECT t.article_id, t.key, n.name, joining_base(t.title, n.name)
    FROM work_names n JOIN work_titles t ON t.article_id = n.source AND t.key = n.work_id
    WHERE n.name <> t.title;

INSERT INTO work_keys
    SELECT key, key, title_base(title), title_numbering(title) FROM work_titles GROUP BY key;
