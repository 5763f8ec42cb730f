"""A crawl as a user starts it, in a process of its own (a reactor starts once), and what came of it.

Several made-up sites with one fault each go into one crawl; after it the database is checked for what must hold
whatever happened (:func:`World._check`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from aggregator.base.config import write_sites
from aggregator.base.sites import Site
from aggregator.store.database import Store
from tests.crawl.processes import Finished, Forked, Process, Started
from tests.faults.server import FaultServer, Handler, Host, answer

RSS = "application/rss+xml"
PATIENT = {"aggregator.crawl.session:PATIENCE": 1.0, "aggregator.crawl.work:PATIENCE": 1.0}
"""No run waits long for a retry."""


@dataclass
class World:
    """A folder with sites and a database, and the crawls over it.

    With ``readers`` pages are read in processes of their own, as users have it; without, a crawl begins sooner.
    """

    folder: Path
    server: FaultServer
    sites: dict[str, Site] = field(default_factory=dict)
    hosts: dict[str, Host] = field(default_factory=dict)
    forbidden: list[Host] = field(default_factory=list)
    allow: list[str] = field(default_factory=list)
    database: Path | None = None
    readers: bool = False

    @property
    def db(self) -> Path:
        return self.database or self.folder / "news.db"

    def add(self, name: str, host: Host, *, feed: str | None = "/feed", **declared: Any) -> Host:
        """Declare a site on a port; ``feed`` is the path of its feed."""
        values: dict[str, Any] = {"host": host.host, "language": "en", "timezone": "UTC", "delay": 0.0}
        if feed is not None:
            values["feeds"] = (host.url(feed),)
        self.sites[name] = Site(name=name, **(values | declared))
        self.hosts[name] = host
        if host.host not in self.allow:
            self.allow.append(host.host)
        return host

    def site(self, name: str, paths: Mapping[str, Handler], *, tls: Any = None, **declared: Any) -> Host:
        """Open a port and declare it as a site."""
        return self.add(name, self.server.site(paths, tls=tls), **declared)

    def outsider(self) -> Host:
        """A port that nobody allowed: not one connection may reach it."""
        host = self.server.site(other=answer("inside"))
        self.forbidden.append(host)
        return host

    # Crawls.

    def words(self, *options: str, names: Iterable[str] = (), scheduled: bool = False) -> list[str]:
        """The command line of a crawl. A ``scheduled`` one is told no sites and takes what is due."""
        file = self.folder / ("sites.toml" if scheduled else "made-up.toml")
        write_sites(file, self.sites.values())
        words = ["crawl", *names, "--db", str(self.db), *options]
        if not scheduled:
            words += ["--sites", file.name]
        return words + [word for address in self.allow for word in ("--allow-address", address)]

    def command(self, *options: str) -> list[str]:
        """What a user types."""
        return [sys.executable, "-m", "aggregator", *self.words(*options)]

    def start(
        self,
        *options: str,
        names: Iterable[str] = (),
        scheduled: bool = False,
        now: datetime | None = None,
        settings: Mapping[str, Any] | None = None,
        constants: Mapping[str, Any] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Process:
        """Begin a crawl; what a test leaves running ends with its server."""
        task = {
            "words": self.words(*options, names=names, scheduled=scheduled),
            "settings": dict(settings or {}),
            "constants": PATIENT | dict(constants or {}),
            "now": now.isoformat() if now else None,
            "own_sites_alone": scheduled,
            "readers": self.readers,
        }
        return self._begun(Forked(task, self.folder, env))

    def begin(self, command: Sequence[str], env: Mapping[str, str] | None = None, **how: Any) -> Process:
        """Begin a process from nothing."""
        return self._begun(Started(command, self.folder, env, **how))

    def scrapy(self) -> Process:
        """Begin a crawl as ``scrapy crawl`` does, one session a site, without the run's lock."""
        write_sites(self.folder / "made-up.toml", self.sites.values())
        asked = {"sites": "made-up.toml", "db": str(self.db), "allow": self.allow}
        task = {"scrapy": asked, "words": [], "readers": self.readers}
        return self._begun(Forked(task, self.folder, None))

    def crawl(self, *options: str, **how: Any) -> Finished:
        """Crawl to the end, and check what must hold after any crawl."""
        before = self.state()
        finished = self.start(*options, **how).finish()
        self._check(before, finished)
        return finished

    def _begun(self, process: Process) -> Process:
        self.server.at_end(process.end)
        return process

    # What came of it.

    @contextmanager
    def store(self) -> Iterator[Store]:
        with Store.read(self.db) as store:
            yield store

    def rows(self, sql: str, *parameters: object) -> list[dict[str, Any]]:
        with self.store() as store:
            return [dict(row) for row in store.rows(sql, tuple(parameters))]

    def fetches(self, site: str, url: str | None = None) -> list[tuple[str, str | None]]:
        """Outcome and reason of a site's requests, in order; those of one path where it is named."""
        rows = self.rows("SELECT url, outcome, reason FROM fetches WHERE site = ? ORDER BY id", site)
        path = None if url is None else self.hosts[site].url(url)
        return [(row["outcome"], row["reason"]) for row in rows if path in (None, row["url"])]

    def last(self, site: str, url: str | None = None) -> tuple[str, str | None] | None:
        """Outcome and reason of the last request."""
        return (self.fetches(site, url) or [None])[-1]

    def articles(self, site: str, *, whole: bool = True) -> list[dict[str, Any]]:
        """A site's articles; those of which more than a headline is known."""
        return self.rows(
            "SELECT * FROM articles WHERE site = ? AND headline_only <= ? ORDER BY canonical_url", site, int(not whole)
        )

    def address(self, site: str, path: str = "/feed") -> dict[str, Any]:
        """What the frontier knows of an address."""
        (row,) = self.rows("SELECT * FROM frontier WHERE site = ? AND url = ?", site, self.hosts[site].url(path))
        return row

    def state(self) -> State:
        """What a bad day must not harm."""
        if not self.db.exists():
            return State(set(), {})
        return State(
            {row["canonical_url"] for row in self.rows("SELECT canonical_url FROM articles")},
            {
                (row["site"], row["url"]): (row["etag"], row["last_modified"])
                for row in self.rows("SELECT site, url, etag, last_modified FROM frontier")
            },
        )

    def _check(self, before: State, finished: Finished) -> None:
        """The invariants: a sound database, nothing lost or doubled, no lease left, no validators of failed bodies,
        and nothing asked beyond the allow-list.
        """
        assert not finished.traceback, finished.err
        for host in self.forbidden:
            assert host.connections == 0, f"{host.host} was connected to"
        if not self.db.exists():
            return
        after = self.state()
        assert before.articles <= after.articles
        with self.store() as store:
            assert [row[0] for row in store.rows("PRAGMA integrity_check")] == ["ok"]
            assert store.rows("PRAGMA foreign_key_check") == []
            assert store.rows("SELECT canonical_url FROM articles GROUP BY 1 HAVING count(*) > 1") == []
            assert store.rows("SELECT key FROM frontier WHERE lease_owner IS NOT NULL OR state = 'leased'") == []
            assert store.rows("SELECT * FROM host_slots") == []
            failed = store.rows(
                """SELECT site, url, reason FROM fetches WHERE run = (SELECT id FROM runs ORDER BY started DESC LIMIT 1)
                   AND outcome NOT IN ('OK', 'NOT_MODIFIED') AND reason <> 'unexpected_304'"""
            )
            for row in failed:
                key = (row["site"], row["url"])
                assert after.validators.get(key) == before.validators.get(key, (None, None)), row["reason"]


