-- What runs found at each site, and the alarms that came of it.

-- What one run found at a site: what is normal for the site is learned from these rows.
CREATE TABLE site_runs (
    site TEXT NOT NULL,  -- its name
    run TEXT NOT NULL,  -- id of the run
    at TEXT NOT NULL,  -- its end, UTC
    sources INTEGER NOT NULL,  -- feeds, sitemaps and listings that answered, changed or not
    new INTEGER NOT NULL,  -- articles stored for the first time
    pages INTEGER NOT NULL,  -- pages that were read as articles
    walls INTEGER NOT NULL,  -- pages that were something else: a challenge, a consent page, no article
    found TEXT NOT NULL DEFAULT '{}',  -- JSON object: field to the number of pages on which it was found
    length INTEGER,  -- median length of the bodies that were found, characters
    PRIMARY KEY (site, run)
) STRICT, WITHOUT ROWID;

CREATE INDEX site_runs_by_time ON site_runs(site, at);

-- Something that was wrong with a site.
CREATE TABLE alarms (
    site TEXT NOT NULL,  -- its name
    kind TEXT NOT NULL CHECK (kind IN ('silent', 'field', 'short', 'empty', 'moved', 'walls', 'failing')),
    subject TEXT NOT NULL,  -- the field or source that it is about; empty for the site itself
    started TEXT NOT NULL,  -- UTC
    ended TEXT,  -- NULL: it lasts
    reason TEXT NOT NULL,  -- one sentence
    told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1, 2)),  -- notifications: 1 of its start, 2 of its end too
    accepted INTEGER NOT NULL DEFAULT 0 CHECK (accepted IN (0, 1)),  -- 1: a person said that it is normal from then on
    PRIMARY KEY (site, kind, subject, started)
) STRICT, WITHOUT ROWID;
