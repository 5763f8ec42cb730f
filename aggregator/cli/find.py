"""What ``sites add`` does: look at an unknown site and make a source of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aggregator.base.errors import REASONS, BadInputError, UsageError
from aggregator.cli.common import State, check_stated

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess

    from aggregator.base.records import Page
    from aggregator.base.sites import Site
    from aggregator.crawl.session import Session
    from aggregator.crawl.spider import Answer
    from aggregator.discover.feeds import Feed
    from aggregator.discover.find import Proposal
    from aggregator.store.frontier import Kind

MAX_PROBES = 8
"""Addresses that are tried where the page names neither feed nor sitemap."""
_TRANSPORT = frozenset({"bad_http", "conn_lost", "conn_refused", "dns", "timeout"})
"""Reasons that say more to a person than their detail, which is a library's."""


def find_site(
    state: State, url: str, *, name: str | None, language: str | None, timezone: str | None, allow: tuple[str, ...]
) -> Site:
    """The source that a site's front page proposes, completed by what the caller states.

    Raises :class:`UsageError` where language or time zone are declared nowhere and not given, :class:`BadInputError`
    where the page can't be had or names nothing to read.
    """
    from aggregator.base.urls import check_url
    from aggregator.cli.crawl import introduce, set_up_log
    from aggregator.crawl.fetch import TemporarySession
    from aggregator.crawl.run import run_in_reactor, stoppable
    from aggregator.crawl.sites import project_settings

    check_stated(name, language, timezone)
    try:
        url = check_url(url if "://" in url else f"https://{url}")
    except BadInputError as error:
        raise UsageError(str(error)) from error
    set_up_log(state)
    settings = project_settings(allow=allow, agent=introduce())
    with TemporarySession(allow=allow, agent=introduce()) as session:

        async def look(process: AsyncCrawlerProcess) -> Proposal:
            with stoppable(session):
                return await _look(process, session, url)

        proposal = run_in_reactor(settings, look)
    return _site(proposal, url, name=name, language=language, timezone=timezone, local=bool(allow))


async def _look(process: AsyncCrawlerProcess, session: Session, url: str) -> Proposal:
    from dataclasses import replace

    from aggregator.base.encoding import decode
    from aggregator.crawl.fetch import fetch
    from aggregator.discover.find import propose
    from aggregator.store import robots
    from aggregator.store.frontier import Kind

    page = page_of(await fetch(process, session, None, [(url, Kind.LISTING)]), url)
    parts = urlsplit(page.final_url)
    copy = robots.load(session.store, f"{parts.scheme}://{parts.netloc.lower()}")
    robots_txt = copy.body.decode("utf-8", "replace") if copy and copy.status == 200 else None
    html = decode(page.body, page.content_type)
    first = propose(html, url=page.final_url, robots_txt=robots_txt)
    named = [*((feed, Kind.FEED) for feed in first.feeds), *((one, Kind.SITEMAP) for one in first.sitemaps)]
    feeds, maps = await _read(process, session, named)
    if not feeds and not maps:
        probes = [(candidate, Kind.FEED) for candidate in first.candidates[:MAX_PROBES]]
        feeds, maps = await _read(process, session, probes)
    second = propose(html, url=page.final_url, robots_txt=robots_txt, feeds=feeds.values())
    return replace(second, feeds=tuple(feeds), sitemaps=tuple(maps))


async def _read(
    process: AsyncCrawlerProcess, session: Session, wanted: list[tuple[str, Kind]]
) -> tuple[dict[str, Feed], list[str]]:
    """Ask for addresses; gives the feeds among them, read, and the sitemaps."""
    from zoneinfo import ZoneInfo

    from aggregator.crawl.fetch import fetch
    from aggregator.discover.feeds import read_feed
    from aggregator.discover.sitemaps import read_sitemap

    feeds: dict[str, Feed] = {}
    maps: list[str] = []
    zone = ZoneInfo("UTC")
    answers = await fetch(process, session, None, wanted)
    for url, _ in wanted:
        page = answers[url].page if url in answers else None
        if page is None or page.status != 200:
            continue
        try:
            feeds[url] = read_feed(page.body, url=page.final_url, zone=zone, content_type=page.content_type)
        except BadInputError:
            try:
                read_sitemap(page.body, url=page.final_url, zone=zone)
            except BadInputError:
                continue
            maps.append(url)
    return feeds, maps


def page_of(answers: dict[str, Answer], url: str) -> Page:
    """The page that came from an address. Raises :class:`BadInputError` saying why there is none, or none to read."""
    answer = answers.get(url)
    page, failure = (answer.page, answer.failure) if answer else (None, None)
    if failure is not None:
        said = REASONS[failure.reason] if failure.reason in _TRANSPORT else failure.detail
        remedy = "; --allow-address IP:PORT has it asked all the same" if failure.reason == "private_address" else ""
        raise BadInputError(failure.reason, f"{url}: {said or REASONS[failure.reason]}{remedy}")
    if page is None:
        raise BadInputError("empty", f"{url}: no answer")
    return page


def _site(
    proposal: Proposal, url: str, *, name: str | None, language: str | None, timezone: str | None, local: bool
) -> Site:
    from pydantic import ValidationError

    from aggregator.base.config import faults_of
    from aggregator.base.sites import Site

    missing = [
        option
        for option, value in (
            ("--language", language or proposal.language),
            ("--timezone", timezone or proposal.timezone),
        )
        if not value
    ]
    if missing:
        raise UsageError(
            f"{url}: the site does not declare {' and '.join(m[2:] for m in missing)}; give {' '.join(missing)}"
        )
    listings = () if proposal.feeds or proposal.sitemaps else (url,)
    if listings and not proposal.article:
        raise BadInputError("not_a_feed", f"{url}: names no feed or sitemap, and its links show no pattern of articles")
    try:
        return Site(
            name=name or proposal.name,
            title=proposal.title,
            host=proposal.host,
            language=language or proposal.language or "",
            timezone=timezone or proposal.timezone or "",
            feeds=proposal.feeds,
            sitemaps=proposal.sitemaps,
            listings=listings,
            article=proposal.article,
            delay=0 if local else 3.0,
        )
    except ValidationError as error:
        raise UsageError(faults_of(error)) from error
