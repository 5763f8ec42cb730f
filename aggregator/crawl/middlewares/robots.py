"""robots.txt by RFC 9309, asked once a day for each origin and remembered in the database.

Scrapy's own middleware lets disallowed addresses through on the first burst, crawls when robots.txt gives no answer,
and takes no notice of Crawl-delay; hence this one.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from aggregator.base.records import Failure, Outcome
from aggregator.crawl.failures import NETWORK_ERRORS, failure_of
from aggregator.crawl.session import FailureError, Session, session_of
from aggregator.download.robots import RobotsPolicy, decide
from aggregator.download.robotstxt import MAX_BYTES
from aggregator.download.schedule import delay_for
from aggregator.store import hosts, robots
from aggregator.store.robots import RobotsCopy

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_UNREACHED = frozenset({"aborted", "conn_refused", "dns", "no_address", "port", "private_address", "tls"})
"""Failures that are the host's and not its robots.txt's: they are told as what they are, and nothing is remembered."""
_REMEMBERED = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class _Unreached:
    """Nothing at all could be asked of an origin; what holds within a run."""

    failure: Failure
    at: datetime


class RobotsTxt:
    """Lets a request pass when the origin's robots.txt allows it; every waiter of one origin gets the same answer."""

    def __init__(self, crawler: Crawler, session: Session) -> None:
        self._crawler = crawler
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler, session_of(crawler))

    async def process_request(self, request: Request) -> None:
        """Refuse what is disallowed, and everything while robots.txt gives no answer."""
        if request.meta.get("is_robots_txt"):
            return
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc.lower()}"
        policy = await self._policy(origin)
        if isinstance(policy, _Unreached):
            raise FailureError(replace(policy.failure, url=request.url))
        verdict = decide(policy, request.url, self._session.agent, self._session.now())
        if verdict.crawl_delay is not None:
            self._session.crawl_delays[parts.netloc.lower()] = verdict.crawl_delay
        if verdict.capped:
            self._session.too_slow.add(parts.netloc.lower())
        if not verdict.allowed:
            outcome = Outcome.DEFERRED if verdict.reason == "rate_limited" else Outcome.REFUSED
            detail = f"{origin}/robots.txt: {verdict.reason.replace('_', ' ')}"
            raise FailureError(Failure(request.url, outcome, verdict.reason, detail, verdict.retry_after))

    async def _policy(self, origin: str) -> RobotsPolicy | _Unreached:
        task = self._session.robots.get(origin)
        if task is None or (task.done() and not self._still_good(task)):
            task = asyncio.ensure_future(self._load(origin))
            self._session.robots[origin] = task
        policy = task.result() if task.done() else await asyncio.shield(task)
        if not isinstance(policy, (RobotsPolicy, _Unreached)):
            raise TypeError(origin)
        return policy

    def _still_good(self, task: asyncio.Task[Any]) -> bool:
        if task.cancelled() or task.exception() is not None:
            return False
        found: RobotsPolicy | _Unreached = task.result()
        now = self._session.now()
        return found.fresh(now) if isinstance(found, RobotsPolicy) else now - found.at < _REMEMBERED

    async def _load(self, origin: str) -> RobotsPolicy | _Unreached:
        now = self._session.now()
        stored = robots.load(self._session.gate, origin)
        if stored is not None:
            policy = _policy_of(stored)
            if policy.fresh(now):
                return policy
        status, body, failure = await self._ask(origin)
        if failure is not None and failure.reason in _UNREACHED:
            return _Unreached(failure, now)
        if status is None or status >= 500 or status == 429:
            since = (stored.unreachable_since if stored else None) or now
            copy = RobotsCopy(status, b"", now, since)
        else:
            copy = RobotsCopy(status, body[: MAX_BYTES + 1] if status < 300 else b"", now, None)
        robots.save(self._session.store, origin, copy)
        policy = _policy_of(copy)
        self._keep_delay(origin, policy)
        return policy

    def _keep_delay(self, origin: str, policy: RobotsPolicy) -> None:
        """Crawl-delay holds from robots.txt itself on, whose turn ended before anybody knew of it."""
        now = self._session.now()
        delay = delay_for(0.0, decide(policy, origin, self._session.agent, now).crawl_delay, None, local=True)
        if delay:
            hosts.leave_alone(self._session.gate, urlsplit(origin).netloc, until=now.timestamp() + delay)

    async def _ask(self, origin: str) -> tuple[int | None, bytes, Failure | None]:
        """Status and body of the answer, or the failure in its place.

        Redirects that lead to no end are an answer: that there is no robots.txt (RFC 9309 section 2.3.1.2).
        """
        request = Request(f"{origin}/robots.txt", callback=NO_CALLBACK, dont_filter=True, meta={"is_robots_txt": True})
        engine = self._crawler.engine
        if engine is None:
            raise RuntimeError("the crawl has not begun")
        try:
            response = await engine.download_async(request)
        except NETWORK_ERRORS as error:
            failure = failure_of(error, request.url)
            return (302 if failure.reason in ("redirect", "bad_scheme") else None), b"", failure
        return response.status, response.body, None


def _policy_of(copy: RobotsCopy) -> RobotsPolicy:
    return RobotsPolicy.of(copy.status, copy.body, copy.fetched_at, unreachable_since=copy.unreachable_since)
