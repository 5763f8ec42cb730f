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
