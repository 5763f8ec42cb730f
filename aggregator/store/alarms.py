"""Alarms of sites in the database: when each began and ended, why, and who was told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from aggregator.store.articles import iso
from aggregator.store.database import Row, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An alarm as it is kept; ``ended`` is None while it lasts."""

    site: str
    kind: str
    subject: str
    started: datetime
    ended: datetime | None
    reason: str
    accepted: bool = False


def settle(store: Store, found: Iterable[tuple[str, str, str, str]], *, now: datetime) -> None:
    """Begin the alarms that are found (site, kind, subject, reason) and not open, end those that are open and not
    found; inside a :meth:`Store.write` unit. The reason of one that lasts is the present one.
    """
    wanted = {(site, kind, subject): reason for site, kind, subject, reason in found}
    there = {(alarm.site, alarm.kind, alarm.subject) for alarm in lasting(store)}
    for key in there - wanted.keys():
        store.execute(
            "UPDATE alarms SET ended = ? WHERE site = ? AND kind = ? AND subject = ? AND ended IS NULL",
            (iso(now), *key),
        )
    for key, reason in wanted.items():
        if key in there:
            store.execute(
                """UPDATE alarms SET reason = ? WHERE site = ? AND kind = ? AND subject = ? AND ended IS NULL
                   AND reason <> ?""",
                (reason, *key, reason),
            )
        else:
            store.execute(
                """INSERT INTO alarms (site, kind, subject, started, reason) VALUES (?, ?, ?, ?, ?)
                   ON CONFLICT DO UPDATE SET ended = NULL, reason = excluded.reason""",
                (*key, iso(now), reason),
            )


def accept(store: Store, site: str, *, now: datetime) -> int:
    """Say that what a site's alarms are about is normal from now on. Returns how many there were."""
    with store.write():
        number: int = store.execute(
            "UPDATE alarms SET ended = ?, accepted = 1, told = 2 WHERE site = ? AND ended IS NULL", (iso(now), site)
        ).rowcount
    return number


def lasting(store: Store) -> list[Kept]:
    """The alarms that last, by site."""
    return [_kept(row) for row in store.rows("SELECT * FROM alarms WHERE ended IS NULL ORDER BY site, kind, subject")]


def past(store: Store) -> list[Kept]:
    """The alarms that are over."""
    return [_kept(row) for row in store.rows("SELECT * FROM alarms WHERE ended IS NOT NULL ORDER BY started")]


def untold(store: Store) -> tuple[list[Kept], list[Kept]]:
    """The alarms of whose start, and those of whose end, nobody was told yet. One that ended untold is none."""
    begun = store.rows("SELECT * FROM alarms WHERE told = 0 AND ended IS NULL ORDER BY site, kind, subject")
    ended = store.rows("SELECT * FROM alarms WHERE told = 1 AND ended IS NOT NULL ORDER BY site, kind, subject")
    return [_kept(row) for row in begun], [_kept(row) for row in ended]


def tell(store: Store, alarms: Iterable[Kept]) -> None:
    """Remember that somebody was told of these: of the start of those that last, of the end of the others."""
    with store.write():
        for alarm in alarms:
            store.execute(
                "UPDATE alarms SET told = ? WHERE site = ? AND kind = ? AND subject = ? AND started = ?",
                (1 if alarm.ended is None else 2, alarm.site, alarm.kind, alarm.subject, iso(alarm.started)),
            )


def _kept(row: Row) -> Kept:
    return Kept(
        site=row["site"],
        kind=row["kind"],
        subject=row["subject"],
        started=datetime.fromisoformat(row["started"]),
        ended=datetime.fromisoformat(row["ended"]) if row["ended"] else None,
        reason=row["reason"],
        accepted=bool(row["accepted"]),
    )
