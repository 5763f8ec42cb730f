"""Connections that are disturbed on their way: a TCP proxy on loopback with the faults of a bad line.

The faults are those of Shopify's toxiproxy, which names them «toxics»: an answer comes late, drop by drop, in slices,
is broken off or reset, or its connection is never closed.
"""

from __future__ import annotations

import asyncio
import random
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass

BLOCK = 4096
LINGER = b"\x01\x00\x00\x00\x00\x00\x00\x00"
"""``SO_LINGER`` of no seconds: closing resets."""


@dataclass(frozen=True)
class Toxic:
    """What befalls the bytes of an answer.

    ``latency`` and ``jitter`` are seconds before each block, ``rate`` bytes a second, ``slice`` the size of the blocks
    that are passed on; after ``limit`` bytes the connection is closed, or reset where ``reset`` says so, or held open
    without another byte where ``hang`` does; ``slow_close`` are seconds between the end and the closing. ``down``
    takes no connection at all.
    """

    latency: float = 0.0
    jitter: float = 0.0
    rate: float = 0.0
    slice: int = BLOCK
    limit: int | None = None
    reset: bool = False
    hang: bool = False
    slow_close: float = 0.0
    down: bool = False


class Proxy:
    """Passes connections on to a port of loopback. A context manager; ``toxic`` may be changed at any time."""

    def __init__(self, target: int, toxic: Toxic | None = None, *, seed: int = 0) -> None:
        self.toxic = toxic or Toxic()
        self.connections = 0
        self._target = target
        self._dice = random.Random(seed)
        self._tasks: set[asyncio.Task[None]] = set()  # asyncio itself holds them weakly
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self._bound = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._bound.getsockname()[1]

    def __enter__(self) -> Proxy:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        return self

    def __exit__(self, *exc: object) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._connected, sock=self._bound)

    async def _end(self) -> None:
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=5)

    async def _connected(self, client: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if self.toxic.down:
            _reset(back)
            return
        answers, requests = await asyncio.open_connection("127.0.0.1", self._target)
        there = asyncio.create_task(_copy(client, requests))
        self._tasks.add(there)
        there.add_done_callback(self._tasks.discard)
        try:
            with suppress(ConnectionError, asyncio.CancelledError):
                await self._pass_on(answers, back)
        finally:
            there.cancel()
            requests.close()
            back.close()

    async def _pass_on(self, answers: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        toxic, passed = self.toxic, 0
        while data := await answers.read(BLOCK):
            for start in range(0, len(data), toxic.slice):
                block = data[start : start + toxic.slice]
                await asyncio.sleep(toxic.latency + self._dice.uniform(0, toxic.jitter))
                if toxic.rate:
                    await asyncio.sleep(len(block) / toxic.rate)
                rest = len(block) if toxic.limit is None else toxic.limit - passed
                back.write(block[:rest])
                await back.drain()
                passed += len(block)
                if rest < len(block):
                    if toxic.hang:
                        await asyncio.sleep(3600)
                    if toxic.reset:
                        _reset(back)
                    return
        await asyncio.sleep(toxic.slow_close)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, asyncio.CancelledError):
        while data := await reader.read(BLOCK):
            writer.write(data)
            await writer.drain()


def _reset(writer: asyncio.StreamWriter) -> None:
    found: socket.socket | None = writer.get_extra_info("socket")
    if found is not None:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER)
    writer.transport.abort()
