"""Pages are read in processes of their own: on another core, and where a hostile page can hurt nothing but itself.

A reader may take 1 GiB of memory and 5 s; one that takes more, or dies, is replaced, and its page is a failure.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import resource
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import lru_cache
from multiprocessing.connection import wait
from types import FrameType
from typing import TYPE_CHECKING

from aggregator.base.errors import BadInputError
from aggregator.base.records import Failure, Outcome, Page
from aggregator.base.sites import Site

if TYPE_CHECKING:
    from aggregator.crawl.path import Reading

MEMORY = 1 << 30
"""Bytes of address space that a reader may take beyond what it begins with."""
SECONDS = 5
"""Seconds that one page may take."""
PATIENCE = 20.0
"""Seconds after which a reader that not even its own alarm could stop is killed."""


class Readers:
    """A pool of reading processes, begun with the first page, or earlier by :meth:`warm_up`."""

    def __init__(self, number: int | None = None) -> None:
        self._number = number or max(1, min(4, (os.cpu_count() or 1) - 1))
        self._pool: ProcessPoolExecutor | None = None
        self._sites: dict[str, str] = {}

    def warm_up(self) -> None:
        """Begin the processes, so that the first page need not wait for them."""
        for _ in range(self._number):
            self._running().submit(_warm)

    async def read(self, page: Page, site: Site) -> Reading | Failure:
        """What a page of a site says, or why it can't be read. A page is tried once; whatever breaks, it fails."""
        declared = self._sites.setdefault(site.name, site.model_dump_json())
        pool = self._running()
        try:
            future = asyncio.get_running_loop().run_in_executor(pool, _read, page, declared)
            return await asyncio.wait_for(future, PATIENCE)
        except TimeoutError:
            self._kill(pool)
            return Failure(page.url, Outcome.FAILED, "too_deep", f"the page took more than {PATIENCE:.0f} s to read")
        except BrokenProcessPool:
            self._kill(pool)
            return Failure(page.url, Outcome.FAILED, "internal", "the process that read the page ended")

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # spawn: a fork of a process with threads (Twisted's) may inherit a lock that nobody will open
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._number, mp_context=context, initializer=_begin)
        return self._pool

    def _kill(self, pool: ProcessPoolExecutor) -> None:
        if self._pool is not pool:
            return  # another page's failure replaced it already
        self._pool = None
        processes = list((pool._processes or {}).values())  # noqa: SLF001 -- a pool offers no way to end a hung worker
        for process in processes:
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)


def _begin() -> None:
    """Set a reader up: limits, no signals of the terminal, and an end with the parent's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, _out_of_time)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _warm()
    with suppress(ValueError, OSError):  # not every system limits address space
        resource.setrlimit(resource.RLIMIT_AS, (_address_space() + MEMORY, resource.RLIM_INFINITY))


def _address_space() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 -- a pseudo-file
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return MEMORY


def _end_with_parent() -> None:
    """A parent that is killed can't end its readers; they would wait for work forever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _warm() -> None:
    import aggregator.crawl.path  # noqa: F401 -- importing it is the warming


def _out_of_time(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def _read(page: Page, declared: str) -> Reading | Failure:
    from aggregator.crawl.path import read_judged

    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        return read_judged(page, _site(declared))
    except BadInputError as error:
        return Failure(page.url, Outcome.FAILED, error.reason, str(error))
    except TimeoutError:
        return Failure(page.url, Outcome.FAILED, "too_deep", f"the page took more than {SECONDS} s to read")
    except MemoryError:
        return Failure(page.url, Outcome.FAILED, "too_large", "the page took more memory than a page may")
    except RecursionError:
        return Failure(page.url, Outcome.FAILED, "too_deep", "the page is nested too deeply")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@lru_cache(maxsize=256)
def _site(declared: str) -> Site:
    return Site.model_validate_json(declared)