@dataclass(frozen=True)
class State:
    """The articles by key, and the validators by site and address."""

    articles: set[str]
    validators: dict[tuple[str, str], tuple[str | None, str | None]]


# Content, all made up.


def feed(
    host: Host, paths: Iterable[str], *, title: str = "Moonlit Otter News", extra: str = "", items: str = ""
) -> bytes:
    """An RSS feed of articles on a port; an item's title is its path."""
    entries = "".join(
        f"<item><title>{escape(path.strip('/'))}</title><link>{escape(host.url(path))}</link></item>" for path in paths
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>{host.url()}</link><description>made up</description>{extra}{entries}{items}</channel></rss>"
    ).encode()


def page(title: str, text: str = "", *, published: datetime | None = None) -> str:
    """A web page of an article, with paragraphs enough to be one."""
    date = f'<meta property="article:published_time" content="{published.isoformat()}">' if published else ""
    told = text or f"The {title} was shown to a hall of made-up guests, who liked it and said so at some length."
    more = "".join(f"<p>{told} Paragraph {n} of the report on {title} says a little more.</p>" for n in range(6))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{title}">{date}</head>'
        f"<body><article><h1>{title}</h1>{more}</article></body></html>"
    )


def http_date(moment: datetime) -> str:
    """A date as HTTP writes it."""
    return format_datetime(moment, usegmt=True)


def articles_of(host: Host, paths: Iterable[str]) -> dict[str, Handler]:
    """Handlers of plain articles."""
    return {path: answer(page(path.strip("/").replace("/", " "))) for path in paths}
