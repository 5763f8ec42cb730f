"""How far each webhook was told of the change feed.

The change that is about to be told is written down before it is sent, and that it was told after: whatever is killed in
between, the next run knows of which one it can't know whether it arrived.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aggregator.store.articles import iso
from aggregator.store.database import Store


@dataclass(frozen=True, slots=True)
class Progress:
    """A webhook's state: all changes up to ``cursor`` are dealt with, the outcome of ``sending`` is not known."""

    cursor: int
    sending: int | None = None
    wait_until: str | None = None


def newest(store: Store) -> int:
    """The cursor of the newest change, 0 where there is none."""
    row = store.row("SELECT max(cursor) FROM changes")
    return int(row[0] or 0) if row else 0


def progress(store: Store, target: str) -> Progress | None:
    """The state of a webhook; None for one that was never told anything."""
    row = store.row("SELECT cursor, sending, wait_until FROM push_targets WHERE target = ?", (target,))
    return Progress(*row) if row else None


def keep(store: Store, target: str, state: Progress, *, now: datetime) -> None:
    """Write a webhook's state down, in a transaction of its own."""
    with store.write():
        store.execute(
            """INSERT INTO push_targets (target, cursor, sending, wait_until, at) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT DO UPDATE SET cursor = excluded.cursor, sending = excluded.sending,
                   wait_until = excluded.wait_until, at = excluded.at""",
            (target, state.cursor, state.sending, state.wait_until, iso(now)),
        )
