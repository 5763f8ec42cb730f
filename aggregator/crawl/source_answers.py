"""A source's answer: the links it names go into the frontier, and what it says of them is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from aggregator.base.encoding import decode
from aggregator.base.errors import BadInputError
from aggregator.base.records import Link, Outcome, Page
from aggregator.base.sites import Site
from aggregator.base.urls import canonical_url, is_trap
from aggregator.crawl.path import headline, store_article
from aggregator.crawl.session import Session, seconds
from aggregator.crawl.work import source_key
from aggregator.discover.feeds import read_feed
from aggregator.discover.listings import read_listing
from aggregator.discover.selection import recent_children, recent_links, signature, which_changed
from aggregator.discover.sitemaps import read_sitemap
from aggregator.download.redirects import Move, note_move
from aggregator.download.schedule import next_poll
from aggregator.store import articles, frontier, log, sources
from aggregator.store.articles import Change
from aggregator.store.frontier import Candidate, Kind, Task
from aggregator.store.sources import Mention

if TYPE_CHECKING:
    from aggregator.crawl.spider import Answer

MAX_SITEMAP_DEPTH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a source names: links to articles, further sitemaps, and whether the document broke off early."""

    links: tuple[Link, ...] = ()
    children: tuple[tuple[str, datetime | None], ...] = ()
    partial: bool = False
    ttl: int | None = None


@dataclass(slots=True)
class Sorted:
    """Links by what they are: articles by key, and those that lead to others' hosts."""

    own: dict[str, Link] = field(default_factory=dict)
    foreign: list[tuple[str, Link]] = field(default_factory=list)


def take_source(session: Session, site: Site, answer: Answer, page: Page) -> None:
    """Store what a source names, in one unit with its validators and record. Raises :class:`BadInputError`."""
    task, now = answer.task, session.now()
    named = read_source(task.kind, page, site, session.options.since)
    links = _sort(named.links, site)
    known = sources.mentioned(session.store, task.key)
    said = {key: sources.mention_of(signature(link), link) for key, link in links.own.items()}
    changed = which_changed(_signatures(said), _signatures(known))
    new = [key for key in links.own if key not in known]
    poll = next_poll(
        seconds(task.interval), bool(new or changed), now, ttl=seconds(named.ttl), max_age=seconds(answer.max_age)
    )
    with session.store.write():
        added = frontier.add(
            session.store, site.name, Kind.ARTICLE, [_candidate(key, links.own[key], now) for key in new], now=now
        )
        frontier.make_due(session.store, changed, now=now)
        sources.mention(
            session.store, task.key, {key: now_said for key, now_said in said.items() if known.get(key) != now_said}
        )
        sources.elsewhere(session.store, site.name, links.foreign, now=now)
        _take_children(session, site, task, named, now)
        _take_move(session, answer)
        if not session.options.articles:
            told = [links.own[key] for key in links.own if known.get(key) != said[key]]
            _keep_headlines(session, site, told, known, now)
        frontier.finish(
            session.store,
            task,
            now=now,
            next_at=None if _told_by_index(session, task) else poll.at,
            validators=None if named.partial else page.validators,
            interval=round(poll.interval.total_seconds()),
        )
        log.fetched(
            session.store,
            task,
            Outcome.OK,
            run=session.run,
            at=now,
            reason="truncated" if named.partial else None,
            status=answer.status,
            size=answer.size,
            seconds=answer.seconds,
        )
        log.recovered(session.store, task.url)
    session.count(site.name, "sources")
    session.count(site.name, "links", len(links.own))
    session.count(site.name, "found", added)


def read_source(kind: Kind, page: Page, site: Site, since: datetime | None) -> Named:
    """What a feed, sitemap or listing names. Raises :class:`BadInputError`."""
    if kind is Kind.FEED:
        feed = read_feed(page.body, url=page.final_url, zone=site.zone, content_type=page.content_type)
        return Named(links=feed.links, partial=feed.partial, ttl=feed.ttl)
    if kind is Kind.SITEMAP:
        sitemap = read_sitemap(page.body, url=page.final_url, zone=site.zone, content_type=page.content_type)
        return Named(
            partial=sitemap.partial,
            links=recent_links(sitemap.links, now=page.fetched_at, since=since),
            children=recent_children(sitemap.children, now=page.fetched_at, since=since),
        )
    text = decode(page.body, page.content_type)
    return Named(links=read_listing(text, url=page.final_url, is_article=site.is_article, zone=site.zone))


def _sort(links: Sequence[Link], site: Site) -> Sorted:
    found = Sorted()
    for link in links:
        try:
            key = canonical_url(link.url)
        except BadInputError:
            continue
        if is_trap(link.url):
            continue
        if not site.owns(link.url):
            found.foreign.append((key, link))
        elif site.is_article(link.url):
            found.own.setdefault(key, link)
    return found


def _signatures(mentions: Mapping[str, Mention]) -> dict[str, str]:
    return {key: mention.signature for key, mention in mentions.items()}


def _candidate(key: str, link: Link, now: datetime) -> Candidate:
    return Candidate(key=key, url=link.url, sorted_at=min(link.published or link.modified or now, now))


def _take_children(session: Session, site: Site, task: Task, named: Named, now: datetime) -> None:
    """Further sitemaps of an index: new ones, and those that changed since they were read last."""
    if task.depth >= MAX_SITEMAP_DEPTH or not named.children:
        return
    known = sources.mentioned(session.store, task.key)
    found: dict[str, Link] = {}
    for url, modified in named.children:
        if site.owns(url) and url != task.url:
            found[source_key(site, url)] = Link(url=url, source=task.url, modified=modified)
    said = {key: sources.mention_of(signature(link), link) for key, link in found.items()}
    frontier.add(
        session.store,
        site.name,
        Kind.SITEMAP,
        [Candidate(key=k, url=link.url, sorted_at=now, depth=task.depth + 1) for k, link in found.items()],
        now=now,
    )
    changed = [key for key, now_said in said.items() if key in known and known[key] != now_said]
    frontier.make_due(session.store, changed, now=now)
    sources.mention(session.store, task.key, said)


def _take_move(session: Session, answer: Answer) -> None:
    """A source that moved for good: its new address is asked from the third permanent redirect on."""
    task = answer.task
    before = sources.move_of(session.store, task.url)
    move = note_move(task.url, answer.hops, Move(*before) if before else None)
    if move is not None and move.adopted:
        frontier.move(session.store, task.key, move.url)
        session.count(task.site, "moved")
        move = None
    sources.keep_move(session.store, task.url, (move.url, move.times) if move else None)


def _keep_headlines(
    session: Session, site: Site, links: Sequence[Link], known: Mapping[str, Mention], now: datetime
) -> None:
    """Without the pages, the links' own words are the articles.

    ``links`` are those of which the source says something new. What a second source says of an article that is there
    already is no edit, or two sources with different words would undo each other in every run.
    """
    for link in links:
        article = headline(link, site)
        if article is None:
            continue
        there = articles.find(session.store, article.canonical_url)
        if there is not None and (not there["headline_only"] or article.canonical_url not in known):
            continue
        change = store_article(session.store, article, zone=site.zone, now=now).stored.change
        if change is Change.NEW:
            session.count(site.name, "new")
        elif change is Change.CHANGED:
            session.count(site.name, "changed")


def _told_by_index(session: Session, task: Task) -> bool:
    """Whether an index dates this sitemap, so that it need not be asked for until the index says that it changed."""
    link = sources.link_of(session.store, task.key) if task.depth else None
    return link is not None and link.modified is not None
