"""Who does the work: threads of this process or workers of a Dask cluster, each with a process of its own that reads.

A task is a function of this package and text, and its result is text again: what comes from another machine is checked
like any input, and nothing of it is run. Tasks of a worker that is lost are given to another; their results are the
same, for they depend on nothing but what the task says.
"""

from __future__ import annotations

import select
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import IO, Any, TypeVar, cast

from aggregator.base.errors import LostError, UsageError
from aggregator.base.records import Failure, Outcome
from aggregator.crawl.rereading import ARCHIVED, RESULT, get_frame, put_frame

A = TypeVar("A")
P = TypeVar("P")
R = TypeVar("R")

PATIENCE = 20.0
"""Seconds after which a process that reads is killed, for each capture."""
ANSWER = 10.0
"""Seconds in which a cluster's scheduler must answer."""
AHEAD = 3
"""Tasks that wait for each worker."""
TRIES = 10
"""Times that a task is given out again when its workers are killed (Dask itself gives it to several first)."""


class Child:
    """A process that reads archived articles, begun anew when it was lost. It ends with its parent: its input does."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, data: bytes, *, patience: float) -> bytes | None:
        """Its answer; None where it died or took longer than ``patience`` seconds."""
        if self._process is None:
            command = [sys.executable, "-m", "aggregator.crawl.rereading"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 -- ours
        stdin, stdout = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        with suppress(EOFError, OSError):
            put_frame(stdin, data)
            if select.select([stdout], [], [], patience)[0]:
                return get_frame(stdout)
        self.end()
        return None

    def end(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        with process:  # closes the pipes and waits
            pass


class _Own(threading.local):
    """Each thread's child."""

    def __init__(self) -> None:
        self.child = Child()
        _children.append(self.child)


_children: list[Child] = []
_own = _Own()


def read_again(part: Sequence[str]) -> list[str]:
    """A task: articles (:data:`~aggregator.crawl.rereading.ARCHIVED`) read again, each's reading or failure as JSON."""
    return [_read_again(text) for text in part]


def _read_again(text: str) -> str:
    archived = ARCHIVED.validate_json(text)
    answer = _own.child.ask(text.encode(), patience=PATIENCE * len(archived.captures))
    if answer is None:
        why = "the page broke the process that read it, or took too long"
        answer = RESULT.dump_json(Failure(archived.url, Outcome.FAILED, "too_deep", why))
    return answer.decode()


class Workers:
    """Takes tasks and gives their results: ``number`` of them are worked on at a time."""

    def __init__(self, executor: Executor, number: int, lost: tuple[type[BaseException], ...] = ()) -> None:
        self._executor = executor
        self._number = number
        self._lost = lost

    def in_order(self, work: Callable[[A], R], parts: Iterable[P], argument: Callable[[P], A]) -> Iterator[tuple[P, R]]:
        """Each part with its result, in the order of the parts; few are taken before they are needed.

        Raises :class:`LostError` where the cluster is gone.
        """
        waiting: deque[tuple[P, Future[R]]] = deque()
        for part in parts:
            waiting.append((part, self._executor.submit(work, argument(part))))
            if len(waiting) > self._number * AHEAD:
                yield self._next(work, waiting, argument)
        while waiting:
            yield self._next(work, waiting, argument)

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
    with ThreadPoolExecutor(jobs) as pool:
        try:
            yield Workers(pool, jobs)
        finally:
            pool.shutdown(cancel_futures=True)
            while _children:
                _children.pop().end()


@contextmanager
def _cluster(address: str) -> Iterator[Workers]:
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise UsageError("--cluster needs Dask: pip install 'anime-news-aggregator[cluster]'") from error
    try:
        client: Any = Client(address, timeout=ANSWER)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise LostError(f"{address}: no Dask scheduler answers there ({str(error)[:200]})") from error
    with client:
        client.wait_for_workers(1, timeout=ANSWER)
        number = sum(worker["nthreads"] for worker in client.scheduler_info()["workers"].values())
        yield Workers(client.get_executor(pure=False), number, (KilledWorker,))
