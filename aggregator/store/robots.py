"""What robots.txt of each origin said last, so that a restart does not forget it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aggregator.store.articles import iso
from aggregator.store.database import Store


@dataclass(frozen=True, slots=True)
class RobotsCopy:
    """The last answer (``status`` and ``body``, or None for no answer) and since when there is none."""

    status: int | None
    body: bytes
    fetched_at: datetime
    unreachable_since: datetime | None


def load(store: Store, origin: str) -> RobotsCopy | None:
    """The stored copy of an origin (``scheme://host[:port]``), if there is one."""
    row = store.row("SELECT * FROM robots WHERE origin = ?", (origin,))
    if row is None:
        return None
    since = row["unreachable_since"]
    return RobotsCopy(
        row["status"],
        bytes(row["body"] or b""),
        datetime.fromisoformat(row["fetched_at"]),
        datetime.fromisoformat(since) if since else None,
    )


def save(store: Store, origin: str, copy: RobotsCopy) -> None:
    """Keep an answer, in a transaction of its own."""
    since = copy.unreachable_since
    with store.write():
        store.execute(
            """INSERT INTO robots (origin, status, body, fetched_at, unreachable_since) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT (origin) DO UPDATE SET status = excluded.status, body = excluded.body,
                   fetched_at = excluded.fetched_at, unreachable_since = excluded.unreachable_since""",
            (origin, copy.status, copy.body, iso(copy.fetched_at), iso(since) if since else None),
        )
