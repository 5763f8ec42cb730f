"""Forgetting an article for good: it goes with all that hangs on it, and is not taken again."""

from __future__ import annotations

from datetime import datetime

from aggregator.store import articles, claims, frontier, groups
from aggregator.store.articles import iso
from aggregator.store.database import Row, Store


def forget(store: Store, canonical_url: str, *, now: datetime) -> bool:
    """Remove an article by its canonical address, in a transaction of its own. Returns whether there was one.

    The address is remembered, so that no later crawl or ingest brings the article back.
    """
    with store.write():
        found = articles.find(store, canonical_url)
        keys = {canonical_url}
        if found is not None:
            keys |= {found["canonical_url"]}
            keys |= {r["canonical_url"] for r in _aliases(store, found["id"])}
            story = found["story_id"]
            copies = store.rows("SELECT id FROM articles WHERE duplicate_of = ? ORDER BY sorted_at, id", (found["id"],))
            store.execute("UPDATE articles SET duplicate_of = NULL WHERE duplicate_of = ?", (found["id"],))
            claims.remove(store, found["id"])
            articles.remove(store, found)
            groups.regroup(store, story, [row["id"] for row in copies])
        for key in keys:
            store.execute("INSERT INTO forgotten VALUES (?, ?) ON CONFLICT DO NOTHING", (key, iso(now)))
            store.execute("DELETE FROM mentions WHERE key = ?", (key,))
            frontier.drop(store, key)
            store.execute("DELETE FROM failures WHERE url IN (SELECT url FROM frontier WHERE key = ?)", (key,))
    return found is not None


def is_forgotten(store: Store, canonical_url: str) -> bool:
    """Whether an article of this address is not to be taken."""
    return store.row("SELECT 1 FROM forgotten WHERE canonical_url = ?", (canonical_url,)) is not None


def _aliases(store: Store, article_id: str) -> list[Row]:
    return store.rows("SELECT canonical_url FROM aliases WHERE article_id = ?", (article_id,))
