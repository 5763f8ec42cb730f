"""One run over several sites, in one process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from aggregator.crawl.session import Session
from aggregator.crawl.spider import SiteSpider

T = TypeVar("T")

PARALLEL = 32
"""Sites that are crawled at the same time; each host still gets one request at a time."""


def run_in_reactor(settings: Settings, main: Callable[[AsyncCrawlerProcess], Awaitable[T]]) -> T:
    """Run a coroutine in Twisted's reactor and return what it returns. Once a process: a reactor can't start anew.

    A first SIGINT or SIGTERM lets the running crawls end cleanly, a second stops at once (Scrapy's handlers).
    """
    level = logging.getLogger("scrapy").level
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    logging.getLogger("scrapy").setLevel(level)  # the process sets it to DEBUG, whatever it was
    from twisted.internet import reactor as installed  # importing it earlier would install another reactor

    reactor: Any = installed  # a module to the type checker, the reactor itself at run time
    outcome: asyncio.Future[T] = asyncio.get_event_loop().create_future()

    async def run() -> None:
        try:
            result = await main(process)
        except BaseException as error:  # noqa: BLE001 -- carried over to the caller, where it is raised again
            if not outcome.done():
                outcome.set_exception(error)
        else:
            if not outcome.done():
                outcome.set_result(result)
        reactor.callLater(0, reactor.stop)

    reactor.callWhenRunning(lambda: asyncio.ensure_future(run()))
    process.start(stop_after_crawl=False)
    if not outcome.done():
        raise KeyboardInterrupt
    return outcome.result()


async def crawl(process: AsyncCrawlerProcess, session: Session, spiders: Sequence[type[SiteSpider]]) -> None:
    """Crawl sites, :data:`PARALLEL` at a time, until nothing is due or the session ends. Raises what ended it."""
    gate = asyncio.Semaphore(PARALLEL)

    async def one(spider: type[SiteSpider]) -> None:
        async with gate:
            if session.fatal is None and not session.time_is_up():
                await process.crawl(spider, session=session)

    await asyncio.gather(*(one(spider) for spider in spiders))
    if session.fatal is not None:
        raise session.fatal
