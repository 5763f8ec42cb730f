"""What is to be asked for: every address with its state, in the database, so that a kill loses nothing.

An address is *pending* (never read), *leased* (somebody asks for it now) or *done*; ``next_at`` is when it is due
(again), NULL for never. A lease ends in the same transaction that stores what came of it. A lease whose holder died
or whose time ran out is free again; ``fence`` grows with every lease, so that a late answer of a former holder
changes nothing; a task ends once.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from aggregator.base.records import NO_VALIDATORS, Validators
from aggregator.store.articles import iso
from aggregator.store.database import Row, Store


class Kind(StrEnum):
    """What stands at an address."""

    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"
    ARTICLE = "article"


SOURCES = (Kind.FEED, Kind.SITEMAP, Kind.LISTING)

_AHEAD = timedelta(days=1)
_LONGEST = timedelta(days=8)
"""Nothing is put off for longer: seven days at most."""
_FREE = "state = CASE WHEN fetched_at IS NULL THEN 'pending' ELSE 'done' END, lease_owner = NULL, lease_until = NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A leased address: what to ask for, with what is known of it.

    ``attempts`` counts the tries since the last success; ``interval`` is the source's poll interval in seconds;
    ``body_hash`` is that of the body read last.
    """

    key: str
    url: str
    site: str
    kind: Kind
    depth: int = 0
    attempts: int = 0
    interval: int | None = None
    first_seen: datetime
    fetched_at: datetime | None = None
    validators: Validators = NO_VALIDATORS
    body_hash: str | None = None
    article_id: str | None = None
    fence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An address for the frontier; ``sorted_at`` orders the work, newest first."""

    key: str
    url: str
    sorted_at: datetime
    depth: int = 0


def owner(run: str) -> str:
    """Who holds a lease: machine, process and run."""
    return f"{socket.gethostname()}:{os.getpid()}:{run}"


def add(store: Store, site: str, kind: Kind, candidates: Iterable[Candidate], *, now: datetime) -> int:
    """Take addresses on that are not known yet, due at once. Returns how many."""
    before = store.connection.total_changes
    store.connection.executemany(
        """INSERT INTO frontier (key, url, site, kind, state, next_at, sorted_at, depth, first_seen)
           VALUES (?, ?, ?, ?, 'pending', ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING""",
        [(c.key, c.url, site, kind, iso(now), iso(c.sorted_at), c.depth, iso(now)) for c in candidates],
    )
    added: int = store.connection.total_changes - before
    return added


def make_due(store: Store, keys: Collection[str], *, now: datetime) -> None:
    """Have addresses asked for again at once, because a source says that they changed."""
    store.connection.executemany(
        "UPDATE frontier SET next_at = ? WHERE key = ? AND (next_at IS NULL OR next_at > ?)",
        [(iso(now), key, iso(now)) for key in keys],
    )


def move(store: Store, key: str, url: str) -> None:
    """Ask for a source at another address from now on."""
    store.execute("UPDATE frontier SET url = ?, etag = NULL, last_modified = NULL WHERE key = ?", (url, key))


def make_sources_due(store: Store, site: str, *, now: datetime) -> None:
    """Have all feeds, sitemaps and listings of a site asked for now, whatever their schedule."""
    kinds = ", ".join(f"'{kind}'" for kind in SOURCES)
    for state in ("pending", "done"):
        store.execute(
            f"""UPDATE frontier SET next_at = :now
                WHERE site = :site AND kind IN ({kinds}) AND state = '{state}' AND next_at > :now""",
            {"now": iso(now), "site": site},
        )


def keep_sources(store: Store, site: str, declared: Collection[str], *, now: datetime) -> None:
    """Ask no more for a site's sources that are not declared any longer, nor for sitemaps that only such ones named,
    and again for those that are; inside a :meth:`Store.write` unit.
    """
    values = {"site": site, "now": iso(now), "keys": json.dumps(sorted(declared))}
    keys = "(SELECT value FROM json_each(:keys))"
    asked = f"site = :site AND kind <> 'article' AND next_at IS NOT NULL AND key NOT IN {keys}"
    named = "SELECT 1 FROM mentions m JOIN frontier p ON p.key = m.source AND p.next_at IS NOT NULL"
    store.execute(
        f"UPDATE frontier SET next_at = :now WHERE key IN {keys} AND site = :site AND next_at IS NULL", values
    )
    store.execute(f"UPDATE frontier SET next_at = NULL WHERE {asked} AND depth = 0", values)
    orphans = f"UPDATE frontier SET next_at = NULL WHERE {asked} AND NOT EXISTS ({named} WHERE m.key = frontier.key)"
    while store.execute(orphans, values).rowcount:  # an index may name indexes
        pass


def soonest(store: Store, site: str, kinds: Collection[Kind] = tuple(Kind), *, within: datetime) -> datetime | None:
    """When the next address of a site falls due that was tried in vain before, if that is ``within`` reach."""
    places = ", ".join(f"'{kind}'" for kind in kinds)
    row = store.row(
        f"""SELECT min(next_at) AS at FROM frontier
            WHERE site = ? AND next_at <= ? AND attempts > 0 AND lease_owner IS NULL AND kind IN ({places})""",
        (site, iso(within)),
    )
    return datetime.fromisoformat(row["at"]) if row and row["at"] else None


def lease(
    store: Store,
    site: str,
    kinds: Collection[Kind],
    *,
    limit: int,
    now: datetime,
    holder: str,
    seconds: float,
) -> list[Task]:
    """Take up to ``limit`` due addresses of a site for ``seconds``, in a transaction of its own.

    They come in the order of ``kinds``; of each, first what was never read, newest first, then what is due again,
    longest due first. However long the frontier is, no more than that is looked at.
    """
    until = iso(now + timedelta(seconds=seconds))
    with store.write():
        _free_late(store, now)
        keys = [key for kind in kinds for key in _due(store, site, kind, now=now, limit=limit)]
        rows = [row for key in keys[:limit] for row in store.rows(_TAKE, (holder, until, key, iso(now)))]
    return [_task(row) for row in rows]


_ORDERS = (
    "state = 'pending' AND next_at <= ? ORDER BY sorted_at DESC",
    "state = 'done' AND next_at <= ? ORDER BY next_at",
)
_TAKE = """UPDATE frontier SET state = 'leased', lease_owner = ?, lease_until = ?, fence = fence + 1,
                  attempts = attempts + 1
           WHERE key = ? AND (lease_owner IS NULL OR lease_until <= ?) RETURNING *"""


def _due(store: Store, site: str, kind: Kind, *, now: datetime, limit: int) -> list[str]:
    keys: list[str] = []
    for order in _ORDERS:
        sql = f"SELECT key FROM frontier WHERE site = ? AND kind = ? AND {order}, key LIMIT ?"
        keys += [row["key"] for row in store.rows(sql, (site, kind, iso(now), limit))]
    return keys


def lease_one(store: Store, key: str, *, now: datetime, holder: str, seconds: float) -> Task | None:
    """Take one address whatever its schedule, unless somebody else holds it."""
    with store.write():
        row = store.row(_TAKE, (holder, iso(now + timedelta(seconds=seconds)), key, iso(now)))
    return _task(row) if row else None


def finish(
    store: Store,
    task: Task,
    *,
    now: datetime,
    next_at: datetime | None,
    validators: Validators | None = None,
    body_hash: str | None = None,
    interval: int | None = None,
    article_id: str | None = None,
) -> bool:
    """The address was read: end the lease, inside the unit that stores what was read.

    ``validators`` None keeps the stored ones. Returns False, and changes nothing, where the lease is another's by now
    or was ended before.
    """
    kept = task.validators if validators is None else validators
    return _end(
        store,
        task,
        """state = 'done', attempts = 0, fetched_at = :now, etag = :etag, last_modified = :last_modified,
           body_hash = coalesce(:body_hash, body_hash), interval = coalesce(:interval, interval),
           article_id = coalesce(:article_id, article_id), next_at = :next_at""",
        {
            "now": iso(now),
            "etag": kept.etag,
            "last_modified": kept.last_modified,
            "body_hash": body_hash,
            "interval": interval,
            "article_id": article_id,
            "next_at": iso(next_at) if next_at else None,
        },
    )


def postpone(store: Store, task: Task, *, next_at: datetime | None, without_validators: bool = False) -> bool:
    """The address was not read: end the lease and try again at ``next_at`` (None: never). Returns like :func:`finish`.

    ``without_validators`` forgets the stored ones, so that the next request is unconditional.
    """
    forget = ", etag = NULL, last_modified = NULL" if without_validators else ""
    return _end(
        store,
        task,
        f"state = CASE WHEN fetched_at IS NULL AND :next_at IS NOT NULL THEN 'pending' ELSE 'done' END,"
        f" next_at = :next_at{forget}",
        {"next_at": iso(next_at) if next_at else None},
    )


def release(store: Store, task: Task) -> bool:
    """The request was never made, or its answer never came: free at once, as it was before."""
    return _end(
        store,
        task,
        "state = CASE WHEN fetched_at IS NULL THEN 'pending' ELSE 'done' END, attempts = max(attempts - 1, 0)",
        {},
    )


def release_all(store: Store, holder: str) -> None:
    """Free all that a run still holds, in a transaction of its own."""
    with store.write():
        store.execute(f"UPDATE frontier SET {_FREE} WHERE lease_owner = ?", (holder,))
        store.execute("DELETE FROM host_slots WHERE holder = ?", (holder,))


def reclaim(store: Store, *, now: datetime) -> int:
    """Free the leases of processes of this machine that are no more, and those whose time ran out.

    What a run put off whose clock was ahead is due now, or it would not be asked for until that day came.
    """
    holders = store.rows("SELECT DISTINCT lease_owner FROM frontier WHERE lease_owner IS NOT NULL")
    dead = [row["lease_owner"] for row in holders if is_dead(row["lease_owner"])]
    freed: int = 0
    with store.write():
        for holder in dead:
            freed += store.execute(f"UPDATE frontier SET {_FREE} WHERE lease_owner = ?", (holder,)).rowcount
        freed += _free_late(store, now)
        if store.row("SELECT 1 FROM runs WHERE started > ?", (iso(now + _AHEAD),)):
            store.execute("UPDATE frontier SET next_at = ? WHERE next_at > ?", (iso(now), iso(now + _LONGEST)))
    return freed


def _free_late(store: Store, now: datetime) -> int:
    late: int = store.execute(
        f"UPDATE frontier SET {_FREE} WHERE lease_owner IS NOT NULL AND lease_until <= ?", (iso(now),)
    ).rowcount
    return late


def is_dead(holder: str) -> bool:
    """Whether a lease's holder was a process of this machine that runs no more."""
    machine, pid, _run = f"{holder}::".split(":", 2)  # a run's name may hold colons, a machine's can't
    if machine != socket.gethostname() or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


def drop(store: Store, key: str) -> None:
    """Never ask for an address again, inside a write unit; an answer that is under way changes nothing any more."""
    store.execute(
        """UPDATE frontier SET state = 'done', next_at = NULL, lease_owner = NULL, lease_until = NULL, fence = fence + 1
           WHERE key = ?""",
        (key,),
    )


def known(store: Store, keys: Collection[str]) -> set[str]:
    """Which of the keys stand in the frontier."""
    found: set[str] = set()
    wanted = list(keys)
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        places = ", ".join("?" * len(part))
        found |= {row["key"] for row in store.rows(f"SELECT key FROM frontier WHERE key IN ({places})", tuple(part))}
    return found


def _end(store: Store, task: Task, change: str, values: dict[str, object]) -> bool:
    done: int = store.execute(
        f"""UPDATE frontier SET {change}, lease_owner = NULL, lease_until = NULL, fence = fence + 1
            WHERE key = :key AND fence = :fence""",
        {**values, "key": task.key, "fence": task.fence},
    ).rowcount
    return done == 1


def _task(row: Row) -> Task:
    return Task(
        key=row["key"],
        url=row["url"],
        site=row["site"],
        kind=Kind(row["kind"]),
        depth=row["depth"],
        attempts=row["attempts"],
        interval=row["interval"],
        first_seen=datetime.fromisoformat(row["first_seen"]),
        fetched_at=datetime.fromisoformat(row["fetched_at"]) if row["fetched_at"] else None,
        validators=Validators(row["etag"], row["last_modified"]),
        body_hash=row["body_hash"],
        article_id=row["article_id"],
        fence=row["fence"],
    )
