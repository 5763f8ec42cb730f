"""Ask for single addresses through the whole of the crawl's safety and politeness: for ``extract URL``, ``sites add``
and ``sites check``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import AsyncCrawlerProcess

from aggregator.base.errors import AggregatorError
from aggregator.base.sites import Site
from aggregator.crawl.session import Options, Session
from aggregator.crawl.spider import Answer, SiteSpider
from aggregator.download.address import AllowList
from aggregator.store.frontier import Kind, Task


class FetchSpider(SiteSpider):
    """Asks for the tasks it was given, once each, and appends what came to ``answers``; stores nothing."""

    custom_settings = {"ITEM_PIPELINES": {}}  # noqa: RUF012 -- Scrapy declares it so
    name = "fetch"
    site = Site(name="fetch", host="fetch.invalid", language="en", timezone="UTC")
    tasks: Sequence[Task] = ()
    answers: list[Answer]

    async def start(self) -> AsyncIterator[Any]:
        """The requests."""
        try:
            await self.session.prove_guard(self._ask_directly)
        except AggregatorError as error:  # Scrapy would log it and call that a success
            self.session.fatal = error
            return
        for task in self.tasks:
            yield self._request(task)

    def answered(self, response: Any) -> Any:
        """Keep the answer."""
        self.answers.extend(super().answered(response))

    def failed(self, failure: Any) -> Any:
        """Keep the failure."""
        self.answers.extend(super().failed(failure))


async def fetch(
    process: AsyncCrawlerProcess, session: Session, site: Site | None, wanted: Iterable[tuple[str, Kind]]
) -> dict[str, Answer]:
    """Ask for addresses, politely one after the other, and give each one's answer by address.

    ``site`` says whose delay and ports hold; None for addresses of an unknown site. Raises :class:`RefusedError`.
    """
    now = session.now()
    tasks = [Task(key=url, url=url, site="fetch", kind=kind, first_seen=now) for url, kind in dict(wanted).items()]
    if not tasks or session.is_over():
        return {}
    host = urlsplit(tasks[0].url).netloc.rpartition("@")[2].lower()
    # For the site of a single address nothing more is known than its host; the rest is not looked at.
    attributes = {"site": site or Site(name="fetch", host=host, language="en", timezone="UTC", delay=1.0)}
    spider = type("FetchSpider", (FetchSpider,), attributes)
    answers: list[Answer] = []
    await process.crawl(spider, session=session, tasks=tasks, answers=answers)
    if session.fatal is not None:
        raise session.fatal
    return {answer.task.url: answer for answer in answers}


class TemporarySession:
    """A session on a database that is thrown away: for looking at pages without keeping anything."""

    def __init__(self, *, allow: Iterable[str], agent: str) -> None:
        self._folder = TemporaryDirectory(prefix="aggregator-")
        self.session = Session.open(
            Path(self._folder.name) / "look.db", allow=AllowList.parse(allow), agent=agent, options=Options()
        )

    def __enter__(self) -> Session:
        return self.session

    def __exit__(self, *exc: object) -> None:
        self.session.close("done")
        self._folder.cleanup()
