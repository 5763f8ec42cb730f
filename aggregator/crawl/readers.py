"""Pages are read in processes of their own: on another core, and where a hostile page can hurt nothing but itself.

A reader may take 1 GiB of memory and 5 s for a page; one that takes more is stopped or replaced, and its page is a
failure. Each is joined by a pipe that the event loop watches: no threads, so that reading never waits for the
interpreter's lock.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from aggregator.base.errors import RefusedError
from aggregator.base.records import Failure, Outcome, Page
from aggregator.base.sites import Site

if TYPE_CHECKING:
    from aggregator.crawl.path import Reading
    from aggregator.crawl.source_reading import Named
    from aggregator.store.frontier import Kind

    Outcomes = asyncio.Future[Any]

PATIENCE = 20.0
SOURCE_PATIENCE = 60.0
"""Seconds after which a reader that not even its own alarm could stop is killed: over a page, over a source."""
SMALL = 64 << 10
"""Bytes of a page that may be sent to a reader while it is still busy: the pipe's buffer holds it."""
STARTS = 5
"""Times in a row that each reader may end before it was ready; then something is wrong with this machine."""
PAUSE = 0.2
"""Seconds before the second start; twice as long before each further one."""
READY = "ready"
"""What a reader says first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader is given: a page with its site's declaration; with a ``kind`` it is a source, not an article."""

    page: Page
    declared: str
    kind: Kind | None = None
    since: datetime | None = None

    @property
    def patience(self) -> float:
        """Seconds that it may take at most."""
        return SOURCE_PATIENCE if self.kind else PATIENCE


