"""Forgetting an article for good: it goes with all that hangs on it, and is not taken again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aggregator.store import articles, claims, frontier, groups, near, people, stories
from aggregator.store.articles import iso
from aggregator.store.database import Row, Store


@dataclass(frozen=True, slots=True)
class Left:
    """What is to be decided upon anew: articles that were one text with one that went, the works that it named, and the
    people of whose names it said something.
    """

    articles: tuple[str, ...]
    works: frozenset[str]
    people: frozenset[str]


def forget(store: Store, canonical_url: str, *, now: datetime) -> Left | None:
    """Remove an article by its canonical address, inside a write unit. Returns what was left by it; None where there
    was no such article.

    The address is remembered, so that no later crawl or ingest brings the article back.
    """
    found = articles.find(store, canonical_url)
    keys, left = {canonical_url}, None
    if found is not None:
        keys |= {found["canonical_url"]}
        keys |= {r["canonical_url"] for r in _aliases(store, found["id"])}
        left = take_out(store, found)
    for key in keys:
        store.execute("INSERT INTO forgotten VALUES (?, ?) ON CONFLICT DO NOTHING", (key, iso(now)))
        store.execute("DELETE FROM mentions WHERE key = ?", (key,))
        frontier.drop(store, key)
        store.execute("DELETE FROM failures WHERE url IN (SELECT url FROM frontier WHERE key = ?)", (key,))
    return left


def take_out(store: Store, found: Row) -> Left:
    """Remove an article's row with all that hangs on it, inside a write unit; nothing is remembered of it. Returns what
    was left by it.
    """
    copies = tuple(row["id"] for row in near.cluster(store, found["id"]) if row["id"] != found["id"])
    store.execute("UPDATE articles SET duplicate_of = NULL WHERE duplicate_of = ?", (found["id"],))
    said = frozenset(people.put_bonds(store, found["id"], ()))
    left = Left(copies, frozenset(claims.remove(store, found["id"])), said)
    rest = store.rows("SELECT id FROM articles WHERE story_id = ? AND id <> ?", (found["story_id"], found["id"]))
    stories.doubt(store, [row["id"] for row in rest])
    articles.remove(store, found)
    groups.leave_story(store, found["story_id"])
    return left


def is_forgotten(store: Store, canonical_url: str) -> bool:
    """Whether an article of this address is not to be taken."""
    return store.row("SELECT 1 FROM forgotten WHERE canonical_url = ?", (canonical_url,)) is not None


def forgotten_addresses(store: Store) -> set[str]:
    """The canonical addresses of all that was forgotten."""
    return {row["canonical_url"] for row in store.rows("SELECT canonical_url FROM forgotten")}


def _aliases(store: Store, article_id: str) -> list[Row]:
    return store.rows("SELECT canonical_url FROM aliases WHERE article_id = ?", (article_id,))
