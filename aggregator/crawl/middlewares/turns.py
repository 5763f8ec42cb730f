"""One request at a time to a host, and none before its time."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from aggregator.base.records import Failure, Outcome
from aggregator.base.sites import Site
from aggregator.crawl.session import PATIENCE, FailureError, Session, aborted, session_of, site_of
from aggregator.download.retry import host_pause, retry_after
from aggregator.download.schedule import delay_for
from aggregator.store import hosts

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

HOLD = 60.0
"""Seconds after which a turn that was not given back is free again (more than the download's time limit)."""
_SLICE = 1.0
"""Seconds after which a waiting request looks whether its spider was stopped."""


class HostTurns:
    """Takes a turn at the host before a request goes out and gives it back with the answer.

    It stands closest to the downloader, so that the turn covers the transfer and nothing else. Inside the process a
    semaphore hands the turn on at once; between processes the database does.
    """

    def __init__(self, crawler: Crawler, session: Session, site: Site) -> None:
        self._crawler = crawler
        self._session = session
        self._site = site

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler, session_of(crawler), site_of(crawler))

    async def process_request(self, request: Request) -> None:
        """Wait for the turn."""
        host = urlsplit(request.url).netloc.lower()
        slots = self._site.concurrency if self._site.owns(request.url) else 1
        lane = self._session.lanes.setdefault(host, asyncio.Semaphore(slots))
        await lane.acquire()
        try:
            slot = await self._take(host, slots, request.url)
        except BaseException:
            lane.release()
            raise
        request.meta["turn"] = (host, slot, time.monotonic())

    async def _take(self, host: str, slots: int, url: str) -> int:
        gap = self._delay(host, url, 0.0)
        while True:
            if self._session.is_over() or not self._crawler.crawling:
                raise FailureError(aborted(url))
            now = self._session.now().timestamp()
            turn = hosts.take(
                self._session.gate, host, slots=slots, holder=self._session.holder, now=now, hold=HOLD, gap=gap
            )
            if turn.slot is not None:
                return turn.slot
            if turn.paused and turn.wait > PATIENCE:
                detail = f"{host} asked to be left alone for another {turn.wait:.0f} s"
                raise FailureError(Failure(url, Outcome.DEFERRED, "rate_limited", detail, turn.wait))
            await self._session.rest(min(turn.wait, _SLICE))

    def process_response(self, request: Request, response: Response) -> Response:
        """Give the turn back; a host that asks to wait is left alone from now on."""
        try:
            if response.status in (429, 503):
                self._pause(request, response)
        finally:
            self._give_back(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:  # noqa: ARG002 -- Scrapy's signature
        """Give the turn back."""
        self._give_back(request)

    def _pause(self, request: Request, response: Response) -> None:
        header = response.headers.get("Retry-After")
        now = self._session.now()
        asked = retry_after(header.decode("latin-1") if header else None, now)
        if asked is None and response.status != 429:
            return
        seconds = host_pause(asked, 1, 0.0, self._site.delay)
        host = urlsplit(request.url).netloc.lower()
        with self._session.store.write():
            hosts.pause(self._session.store, host, until=now.timestamp() + seconds, reason=f"HTTP {response.status}")

    def _give_back(self, request: Request) -> None:
        turn: tuple[str, int, float] | None = request.meta.pop("turn", None)
        if turn is None:
            return
        host, slot, started = turn
        took: Any = request.meta.get("download_latency") or time.monotonic() - started
        next_at = self._session.now().timestamp() + self._delay(host, request.url, took)
        try:
            hosts.give_back(self._session.gate, host, slot, holder=self._session.holder, next_at=next_at)
        finally:
            self._session.lanes[host].release()

    def _delay(self, host: str, url: str, took: float) -> float:
        local = self._session.allow.covers(url)
        return delay_for(self._site.delay, self._session.crawl_delays.get(host), took, local=local)
