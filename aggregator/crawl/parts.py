"""A part of a crawl: the sites of some hosts, done by one process from beginning to end.

What a worker is told and what it answers is JSON; its shard of the database goes along as octets.
"""

from __future__ import annotations

import os
import sys
import threading
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import TypeAdapter

from aggregator.base.errors import AggregatorError
from aggregator.base.records import Failure
from aggregator.base.sites import Site
from aggregator.crawl.children import get_frame, put_frame

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess

    from aggregator.crawl.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a worker crawls, and how: ``sites`` as JSON, its ``shard`` as base64; with ``records`` pages are kept."""

    sites: tuple[str, ...]
    shard: str
    allow: tuple[str, ...]
    agent: str
    now: bool
    since: datetime | None
    max_pages: int
    deadline: datetime | None
    articles: bool
    records: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a part: its shard, counts and problems by site; ``error`` is what ended it early."""

    shard: str
    counts: dict[str, dict[str, int]]
    problems: dict[str, list[Failure]]
    error: str | None = None
    code: int = 0


PART = TypeAdapter(Part)
DONE = TypeAdapter(Done)


def groups(sites: Iterable[Site]) -> list[list[Site]]:
    """The sites, those together that share a host or ask one of another's subdomains: they must take turns."""
    heads: dict[str, str] = {}

    def head(host: str) -> str:
        while heads.setdefault(host, host) != host:
            host = heads[host]
        return host

    listed = list(sites)
    for site in listed:
        own = head(min(hosts_of(site)))
        for host in hosts_of(site):
            heads[head(host)] = own
    for host in list(heads):
        name = host
        while "." in name:
            name = name.partition(".")[2]
            if name in heads:
                heads[head(host)] = head(name)
    found: dict[str, list[Site]] = {}
    for site in listed:
        found.setdefault(head(min(hosts_of(site))), []).append(site)
    return list(found.values())


def hosts_of(site: Site) -> set[str]:
    """All hosts that a site is known to ask: its own, and those of its sources."""
    sources = (*site.feeds, *site.sitemaps, *site.listings)
    return {site.host, *site.hosts, *(urlsplit(url).netloc.rpartition("@")[2].lower() for url in sources)}


def crawl_part(part: Part, folder: Path) -> Done:
    """Crawl a part in this process, which must not have begun a reactor. Raises :class:`AggregatorError`."""
    from aggregator.crawl.journal import Journal
    from aggregator.crawl.readers import Readers
    from aggregator.crawl.run import crawl, run_in_reactor
    from aggregator.crawl.session import Options, Session
    from aggregator.crawl.sites import project_settings, spider_of
    from aggregator.download.address import AllowList

    database = folder / "shard.db"
    database.write_bytes(b64decode(part.shard))
    sites = [Site.model_validate_json(text) for text in part.sites]
    options = Options(
        now=part.now, since=part.since, max_pages=part.max_pages, deadline=part.deadline, articles=part.articles
    )
    session = Session.open(database, allow=AllowList.parse(part.allow), agent=part.agent, options=options)
    session.journal = Journal(part.records)
    session.readers = Readers(1)
    _wait_first(session, sites)

    async def main(process: AsyncCrawlerProcess) -> None:
        await crawl(process, session, [spider_of(site) for site in sites])

    error: AggregatorError | None = None
    try:
        run_in_reactor(project_settings(allow=part.allow, agent=part.agent), main)
    except AggregatorError as caught:
        error = caught
    finally:
        session.close("done")
    return Done(
        shard=b64encode(database.read_bytes()).decode(),
        counts={site: dict(counts) for site, counts in session.counts.items()},
        problems=dict(session.problems),
        error=str(error) if error else None,
        code=error.exit_code if error else 0,
    )


def _wait_first(session: Session, sites: Collection[Site]) -> None:
    """Leave each host its pause before the first request: a worker that was killed may have asked it just now."""
    from aggregator.store import hosts

    for site in sites:
        for host in hosts_of(site):
            hosts.leave_alone(session.gate, host, until=session.now().timestamp() + site.delay)


def serve() -> None:
    """In the process: one part comes in on standard input, what came of it goes out; it ends with its parent."""
    try:
        part = PART.validate_json(get_frame(sys.stdin.buffer))
    except EOFError:  # the parent is gone already
        return
    threading.Thread(target=_end_with_parent, daemon=True).start()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed is no answer
    with TemporaryDirectory(prefix="aggregator-") as folder:
        done = crawl_part(part, Path(folder))
    put_frame(out, DONE.dump_json(done))
    out.flush()
    os._exit(0)


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    serve()
