"""Archived pages read again with today's rules: what would change is told first, and stored if it is wanted.

Nothing is asked of the network. An article stays the one it is, with its address, its version and the day it was seen
first: only what was read of it changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import IO
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from aggregator.base.errors import BadInputError
from aggregator.base.records import Article, Failure, Outcome
from aggregator.base.sites import Site
from aggregator.crawl.archive import Archive
from aggregator.crawl.children import frames, put_frame, read_again
from aggregator.crawl.differences import FIELDS, Difference, Effect, differences
from aggregator.crawl.path import Reading, store_reread
from aggregator.crawl.rereading import ARCHIVED, Archived, Captured, result_of
from aggregator.crawl.workers import Workers
from aggregator.store import archive as captures
from aggregator.store import articles
from aggregator.store.database import Store
from aggregator.store.statements import statements_in, statements_of

PART = 20
"""Articles of one task."""
BATCH = 100
"""Articles of one unit of work."""
SAMPLES = 3
"""Differences that are shown of a field and effect."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A reading that differs from what is stored, and the time zone of its site."""

    timezone: str
    reading: Reading


CHANGED = TypeAdapter(Changed)


@dataclass(frozen=True, slots=True)
class Asked:
    """An article that is read again: as it stands, and what a worker is told of it."""

    article_id: str
    article: Article
    timezone: str
    text: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A difference, with the article's address."""

    url: str
    difference: Difference


@dataclass
class Report:
    """What reading again brought: articles read, how many of them differ, what of each field, and what failed."""

    articles: int = 0
    differing: int = 0
    effects: Counter[tuple[str, Effect]] = field(default_factory=Counter)
    samples: dict[tuple[str, Effect], list[Sample]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    stored: int = 0

    @property
    def lost(self) -> int:
        """Values that would be lost."""
        return sum(number for (_, effect), number in self.effects.items() if effect is Effect.LOST)

    def rows(self) -> list[tuple[str, dict[Effect, int]]]:
        """The fields that differ, in their order, with how often each effect occurs."""
        counted = [(name, {effect: self.effects[name, effect] for effect in Effect}) for name in FIELDS]
        return [(name, effects) for name, effects in counted if any(effects.values())]

    def add(self, url: str, found: Iterable[Difference]) -> None:
        """Count an article's differences, and keep the first few of each kind."""
        for difference in found:
            key = difference.field, difference.effect
            self.effects[key] += 1
            samples = self.samples.setdefault(key, [])
            if len(samples) < SAMPLES:
                samples.append(Sample(url, difference))


class Reextraction:
    """Reads the archived articles of some sites, or of all, again; ``sites`` are the declared ones by name."""

    def __init__(self, store: Store, archive: Archive, sites: Mapping[str, Site]) -> None:
        self._store = store
        self._archive = archive
        self._sites = sites
        self._declared = {name: site.model_dump_json() for name, site in sites.items()}
        self.report = Report()

    def look(self, workers: Workers, wanted: Collection[str], changed: IO[bytes]) -> None:
        """Read those of the wanted sites again (all where none is named) and report; what differs goes to ``changed``.

        Raises :class:`LostError`.
        """
        ids = captures.articles(self._store, wanted)
        archived = (found for key in ids if (found := self._archived(key)) is not None)
        parts = iter(lambda: list(islice(archived, PART)), [])
        for part, results in workers.in_order(read_again, parts, lambda part: [a.text for a in part]):
            for asked, text in zip(part, results, strict=True):
                self._take(asked, result_of(asked.article.url, text), changed)

    def store(self, changed: IO[bytes], *, now: datetime) -> None:
        """Store what :meth:`look` wrote, :data:`BATCH` articles in a unit."""
        changed.seek(0)
        found = (CHANGED.validate_json(frame) for frame in frames(changed))
        while batch := list(islice(found, BATCH)):
            with self._store.write():
                for one in batch:
                    store_reread(self._store, one.reading, zone=ZoneInfo(one.timezone), now=now)
            self.report.stored += len(batch)

    def _take(self, asked: Asked, result: Reading | Failure, changed: IO[bytes]) -> None:
        """Compare what was read with what is stored."""
        self.report.articles += 1
        if isinstance(result, Failure):
            self.report.failures.append(result)
            return
        old, said = asked.article, statements_in(self._store, asked.article_id)
        found = differences(old, said, result.article, statements_of(result.facts))
        if found:
            self.report.differing += 1
            self.report.add(result.article.url, found)
            put_frame(changed, CHANGED.dump_json(Changed(asked.timezone, result)))

    def _archived(self, article_id: str) -> Asked | None:
        """An article's pages for a worker; None, and a failure in the report, where they can't be had."""
        article = articles.load(self._store, article_id)
        found = captures.captures_of(self._store, article_id)
        if article is None or not found:  # removed since
            return None
        try:
            taken = tuple(Captured.of(capture.url, self._archive.record(capture), capture.link) for capture in found)
        except BadInputError as error:
            self.report.articles += 1
            self.report.failures.append(Failure(article.url, Outcome.FAILED, error.reason, str(error)))
            return None
        site = self._site(article, found[-1].timezone)
        archived = Archived(
            key=article.canonical_url,
            url=article.url,
            declared=self._declared.get(site.name) or site.model_dump_json(),
            captures=taken,
        )
        return Asked(article_id, article, site.timezone, ARCHIVED.dump_json(archived).decode())

    def _site(self, article: Article, timezone: str) -> Site:
        """The article's site as it is declared today; for one that is not, what is known of it."""
        known = self._sites.get(article.site)
        if known is not None:
            return known
        host = urlsplit(article.url).netloc.rpartition("@")[2].lower()
        return Site(name=article.site, host=host, language=article.language, timezone=timezone)
