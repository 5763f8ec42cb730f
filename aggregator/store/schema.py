"""The tables, as migrations of sqlite-utils: one SQL file each in ``migrations/``, applied in the order of their names.

A released migration is never edited: a change is a new file. Content tables hold what was read, bookkeeping tables
how. Two databases are equal when their content tables are; exports leave bookkeeping out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable

from sqlite_utils import Database, Migrations

from aggregator.base.readings import reading
from aggregator.base.titles import joining_base, read_title
from aggregator.store.fingerprints import fingerprints_of, hour_of
from aggregator.store.ids import content_id
from aggregator.store.search import name_number, name_terms, terms

APPLICATION_ID = 0x616E6577
"""``anew`` in ASCII: marks the file as ours (SQLite file format, section 1.3.17)."""

CONTENT_TABLES = (
    *("articles", "article_versions", "authors", "article_images", "article_videos", "article_tags", "article_works"),
    *("works", "work_names", "work_ids", "people", "person_names", "releases", "credits", "stories", "aliases"),
    *("reasons", "redirects", "links", "corrections", "work_titles", "work_aliases", "work_keys"),
    *("declared_originals", "fingerprints", "searched_works", "searched_names"),
    *("story_keys", "person_links"),
)
BOOKKEEPING_TABLES = (
    *(
        "sites",
        "frontier",
        "mentions",
        "fetches",
        "failures",
        "runs",
        "hosts",
        "host_slots",
        "robots",
        "moves",
        "forgotten",
        "meta",
        "push_targets",
        "undecided",
        "listed_works",
        "listed_names",
        "listed_ids",
        "changes",
        "told",
        "archive",
        "site_runs",
        "alarms",
    ),
)
BOOKKEEPING_COLUMNS = frozenset({("articles", "last_seen"), ("corrections", "at")})

_FILES = sorted(
    (f for f in (files("aggregator.store") / "migrations").iterdir() if f.name.endswith(".sql")), key=lambda f: f.name
)
SCHEMA_VERSION = len(_FILES)

migrations = Migrations("aggregator")


def statements(sql: str) -> list[str]:
    """The statements of a migration file; each ends with a semicolon at the end of a line."""
    return [part.strip() for part in f"{sql}\n".split(";\n") if part.strip()]


_FUNCTIONS: dict[str, Callable[..., object]] = {
    "title_base": lambda title: read_title(title).base,
    "title_numbering": lambda title: read_title(title).numbering,
    "joining_base": joining_base,
    "fingerprints_of": lambda body: json.dumps(fingerprints_of(body)),
    "hour_of": hour_of,
    "text_terms": terms,
    "name_terms": name_terms,
    "name_number": name_number,
    "person_id_of": lambda name: content_id("person", reading(name) or name),
}
"""What migrations may ask of a title, a body, a time."""


def _register(file: Traversable) -> None:
    @migrations(name=file.name.removesuffix(".sql"))
    def apply(db: Database) -> None:
        for name, function in _FUNCTIONS.items():
            db.register_function(function, deterministic=True, replace=True, name=name)
        # One by one, because ``executescript`` would commit the migration's transaction first.
        for statement in statements(file.read_text(encoding="utf-8")):
            db.execute(statement)


for _file in _FILES:
    _register(_file)
