"""What a source names, read from its document alone: runs in a reading process, for a sitemap of 50,000 addresses
takes seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from aggregator.base.encoding import decode
from aggregator.base.errors import BadInputError
from aggregator.base.records import Link, Page
from aggregator.base.sites import Site
from aggregator.base.urls import canonical_url, is_trap
from aggregator.discover.feeds import read_feed
from aggregator.discover.listings import read_listing
from aggregator.discover.selection import recent_children, recent_links, signature
from aggregator.discover.sitemaps import read_sitemap
from aggregator.store.frontier import Kind
from aggregator.store.sources import Elsewhere, Mention, mention_of


class Told(NamedTuple):
    """An article that a source names: its address as written, its newest date, and all that was said of it."""

    url: str
    at: datetime | None
    mention: Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a source names.

    ``own`` are the site's articles by key, ``foreign`` links that lead to others' hosts, ``children`` further
    sitemaps with their last change, ``number`` is that of all links. ``partial`` marks a document that broke off.
    ``ttl``, ``skip_hours`` and ``skip_days`` are a feed's own words on when it is to be left alone, ``moved_to`` on
    where it stands from now on.
    """

    own: dict[str, Told] = field(default_factory=dict)
    foreign: tuple[Elsewhere, ...] = ()
    children: tuple[tuple[str, datetime | None], ...] = ()
    number: int = 0
    partial: bool = False
    ttl: int | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    moved_to: str | None = None


def read_source(kind: Kind, page: Page, site: Site, since: datetime | None) -> Named:
    """What a feed, sitemap or listing names. Raises :class:`BadInputError`."""
    if kind is Kind.FEED:
        feed = read_feed(page.body, url=page.final_url, zone=site.zone, content_type=page.content_type)
        named = _named(feed.links, site, partial=feed.partial)
        return replace(
            named, ttl=feed.ttl, skip_hours=feed.skip_hours, skip_days=feed.skip_days, moved_to=feed.moved_to
        )
    if kind is Kind.SITEMAP:
        sitemap = read_sitemap(page.body, url=page.final_url, zone=site.zone, content_type=page.content_type)
        links = recent_links(sitemap.links, now=page.fetched_at, since=since)
        children = recent_children(sitemap.children, now=page.fetched_at, since=since)
        return _named(links, site, partial=sitemap.partial, children=children)
    text = decode(page.body, page.content_type)
    return _named(read_listing(text, url=page.final_url, is_article=site.is_article, zone=site.zone), site)


def _named(
    links: Sequence[Link],
    site: Site,
    *,
    partial: bool = False,
    children: tuple[tuple[str, datetime | None], ...] = (),
) -> Named:
    own: dict[str, Told] = {}
    foreign: list[Elsewhere] = []
    for link in links:
        try:
            key = canonical_url(link.url)
        except BadInputError:
            continue
        if is_trap(link.url):
            continue
        if not site.owns(link.url):
            foreign.append(Elsewhere(key, link.url, link.title))
        elif key not in own and site.is_article(link.url):
            own[key] = Told(link.url, link.published or link.modified, mention_of(signature(link), link))
    return Named(own=own, foreign=tuple(foreign), children=children, number=len(links), partial=partial)
