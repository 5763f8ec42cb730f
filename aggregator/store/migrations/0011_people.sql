-- People by their names' readings, what joins and parts them, and corrections that can be taken back.

ALTER TABLE corrections RENAME TO former_corrections;

-- What a person knows better; stays through every recomputation.
CREATE TABLE corrections (
    kind TEXT NOT NULL CHECK (kind IN ('story', 'work', 'person', 'claim')),  -- what the ids are of
    one TEXT NOT NULL,  -- of a story an article of it, of a work or person the id that its name alone gives, or a claim
    other TEXT NOT NULL,  -- the other one, greater by alphabet; empty for a claim
    decision TEXT NOT NULL CHECK (decision IN ('merge', 'split', 'reject', 'undone')),  -- merge: one and the same; split: two; reject: not true; undone: taken back
    at TEXT NOT NULL,  -- when it was said, UTC (bookkeeping)
    PRIMARY KEY (kind, one, other)
) STRICT, WITHOUT ROWID;

INSERT INTO corrections SELECT * FROM former_corrections;

DROP TABLE former_corrections;

-- What something says of two readings of people's names.
CREATE TABLE person_links (
    source TEXT NOT NULL,  -- id of the article that says it, or of the work of whose credits it follows
    one TEXT NOT NULL,  -- a reading: a name without case, accents and order, in one romanisation, long vowels marked
    other TEXT NOT NULL,  -- the other one, greater by alphabet
    says TEXT NOT NULL CHECK (says IN ('same', 'apart')),  -- same: one person's; apart: two people's
    one_id TEXT NOT NULL,  -- the id that the reading alone gives
    other_id TEXT NOT NULL,  -- the same of the other
    PRIMARY KEY (source, one, other, says)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_links_by_one ON person_links(one_id);

CREATE INDEX person_links_by_other ON person_links(other_id);

CREATE INDEX redirects_by_new ON redirects(new_id);

-- Ids are made of readings now, so that «Ono» and «Ōno» are two; what was joined by hand is so again after a `regroup`.
INSERT OR IGNORE INTO people (id, name)
    SELECT person_id_of(name), name FROM person_names UNION SELECT person_id_of(name), name FROM credits
    WHERE person_id IS NOT NULL;

UPDATE OR REPLACE person_names SET person_id = person_id_of(name);

UPDATE credits SET person_id = person_id_of(name) WHERE person_id IS NOT NULL;

DELETE FROM redirects WHERE new_id IN (SELECT id FROM people);

DELETE FROM people WHERE id NOT IN (SELECT person_id FROM person_names)
    AND id NOT IN (SELECT person_id FROM credits WHERE person_id IS NOT NULL);
