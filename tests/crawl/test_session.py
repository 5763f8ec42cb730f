"""One run: what it opens, frees and closes."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path
from typing import Any

import pytest

from aggregator.base.errors import StorageError
from aggregator.store import frontier
from tests.crawl.sessions import NOW, Clock, leased, session


def test_a_run_is_entered_and_closed_with_its_counts(tmp_path: Path) -> None:
    clock = Clock()
    with session(tmp_path, clock) as run:
        run.count("one", "new", 2)
        run.count("two", "new")
        clock.move(minutes=5)
        path = run.store.path
        run.close("done")
    with session(path.parent, clock) as later:
        (row,) = later.store.rows("SELECT * FROM runs WHERE id = ?", (run.run,))
    assert (row["started"], row["finished"]) == ("2027-01-06T10:00:00+00:00", "2027-01-06T10:05:00+00:00")
    assert (row["outcome"], json.loads(row["counts"])) == ("done", {"new": 3})


def test_a_run_frees_what_it_holds(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        leased(run)
        run.close("aborted")
    with session(tmp_path) as later:
        assert later.store.rows("SELECT * FROM frontier WHERE lease_owner IS NOT NULL") == []


@pytest.mark.case(124)
def test_a_run_frees_what_a_dead_one_held(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        task = leased(run)
        run.store.execute("UPDATE frontier SET lease_owner = ?", (f"{socket.gethostname()}:999999999:x",))
    with session(tmp_path) as later:
        row = later.store.row("SELECT lease_owner FROM frontier WHERE key = ?", (task.key,))
        assert row is not None
        assert row["lease_owner"] is None


def test_two_runs_of_one_instant_have_names_of_their_own(tmp_path: Path) -> None:
    with session(tmp_path) as one, session(tmp_path) as other:
        assert one.run != other.run


def test_a_run_is_over_at_its_deadline(tmp_path: Path) -> None:
    clock = Clock()
    with session(tmp_path, clock, deadline=NOW) as run:
        assert run.is_over()
        clock.move(seconds=-1)
        assert not run.is_over()


def test_a_run_is_over_when_something_fatal_happened(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        run.fatal = StorageError("no space left")
        assert run.is_over()


def test_a_rest_ends_when_the_run_stops(tmp_path: Path) -> None:
    async def rest() -> float:
        loop = asyncio.get_running_loop()
        began = loop.time()
        loop.call_later(0.01, run.stopping.set)
        await run.rest(60)
        return loop.time() - began

    with session(tmp_path) as run:
        assert asyncio.run(rest()) < 5


def test_the_readers_end_though_nothing_more_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise StorageError("no space left")

    ended = []
    with session(tmp_path) as run:
        monkeypatch.setattr(frontier, "release_all", full)
        monkeypatch.setattr(run.readers, "close", lambda: ended.append(True))
        with pytest.raises(StorageError, match="no space left"):
            run.close("aborted")
    assert ended
