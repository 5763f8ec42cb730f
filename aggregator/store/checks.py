"""Whether a database is sound: the file itself, its references, its search, and what its tables say of each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aggregator.base.errors import StorageError
from aggregator.store.database import Store
from aggregator.store.files import Told, connected

MOST = 20
"""Faults of the file itself that are told."""


@dataclass(frozen=True, slots=True)
class Question:
    """Rows that should not be: ``sql`` counts them, ``said`` names them, ``advice`` says what helps."""

    name: str
    sql: str
    said: str
    advice: str


_REPORT = "nothing of ours leaves such rows; please report it, and restore a backup if you made no change by hand"

QUESTIONS = (
    Question(
        "search",
        "SELECT count(*) FROM articles WHERE docid NOT IN (SELECT id FROM search_docsize)",
        "articles that the search does not know",
        _REPORT,
    ),
    Question(
        "search",
        "SELECT count(*) FROM search_docsize WHERE id NOT IN (SELECT docid FROM articles)",
        "entries of the search without an article",
        _REPORT,
    ),
    Question(
        "orphans",
        "SELECT count(*) FROM stories s WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.story_id = s.id)",
        "stories without an article",
        _REPORT,
    ),
    Question(
        "orphans",
        "SELECT count(*) FROM works w WHERE NOT EXISTS (SELECT 1 FROM work_names n WHERE n.work_id = w.id)",
        "works without a name",
        _REPORT,
    ),
    Question(
        "orphans",
        "SELECT count(*) FROM frontier f WHERE article_id IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM articles a WHERE a.id = f.article_id)",
        "addresses that led to an article that is not there",
        _REPORT,
    ),
    Question(
        "duplicates",
        "SELECT count(*) FROM (SELECT 1 FROM articles GROUP BY canonical_url HAVING count(*) > 1)",
        "addresses with more than one article",
        _REPORT,
    ),
    Question(
        "duplicates",
        "SELECT count(*) FROM articles o JOIN articles a ON a.duplicate_of = o.id WHERE o.duplicate_of IS NOT NULL",
        "copies of an article that is itself a copy",
        _REPORT,
    ),
    Question(
        "duplicates",
        "SELECT count(*) FROM aliases l JOIN articles a ON a.canonical_url = l.canonical_url",
        "addresses that are an article's own and another's too",
        _REPORT,
    ),
)


def damage(path: Path) -> list[str]:
    """What is wrong with the file at ``path`` and with its references; empty where it is whole.

    Looks at every page: a database of 1 GiB takes some seconds. SQLite's own check looks into the search as well.
    """
    try:
        with connected(path, "ro") as connection:
            try:
                with Told(path):
                    rows = connection.execute(f"PRAGMA integrity_check({MOST})").fetchall()
                    faults = [row[0] for row in rows if row[0] != "ok"]
                    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            finally:
                connection.close()
    except StorageError as error:
        return [str(error)]
    tables = sorted({row[0] for row in broken})
    return faults + [f"{len(broken)} rows of {', '.join(tables)} refer to rows that are not there"] * bool(broken)


def asked(store: Store) -> Iterator[tuple[Question, int]]:
    """The answer to each question: how many such rows there are."""
    for question in QUESTIONS:
        yield question, store.rows(question.sql)[0][0]
