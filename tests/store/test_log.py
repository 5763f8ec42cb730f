"""Requests, failures and runs as they are recorded."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from aggregator.base.records import Failure, Outcome
from aggregator.store import log
from aggregator.store.database import Store
from aggregator.store.frontier import Kind, Task
from aggregator.store.sqlite import sqlite3
from tests.store.made_up import NOW, SITE, key

TASK = Task(key=key(1), url=key(1), site=SITE, kind=Kind.ARTICLE, first_seen=NOW)
LATER = NOW + timedelta(hours=1)


def _fail(store: Store, reason: str, *, hours: int = 0) -> None:
    at = NOW + timedelta(hours=hours)
    with store.write():
        log.failed(store, TASK, Failure(TASK.url, Outcome.FAILED, reason), at=at, retry_at=at + timedelta(hours=1))


def test_a_request_is_recorded_with_its_outcome(store: Store) -> None:
    with store.write():
        log.fetched(store, TASK, Outcome.OK, run="run", at=NOW, status=200, size=12, seconds=0.5)
    assert tuple(store.row("SELECT url, kind, outcome, status, bytes, seconds FROM fetches") or ()) == (
        key(1),
        "article",
        "OK",
        200,
        12,
        0.5,
    )


def test_failures_are_counted_from_the_first(store: Store) -> None:
    _fail(store, "timeout")
    _fail(store, "http_5xx", hours=1)
    (row,) = store.rows("SELECT reason, first_at, at, count, retry_at FROM failures")
    assert tuple(row) == (
        "http_5xx",
        "2031-05-04T12:00:00+00:00",
        "2031-05-04T13:00:00+00:00",
        2,
        "2031-05-04T14:00:00+00:00",
    )


def test_what_answers_again_has_not_failed(store: Store) -> None:
    _fail(store, "timeout")
    with store.write():
        log.recovered(store, TASK.url)
    assert store.rows("SELECT * FROM failures") == []


def test_an_outcome_that_is_none_is_refused(store: Store) -> None:
    def unit() -> None:
        with store.write():
            log.fetched(store, TASK, "FINE", run="run", at=NOW)  # type: ignore[arg-type]

    with pytest.raises(sqlite3.IntegrityError):
        unit()


def test_a_run_has_its_start_end_and_counts(store: Store) -> None:
    log.start_run(store, "run", at=NOW)
    log.end_run(store, "run", at=LATER, outcome="done", counts={"new": 3})
    (row,) = store.rows("SELECT started, finished, outcome, counts FROM runs")
    assert (row["started"] < row["finished"], row["outcome"], json.loads(row["counts"])) == (True, "done", {"new": 3})


def test_a_new_run_drops_old_requests(store: Store) -> None:
    with store.write():
        for days in (91, 89):
            log.fetched(store, TASK, Outcome.OK, run="old", at=NOW - timedelta(days=days))
    log.start_run(store, "run", at=NOW)
    assert store.row("SELECT count(*) FROM fetches")[0] == 1
