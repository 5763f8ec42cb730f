-- How far the change feed was pushed to webhooks.

-- A webhook, and how far it was told.
CREATE TABLE push_targets (
    target TEXT PRIMARY KEY,  -- its name in aggregator.toml
    cursor INTEGER NOT NULL,  -- the last change that was told, passed over or given up
    sending INTEGER,  -- the change that is being told, or whose telling has an unknown outcome
    wait_until TEXT,  -- until when it asked not to be called, UTC
    at TEXT NOT NULL  -- when this was written, UTC
) STRICT, WITHOUT ROWID;
