"""A part of the database for one worker: the bookkeeping of a few sites goes out, and comes back with what was asked.

A shard is a database of the same schema. It holds no article that is known already: what a worker reads is written down
beside the tables, in ``readings``, and stored in the whole database by the steps that store any reading. Its rows of
bookkeeping then take the place of those they were copied from, unless these changed meanwhile: a row of the frontier
whose ``fence`` has grown is another's by now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from aggregator.store.database import Row, Store
from aggregator.store.files import Told

_READINGS = """CREATE TABLE readings (
    id INTEGER PRIMARY KEY, key TEXT, entry TEXT NOT NULL, record BLOB, url TEXT, at TEXT, link TEXT
) STRICT"""
_SOURCES = "SELECT key FROM main.frontier WHERE kind <> 'article' AND site IN (SELECT value FROM json_each(:sites))"
_SEED = {
    "sites": "site IN (SELECT value FROM json_each(:sites))",
    "frontier": "site IN (SELECT value FROM json_each(:sites))",
    "mentions": f"source IN ({_SOURCES})",
    "failures": "site IN (SELECT value FROM json_each(:sites))",
    "hosts": "host IN (SELECT value FROM json_each(:hosts))",
    "robots": "substr(origin, instr(origin, '//') + 2) IN (SELECT value FROM json_each(:hosts))",
    "moves": f"url IN (SELECT url FROM main.frontier WHERE key IN ({_SOURCES}))",
    "forgotten": "true",
}
"""What a shard begins with, by table."""
_FREED = "state = CASE WHEN fetched_at IS NULL THEN 'pending' ELSE 'done' END, lease_owner = NULL, lease_until = NULL"


def make_template(path: Path) -> None:
    """An empty shard in one file, to be copied for each."""
    with Store.open(path) as store:
        store.execute(_READINGS)
        store.execute("PRAGMA journal_mode = DELETE").fetchone()


def seed(store: Store, shard: Path, *, sites: str, hosts: str) -> None:
    """Fill an empty shard with what a worker must know of some sites and hosts, both as JSON lists."""
    with _attached(store, shard), store.write():
        for table, where in _SEED.items():
            values = {name: value for name, value in (("sites", sites), ("hosts", hosts)) if f":{name}" in where}
            store.execute(f"INSERT INTO shard.{table} SELECT * FROM main.{table} WHERE {where}", values)
        store.execute(f"UPDATE shard.frontier SET {_FREED} WHERE lease_owner IS NOT NULL")


def keep_reading(store: Store, values: Sequence[object]) -> None:
    """Write down what was read, inside the unit that stores it in the shard: the key of its address, the reading as
    JSON, and where pages are archived its record with its address, time and link.
    """
    sql = "INSERT INTO readings (key, entry, record, url, at, link) VALUES (?, ?, ?, ?, ?, ?)"
    store.execute(sql, tuple(values))


def readings(shard: Store) -> Iterator[Row]:
    """What was written down, in its order."""
    yield from shard.execute("SELECT * FROM readings ORDER BY id")


def said_anew(store: Store, shard: Store, key: str) -> bool:
    """Whether a source that named an address before says something else of it in a shard."""
    rows = shard.rows("SELECT source, link FROM mentions WHERE key = ?", (key,))
    before = {row["source"]: row["link"] for row in store.rows("SELECT * FROM mentions WHERE key = ?", (key,))}
    return any(before.get(row["source"], row["link"]) != row["link"] for row in rows)


def merge_bookkeeping(store: Store, shard: Path, *, sites: str, run: str) -> None:
    """Take a shard's bookkeeping over, in a transaction of its own; requests count as made in this ``run``.

    The same shard again changes nothing but the records of requests.
    """
    with _attached(store, shard), store.write():
        names = [row["name"] for row in store.rows("SELECT name FROM pragma_table_info('frontier')")]
        changes = ", ".join(f"{name} = excluded.{name}" for name in names if name != "key")
        store.execute(
            f"""INSERT INTO main.frontier SELECT * FROM shard.frontier WHERE true
                ON CONFLICT (key) DO UPDATE SET {changes} WHERE excluded.fence >= frontier.fence"""
        )
        store.execute(
            """INSERT INTO main.mentions SELECT * FROM shard.mentions WHERE true
               ON CONFLICT (source, key) DO UPDATE SET signature = excluded.signature, link = excluded.link
               WHERE link <> excluded.link OR signature <> excluded.signature"""
        )
        store.execute("INSERT INTO main.links SELECT * FROM shard.links WHERE true ON CONFLICT DO NOTHING")
        columns = "site, kind, url, at, outcome, reason, detail, status, bytes, seconds"
        store.execute(
            f"INSERT INTO main.fetches (run, {columns}) SELECT ?, {columns} FROM shard.fetches ORDER BY id", (run,)
        )
        store.execute("DELETE FROM main.failures WHERE site IN (SELECT value FROM json_each(?))", (sites,))
        store.execute("INSERT INTO main.failures SELECT * FROM shard.failures WHERE true ON CONFLICT DO NOTHING")
        store.execute(
            """INSERT INTO main.hosts SELECT * FROM shard.hosts WHERE true
               ON CONFLICT (host) DO UPDATE SET next_at = max(next_at, excluded.next_at),
                   pause_reason = iif(excluded.paused_until > paused_until, excluded.pause_reason, pause_reason),
                   paused_until = max(paused_until, excluded.paused_until)"""
        )
        store.execute(
            """INSERT INTO main.robots SELECT * FROM shard.robots WHERE true
               ON CONFLICT (origin) DO UPDATE SET status = excluded.status, body = excluded.body,
                   fetched_at = excluded.fetched_at, unreachable_since = excluded.unreachable_since
               WHERE excluded.fetched_at >= fetched_at"""
        )
        store.execute(
            """DELETE FROM main.moves WHERE url IN (SELECT url FROM shard.frontier WHERE kind <> 'article')
               AND url NOT IN (SELECT url FROM shard.moves)"""
        )
        store.execute(
            """INSERT INTO main.moves SELECT * FROM shard.moves WHERE true
               ON CONFLICT (url) DO UPDATE SET target = excluded.target, count = excluded.count"""
        )


@contextmanager
def _attached(store: Store, shard: Path) -> Iterator[None]:
    with Told(shard):
        store.execute("ATTACH ? AS shard", (str(shard),))
    try:
        yield
    finally:
        store.execute("DETACH shard")
