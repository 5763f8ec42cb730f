-- What articles had when they were read before: a field that goes from them is lost, whatever is usual.

-- JSON object: field to the number of pages on which it was found when they were read before
ALTER TABLE site_runs ADD COLUMN had TEXT NOT NULL DEFAULT '{}';
-- JSON object: field to the number of these pages on which it is missing now
ALTER TABLE site_runs ADD COLUMN lost TEXT NOT NULL DEFAULT '{}';
