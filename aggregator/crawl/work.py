"""The work of one site in one run: which addresses are asked for, in which order, and when it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

from aggregator.base.errors import BadInputError
from aggregator.base.sites import Site
from aggregator.base.urls import check_url
from aggregator.crawl.session import PATIENCE, Session, later
from aggregator.store import frontier, hosts, sources
from aggregator.store.frontier import SOURCES, Candidate, Kind, Task

BATCH = 16
"""Addresses leased at once: what a kill leaves to be asked for again."""
SOURCE_BUDGET = 500
"""Feeds, sitemaps and listings asked for of one site in one run: indexes may name sitemaps without end."""
LEASE = 900.0
"""Seconds after which a lease that nobody ended is free again."""


class Work:
    """Leases a site's due addresses, sources before articles, and waits for what is under way.

    Each task that :meth:`tasks` gives must be settled by :meth:`settled`, whatever came of it.
    """

    def __init__(self, session: Session, site: Site) -> None:
        self.session = session
        self.site = site
        self.stopped = False
        self._under_way = 0
        self._asked = 0
        self._sources_asked = 0
        self._change = asyncio.Event()

    def begin(self) -> None:
        """Enter the site and its sources."""
        now, declared = self.session.now(), list[str]()
        with self.session.store.write():
            sources.register(self.session.store, self.site, now=now)
            for kind, urls in (
                (Kind.FEED, self.site.feeds),
                (Kind.SITEMAP, self.site.sitemaps),
                (Kind.LISTING, self.site.listings),
            ):
                candidates = [Candidate(key=source_key(self.site, url), url=url, sorted_at=now) for url in urls]
                frontier.add(self.session.store, self.site.name, kind, candidates, now=now)
                declared += [candidate.key for candidate in candidates]
            frontier.keep_sources(self.session.store, self.site.name, declared, now=now)
            if self.session.options.now or self.session.options.since:
                frontier.make_sources_due(self.session.store, self.site.name, now=now)

    async def tasks(self) -> AsyncIterator[Task]:
        """The tasks, as long as there are any and the run's budget and time allow."""
        while not self._is_over():
            batch = self._lease()
            if batch:
                for number, task in enumerate(batch):
                    if self._is_over():
                        self._put_back(batch[number:])
                        return
                    self._under_way += 1
                    yield task
                await self._wait_until(BATCH // 2)
            elif self._under_way:
                await self._wait_until(self._under_way - 1)
            elif not await self._wait_for_retry():
                return

    def settled(self) -> None:
        """One task came to its end."""
        self._under_way -= 1
        self._change.set()

    def stop(self) -> None:
        """Ask for nothing more of this site in this run."""
        self.stopped = True
        self._change.set()

    def _is_over(self) -> bool:
        return self.stopped or self.session.is_over()

    def _lease(self) -> list[Task]:
        store, now = self.session.store, self.session.now()
        if hosts.pause_left(store, self.site.host, now=now.timestamp()) > PATIENCE:
            return []
        holder = self.session.holder
        limit = min(BATCH, SOURCE_BUDGET - self._sources_asked)
        batch = frontier.lease(store, self.site.name, SOURCES, limit=limit, now=now, holder=holder, seconds=LEASE)
        self._sources_asked += len(batch)
        if batch or not self.session.options.articles:
            return batch
        limit = min(BATCH, self.session.options.max_pages - self._asked)
        if limit <= 0:
            self.session.count(self.site.name, "budget")
            self.stop()
            return []
        batch = frontier.lease(
            store, self.site.name, (Kind.ARTICLE,), limit=limit, now=now, holder=holder, seconds=LEASE
        )
        self._asked += len(batch)
        return batch

    def _put_back(self, tasks: list[Task]) -> None:
        with self.session.store.write():
            for task in tasks:
                frontier.release(self.session.store, task)

    async def _wait_until(self, under_way: int) -> None:
        while self._under_way > max(under_way, 0) and not self.stopped:
            self._change.clear()
            await self._change.wait()

    async def _wait_for_retry(self) -> bool:
        """Wait for the next try of something that failed just now, if it comes soon. Returns whether there is one."""
        now = self.session.now()
        kinds = tuple(Kind) if self.session.options.articles else SOURCES
        soonest = frontier.soonest(self.session.store, self.site.name, kinds, within=later(now, PATIENCE))
        if soonest is None or soonest <= now:  # what is due and was not leased waits for something else
            return False
        await self.session.rest((soonest - now + timedelta(seconds=1)).total_seconds())
        return True


def source_key(site: Site, url: str) -> str:
    """A source's key in the frontier: its address, told apart by site, for two sites may read one feed."""
    try:
        return f"{site.name} {check_url(url)}"
    except BadInputError:
        return f"{site.name} {url}"
