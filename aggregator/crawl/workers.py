"""Who does the work: threads of this process or workers of a Dask cluster, each with processes of its own.

Tasks of a worker that is lost are given to another; their results are the same, for they depend on nothing but what
the task says.
"""

from __future__ import annotations

import asyncio
import struct
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from aggregator.base.errors import LostError, UsageError
from aggregator.crawl.children import begin_again, end_all

A = TypeVar("A")
P = TypeVar("P")
R = TypeVar("R")

ANSWER = 10.0
"""Seconds in which a cluster's scheduler must take the call."""
GREETING = 10.0
"""Seconds in which one that took the call must greet."""
BEGINNING = 60.0
"""Seconds in which its first worker must be there."""
AHEAD = 3
"""Tasks that wait for each worker."""
TRIES = 10
"""Times that a task is given out again when its workers are killed (Dask itself gives it to several first)."""
_NONSENSE = (MemoryError, OverflowError, TypeError, ValueError, struct.error)
"""What Dask raises when it reads a stranger's words as lengths and frames of its own."""


class Workers:
    """Takes tasks and gives their results: ``number`` of them are worked on at a time."""

    def __init__(self, executor: Executor, number: int, lost: tuple[type[BaseException], ...] = ()) -> None:
        self._executor = executor
        self.number = number
        self._lost = lost

    def in_order(self, work: Callable[[A], R], parts: Iterable[P], argument: Callable[[P], A]) -> Iterator[tuple[P, R]]:
        """Each part with its result, in the order of the parts; few are taken before they are needed.

        Raises :class:`LostError` where the cluster is gone.
        """
        waiting: deque[tuple[P, Future[R]]] = deque()
        for part in parts:
            waiting.append((part, self._executor.submit(work, argument(part))))
            if len(waiting) > self.number * AHEAD:
                yield self._next(work, waiting, argument)
        while waiting:
            yield self._next(work, waiting, argument)

    def as_they_come(
        self, work: Callable[[A], R], parts: Iterable[P], argument: Callable[[P], A]
    ) -> Iterator[tuple[P, R | LostError]]:
        """Each part with its result, whichever comes first; a part whose workers were lost is given out again, and
        where that is in vain the error is its result.
        """
        lost: tuple[type[BaseException], ...] = (LostError, *self._lost)
        source = iter(parts)
        waiting: dict[Future[R], tuple[P, int]] = {}
        while True:
            for part in islice(source, max(0, self.number + 1 - len(waiting))):
                waiting[self._executor.submit(work, argument(part))] = part, 1
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                part, tries = waiting.pop(future)
                try:
                    yield part, future.result()
                except lost as error:
                    if tries < TRIES:
                        waiting[self._executor.submit(work, argument(part))] = part, tries + 1
                    else:
                        yield part, LostError(f"a part was lost with its worker {tries} times ({str(error)[:100]})")
                except CancelledError as error:
                    raise LostError("the cluster's scheduler was lost; run again when it is back") from error

    def _next(
        self, work: Callable[[A], R], waiting: deque[tuple[P, Future[R]]], argument: Callable[[P], A]
    ) -> tuple[P, R]:
        part, future = waiting.popleft()
        for _ in range(TRIES):
            try:
                return part, future.result()
            except self._lost:  # each worker that took it was killed
                future = self._executor.submit(work, argument(part))
            except CancelledError as error:
                raise LostError("the cluster's scheduler was lost; run again when it is back") from error
        raise LostError(f"a task was lost with its worker {TRIES} times; look at the cluster's log")


@contextmanager
def workers(*, jobs: int, cluster: str | None) -> Iterator[Workers]:
    """Who takes tasks: ``jobs`` threads here, or the workers of the Dask cluster at an address.

    Raises :class:`UsageError` where Dask is not installed, :class:`LostError` where nobody answers.
    """
    if cluster is not None:
        with _cluster(cluster) as found:
            yield found
        return
    begin_again()
    with ThreadPoolExecutor(jobs) as pool:
        try:
            yield Workers(pool, jobs)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            end_all()


@contextmanager
def _cluster(address: str) -> Iterator[Workers]:
    try:
        from distributed import Client, KilledWorker
        from distributed.comm.addressing import get_address_host_port
    except ImportError as error:
        raise UsageError("--cluster needs Dask: pip install 'anime-news-aggregator[cluster]'") from error
    try:
        port = get_address_host_port(address, strict=True)[1]
    except ValueError as error:
        raise UsageError(f"--cluster {address}: no address such as tcp://10.0.0.5:8786 ({error})") from error
    if not 0 < port < 65536:
        raise UsageError(f"--cluster {address}: a port is a number from 1 to 65535")
    try:
        _greet(address)
        client: Any = Client(address, timeout=ANSWER)  # type: ignore[no-untyped-call]
    except (TimeoutError, *_NONSENSE) as error:
        raise LostError(f"{address}: whoever answers there does not speak as a Dask scheduler does") from error
    except OSError as error:
        raise LostError(f"{address}: no Dask scheduler answers there ({str(error)[:200]})") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=BEGINNING)
        except TimeoutError as error:
            raise LostError(f"{address}: the scheduler has no workers; begin some with `dask worker`") from error
        number = sum(worker["nthreads"] for worker in client.scheduler_info()["workers"].values())
        yield Workers(client.get_executor(pure=False), number, (KilledWorker,))


def _greet(address: str) -> None:
    """Shake hands with a scheduler. Dask's own client waits for ever for one that is silent.

    Raises what connecting raises, TimeoutError where one that took the call says nothing.
    """
    from distributed.comm.core import connect
    from distributed.security import Security

    async def greet() -> None:
        how = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
        greeting = connect(address, timeout=ANSWER, **how)  # type: ignore[no-untyped-call]
        connection = await asyncio.wait_for(greeting, ANSWER + GREETING)  # connecting ends first, where nobody is
        await connection.close()

    with ThreadPoolExecutor(1) as pool:  # a thread of its own: this one's event loop is not ours
        pool.submit(asyncio.run, greet()).result()
