"""One run of the crawl: the database, the options and the counts, shared by all its spiders and middlewares."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from scrapy.exceptions import IgnoreRequest

from aggregator.base.config import ArchiveConfig
from aggregator.base.errors import AggregatorError
from aggregator.base.records import Failure, Outcome
from aggregator.base.runs import SiteRun
from aggregator.base.sites import Site
from aggregator.crawl.archive import Archive
from aggregator.crawl.journal import Journal
from aggregator.crawl.notices import Notices
from aggregator.crawl.readers import Readers
from aggregator.crawl.units import Units
from aggregator.download.address import AllowList
from aggregator.download.resolver import self_test
from aggregator.store import frontier, log, site_runs
from aggregator.store.database import Store
from aggregator.store.ids import content_id

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

PATIENCE = 30.0
"""Seconds that a run waits for a host or a retry; what takes longer is left to a later run."""
PAGE_BUDGET = 2000
"""Articles asked for of one site in one run, unless ``--max-pages`` says otherwise."""


class FailureError(IgnoreRequest):
    """Carries an expected failure through Scrapy's middlewares to the spider's errback."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.detail or failure.reason)
        self.failure = failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run was asked for. ``now`` takes sources that are not due; ``since`` walks sitemaps back to that day."""

    now: bool = False
    since: datetime | None = None
    max_pages: int = PAGE_BUDGET
    deadline: datetime | None = None
    articles: bool = True


def utc_now() -> datetime:
    """The time; tests and replays hand a session another clock."""
    return datetime.now(UTC)


@dataclass(kw_only=True)
class Session:
    """A run's open database and state. ``gate`` is a second connection for leases of hosts, which needn't be synced.

    ``counts`` are by site and word; ``notices`` what was noticed of each site's articles; ``problems`` this run's
    failures and what was odd, a list a site; ``fatal`` is what ends the run. ``archive`` keeps the pages that are
    stored, ``journal`` writes readings down where the database is but a worker's shard. ``too_slow`` are hosts whose
    Crawl-delay is longer than any that is kept. ``stopping`` is set when nothing more is to be begun, ``cut_off`` when
    what is under way is to be broken off.
    """

    store: Store
    gate: Store
    run: str
    started: datetime
    allow: AllowList
    agent: str
    options: Options = field(default_factory=Options)
    clock: Callable[[], datetime] = utc_now
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    problems: dict[str, list[Failure]] = field(default_factory=lambda: defaultdict(list))
    notices: Notices = field(default_factory=Notices)
    fatal: AggregatorError | None = None
    archive: Archive | None = None
    journal: Journal | None = None
    readers: Readers = field(default_factory=Readers)
    units: Units = field(init=False)
    lanes: dict[str, asyncio.Semaphore] = field(default_factory=dict)
    crawl_delays: dict[str, float] = field(default_factory=dict)
    too_slow: set[str] = field(default_factory=set)
    robots: dict[str, asyncio.Task[object]] = field(default_factory=dict)
    guard_test: asyncio.Task[None] | None = None
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    cut_off: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.units = Units(self.store)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        allow: AllowList,
        agent: str,
        options: Options,
        archive: ArchiveConfig | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> Self:
        """Open the database, free what dead runs left leased, and enter the run; with ``archive`` pages are kept."""
        store = Store.open(path)
        gate = Store.open(path, durable=False)
        started = clock()
        session = cls(
            store=store,
            gate=gate,
            run=content_id(started.isoformat(), uuid4().hex),
            started=started,
            allow=allow,
            agent=agent,
            options=options,
            clock=clock,
            archive=Archive(path, archive, agent=agent) if archive is not None and archive.enabled else None,
        )
        frontier.reclaim(store, now=started)
        log.start_run(store, session.run, at=started)
        if session.archive is not None:
            session.archive.trim(store, now=started)
        return session

    @property
    def holder(self) -> str:
        """The name under which this run holds leases."""
        return frontier.owner(self.run)

    async def prove_guard(self, fetch: Callable[[str], Awaitable[object]]) -> None:
        """Run the address guard's self-test, once a run. Raises :class:`RefusedError`."""
        if self.guard_test is None:
            self.guard_test = asyncio.ensure_future(self_test(fetch))
        await asyncio.shield(self.guard_test)

    def now(self) -> datetime:
        """The time, by the session's clock."""
        return self.clock()

    def is_over(self) -> bool:
        """Whether nothing more is to be asked for."""
        return self.stopping.is_set() or self.fatal is not None or self.time_is_up()

    def break_off(self) -> None:
        """Wait no longer for what is under way: no answer is awaited, and nothing more is read."""
        self.cut_off.set()
        self.readers.drop()

    async def rest(self, seconds: float) -> None:
        """Wait for so long, or until the run stops."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.stopping.wait(), seconds)

    def time_is_up(self) -> bool:
        """Whether the run's time (``--max-time``) is over."""
        return self.options.deadline is not None and self.now() >= self.options.deadline

    def count(self, site: str, word: str, number: int = 1) -> None:
        """Count something of a site for the summary."""
        self.counts[site][word] += number

    def _keep_site_runs(self) -> None:
        """What the run found at each site that it asked."""
        now = self.now()
        asked = site_runs.answers(self.store, self.run, since=self.started)
        runs = [
            SiteRun(
                site=site,
                run=self.run,
                at=now,
                sources=sources,
                new=self.counts[site]["new"],
                pages=self.notices[site].pages,
                walls=walls,
                found=self.notices[site].found,
                had=self.notices[site].had,
                lost=self.notices[site].lost,
                length=self.notices[site].length,
            )
            for site, (sources, walls) in asked.items()
        ]
        with self.store.write():
            site_runs.keep(self.store, runs, now=now)

    def close(self, outcome: str) -> None:
        """End the run: its row is closed with the counts, its leases are freed."""
        totals: Counter[str] = Counter()
        for counts in self.counts.values():
            totals.update(counts)
        try:
            frontier.release_all(self.store, self.holder)
            log.end_run(self.store, self.run, at=self.now(), outcome=outcome, counts=totals)
            if self.archive is not None:
                self.archive.trim(self.store, now=self.now())
            self._keep_site_runs()
        finally:  # there may be no space left to write it down
            if self.archive is not None:
                self.archive.close()
            self.readers.close()
            self.gate.close()
            self.store.close()


def aborted(url: str) -> Failure:
    """What a request ends with that a stopping run did not make, or did not wait for."""
    return Failure(url, Outcome.DEFERRED, "aborted", "the run ended before the answer came")


def session_of(crawler: Crawler) -> Session:
    """The session of a crawler's spider."""
    session = getattr(crawler.spider, "session", None)
    if not isinstance(session, Session):
        raise TypeError("this crawler's spider is no SiteSpider")
    return session


def site_of(crawler: Crawler) -> Site:
    """The site of a crawler's spider."""
    site = getattr(crawler.spider, "site", None)
    if not isinstance(site, Site):
        raise TypeError("this crawler's spider is no SiteSpider")
    return site


def seconds(number: float | None) -> timedelta | None:
    """A number of seconds, if there is one, as a ``timedelta``."""
    return None if number is None else timedelta(seconds=number)


def later(now: datetime, seconds: float) -> datetime:
    """That many seconds from ``now``."""
    return now + timedelta(seconds=seconds)
