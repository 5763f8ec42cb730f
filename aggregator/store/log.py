"""What happened: requests, failures and runs."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import datetime, timedelta

from aggregator.base.records import Failure, Outcome
from aggregator.store.articles import iso
from aggregator.store.database import Store
from aggregator.store.frontier import Task

KEEP_FETCHES = timedelta(days=90)


def fetched(
    store: Store,
    task: Task,
    outcome: Outcome,
    *,
    run: str,
    at: datetime,
    reason: str | None = None,
    detail: str | None = None,
    status: int | None = None,
    size: int | None = None,
    seconds: float | None = None,
) -> None:
    """Record a request's outcome. ``size`` is in bytes of the body."""
    store.execute(
        """INSERT INTO fetches (run, site, kind, url, at, outcome, reason, detail, status, bytes, seconds)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (run, task.site, task.kind, task.url, iso(at), outcome, reason, detail, status, size, seconds),
    )


def failed(store: Store, task: Task, failure: Failure, *, at: datetime, retry_at: datetime | None) -> None:
    """Record what went wrong with an address, counting on."""
    store.execute(
        """INSERT INTO failures (url, site, kind, outcome, reason, detail, first_at, at, count, retry_at)
           VALUES (:url, :site, :kind, :outcome, :reason, :detail, :at, :at, 1, :retry_at)
           ON CONFLICT (url) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason,
               detail = excluded.detail, at = excluded.at, count = count + 1, retry_at = excluded.retry_at""",
        {
            "url": task.url,
            "site": task.site,
            "kind": task.kind,
            "outcome": failure.outcome,
            "reason": failure.reason,
            "detail": failure.detail,
            "at": iso(at),
            "retry_at": iso(retry_at) if retry_at else None,
        },
    )


def recovered(store: Store, url: str) -> None:
    """An address answers again."""
    store.execute("DELETE FROM failures WHERE url = ?", (url,))


def start_run(store: Store, run: str, *, at: datetime) -> None:
    """Open a run's row; old request records are dropped on the way."""
    with store.write():
        store.execute("INSERT INTO runs (id, started, pid) VALUES (?, ?, ?)", (run, iso(at), os.getpid()))
        store.execute("DELETE FROM fetches WHERE at < ?", (iso(at - KEEP_FETCHES),))


def end_run(store: Store, run: str, *, at: datetime, outcome: str, counts: Mapping[str, object]) -> None:
    """Close a run's row with its counts."""
    with store.write():
        store.execute(
            "UPDATE runs SET finished = ?, outcome = ?, counts = ? WHERE id = ?",
            (iso(at), outcome, json.dumps(counts, sort_keys=True), run),
        )
