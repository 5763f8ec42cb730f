"""A source's answer: the links it names go into the frontier, and what it says of them is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aggregator.base.errors import REASONS
from aggregator.base.records import Article, Failure, Link, Outcome, Page
from aggregator.base.sites import Site
from aggregator.crawl.path import Taken, headline, reading_of, store_reading
from aggregator.crawl.session import Session, seconds
from aggregator.crawl.source_reading import Named, Told
from aggregator.crawl.work import source_key
from aggregator.discover.selection import guids_churn, signature, which_changed
from aggregator.download.redirects import Move, is_moved, note_move
from aggregator.download.schedule import Poll, next_poll
from aggregator.store import articles, frontier, log, sources
from aggregator.store.articles import Change
from aggregator.store.frontier import Candidate, Kind, Task
from aggregator.store.sources import Mention

if TYPE_CHECKING:
    from aggregator.crawl.spider import Answer

MAX_SITEMAP_DEPTH = 3
PART = 2000
"""Links of one unit. A feed names no more; a greater sitemap is stored in parts, so that others get their turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a source named, beside what it named before: of which articles it says what is new, and which changed."""

    named: Named
    known: Mapping[str, Mention]
    changed: frozenset[str]

    @classmethod
    def of(cls, named: Named, known: Mapping[str, Mention]) -> News:
        """Compare with ``known``."""
        said = {key: told.mention.signature for key, told in named.own.items()}
        before = {key: mention.signature for key, mention in known.items()}
        return cls(named=named, known=known, changed=frozenset(which_changed(said, before)))

    def __bool__(self) -> bool:
        return bool(self.changed) or any(key not in self.known for key in self.named.own)

    def oddity(self, kind: Kind) -> str | None:
        """What is odd about the source, as a word of ``base.errors.REASONS``. A sitemap of news may be empty."""
        if self.named.partial:
            return "truncated"
        if not self.named.number and self.known and kind is not Kind.SITEMAP:
            return "empty_after_full"
        if kind is Kind.FEED:
            both = [(self.known[key], told.mention) for key, told in self.named.own.items() if key in self.known]
            if guids_churn([(before.link().guid, now.link().guid) for before, now in both]):
                return "guid_churn"
        return None

    def parts(self) -> Iterator[dict[str, Told]]:
        """The articles of which something new is said, :data:`PART` at a time."""
        told = ((key, told) for key, told in self.named.own.items() if self.known.get(key) != told.mention)
        while part := dict(islice(told, PART)):
            yield part


async def take_source(session: Session, site: Site, answer: Answer, page: Page, named: Named) -> None:
    """Store what a source names, the last part in one unit with its validators and record.

    A kill between two parts loses nothing: the source is not done yet, and is asked again.
    """
    task, now = answer.task, session.now()
    news = News.of(named, sources.mentioned(session.store, task.key))
    poll = next_poll(
        seconds(task.interval),
        bool(news),
        now,
        ttl=seconds(named.ttl),
        max_age=seconds(answer.max_age),
        skip_hours=named.skip_hours,
        skip_days=named.skip_days,
    )
    added = 0
    *parts, last = list(news.parts()) or [{}]
    for part in parts:
        with session.store.write():
            added += _take_part(session, site, task, news, part)
        await asyncio.sleep(0)
    with session.store.write():
        added += _take_part(session, site, task, news, last)
        sources.elsewhere(session.store, site.name, named.foreign, now=now)
        _take_children(session, site, task, named, now)
        _take_move(session, answer, named.moved_to)
        _finish(session, answer, page, poll, _oddity(session, site, news, answer))
    session.count(site.name, "sources")
    session.count(site.name, "links", len(named.own))
    session.count(site.name, "found", added)


def _take_part(session: Session, site: Site, task: Task, news: News, part: Mapping[str, Told]) -> int:
    """Enter new articles, have changed ones asked for again, and keep what is said of both. Returns how many are new
    to the frontier.
    """
    now = session.now()
    new = [_candidate(key, told, now) for key, told in part.items() if key not in news.known]
    added = frontier.add(session.store, site.name, Kind.ARTICLE, new, now=now)
    frontier.make_due(session.store, news.changed & part.keys(), now=now)
    sources.mention(session.store, task.key, {key: told.mention for key, told in part.items()})
    if not session.options.articles:
        _keep_headlines(session, site, part, news.known, now)
    return added


def _oddity(session: Session, site: Site, news: News, answer: Answer) -> str | None:
    """What is odd about a source that was read; it is told among the run's problems, and stands in its record."""
    task = answer.task
    word = news.oddity(task.kind)
    if word is None and urlsplit(task.url).netloc in session.too_slow:
        word = "crawl_delay"
    if word is None and is_moved(task.url, _hops(answer, news.named.moved_to)):
        word = "moved"
    if word:
        session.problems[site.name].append(Failure(task.url, Outcome.OK, word, REASONS[word]))
    return word


