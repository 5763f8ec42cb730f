"""A crawl by several workers: each takes the sites of some hosts, and what it found is stored here.

Only one process asks a host, so politeness stays in one place. A worker that is lost takes nothing along: its part is
given out again, and what is stored has keys made of content.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from aggregator.base.errors import AggregatorError, BadInputError, LostError, RefusedError, StorageError
from aggregator.base.sites import Site
from aggregator.crawl.archive import Told
from aggregator.crawl.children import crawl_part
from aggregator.crawl.journal import ENTRY
from aggregator.crawl.parts import DONE, PART, Done, Part, groups, hosts_of
from aggregator.crawl.path import store_reading
from aggregator.crawl.run import PARALLEL
from aggregator.crawl.session import Session
from aggregator.crawl.workers import Workers
from aggregator.store import articles, shards, sources
from aggregator.store.articles import Change
from aggregator.store.database import Row, Store
from aggregator.store.sources import load_link

PARTS = 4
"""Parts for each worker: with fewer some would be idle at the end, with more each begins more processes."""
BATCH = 100
"""Readings of one unit of work."""
_WORDS = {Change.NEW: "new", Change.COMPLETED: "new", Change.CHANGED: "changed"}
_HERE = frozenset({"new", "changed", "copies", "headlines"})
"""What is counted where it is stored: a worker knows none of the articles."""


def shared_out(sites: Iterable[Site], workers: int) -> list[list[Site]]:
    """The sites in parts, about :data:`PARTS` for each worker: all that ask a host are in one, so that they take turns.

    A part is no larger than what one process crawls at the same time.
    """
    hosts = groups(sites)
    size = max(1, min(PARALLEL, len(hosts) // (workers * PARTS)))
    return [[site for group in hosts[start : start + size] for site in group] for start in range(0, len(hosts), size)]


class Coordinator:
    """Hands out the parts of a crawl and stores what comes back."""

    def __init__(self, session: Session, sites: Sequence[Site], folder: Path) -> None:
        self._session = session
        self._sites = sites
        self._folder = folder
        self._template = folder / "template.db"
        shards.make_template(self._template)

    def run(self, workers: Workers) -> None:
        """Crawl all sites. What can't be done raises at the end, when all others are stored."""
        errors: list[AggregatorError] = []
        for group, result in workers.as_they_come(crawl_part, shared_out(self._sites, workers.number), self._part):
            if isinstance(result, AggregatorError):
                errors.append(result)
                continue
            try:
                self._take(group, DONE.validate_json(result))
            except ValidationError as error:
                errors.append(LostError(f"a worker answered nonsense ({str(error)[:100]})"))
        if errors:
            raise errors[0]

    def _part(self, group: Sequence[Site]) -> str:
        """What a worker is told, with its shard as the database stands now."""
        session, options = self._session, self._session.options
        with session.store.write():
            for site in group:
                sources.register(session.store, site, now=session.now())
        shard = self._folder / f"{group[0].name}.seed"
        shard.write_bytes(self._template.read_bytes())
        names = json.dumps([site.name for site in group])
        hosts = json.dumps(sorted({host for site in group for host in hosts_of(site)}))
        shards.seed(session.store, shard, sites=names, hosts=hosts)
        part = Part(
            sites=tuple(site.model_dump_json() for site in group),
            shard=b64encode(shard.read_bytes()).decode(),
            allow=session.allow.entries,
            agent=session.agent,
            now=options.now,
            since=options.since,
            max_pages=options.max_pages,
            deadline=options.deadline,
            articles=options.articles,
            records=session.archive is not None,
        )
        shard.unlink()
        return PART.dump_json(part).decode()

    def _take(self, group: Sequence[Site], done: Done) -> None:
        """Store what a worker found, its bookkeeping last: a kill before leaves all of it to be asked for again."""
        path = self._folder / f"{group[0].name}.done"
        path.write_bytes(b64decode(done.shard))
        try:
            with Store.open(path, create=False) as shard:
                rows = shards.readings(shard)
                while batch := list(islice(rows, BATCH)):
                    with self._session.store.write():
                        for row in batch:
                            self._store(shard, row)
                self._see_again(shard)
            names = json.dumps([site.name for site in group])
            shards.merge_bookkeeping(self._session.store, path, sites=names, run=self._session.run)
        finally:
            path.unlink()
        self._count(done)

    def _store(self, shard: Store, row: Row) -> None:
        """Store one reading, inside a write unit."""
        store, entry = self._session.store, ENTRY.validate_json(row["entry"])
        article = entry.reading.article
        known = articles.find(store, article.canonical_url)
        if article.headline_only and known is not None and not self._is_news(shard, known, article.canonical_url):
            return
        before = json.loads(known["rules"]) if known is not None else {}
        try:
            taken = store_reading(store, entry.reading, zone=ZoneInfo(entry.timezone), now=entry.at)
        except BadInputError:  # forgotten meanwhile
            return
        stored = taken.stored
        for url in entry.aliases:
            articles.alias(store, url, stored.article_id)
        archive = self._session.archive
        if row["record"] is not None and archive is not None and archive.wants(store, stored):
            link = load_link(row["link"]) if row["link"] else None
            at = datetime.fromisoformat(row["at"])
            told = Told(article_id=stored.article_id, url=row["url"], at=at, timezone=entry.timezone, link=link)
            archive.keep_record(store, row["record"], told)
        if not article.headline_only:
            self._session.notices[article.site].take(article, before)
        word = "headlines" if article.headline_only and row["key"] else _WORDS.get(stored.change, "unchanged")
        self._session.count(article.site, word)
        for site in taken.copies:
            self._session.count(site, "copies")

    def _is_news(self, shard: Store, known: Row, key: str) -> bool:
        """Whether a headline changes the known article: another source's other words for it don't."""
        return bool(known["headline_only"]) and shards.said_anew(self._session.store, shard, key)

    def _see_again(self, shard: Store) -> None:
        """Articles that were asked for and came as they were, or are gone."""
        store = self._session.store
        with store.write():
            for row in _looks(shard):
                known = articles.find(store, row["key"])
                if known is None:
                    continue
                if row["outcome"] in ("OK", "NOT_MODIFIED"):
                    articles.touch(store, known["id"], datetime.fromisoformat(row["at"]))
                elif row["reason"] in ("gone", "not_found"):
                    articles.mark_gone(store, known["id"])

    def _count(self, done: Done) -> None:
        session = self._session
        for site, counts in done.counts.items():
            for word, number in counts.items():
                if word not in _HERE:
                    session.count(site, word, number)
        for site, problems in done.problems.items():
            session.problems[site].extend(problems)
        if done.error is not None:
            kinds = {5: StorageError, 6: RefusedError}
            raise kinds.get(done.code, LostError)(done.error)


def _looks(shard: Store) -> Iterator[Row]:
    yield from shard.execute(
        """SELECT f.outcome, f.reason, f.at, q.key FROM fetches f JOIN frontier q ON q.url = f.url AND q.site = f.site
           WHERE f.kind = 'article' ORDER BY f.id"""
    )


def crawl_in_parts(session: Session, sites: Sequence[Site], workers: Workers) -> None:
    """Crawl sites by several workers, each host by one. Raises what ended a part, after the others are stored."""
    with TemporaryDirectory(prefix="aggregator-") as folder:
        Coordinator(session, sites, Path(folder)).run(workers)
