-- What several articles make of each other's claims, what of it was told, and what a person knows better.

-- What a person knows better; stays through every recomputation.
CREATE TABLE corrections (
    kind TEXT NOT NULL CHECK (kind IN ('story', 'work', 'person', 'claim')),  -- what the ids are of
    one TEXT NOT NULL,  -- of a story an article of it, of a work or person the id that its name alone gives, or a claim
    other TEXT NOT NULL,  -- the other one, greater by alphabet; empty for a claim
    decision TEXT NOT NULL CHECK (decision IN ('merge', 'split', 'reject')),  -- merge: one and the same; split: two; reject: not true
    at TEXT NOT NULL,  -- when it was said, UTC (bookkeeping)
    PRIMARY KEY (kind, one, other)
) STRICT, WITHOUT ROWID;

-- What the change feed has told, so that each thing is told once.
CREATE TABLE told (
    subject TEXT NOT NULL,  -- id of the work or story
    fact TEXT NOT NULL,  -- JSON list
    PRIMARY KEY (subject, fact)
) STRICT, WITHOUT ROWID;

DROP VIEW upcoming;

-- A current, future release (view).
CREATE VIEW upcoming AS
    SELECT r.earliest, r.latest, r.edtf, w.id AS work_id, w.title AS work, r.event, r.platform, r.region,
           r.status, count(DISTINCT coalesce(a.duplicate_of, a.id)) AS article_count
    FROM releases r JOIN works w ON w.id = r.work_id JOIN articles a ON a.id = r.article_id
    WHERE r.ledger = 'current' AND r.news = 1 AND r.superseded = 0 AND r.status IN ('scheduled', 'delayed')
          AND r.latest >= date('now')
    GROUP BY w.id, r.event, r.edtf, r.platform_id, r.platform, r.region_code, r.region, r.status
    ORDER BY r.earliest, w.title;
