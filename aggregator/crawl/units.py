"""Units of work that are ready together are committed together: one sync to disk for several pages.

Each unit is still stored whole or not at all, and none is reported as done before it is on the disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from aggregator.store.database import Store

T = TypeVar("T")

LINGER = 0.02
"""Seconds that a unit waits for others before it is committed."""
MOST = 16
"""Units of one transaction."""


class Units:
    """Collects units for :data:`LINGER` seconds, then commits them in one transaction.

    Where one of them fails all are rolled back, and each is run again in a transaction of its own, so that a unit
    may be run twice; what it does beside the database it must do after :meth:`run` returns.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[Callable[[], Any], asyncio.Future[Any]]] = []
        self._timer: asyncio.TimerHandle | None = None

    async def run(self, unit: Callable[[], T]) -> T:
        """Run a unit inside a transaction and return what it returned, after the commit. Raises what it raises."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._waiting.append((unit, done))
        if len(self._waiting) == 1:
            self._timer = loop.call_later(LINGER, self._commit)
        elif len(self._waiting) >= MOST:
            self._commit()
        return await done

    def _commit(self) -> None:
        units, self._waiting = self._waiting, []
        if self._timer is not None:
            self._timer.cancel()
        if len(units) > 1:
            with suppress(Exception):  # whichever unit it was, each now runs alone and tells its own error
                with self._store.write():
                    results = [unit() for unit, _ in units]
                for (_, done), result in zip(units, results, strict=True):
                    if not done.done():
                        done.set_result(result)
                return
        for unit, done in units:
            self._commit_one(unit, done)

    def _commit_one(self, unit: Callable[[], Any], done: asyncio.Future[Any]) -> None:
        try:
            with self._store.write():
                result = unit()
        except Exception as error:  # noqa: BLE001 -- carried over to the waiting task, where it is raised again
            if not done.done():
                done.set_exception(error)
        else:
            if not done.done():
                done.set_result(result)