class Reader:
    """One process, with the pages that it was given and has not answered yet.

    ``told`` hears once whether the process came to be ready, and if it did not, which pages it leaves.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, told: Callable[[bool, list[tuple[Wanted, Outcomes]]], None]):
        # spawn: a fork of a process with threads (Twisted's) may inherit a lock that nobody will open
        context = multiprocessing.get_context("spawn")
        self.pipe, other = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(other,), daemon=True)
        self.process.start()
        other.close()
        self.waiting: deque[tuple[Wanted, Outcomes, asyncio.TimerHandle | None]] = deque()
        self.ready = False
        self._told = told
        self._loop = loop
        loop.add_reader(self.pipe.fileno(), self._answered)

    def free_for(self, wanted: Wanted) -> bool:
        """Whether the page can be sent without waiting for the reader."""
        return not self.waiting or (len(self.waiting) == 1 and len(wanted.page.body) < SMALL)

    def send(self, wanted: Wanted, outcome: Outcomes) -> None:
        """Give the reader a page; the outcome is set when it answers, dies or takes too long."""
        patience = wanted.patience + sum(before.patience for before, _, _ in self.waiting)
        timer = self._loop.call_later(patience, self.end, "took too long to read")
        self.waiting.append((wanted, outcome, timer))
        try:
            self.pipe.send(wanted)
        except OSError:
            self._lost("could not be handed over")

    def end(self, why: str) -> None:
        """Kill the process; what it was given fails."""
        if not self.pipe.closed:
            self._loop.remove_reader(self.pipe.fileno())
            self.pipe.close()
        self.process.kill()
        self.process.join(1)
        while self.waiting:
            wanted, outcome, timer = self.waiting.popleft()
            _settle(outcome, timer, Failure(wanted.page.url, Outcome.FAILED, "too_deep", f"the page {why}"))

    @property
    def alive(self) -> bool:
        """Whether it can be given pages."""
        return not self.pipe.closed

    def _answered(self) -> None:
        try:
            result = self.pipe.recv()
        except (EOFError, OSError):
            self._lost("broke the process that read it")
            return
        if not self.ready:
            self.ready = True
            self._told(True, [])
            return
        _, outcome, timer = self.waiting.popleft()
        _settle(outcome, timer, result)

    def _lost(self, why: str) -> None:
        """The process is no more. Before it was ready no page can have been the reason: all are left to others."""
        if self.ready:
            self.end(why)
            return
        left = [(wanted, outcome) for wanted, outcome, _ in self.waiting]
        for _, _, timer in self.waiting:
            if timer is not None:
                timer.cancel()
        self.waiting.clear()
        self.end(why)
        self._told(False, left)


class Readers:
    """A pool of reading processes, begun with the first page, or earlier by :meth:`warm_up`.

    Processes that end before they are ready are begun again more and more slowly, :data:`STARTS` times; then every
    reading raises :class:`RefusedError`.
    """

    def __init__(self, number: int | None = None) -> None:
        self._number = number or max(1, min(4, (os.cpu_count() or 1) - 1))
        self._readers: list[Reader] = []
        self._queue: deque[tuple[Wanted, Outcomes]] = deque()
        self._sites: dict[str, str] = {}
        self._failed_starts = 0
        self._not_before = 0.0
        self._dropped = False

    def warm_up(self) -> None:
        """Begin the processes, so that the first page need not wait for them."""
        loop = asyncio.get_running_loop()
        self._readers = [reader for reader in self._readers if reader.alive]
        while len(self._readers) < self._number and loop.time() >= self._not_before and not self._given_up:
            self._readers.append(Reader(loop, self._started))

    async def read(self, page: Page, site: Site) -> Reading | Failure:
        """What a page of a site says, or why it can't be read. A page is tried once; whatever breaks, it fails."""
        reading: Reading | Failure = await self._read(Wanted(page, self._declared(site)))
        return reading

    async def read_source(self, page: Page, site: Site, kind: Kind, since: datetime | None) -> Named | Failure:
        """What a source of a site names, likewise."""
        named: Named | Failure = await self._read(Wanted(page, self._declared(site), kind, since))
        return named

    def drop(self) -> None:
        """Begin nothing more: what no process was given yet comes back as ``aborted``, and all
        that follows.
        """
        self._dropped = True
        while self._queue:
            wanted, outcome = self._queue.popleft()
            _settle(outcome, None, _unread(wanted))

    def close(self) -> None:
        """End the processes."""
        for reader in self._readers:
            reader.end("was not read before the run ended")
        self._readers.clear()

    @property
    def _given_up(self) -> bool:
        return self._failed_starts >= STARTS * self._number

    def _started(self, ready: bool, left: list[tuple[Wanted, Outcomes]]) -> None:
        """A process came to be ready, or ended before it was."""
        if ready:
            self._failed_starts = 0
            return
        self._failed_starts += 1
        self._queue.extendleft(reversed(left))
        loop = asyncio.get_running_loop()
        pause = PAUSE * 2 ** (self._failed_starts // self._number)
        self._not_before = loop.time() + pause
        loop.call_later(0 if self._given_up else pause, self._hand_out)

    def _declared(self, site: Site) -> str:
        if site.name not in self._sites:
            self._sites[site.name] = site.model_dump_json()
        return self._sites[site.name]

    async def _read(self, wanted: Wanted) -> Any:
        if self._dropped:
            return _unread(wanted)
        outcome: Outcomes = asyncio.get_running_loop().create_future()
        outcome.add_done_callback(lambda _: self._hand_out())
        self._queue.append((wanted, outcome))
        self._hand_out()
        return await outcome

    def _hand_out(self) -> None:
        if self._queue:
            self.warm_up()
        while self._queue and self._given_up:
            _, outcome = self._queue.popleft()
            if not outcome.done():
                outcome.set_exception(RefusedError(_GIVEN_UP))
        while self._queue and self._readers:
            wanted, outcome = self._queue[0]
            reader = min(self._readers, key=lambda reader: len(reader.waiting))
            if not reader.free_for(wanted):
                return
            self._queue.popleft()
            reader.send(wanted, outcome)


_GIVEN_UP = (
    "the processes that read pages end as soon as they begin, so that nothing can be read; look at the limits of "
    "memory and processes (`ulimit -a`), and whether the installation is whole (`aggregator doctor`)"
)


def _serve(pipe: Connection) -> None:
    """In the process: what it imports is imported there alone."""
    from aggregator.crawl.reader_process import serve

    serve(pipe)


def _unread(wanted: Wanted) -> Failure:
    return Failure(wanted.page.url, Outcome.DEFERRED, "aborted", "the run ended before the page was read")


def _settle(outcome: Outcomes, timer: asyncio.TimerHandle | None, result: Any) -> None:
    if timer is not None:
        timer.cancel()
    if not outcome.done():
        outcome.set_result(result)
