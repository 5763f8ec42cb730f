"""The embedded news web: made-up outlets on loopback, in two states («today» and «the next day»)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Self

from aggregator.base.sites import Site
from aggregator.demo.content import Outlet, Source, load_outlets
from aggregator.demo.newsroom import House, build_houses
from aggregator.demo.resources import Resource, build_resources, feed_resources, missing, resource_key
from aggregator.demo.server import Headers, LoopbackServers

_FEED_HOST = " feeds"
_RETRY_AFTER = ("Retry-After", "1")


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as the server saw it: ``at`` in seconds of the monotonic clock, the validators as sent."""

    at: float
    outlet: str
    method: str
    path: str
    status: int
    if_none_match: str | None
    if_modified_since: str | None
    user_agent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """What is planted about one article: where it stands, on which day it appears, what it shares or hides.

    ``story`` is the same for articles that tell one announcement; ``fault`` is one of ``""``, ``corrected`` (changes
    on the second day), ``gone`` (410 on the second day), ``not_found`` (404), ``paywalled``, ``robots``.
    """

    key: str
    outlet: str
    url: str
    story: str | None
    day: int
    copy_of: str | None
    fault: str


class NewsWeb:
    """The outlets of ``content/*.toml``, each served on its own port of 127.0.0.1 while the context lasts.

    ``now`` (aware) is the time from which all dates are counted: the same ``now`` gives the same bytes, but for the
    ports. Nothing sleeps. See README.md for what is planted.
    """

    def __init__(self, now: datetime) -> None:
        if now.tzinfo is None:
            raise ValueError("now must be an aware time")
        self._now, self._day = now, 1
        self._servers = LoopbackServers(self._lookup, self._report)
        self._hosts: dict[str, str] = {}
        self._houses: dict[str, House] = {}
        self._resources: dict[str, dict[str, Resource]] = {}
        self._owed = {
            (outlet.name + (_FEED_HOST if feed.host else ""), resource_key(feed.path)): feed.once
            for outlet, _ in load_outlets()
            for feed in outlet.feeds
            if feed.once
        }
        self.requests: list[Visit] = []

    def __enter__(self) -> Self:
        outlets = [outlet for outlet, _ in load_outlets()]
        extra = [outlet.name + _FEED_HOST for outlet in outlets if any(feed.host for feed in outlet.feeds)]
        self._hosts = self._servers.bind([*(outlet.name for outlet in outlets), *extra])
        self._build()
        self._servers.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._servers.stop()

    def next_day(self) -> None:
        """Go to the second state: a correction, new articles, a delay, a page that is gone."""
        self._day = 2
        self._build()

    @property
    def sites(self) -> tuple[Site, ...]:
        """The outlets as records ready to crawl, without any delay between requests."""
        return tuple(self._site(outlet) for outlet, _ in load_outlets())

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every ``127.0.0.1:port`` that the web stands on."""
        return tuple(self._hosts.values())

    @property
    def articles(self) -> tuple[Planted, ...]:
        """Everything that is planted, the second day's articles included."""
        houses = build_houses(self._now, 2, self._origins())
        urls = {piece.key: piece.url for house in houses.values() for piece in house.pieces}
        return tuple(_planted(outlet, source, urls) for outlet, sources in load_outlets() for source in sources)

    def _origins(self) -> Mapping[str, str]:
        return {name: f"http://{host}" for name, host in self._hosts.items()}

    def _build(self) -> None:
        self._houses = build_houses(self._now, self._day, self._origins())
        resources = {name: build_resources(house, self._now, self._day) for name, house in self._houses.items()}
        resources |= {
            name + _FEED_HOST: feed_resources(house)
            for name, house in self._houses.items()
            if name + _FEED_HOST in self._hosts
        }
        self._resources = resources

    def _site(self, outlet: Outlet) -> Site:
        origin = self._origins()[outlet.name]
        feeds = tuple(
            (self._origins()[outlet.name + _FEED_HOST] if feed.host else origin) + feed.path for feed in outlet.feeds
        )
        return Site(
            name=outlet.name,
            title=outlet.title,
            host=self._hosts[outlet.name],
            language=outlet.language,
            timezone=outlet.timezone,
            feeds=feeds,
            sitemaps=(origin + outlet.sitemap_index,) if outlet.sitemap_index else (),
            listings=(origin + outlet.listing,) if outlet.listing else (),
            article=outlet.article,
            delay=0,
            rules=outlet.rules,
        )

    def _lookup(self, name: str, target: str) -> Resource:
        key = resource_key(target)
        found = self._resources[name].get(key) or missing(self._houses.get(name))
        status = self._owed.pop((name, key), None)
        return replace(found, status=status, headers=(_RETRY_AFTER,)) if status else found

    def _report(self, name: str, method: str, target: str, headers: Headers, status: int) -> None:
        self.requests.append(
            Visit(
                at=time.monotonic(),
                outlet=name.removesuffix(_FEED_HOST),
                method=method,
                path=target,
                status=status,
                if_none_match=headers.get("if-none-match"),
                if_modified_since=headers.get("if-modified-since"),
                user_agent=headers.get("user-agent"),
            )
        )


def _planted(outlet: Outlet, source: Source, urls: Mapping[str, str]) -> Planted:
    key = f"{outlet.name}/{source.key}"
    faults = {
        "corrected": "text" in source.next,
        "gone": source.next.get("status") == 410,
        "not_found": source.status == 404,
        "paywalled": source.paywalled,
        "robots": source.disallowed,
    }
    return Planted(
        key=key,
        outlet=outlet.name,
        url=urls[key],
        story=source.story,
        day=source.day,
        copy_of=source.copy_of,
        fault=next((name for name, holds in faults.items() if holds), ""),
    )
