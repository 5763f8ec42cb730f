-- Works and their names as imported lists have them.

-- A work of an imported list.
CREATE TABLE listed_works (
    list TEXT NOT NULL,  -- bangumi-data, anime-offline-database, anidb
    entry TEXT NOT NULL,  -- its id in the list
    title TEXT NOT NULL,  -- the first of its names
    type TEXT,  -- tv, film, ova, ona, special …
    PRIMARY KEY (list, entry)
) STRICT, WITHOUT ROWID;

-- A name of a work of a list.
CREATE TABLE listed_names (
    list TEXT NOT NULL,  -- whose name it is
    entry TEXT NOT NULL,  -- the work's id in the list
    name TEXT NOT NULL,  -- as the list writes it
    language TEXT,  -- BCP 47; NULL: the list does not tell, or it is romanised
    base TEXT NOT NULL,  -- the name without case, accents, long vowels and number
    numbering TEXT NOT NULL,  -- which season and part the name says: s2, s4p2; empty for none
    words TEXT NOT NULL,  -- its words in one case, width and romanisation; of kanji and kana each letter
    joins INTEGER NOT NULL CHECK (joins IN (0, 1)),  -- 0: too short to tell works apart, or several works' name
    PRIMARY KEY (list, entry, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX listed_names_by_base ON listed_names(base, numbering);

-- An id of a work of a list in another database.
CREATE TABLE listed_ids (
    list TEXT NOT NULL,  -- which list tells it
    entry TEXT NOT NULL,  -- the work's id in the list
    "database" TEXT NOT NULL,  -- mal, anilist, anidb, ann, bangumi …
    value TEXT NOT NULL,  -- the id there
    PRIMARY KEY (list, entry, "database", value)
) STRICT, WITHOUT ROWID;

CREATE INDEX listed_ids_by_value ON listed_ids("database", value);
