"""What happens with an answer: each is settled in one unit with its article or links, validators and record."""

from __future__ import annotations

import logging
import random
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from aggregator import __version__
from aggregator.base.errors import AggregatorError, BadInputError
from aggregator.base.records import Article, Failure, Outcome, Page
from aggregator.base.sites import Site
from aggregator.base.urls import canonical_url
from aggregator.crawl.path import Reading, Taken, headline, judged, store_reading
from aggregator.crawl.session import Session, seconds
from aggregator.crawl.source_answers import store_headline, take_source
from aggregator.download.again import next_try
from aggregator.download.schedule import next_look, next_poll
from aggregator.store import articles, frontier, log, sources
from aggregator.store.articles import Change
from aggregator.store.frontier import Kind, Task

if TYPE_CHECKING:
    from aggregator.crawl.spider import Answer

logger = logging.getLogger(__name__)


class Intake:
    """Takes a site's answers in, one at a time."""

    def __init__(self, session: Session, site: Site) -> None:
        self._session = session
        self._site = site

    async def take(self, answer: Answer) -> Article | None:
        """Store what an answer brought. Returns the article, where it brought one.

        A fault of ours in reading one document is recorded like any failure, so that it never stops the rest.
        Raises :class:`StorageError`.
        """
        try:
            return await self._take(answer)
        except BadInputError as error:
            self._fail(answer, Failure(answer.task.url, Outcome.FAILED, error.reason, str(error)))
        except AggregatorError:
            raise
        except Exception as error:  # the one place: whatever a stranger's document broke is told and passed over
            logger.exception("%s could not be read", answer.task.url)
            detail = f"{type(error).__name__}: {error}"[:300]
            self._fail(answer, Failure(answer.task.url, Outcome.FAILED, "internal", detail))
        return None

    async def _take(self, answer: Answer) -> Article | None:
        if answer.failure is not None:
            await self._failed(answer, self._wall(answer) or answer.failure)
        elif answer.page is None:
            self._not_modified(answer)
        elif answer.task.kind is not Kind.ARTICLE:
            await self._source(answer, answer.page)
        else:
            return await self._article(answer, answer.page)
        return None

    async def _source(self, answer: Answer, page: Page) -> None:
        named = await self._session.readers.read_source(page, self._site, answer.task.kind, self._session.options.since)
        if isinstance(named, Failure):
            await self._failed(answer, named)
        else:
            await take_source(self._session, self._site, answer, page, named)

    async def _article(self, answer: Answer, page: Page) -> Article | None:
        session, task = self._session, answer.task
        digest = page_hash(page)
        if digest == task.body_hash and task.article_id is not None:
            self._same(answer, Outcome.OK)
            return None
        page = replace(page, link=sources.link_of(session.store, task.key))
        reading = await session.readers.read(page, self._site)
        if isinstance(reading, Failure):
            await self._failed(answer, reading)
            return None
        before = articles.rules(session.store, reading.article.canonical_url)
        session.notices[self._site.name].take(reading.article, before)
        taken = await session.units.run(lambda: self._store(answer, page, reading, digest))
        self._count_change(taken.stored.change, taken.copies)
        return reading.article

    def _store(self, answer: Answer, page: Page, reading: Reading, digest: str) -> Taken:
        """The unit of an article: with its aliases, its frontier row, its validators and its record."""
        store, task, now = self._session.store, answer.task, self._session.now()
        taken = store_reading(store, reading, zone=self._site.zone, now=now)
        if self._session.archive is not None:
            self._session.archive.keep_stored(store, page, taken.stored, timezone=self._site.timezone)
        aliases = self._addresses(task, page) - {reading.article.canonical_url}
        for url in aliases:
            articles.alias(store, url, taken.stored.article_id)
        if (journal := self._session.journal) is not None:
            zone = self._site.timezone
            journal.keep(store, reading, timezone=zone, at=now, key=task.key, aliases=aliases, page=page)
        frontier.finish(
            store,
            task,
            now=now,
            next_at=next_look(task.first_seen, now),
            validators=page.validators,
            body_hash=digest,
            article_id=taken.stored.article_id,
        )
        self._record(answer, Outcome.OK)
        return taken

    def _addresses(self, task: Task, page: Page) -> set[str]:
        """The canonical addresses under which the page was asked for and found."""
        return {task.key} if page.final_url == task.url else {task.key, canonical_url(page.final_url)}

    def _wall(self, answer: Answer) -> Failure | None:
        """A challenge that came with an error's status says more than the status."""
        page = answer.page
        return judged(page) if page is not None and page.status in (401, 403, 429, 503) else None

    def _count_change(self, change: Change, copies: tuple[str, ...]) -> None:
        words = {Change.NEW: "new", Change.COMPLETED: "new", Change.CHANGED: "changed"}
        self._session.count(self._site.name, words.get(change, "unchanged"))
        for site in copies:
            self._session.count(site, "copies")

    def _not_modified(self, answer: Answer) -> None:
        self._same(answer, Outcome.NOT_MODIFIED)

    def _same(self, answer: Answer, outcome: Outcome) -> None:
        """The document is as it was: only the bookkeeping goes on."""
        session, task, now = self._session, answer.task, self._session.now()
        with session.store.write():
            if task.kind is Kind.ARTICLE:
                next_at = next_look(task.first_seen, now)
                interval = None
                if task.article_id:
                    articles.touch(session.store, task.article_id, now)
            else:
                poll = next_poll(seconds(task.interval), False, now, max_age=seconds(answer.max_age))
                next_at, interval = poll.at, round(poll.interval.total_seconds())
            validators = answer.page.validators if answer.page else None
            frontier.finish(session.store, task, now=now, next_at=next_at, interval=interval, validators=validators)
            self._record(answer, outcome)
        session.count(self._site.name, "not_modified" if outcome is Outcome.NOT_MODIFIED else "unchanged")

    async def _failed(self, answer: Answer, failure: Failure) -> None:
        """Record a failure; what the run's end broke off is none, and free again as it was."""
        if failure.reason == "aborted":
            await self._session.units.run(lambda: frontier.release(self._session.store, answer.task))
        else:
            self._fail(answer, failure)

    def _fail(self, answer: Answer, failure: Failure) -> None:
        session, task, now = self._session, answer.task, self._session.now()
        retry_at = next_try(
            is_article=task.kind is Kind.ARTICLE,
            failure=failure,
            attempts=task.attempts,
            now=now,
            jitter=random.random(),  # noqa: S311 -- it spreads retries, it guards nothing
        )
        with session.store.write():
            if not frontier.postpone(
                session.store, task, next_at=retry_at, without_validators=failure.reason == "unexpected_304"
            ):
                return
            self._record(answer, failure.outcome, failure)
            log.failed(session.store, task, failure, at=now, retry_at=retry_at)
            if task.kind is Kind.ARTICLE:
                self._keep_headline(task, failure, now)
        session.count(self._site.name, failure.outcome.lower())
        session.problems[self._site.name].append(failure)

    def _keep_headline(self, task: Task, failure: Failure, now: datetime) -> None:
        """An article whose page can't be had is kept with what its source said; a page that is gone is marked."""
        store = self._session.store
        known = articles.find(store, task.key)
        if known is not None:
            if failure.reason in ("gone", "not_found"):
                articles.mark_gone(store, known["id"])
            return
        link = sources.link_of(store, task.key, published=True)
        article = headline(link, self._site) if link else None
        if article is not None:
            taken = store_headline(self._session, article, self._site, now=now, key=task.key)
            self._session.count(self._site.name, "headlines")
            if failure.reason in ("gone", "not_found"):
                articles.mark_gone(store, taken.stored.article_id)

    def _record(self, answer: Answer, outcome: Outcome, failure: Failure | None = None) -> None:
        log.fetched(
            self._session.store,
            answer.task,
            outcome,
            run=self._session.run,
            at=self._session.now(),
            reason=failure.reason if failure else None,
            detail=failure.detail if failure else None,
            status=answer.status,
            size=answer.size,
            seconds=answer.seconds,
        )
        if failure is None:
            log.recovered(self._session.store, answer.task.url)


def page_hash(page: Page) -> str:
    """What identifies a body, together with the version of the rules that read it."""
    return blake2b(__version__.encode() + page.body, digest_size=16).hexdigest()
