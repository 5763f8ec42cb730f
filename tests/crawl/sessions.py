"""Sessions on a database of their own, with a clock that a test sets, without a reactor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aggregator.base.records import Page, Validators
from aggregator.base.sites import Site
from aggregator.crawl.session import Options, Session
from aggregator.download.address import AllowList
from aggregator.store import frontier, sources
from aggregator.store.frontier import Kind, Task

NOW = datetime(2027, 1, 6, 10, tzinfo=UTC)
FEED = "https://news.example/feed.xml"
SITE = Site(
    name="made-up", host="news.example", language="en", timezone="UTC", feeds=(FEED,), article=r"/n/\d+", delay=1.0
)


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@contextmanager
def session(folder: Path, clock: Clock | None = None, **options: Any) -> Iterator[Session]:
    """An open session; closed at the end, if a test did not close it."""
    opened = Session.open(
        folder / "news.db",
        allow=AllowList(),
        agent="AnimeNewsAggregator/test",
        options=Options(**options),
        clock=clock or Clock(),
    )
    try:
        yield opened
    finally:
        opened.readers.close()
        opened.gate.close()
        opened.store.close()


def leased(session: Session, url: str = FEED, kind: Kind = Kind.FEED, **known: Any) -> Task:
    """A task that the session holds."""
    key = f"{SITE.name} {url}" if kind is not Kind.ARTICLE else url
    with session.store.write():
        sources.register(session.store, SITE, now=session.now())
        candidate = frontier.Candidate(key=key, url=url, sorted_at=session.now(), **known)
        frontier.add(session.store, SITE.name, kind, [candidate], now=session.now())
    task = frontier.lease_one(session.store, key, now=session.now(), holder=session.holder, seconds=900)
    assert task is not None
    return task


def page(body: str, url: str = FEED, kind: str = "application/xml", etag: str | None = None) -> Page:
    """A page that was received whole."""
    return Page(
        url=url, final_url=url, body=body.encode(), content_type=kind, fetched_at=NOW, validators=Validators(etag)
    )


def failed(session: Session, task: Task, next_at: datetime | None) -> None:
    """Have a task wait for another try."""
    with session.store.write():
        frontier.postpone(session.store, task, next_at=next_at)
