"""What ``sites check`` does: ask each site for its sources and one article, and say what is missing."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aggregator.cli.common import State, console, print_json_lines

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess

    from aggregator.base.sites import Site
    from aggregator.crawl.session import Session
    from aggregator.crawl.spider import Answer
    from aggregator.store.frontier import Kind

FIELDS = ("title", "summary", "body", "authors", "published", "images")
"""What an article of a site is expected to have."""
MAX_TRIES = 3
"""Articles that are asked for until one can be read; parts of a sitemap that are looked into."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look at a site gave: its sources that answer, the links they name, the article that was read, the fields
    that were found, and what went wrong.
    """

    site: str
    sources: int
    answering: int
    links: int
    article: str | None
    found: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The expected fields that the article lacks; none where no article was read."""
        return tuple(f for f in FIELDS if f not in self.found) if self.article else ()


def check_sites(state: State, sites: list[Site], *, allow: tuple[str, ...]) -> int:
    """Look at the sites and print a table. Returns 3 where one of them gives no article, else 0."""
    import asyncio

    from aggregator.cli.crawl import introduce, set_up_log
    from aggregator.cli.progress import progress
    from aggregator.crawl.fetch import TemporarySession
    from aggregator.crawl.run import PARALLEL, run_in_reactor, stoppable
    from aggregator.crawl.sites import project_settings

    set_up_log(state)
    settings = project_settings(allow=allow, agent=introduce())
    with TemporarySession(allow=allow, agent=introduce()) as session:

        async def look(process: AsyncCrawlerProcess) -> list[Verdict]:
            gate, done = asyncio.Semaphore(PARALLEL), 0

            async def one(site: Site) -> Verdict:
                nonlocal done
                async with gate:
                    verdict = await _check(process, session, site)
                done += 1
                return verdict

            with stoppable(session):
                async with progress(state, lambda: f"{done} of {len(sites)} sites looked at"):
                    return await asyncio.gather(*(one(site) for site in sites))

        verdicts = run_in_reactor(settings, look)
    if state.json:
        print_json_lines(_object(verdict) for verdict in verdicts)
    else:
        _print(verdicts)
    return 0 if all(verdict.article for verdict in verdicts) else 3


async def _check(process: AsyncCrawlerProcess, session: Session, site: Site) -> Verdict:
    from aggregator.crawl.fetch import fetch
    from aggregator.store.frontier import Kind

    wanted = [
        *((url, Kind.FEED) for url in site.feeds),
        *((url, Kind.SITEMAP) for url in site.sitemaps),
        *((url, Kind.LISTING) for url in site.listings),
    ]
    look = Look(site)
    answers = await fetch(process, session, site, wanted)
    answering = sum(look.read(kind, answers.get(url)) for url, kind in wanted)
    parts = [(url, Kind.SITEMAP) for url in look.newest_children()]
    answers = await fetch(process, session, site, parts)
    for url, kind in parts:
        look.read(kind, answers.get(url))
    if answering and not look.links:
        look.problems.append("names no article")
    article: str | None = None
    found: tuple[str, ...] = ()
    for url in look.newest_links():
        article, found = await _read_one(process, session, site, url, look.problems)
        if article:
            break
    return Verdict(site.name, len(wanted), answering, len(look.links), article, found, tuple(look.problems))


@dataclass(slots=True)
class Look:
    """What the sources of a site gave so far: links to articles by canonical address, parts of sitemaps, what went
    wrong.
    """

    site: Site
    links: dict[str, tuple[str, datetime | None]] = field(default_factory=dict)
    children: dict[str, datetime | None] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def read(self, kind: Kind, answer: Answer | None) -> bool:
        """Take in what a source names; whether it answered with something that can be read."""
        from aggregator.base.errors import BadInputError
        from aggregator.crawl.source_reading import read_source

        if answer is None or answer.failure or answer.page is None:
            self.problems.append(_why(answer))
            return False
        try:
            named = read_source(kind, answer.page, self.site, None)
        except BadInputError as error:
            self.problems.append(error.reason)
            return False
        for key, told in named.own.items():
            self.links.setdefault(key, (told.url, told.at))
        self.children |= dict(named.children)
        if not named.number and not named.children:
            self.problems.append("names nothing")
        return True

    def newest_links(self) -> list[str]:
        """A few articles to try, the newest first: what a feed names may be gone, or closed to us."""
        return _newest(dict(self.links.values()))[:MAX_TRIES]

    def newest_children(self) -> list[str]:
        """A few parts of a sitemap, the newest first."""
        return _newest(self.children)[:MAX_TRIES]


def _newest(dated: dict[str, datetime | None]) -> list[str]:
    """The addresses by date, those without one last, in the order in which they stand."""
    return sorted(dated, key=lambda url: -moment.timestamp() if (moment := dated[url]) else math.inf)


async def _read_one(
    process: AsyncCrawlerProcess, session: Session, site: Site, url: str, problems: list[str]
) -> tuple[str | None, tuple[str, ...]]:
    """Read an article; gives its address and the fields that were found, or what went wrong into ``problems``."""
    from aggregator.base.errors import BadInputError
    from aggregator.crawl.fetch import fetch
    from aggregator.crawl.path import read_article
    from aggregator.store.frontier import Kind

    answer = (await fetch(process, session, site, [(url, Kind.ARTICLE)])).get(url)
    if answer is None or answer.failure or answer.page is None:
        problems.append(f"article: {_why(answer)}")
        return None, ()
    try:
        article = read_article(answer.page, site)
    except BadInputError as error:
        problems.append(f"article: {error.reason}")
        return None, ()
    return url, tuple(name for name in FIELDS if getattr(article, name))


def _why(answer: Answer | None) -> str:
    return answer.failure.reason if answer and answer.failure else "no answer"


def _object(verdict: Verdict) -> dict[str, Any]:
    from dataclasses import asdict

    return {**asdict(verdict), "missing": list(verdict.missing)}


def _print(verdicts: list[Verdict]) -> None:
    from rich.text import Text

    from aggregator.cli.summary import plain_table

    table = plain_table("Site", "Sources", "Links", "Article", "Missing", "Problems")
    for verdict in verdicts:
        table.add_row(
            verdict.site,
            f"{verdict.answering}/{verdict.sources}",
            str(verdict.links),
            Text("read", "green") if verdict.article else Text("none", "red"),
            Text(", ".join(verdict.missing), "yellow"),
            Text(", ".join(dict.fromkeys(verdict.problems)), "red"),
        )
    console().print(table)
    good = sum(verdict.article is not None for verdict in verdicts)
    console(stderr=True).print(f"{good} of {len(verdicts)} sites give an article")
