"""The index of near-duplicates: which articles share passages with one, at any number of articles.

Each body is kept as the fingerprints of ``base/shingles.py``, one row each. Of every fingerprint the first
:data:`FIRST` articles by time count: a passage that stands in thousands is a notice or a much copied report, and of a
report the first ones hold the original. So a look costs the same whatever the database holds, and what it finds
depends on the articles alone, not on the order in which they came.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aggregator.store import groups
from aggregator.store.database import Row, Store
from aggregator.store.fingerprints import fingerprints_of, hour_of

FIRST = 128
"""Articles of one fingerprint that are looked at."""
SHARED = 12
"""One of so many fingerprints of the shorter text must be shared before two bodies are compared."""
_FIRSTS = """SELECT (SELECT json_group_array(json_array(hour, docid)) FROM (
        SELECT hour, docid FROM fingerprints WHERE hash = own.value ORDER BY hour, docid LIMIT ?))
    FROM json_each(?) own"""
"""The first articles of each fingerprint, all in one query."""
_TEXT = "id, docid, site, title, canonical_url, sorted_at, body_hash, body"


@dataclass(frozen=True, slots=True)
class Near:
    """Articles that share passages with one, and those that it put behind the first ones of a passage, by docid."""

    candidates: tuple[int, ...]
    displaced: tuple[int, ...]


def index(store: Store, docid: int, sorted_at: str, body: str | None) -> None:
    """Enter an article's body; inside a write unit."""
    _each(store, "INSERT INTO fingerprints (hash, hour, docid) VALUES (?, ?, ?)", docid, sorted_at, body)


def unindex(store: Store, old: Row) -> None:
    """Take out what was entered for an article's row."""
    sql = "DELETE FROM fingerprints WHERE hash = ? AND hour = ? AND docid = ?"
    _each(store, sql, old["docid"], old["sorted_at"], old["body"])


def look(store: Store, article: Row) -> Near:
    """What shares passages with an article that stands in the index."""
    docid, hour = article["docid"], hour_of(article["sorted_at"])
    own = fingerprints_of(article["body"])
    shared: Counter[int] = Counter()
    displaced: set[int] = set()
    for (told,) in store.execute(_FIRSTS, (FIRST + 1, json.dumps(own))):
        articles = sorted(map(tuple, json.loads(told)))
        shared.update(other for _, other in articles[:FIRST])
        if len(articles) > FIRST and (hour, docid) < articles[FIRST]:
            displaced.add(articles[FIRST][1])
    del shared[docid]
    return Near(_enough(store, shared, len(own), len(article["body"] or "")), tuple(sorted(displaced)))


def _enough(store: Store, shared: Counter[int], own: int, length: int) -> tuple[int, ...]:
    """Those that share enough to be worth a comparison, the number of their fingerprints taken from their length."""
    sql = "SELECT docid, length(body) FROM articles WHERE docid IN (SELECT value FROM json_each(?))"
    lengths = store.rows(sql, (json.dumps(list(shared)),)) if shared else []
    return tuple(sorted(docid for docid, other in lengths if shared[docid] * SHARED >= own * min(1, other / length)))


def _each(store: Store, sql: str, docid: int, sorted_at: str, body: str | None) -> None:
    hour = hour_of(sorted_at)
    store.connection.executemany(sql, [(value, hour, docid) for value in fingerprints_of(body)])


def texts(store: Store, docids: Iterable[int]) -> list[Row]:
    """The articles of these docids, with all that :func:`look` and a comparison take."""
    sql = f"SELECT {_TEXT} FROM articles WHERE docid IN (SELECT value FROM json_each(?))"
    return store.rows(sql, (json.dumps(list(docids)),))


def text(store: Store, article_id: str) -> Row | None:
    """One article like those of :func:`texts`."""
    return store.row(f"SELECT {_TEXT} FROM articles WHERE id = ?", (article_id,))


def cluster(store: Store, article_id: str) -> list[Row]:
    """An article with its original and all that are copies of the same, each with what orders them."""
    return store.rows(
        """SELECT a.id, a.site, a.canonical_url, a.sorted_at, a.duplicate_of, d.canonical_url AS declared
           FROM articles a LEFT JOIN declared_originals d ON d.article_id = a.id
           WHERE a.id = (SELECT coalesce(duplicate_of, id) FROM articles WHERE id = :id)
               OR a.duplicate_of = (SELECT coalesce(duplicate_of, id) FROM articles WHERE id = :id)""",
        {"id": article_id},
    )


def copies_of(store: Store, docids: Iterable[int]) -> list[str]:
    """The ids of all that share a cluster with one of these articles."""
    rows = store.rows(
        """SELECT c.id FROM articles a JOIN articles c
               ON c.id = coalesce(a.duplicate_of, a.id) OR c.duplicate_of = coalesce(a.duplicate_of, a.id)
           WHERE a.docid IN (SELECT value FROM json_each(?))""",
        (json.dumps(list(docids)),),
    )
    return [row["id"] for row in rows]


def mark(store: Store, article_id: str, original: str | None, because: Mapping[str, object]) -> None:
    """Make an article a copy of another and keep why; with None, no copy of any."""
    store.execute(
        "UPDATE articles SET duplicate_of = :original WHERE id = :id AND duplicate_of IS NOT :original",
        {"id": article_id, "original": original},
    )
    if original is None:
        store.execute("DELETE FROM reasons WHERE subject = ? AND decision = 'duplicate_of'", (article_id,))
    else:
        groups.explain(store, article_id, "duplicate_of", {**because, "original": original})


def declare(store: Store, article_id: str, original: str | None) -> bool:
    """Keep where a page says that its article stands first; silence removes nothing. Returns whether it is new."""
    if original is None:
        return False
    changed = store.execute(
        """INSERT INTO declared_originals VALUES (?, ?) ON CONFLICT (article_id)
           DO UPDATE SET canonical_url = excluded.canonical_url WHERE canonical_url <> excluded.canonical_url""",
        (article_id, original),
    )
    return bool(changed.rowcount)
