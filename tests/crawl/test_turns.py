"""Turns at a host: taken in order, given back whatever happens, waited for no longer than the run lasts."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from aggregator.base.errors import StorageError
from aggregator.crawl.middlewares.turns import HostTurns
from aggregator.crawl.session import FailureError, Session
from aggregator.store import hosts
from tests.crawl.sessions import NOW, SITE, Clock, session

URL = "https://news.example/n/1"


def turns(run: Session, *, crawling: bool = True) -> HostTurns:
    crawler: Any = SimpleNamespace(crawling=crawling)
    return HostTurns(crawler, run, SITE)


def reason(error: pytest.ExceptionInfo[FailureError]) -> str:
    return error.value.failure.reason


def test_a_turn_is_taken_and_given_back(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        request = Request(URL)
        asyncio.run(turns(run).process_request(request))
        assert len(run.store.rows("SELECT * FROM host_slots")) == 1
        turns(run).process_response(request, Response(URL))
        assert run.store.rows("SELECT * FROM host_slots") == []
        (row,) = run.store.rows("SELECT next_at FROM hosts")
        assert row["next_at"] >= NOW.timestamp() + SITE.delay


def test_the_lane_is_free_though_the_turn_can_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise StorageError("no space left")

    with session(tmp_path) as run:
        request = Request(URL)
        asyncio.run(turns(run).process_request(request))
        monkeypatch.setattr(hosts, "give_back", full)
        with pytest.raises(StorageError):
            turns(run).process_response(request, Response(URL))
        assert not run.lanes["news.example"].locked()


@pytest.mark.parametrize("how", ["stopping", "fatal", "spider"])
def test_a_run_that_ends_makes_no_request(tmp_path: Path, how: str) -> None:
    with session(tmp_path) as run:
        if how == "stopping":
            run.stopping.set()
        elif how == "fatal":
            run.fatal = StorageError("no space left")
        with pytest.raises(FailureError) as raised:
            asyncio.run(turns(run, crawling=how != "spider").process_request(Request(URL)))
        assert reason(raised) == "aborted"
        assert not run.lanes["news.example"].locked()
        assert run.store.rows("SELECT * FROM host_slots") == []


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [(429, "7200", 7200.0), (503, "7200", 7200.0), (429, None, 60.0), (429, "0", 1.0), (503, None, 0.0)],
)
def test_case_23_a_pause_is_kept(tmp_path: Path, status: int, header: str | None, seconds: float) -> None:
    with session(tmp_path) as run:
        request = Request(URL)
        asyncio.run(turns(run).process_request(request))
        headers = {"Retry-After": header} if header else {}
        turns(run).process_response(request, Response(URL, status=status, headers=headers))
        assert hosts.pause_left(run.store, "news.example", now=NOW.timestamp()) == seconds


def test_case_23_a_long_pause_is_not_waited_for(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        with run.store.write():
            hosts.pause(run.store, "news.example", until=NOW.timestamp() + 7200, reason="HTTP 429")
        with pytest.raises(FailureError) as raised:
            asyncio.run(turns(run).process_request(Request(URL)))
        assert reason(raised) == "rate_limited"
        assert raised.value.failure.retry_after == 7200


def test_a_turn_is_waited_for_by_the_clock(tmp_path: Path) -> None:
    clock = Clock()
    rests = []

    async def rest(seconds: float) -> None:
        rests.append(seconds)
        clock.move(seconds=seconds)

    with session(tmp_path, clock) as run:
        request = Request(URL)
        asyncio.run(turns(run).process_request(request))
        turns(run).process_response(request, Response(URL))
        run.rest = rest  # type: ignore[method-assign]
        asyncio.run(turns(run).process_request(Request(URL)))
    assert sum(rests) >= SITE.delay


def test_crawl_delay_and_slowness_lengthen_the_wait(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        for host, delay, latency in (("a.news.example", 60.0, 0.0), ("b.news.example", 0.0, 2.0)):
            run.crawl_delays[host] = delay
            request = Request(f"https://{host}/n/1")
            asyncio.run(turns(run).process_request(request))
            request.meta["download_latency"] = latency
            turns(run).process_response(request, Response(request.url))
        rows = {row["host"]: row["next_at"] - NOW.timestamp() for row in run.store.rows("SELECT * FROM hosts")}
    assert rows == {"a.news.example": 60.0, "b.news.example": 10.0}