def _finish(session: Session, answer: Answer, page: Page, poll: Poll, oddity: str | None) -> None:
    task, now = answer.task, session.now()
    frontier.finish(
        session.store,
        task,
        now=now,
        next_at=None if _told_by_index(session, task) else poll.at,
        validators=None if oddity == "truncated" else page.validators,
        interval=round(poll.interval.total_seconds()),
    )
    log.fetched(
        session.store,
        task,
        Outcome.OK,
        run=session.run,
        at=now,
        reason=oddity,
        status=answer.status,
        size=answer.size,
        seconds=answer.seconds,
    )
    log.recovered(session.store, task.url)


def _candidate(key: str, told: Told, now: datetime) -> Candidate:
    return Candidate(key=key, url=told.url, sorted_at=min(told.at or now, now))


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


def _take_move(session: Session, answer: Answer, said: str | None) -> None:
    """A source that moved for good: its new address is asked from the third permanent redirect on, or the third time
    that the feed itself names another one.
    """
    task = answer.task
    before = sources.move_of(session.store, task.url)
    move = note_move(task.url, _hops(answer, said), Move(*before) if before else None)
    if move is not None and move.adopted:
        frontier.move(session.store, task.key, move.url)
        session.count(task.site, "moved")
        move = None
    sources.keep_move(session.store, task.url, (move.url, move.times) if move else None)


def _hops(answer: Answer, said: str | None) -> list[tuple[int, str]]:
    """The redirects on the way to a source, and what it says itself of its address: as good as a permanent one."""
    return [*answer.hops, *([(301, said)] if said else [])]


def _keep_headlines(
    session: Session, site: Site, part: Mapping[str, Told], known: Mapping[str, Mention], now: datetime
) -> None:
    """Without the pages, the links' own words are the articles.

    ``part`` are those of which the source says something new. What a second source says of an article that is there
    already is no edit, or two sources with different words would undo each other in every run.
    """
    for told in part.values():
        article = headline(told.mention.link(), site)
        if article is None:
            continue
        there = articles.find(session.store, article.canonical_url)
        if there is not None and (not there["headline_only"] or article.canonical_url not in known):
            continue
        change = store_headline(session, article, site, now=now).stored.change
        if change is Change.NEW:
            session.count(site.name, "new")
        elif change is Change.CHANGED:
            session.count(site.name, "changed")


def store_headline(session: Session, article: Article, site: Site, *, now: datetime, key: str | None = None) -> Taken:
    """Store an article of which no more than a link's words are known, inside a write unit. ``key`` is that of the
    address where its page was asked for in vain.
    """
    reading = reading_of(article, site)
    if session.journal is not None:
        session.journal.keep(session.store, reading, timezone=site.timezone, at=now, key=key)
    return store_reading(session.store, reading, zone=site.zone, now=now)


def _told_by_index(session: Session, task: Task) -> bool:
    """Whether an index dates this sitemap, so that it need not be asked for until the index says that it changed."""
    link = sources.link_of(session.store, task.key) if task.depth else None
    return link is not None and link.modified is not None
