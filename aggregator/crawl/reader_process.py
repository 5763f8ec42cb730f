"""What runs in a reading process: pages come in through a pipe, readings go out."""

from __future__ import annotations

import os
import resource
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import FrameType
from typing import TypeVar

from aggregator.base.errors import BadInputError
from aggregator.base.records import Failure, Outcome
from aggregator.base.sites import Site
from aggregator.crawl.path import Reading, read_judged
from aggregator.crawl.readers import READY, Wanted
from aggregator.crawl.source_reading import Named, read_source

T = TypeVar("T")

MEMORY = 1 << 30
"""Bytes of address space that a reader may take beyond what it begins with."""
SECONDS = 5
"""Seconds of the processor that one page may take."""
SOURCE_SECONDS = 15
"""Seconds of the processor that a source may take: a sitemap names up to 50,000 addresses."""


def serve(pipe: Connection) -> None:
    """Read pages until the pipe is closed or the parent ends."""
    prepare()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        pipe.send(READY)
        while True:
            pipe.send(_read(pipe.recv()))


def prepare() -> None:
    """Make this process one that reads: it leaves signals to its parent and takes no more memory than it may."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a service's stop goes to all processes; a reader ends with its run
    signal.signal(signal.SIGPROF, _out_of_time)
    with suppress(ValueError, OSError):  # not every system limits address space
        resource.setrlimit(resource.RLIMIT_AS, (_address_space() + MEMORY, resource.RLIM_INFINITY))


def within_bounds(url: str, seconds: int, read: Callable[[], T]) -> T | Failure:
    """What ``read`` gives, or why it can't: a document that is broken, takes too long or too much memory, fails."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return read()
    except BadInputError as error:
        return Failure(url, Outcome.FAILED, error.reason, str(error))
    except TimeoutError:
        return Failure(url, Outcome.FAILED, "too_deep", f"the page took more than {seconds} s to read")
    except MemoryError:
        return Failure(url, Outcome.FAILED, "too_large", "the page took more memory than a page may")
    except RecursionError:
        return Failure(url, Outcome.FAILED, "too_deep", "the page is nested too deeply")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _read(wanted: Wanted) -> Reading | Named | Failure:
    page, seconds = wanted.page, SOURCE_SECONDS if wanted.kind else SECONDS

    def read() -> Reading | Named | Failure:
        site = site_of(wanted.declared)
        return read_source(wanted.kind, page, site, wanted.since) if wanted.kind else read_judged(page, site)

    return within_bounds(page.url, seconds, read)


@lru_cache(maxsize=256)
def site_of(declared: str) -> Site:
    """A site of its declaration in JSON."""
    return Site.model_validate_json(declared)


def _out_of_time(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def _end_with_parent() -> None:
    """A parent that is killed can't end its readers; they would wait for work forever."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _address_space() -> int:
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    return MEMORY
