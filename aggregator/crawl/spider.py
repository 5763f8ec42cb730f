"""The one spider of all sites: a site is a declaration, and this is what happens to it."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import Request, Spider, signals
from scrapy.http import Response

from aggregator.base.config import config_folder, load_config
from aggregator.base.errors import AggregatorError
from aggregator.base.records import Failure, Page
from aggregator.base.sites import Site
from aggregator.crawl.failures import failure_of
from aggregator.crawl.headers import header_map
from aggregator.crawl.session import Options, Session
from aggregator.crawl.work import Work
from aggregator.download.address import AllowList
from aggregator.download.conditional import conditional_headers, max_age, read_validators
from aggregator.download.retry import classify_status
from aggregator.store.frontier import Kind, Task

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure as TwistedFailure

logger = logging.getLogger(__name__)

ACCEPT = {
    Kind.FEED: "application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5",
    Kind.SITEMAP: "application/xml, text/xml;q=0.9, text/plain;q=0.8, */*;q=0.5",
    Kind.LISTING: "text/html, application/xhtml+xml, */*;q=0.5",
    Kind.ARTICLE: "text/html, application/xhtml+xml, */*;q=0.5",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a task: a whole page, a failure (perhaps with the page that came with it), or neither, which
    means: not modified.

    ``hops`` are the redirects on the way, as (status, target).
    """

    task: Task
    page: Page | None = field(default=None, repr=False)  # Scrapy's log shows what it drops, and would show the body
    failure: Failure | None = None
    status: int | None = None
    size: int | None = None
    seconds: float | None = None
    hops: tuple[tuple[int, str], ...] = ()
    max_age: int | None = None


class SiteSpider(Spider):
    """Crawls one :class:`~aggregator.base.sites.Site`: its due sources, then its due articles.

    A subclass declares ``name`` and ``site``. A run hands over its session; without one (plain ``scrapy crawl``) the
    spider opens its own, on the database of the setting ``AGGREGATOR_DB``. Then ``-a due=1`` takes what is due alone,
    as a schedule wants it.
    """

    site: Site
    session: Session
    work: Work

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Made by Scrapy; ``session`` is a keyword argument of ours."""
        session = kwargs.pop("session", None)
        due = kwargs.pop("due", "0") != "0"
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.site = spider.site.model_copy(update={"name": spider.name})
        own = session is None
        spider.session = session or _own_session(crawler, Options(now=not due))
        spider.work = Work(spider.session, spider.site)
        if own:
            crawler.signals.connect(spider.close_session, signal=signals.spider_closed)
        crawler.signals.connect(spider.work.stop, signal=signals.spider_closed)
        return spider

    def close_session(self, reason: str) -> None:
        """End a session that the spider opened itself."""
        self.session.close("done" if reason == "finished" else reason)

    async def start(self) -> AsyncIterator[Any]:
        """The requests, as the work gives them out."""
        try:
            await self.session.prove_guard(self._ask_directly)
            self.work.begin()
            async for task in self.work.tasks():
                self.session.readers.warm_up()  # they start while the first answers are on their way
                yield self._request(task)
        except AggregatorError as error:  # Scrapy would log it, end the spider and call that a success
            self.session.fatal = self.session.fatal or error
            logger.critical("%s", error)

    async def _ask_directly(self, url: str) -> object:
        if self.crawler.engine is None:
            raise RuntimeError("the crawl has not begun")
        return await self.crawler.engine.downloader.handlers.download_request_async(Request(url))

    def _request(self, task: Task) -> Request:
        # As octets, since Scrapy would turn a validator's into UTF-8.
        validators = {name: value.encode("latin-1") for name, value in conditional_headers(task.validators).items()}
        accepted = {"Accept": ACCEPT[task.kind], "Accept-Language": f"{self.site.language}, *;q=0.5"}
        return Request(
            task.url,
            callback=self.answered,
            errback=self.failed,
            headers={**accepted, **validators},
            dont_filter=True,
            meta={"task": task, "verbatim_url": True},
        )

    def answered(self, response: Response) -> list[Answer]:
        """A response came, of whatever status."""
        request = cast("Request", response.request)
        task: Task = response.meta["task"]
        failure = classify_status(
            task.url,
            response.status,
            conditional=task.validators.etag is not None or task.validators.last_modified is not None,
            header=_header(response, "Retry-After"),
            now=self.session.now(),
        )
        facts: dict[str, Any] = {
            "task": task,
            "status": response.status,
            "size": len(response.body),
            "max_age": max_age(_header(response, "Cache-Control")),
            "seconds": request.meta.get("download_latency"),
        }
        if response.status == 304:
            return [Answer(failure=failure, **facts)]
        page = self._page(task, response)
        return [Answer(failure=failure, page=page, hops=_hops(response), **facts)]

    def failed(self, failure: TwistedFailure) -> list[Answer]:
        """No response came, or it was refused on the way."""
        request = cast("Request", failure.request)  # type: ignore[attr-defined]  # Scrapy sets it
        task: Task = request.meta["task"]
        return [Answer(task=task, failure=failure_of(failure.value, request.url))]

    def _page(self, task: Task, response: Response) -> Page:
        content_type = response.headers.get("Content-Type")
        return Page(
            url=task.url,
            final_url=response.url,
            body=response.body,
            content_type=content_type.decode("latin-1") if content_type else None,
            fetched_at=self.session.now(),
            status=response.status,
            headers=header_map(response),
            validators=read_validators(_header(response, "ETag"), _header(response, "Last-Modified")),
        )


def _own_session(crawler: Crawler, options: Options) -> Session:
    """A session for a spider that Scrapy began by itself. What ends the command is told like the other commands'
    errors: Scrapy has no way for a spider to say so, and would print a traceback and end with 1.
    """
    try:
        return Session.open(
            Path(crawler.settings.get("AGGREGATOR_DB") or os.environ.get("AGGREGATOR_DB") or "news.db"),
            allow=AllowList.parse(crawler.settings.getlist("AGGREGATOR_ALLOW_ADDRESSES")),
            agent=crawler.settings["USER_AGENT"],
            options=options,
            archive=load_config(config_folder()).archive,
        )
    except AggregatorError as error:
        sys.stderr.write(f"aggregator: {error}\n")
        raise SystemExit(error.exit_code) from error


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _hops(response: Response) -> tuple[tuple[int, str], ...]:
    """The redirects that led to a response, as (status, target)."""
    targets = [*response.meta.get("redirect_urls", [])[1:], response.url]
    reasons = response.meta.get("redirect_reasons", [])
    return tuple(
        (int(reason), target) for reason, target in zip(reasons, targets, strict=False) if str(reason).isdigit()
    )
