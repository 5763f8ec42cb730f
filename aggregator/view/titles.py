"""Works of a name, as articles and imported lists know them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from aggregator.base.titles import read_title
from aggregator.store.database import Store


@dataclass(frozen=True, slots=True)
class KnownWork:
    """A work: its names, each with those who call it so (``articles``, or a list), its ids in other databases, and the
    number of articles about it. ``id`` is None for one that only a list has.
    """

    id: str | None
    title: str
    type: str | None
    names: dict[str, list[str]]
    ids: dict[str, list[str]]
    articles: int


_NAMES = """SELECT name, source, source IN (SELECT list FROM listed_works) AS listed FROM work_names
    WHERE work_id = ? ORDER BY name, source"""


def works_named(store: Store, name: str, *, limit: int) -> list[KnownWork]:
    """The works of a name in any spelling and of any season, else those that have a name which begins with it: first
    those that articles name, then those of lists alone.
    """
    base = read_title(name).base
    for last in (base, base + "\U0010ffff"):
        bases = {"first": base, "last": last, "limit": limit}
        found = [*_of_articles(store, bases), *_of_lists(store, bases)]
        if found:
            return found[:limit]
    return []


def _of_articles(store: Store, bases: dict[str, object]) -> list[KnownWork]:
    rows = store.rows(
        """SELECT w.*, (SELECT count(*) FROM article_works a WHERE a.work_id = w.id) AS articles FROM works w
           WHERE w.id IN (
               SELECT work_id FROM work_keys WHERE base BETWEEN :first AND :last
               UNION SELECT k.work_id FROM work_aliases a JOIN work_keys k ON k.key = a.key
               WHERE a.base BETWEEN :first AND :last
               UNION SELECT k.work_id FROM listed_names l JOIN listed_names n ON n.list = l.list AND n.entry = l.entry
               JOIN work_keys k ON k.base = n.base AND k.numbering = n.numbering
               WHERE l.base BETWEEN :first AND :last AND n.joins)
           ORDER BY articles DESC, w.title LIMIT :limit""",
        bases,
    )
    found = []
    for row in rows:
        names = store.rows(_NAMES, (row["id"],))
        ids = store.rows('SELECT "database", value FROM work_ids WHERE work_id = ?', (row["id"],))
        told = [(one["name"], one["source"] if one["listed"] else "articles") for one in names]
        found.append(KnownWork(row["id"], row["title"], row["type"], _lists(told), _lists(ids), row["articles"]))
    return found


def _of_lists(store: Store, bases: dict[str, object]) -> list[KnownWork]:
    rows = store.rows(
        """SELECT DISTINCT w.* FROM listed_names n JOIN listed_works w ON w.list = n.list AND w.entry = n.entry
           WHERE n.base BETWEEN :first AND :last AND NOT EXISTS (
               SELECT 1 FROM listed_names o JOIN work_keys k ON k.base = o.base AND k.numbering = o.numbering
               WHERE o.list = w.list AND o.entry = w.entry AND o.joins)
           ORDER BY w.title, w.list, w.entry LIMIT :limit""",
        bases,
    )
    found = []
    for row in rows:
        key = (row["list"], row["entry"])
        names = store.rows("SELECT name, list FROM listed_names WHERE list = ? AND entry = ? ORDER BY name", key)
        ids = store.rows('SELECT "database", value FROM listed_ids WHERE list = ? AND entry = ?', key)
        found.append(KnownWork(None, row["title"], row["type"], _lists(names), _lists(ids), 0))
    return found


def _lists(pairs: Iterable[Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        if value not in found[key]:
            found[key].append(value)
    return dict(found)
