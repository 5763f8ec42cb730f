"""Whose turn it is at a host: one request at a time, whatever spider, process or worker asks.

A request takes a slot of its host (there is one, unless the site says more) and gives it back with the time before
which the host is left alone. A pause (``Retry-After``, an unanswered robots.txt) holds for the whole host and for
later runs. Times are seconds since the epoch; one that lies more than a day ahead was set by a wrong clock, for no
delay and no pause is longer, and counts for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from aggregator.store.database import Store
from aggregator.store.frontier import is_dead

_LONGEST = 86400.0


@dataclass(frozen=True, slots=True)
class Turn:
    """Either a slot (``wait`` is 0), or how many seconds to wait before asking again; ``paused`` tells a long wait
    that a host asked for from a short one for our own turn.
    """

    slot: int | None
    wait: float = 0.0
    paused: bool = False


def take(store: Store, host: str, *, slots: int, holder: str, now: float, hold: float, gap: float = 0.0) -> Turn:
    """Take a slot of a host for at most ``hold`` seconds, in a transaction of its own.

    The next request waits ``gap`` seconds even if this one's holder dies before it gives the slot back.
    """
    with store.write():
        row = store.row("SELECT next_at, paused_until FROM hosts WHERE host = ?", (host,))
        if row and (left := _left(row["paused_until"], now)):
            return Turn(None, left, paused=True)
        if row and (left := _left(row["next_at"], now)):
            return Turn(None, left)
        taken = {r["slot"]: r for r in store.rows("SELECT slot, holder, until FROM host_slots WHERE host = ?", (host,))}
        for slot in range(slots):
            lease = taken.get(slot)
            if lease is None or not _left(lease["until"], now) or is_dead(lease["holder"]):
                store.execute(
                    """INSERT INTO host_slots (host, slot, holder, until) VALUES (?, ?, ?, ?)
                       ON CONFLICT (host, slot) DO UPDATE SET holder = excluded.holder, until = excluded.until""",
                    (host, slot, holder, now + hold),
                )
                if gap:
                    _leave_alone(store, host, now + gap)
                return Turn(slot)
        return Turn(None, min(0.25, max(0.01, min(_left(r["until"], now) for r in taken.values()))))


def _left(until: float, now: float) -> float:
    left = until - now
    return left if 0 < left <= _LONGEST else 0.0


def _leave_alone(store: Store, host: str, until: float) -> None:
    store.execute(
        """INSERT INTO hosts (host, next_at) VALUES (?, ?)
           ON CONFLICT (host) DO UPDATE SET next_at = excluded.next_at
           WHERE excluded.next_at > next_at OR next_at > excluded.next_at + ?""",
        (host, until, _LONGEST),
    )


def give_back(store: Store, host: str, slot: int, *, holder: str, next_at: float) -> None:
    """End a turn; the host is left alone until ``next_at``."""
    with store.write():
        store.execute("DELETE FROM host_slots WHERE host = ? AND slot = ? AND holder = ?", (host, slot, holder))
        _leave_alone(store, host, next_at)


def leave_alone(store: Store, host: str, *, until: float) -> None:
    """Leave a host alone until then at least, in a transaction of its own."""
    with store.write():
        _leave_alone(store, host, until)


def pause(store: Store, host: str, *, until: float, reason: str) -> None:
    """Leave a host alone until then, in this and later runs. To be called inside a write unit."""
    store.execute(
        """INSERT INTO hosts (host, paused_until, pause_reason) VALUES (?, ?, ?)
           ON CONFLICT (host) DO UPDATE SET pause_reason = excluded.pause_reason, paused_until = excluded.paused_until
           WHERE excluded.paused_until > paused_until OR paused_until > excluded.paused_until + ?""",
        (host, until, reason, _LONGEST),
    )


def pause_left(store: Store, host: str, *, now: float) -> float:
    """How many seconds a host is still to be left alone; 0 where it is not paused."""
    row = store.row("SELECT paused_until FROM hosts WHERE host = ?", (host,))
    return _left(row["paused_until"], now) if row else 0.0
