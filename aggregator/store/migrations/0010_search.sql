-- The names of works in the full-text search.

-- What the search holds of an article's works in its column `names`, so that it can be taken out again.
CREATE TABLE searched_works (
    docid INTEGER PRIMARY KEY,  -- the article's
    keys TEXT NOT NULL  -- the ids that the titles make by which the article calls works, separated by spaces
) STRICT;

-- A name of a work as the search of names holds it.
CREATE TABLE searched_names (
    id INTEGER PRIMARY KEY,  -- made from the work's id and the name
    work_id TEXT NOT NULL,  -- whose name it is
    name TEXT NOT NULL  -- as written
) STRICT;

CREATE INDEX searched_names_by_work ON searched_names(work_id);

-- Full-text search of works' names; like `search`.
CREATE VIRTUAL TABLE search_names USING fts5(name, content='', tokenize='unicode61 remove_diacritics 2');

INSERT INTO searched_names SELECT DISTINCT name_number(work_id, name), work_id, name FROM work_names;

INSERT INTO search_names (rowid, name) SELECT id, name_terms(name) FROM searched_names;

INSERT INTO searched_works
    SELECT a.docid, group_concat(t.key, ' ' ORDER BY t.key) FROM work_titles t JOIN articles a ON a.id = t.article_id
    GROUP BY a.docid;

INSERT INTO search (search, rowid, title, summary, body, names)
    SELECT 'delete', docid, text_terms(title), text_terms(summary), text_terms(body), ''
    FROM articles JOIN searched_works USING (docid);

INSERT INTO search (rowid, title, summary, body, names)
    SELECT docid, text_terms(title), text_terms(summary), text_terms(body), keys
    FROM articles JOIN searched_works USING (docid);
