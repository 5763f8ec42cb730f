"""One run over several sites, in one process."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from twisted.logger import globalLogBeginner

from aggregator.crawl.session import Session
from aggregator.crawl.spider import SiteSpider
from aggregator.store.files import LARGE_LOG, log_size

T = TypeVar("T")

logger = logging.getLogger(__name__)

PARALLEL = 32
"""Sites that are crawled at the same time; each host still gets one request at a time."""
GRACE = 4.0
"""Seconds that a stopped run leaves to the requests that are under way."""
LOOK = 10.0
"""Seconds between two looks at the size of the database's log."""


def run_in_reactor(settings: Settings, main: Callable[[AsyncCrawlerProcess], Awaitable[T]]) -> T:
    """Run a coroutine in Twisted's reactor and return what it returns. Once a process: a reactor can't start anew.

    A first SIGINT or SIGTERM lets the running crawls end cleanly, a second stops at once (Scrapy's handlers).
    """
    level = logging.getLogger("scrapy").level
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    logging.getLogger("scrapy").setLevel(level)  # the process sets it to DEBUG, whatever it was
    _quieten_twisted()
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


def _quieten_twisted() -> None:
    """Keep Twisted's tracebacks of handshakes that failed off stderr: the failure is told as such."""
    globalLogBeginner.beginLoggingTo([], discardBuffer=True, redirectStandardIO=False)
    if not logging.getLogger().isEnabledFor(logging.DEBUG):
        logging.getLogger("twisted").setLevel(logging.CRITICAL + 1)


async def crawl(process: AsyncCrawlerProcess, session: Session, spiders: Sequence[type[SiteSpider]]) -> None:
    """Crawl sites, :data:`PARALLEL` at a time, until nothing is due, a signal comes (:func:`stoppable`) or the session
    ends. Raises what ended it.
    """
    gate = asyncio.Semaphore(PARALLEL)

    async def one(spider: type[SiteSpider]) -> None:
        async with gate:
            if not session.is_over():
                await process.crawl(spider, session=session)

    with stoppable(session), _watching_log(session):
        await asyncio.gather(*(one(spider) for spider in spiders))
        if session.fatal is not None:
            raise session.fatal


@contextmanager
def _watching_log(session: Session) -> Iterator[None]:
    """Say once when the database's log grows beyond :data:`LARGE_LOG`; a program that reads for very long, and so holds
    it, would fill the disk.
    """

    async def look() -> None:
        while (size := log_size(session.store.path)) <= LARGE_LOG:  # noqa: ASYNC110 -- no event tells of a file's size
            await asyncio.sleep(LOOK)
        logger.warning(
            "%s-wal has grown to %d MiB: another program reads the database for very long; end it, or the log grows on",
            session.store.path,
            size >> 20,
        )

    looking = asyncio.ensure_future(look())
    try:
        yield
    finally:
        looking.cancel()


@contextmanager
def stoppable(session: Session) -> Iterator[None]:
    """Have signals and the run's time stop the session; signals that are ignored (``nohup``) stay so.

    A first SIGINT, SIGTERM or SIGHUP begins nothing more and gives what is under way :data:`GRACE` seconds, a second
    none; what had no answer by then is asked for in the next run. Both raise ``KeyboardInterrupt`` at the end. Time
    that is up stops in the same way, but is an end in good order; it is measured by the monotonic clock, for the
    other one may be set while the run goes on.
    """
    loop = asyncio.get_running_loop()
    signalled = False

    def stop() -> None:
        nonlocal signalled
        if signalled:
            session.break_off()
        signalled = True
        end()

    def end() -> None:
        session.stopping.set()
        loop.call_later(GRACE, session.break_off)

    deadline = session.options.deadline
    timer = loop.call_later(max((deadline - session.now()).total_seconds(), 0.0), end) if deadline else None

    wanted = [s for s in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if signal.getsignal(s) != signal.SIG_IGN]
    for each in wanted:
        loop.add_signal_handler(each, stop)
    try:
        yield
    finally:
        if timer is not None:
            timer.cancel()
        for each in wanted:
            loop.remove_signal_handler(each)
    if signalled:
        raise KeyboardInterrupt
