"""Made-up sites on loopback that answer as badly as a test wants: HTTP/1.1 written by hand, byte for byte.

No framework, for none would send a broken answer. One event loop in one thread serves any number of ports, each a site
of its own; a path has one handler, which writes what it likes to the connection. Every request is kept with its time,
its head as it came and how many requests of its port were under way.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from itertools import pairwise

MAX_HEAD = 1 << 16
END = b"\r\n\r\n"

Handler = Callable[["Exchange"], Awaitable[None]]
"""Answers one request by writing to its exchange. The connection is closed after it unless it says otherwise."""


@dataclass(eq=False)
class Request:
    """A request as it came. ``started`` and ``ended`` are monotonic; ``at_once`` counts itself and those beside it."""

    port: int
    method: str
    path: str
    head: bytes
    started: float
    at_once: int
    ended: float | None = None

    def header(self, name: str) -> bytes | None:
        """The value of a header, byte for byte but for the space around it; None where it was not sent."""
        for line in self.head.split(b"\r\n")[1:]:
            field_name, _, value = line.partition(b":")
            if field_name.strip().lower() == name.lower().encode():
                return value.strip()
        return None


class Exchange:
    """One request and the connection that its answer is written to."""

    def __init__(self, request: Request, writer: asyncio.StreamWriter) -> None:
        self.request = request
        self.keep_open = False
        self._writer = writer

    async def send(self, data: bytes) -> None:
        """Write bytes at once."""
        self._writer.write(data)
        await self._writer.drain()

    def reset(self) -> None:
        """Break the connection off with a reset."""
        found: socket.socket | None = self._writer.get_extra_info("socket")
        if found is not None:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        self._writer.transport.abort()


@dataclass(eq=False)
class Host:
    """One port: a made-up site. ``paths`` are its handlers, which may be changed between two crawls.

    ``name`` stands in its addresses in place of the IP.
    """

    port: int
    scheme: str = "http"
    name: str = "127.0.0.1"
    paths: dict[str, Handler] = field(default_factory=dict)
    other: Handler | None = None
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    open_now: int = 0

    @property
    def host(self) -> str:
        """``127.0.0.1:port``, or with the name."""
        return f"{self.name}:{self.port}"

    def url(self, path: str = "/") -> str:
        """An address on this port."""
        return f"{self.scheme}://{self.host}{path}"

    def asked(self, path: str | None = None) -> list[Request]:
        """The requests for a path, for anything but robots.txt where none is named, in the order they came."""
        return [r for r in self.requests if (r.path != "/robots.txt" if path is None else r.path == path)]

    def at_once(self) -> int:
        """How many requests were under way together at most."""
        return max((request.at_once for request in self.requests), default=0)

    def gaps(self) -> list[float]:
        """Seconds between the beginning of each request and that of the next.

        Not from the end of an answer: when this thread notes that, the client may have had it for some time.
        """
        return [after - before for before, after in pairwise(sorted(request.started for request in self.requests))]

    async def answer(self, exchange: Exchange) -> None:
        """Give what stands at the path; robots.txt allows all unless a test says something else."""
        path = exchange.request.path
        handler = self.paths.get(path) or self.paths.get(path.partition("?")[0]) or self.other
        if handler is None:
            handler = robots("") if path == "/robots.txt" else status(404)
        await handler(exchange)


class FaultServer:
    """Any number of ports on 127.0.0.1, served by one thread. A context manager."""

    def __init__(self) -> None:
        self.hosts: list[Host] = []
        self._loop = asyncio.new_event_loop()
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._servers: list[asyncio.Server] = []
        self._at_end = ExitStack()
        self._thread = threading.Thread(target=self._loop.run_forever, name="faults", daemon=True)

    def __enter__(self) -> FaultServer:
        self._thread.start()
        return self

    def at_end(self, action: Callable[[], object]) -> None:
        """Have something done before the ports are closed."""
        self._at_end.callback(action)

    def __exit__(self, *exc: object) -> None:
        self._at_end.close()
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def site(
        self,
        paths: Mapping[str, Handler] | None = None,
        *,
        other: Handler | None = None,
        tls: ssl.SSLContext | None = None,
        ip: str = "127.0.0.1",
    ) -> Host:
        """Open one more port. ``other`` answers for paths that have no handler, 404 where it is None."""
        family = socket.AF_INET6 if ":" in ip else socket.AF_INET
        bound = socket.create_server((ip, 0), family=family, backlog=128)
        scheme = "https" if tls else "http"
        host = Host(bound.getsockname()[1], scheme, paths=dict(paths or {}), other=other)
        asyncio.run_coroutine_threadsafe(self._listen(host, bound, tls), self._loop).result(10)
        self.hosts.append(host)
        return host

    async def _listen(self, host: Host, bound: socket.socket, tls: ssl.SSLContext | None) -> None:
        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            host.connections += 1
            task = asyncio.current_task()
            if task is not None:
                self._tasks.add(task)
            self._open.add(writer)
            try:
                with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ssl.SSLError):
                    while await _exchange(host, reader, writer):
                        pass
            except asyncio.CancelledError:
                writer.transport.abort()
            finally:
                self._open.discard(writer)
                if task is not None:
                    self._tasks.discard(task)
                writer.close()

        # A handshake that fails is the client's to report: asyncio's complaint would only be noise.
        self._loop.set_exception_handler(lambda loop, context: None)
        self._servers.append(await asyncio.start_server(connected, sock=bound, limit=MAX_HEAD, ssl=tls))

    async def _end(self) -> None:
        for server in self._servers:
            server.close()
        while self._tasks:
            for task in list(self._tasks):
                task.cancel()
            await asyncio.wait(list(self._tasks), timeout=1)
        for writer in list(self._open):
            writer.transport.abort()
        await asyncio.sleep(0)


async def _exchange(host: Host, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Read one request and have it answered; whether the connection stays open for another."""
    first = await reader.readexactly(1)
    if first == b"\x16":  # a TLS handshake, which a server of plain HTTP takes for nonsense
        writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        return False
    head = first + await reader.readuntil(END)
    method, path, *_ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
    host.open_now += 1
    request = Request(host.port, method, path, head, time.monotonic(), host.open_now)
    host.requests.append(request)
    exchange = Exchange(request, writer)
    try:
        await host.answer(exchange)
    finally:
        host.open_now -= 1
        request.ended = time.monotonic()
    return exchange.keep_open


# What a path may answer.


def raw(*parts: bytes, pause: float = 0.0) -> Handler:
    """Exactly these bytes, then the end of the connection; ``pause`` is the time in seconds before each part."""

    async def answer(exchange: Exchange) -> None:
        for part in parts:
            if pause:
                await asyncio.sleep(pause)
            await exchange.send(part)

    return answer


def head(code: int = 200, *headers: tuple[str, str | bytes]) -> bytes:
    """A status line and headers, with the empty line after them."""
    lines = [f"HTTP/1.1 {code} Made Up".encode()]
    lines += [name.encode() + b": " + (v if isinstance(v, bytes) else v.encode("latin-1")) for name, v in headers]
    return b"\r\n".join(lines) + END


def answer(
    body: bytes | str, kind: str = "text/html; charset=utf-8", *headers: tuple[str, str | bytes], code: int = 200
) -> Handler:
    """A whole and honest answer, over a connection that stays open."""
    data = body.encode() if isinstance(body, str) else body

    async def send(exchange: Exchange) -> None:
        exchange.keep_open = True
        length = ("Content-Length", str(len(data)))
        await exchange.send(head(code, ("Content-Type", kind), length, *headers) + data)

    return send


def document(body: bytes | str, kind: str, *, etag: bytes | None = None, modified: bytes | None = None) -> Handler:
    """An answer that is 304 to whoever sends its validators back byte for byte, and only then."""
    validators = [(n, v) for n, v in (("ETag", etag), ("Last-Modified", modified)) if v is not None]
    whole = answer(body, kind, *validators)

    async def send(exchange: Exchange) -> None:
        sent = exchange.request.header("If-None-Match"), exchange.request.header("If-Modified-Since")
        if (etag is not None and sent[0] == etag) or (etag is None and modified is not None and sent[1] == modified):
            exchange.keep_open = True
            await exchange.send(head(304, *validators))
        else:
            await whole(exchange)

    return send


def status(code: int, *headers: tuple[str, str | bytes], body: str = "") -> Handler:
    """A status with hardly a body."""
    return answer(body or f"<title>{code}</title>", "text/html", *headers, code=code)


def redirect(location: str | bytes | None, code: int = 302) -> Handler:
    """A redirect, without a Location where that is None."""
    return status(code, *([("Location", location)] if location is not None else []))


def robots(text: str, code: int = 200) -> Handler:
    """A robots.txt."""
    return answer(text, "text/plain", code=code)


def silence() -> Handler:
    """Takes the request and never answers."""

    async def wait(exchange: Exchange) -> None:
        await asyncio.sleep(3600)

    return wait


def slowly(first: bytes, drop: bytes, seconds: float) -> Handler:
    """A beginning, then a drop every few seconds, for ever."""

    async def drip(exchange: Exchange) -> None:
        await exchange.send(first)
        while True:
            await asyncio.sleep(seconds)
            await exchange.send(drop)

    return drip


def endlessly(first: bytes, block: bytes) -> Handler:
    """A beginning, then block after block as fast as they are taken."""

    async def pour(exchange: Exchange) -> None:
        await exchange.send(first)
        while True:
            await exchange.send(block)

    return pour


def drop() -> Handler:
    """The connection ends without an answer."""
    return raw()


def reset() -> Handler:
    """The connection is reset without an answer."""

    async def cut(exchange: Exchange) -> None:
        exchange.reset()

    return cut


def late(handler: Handler, seconds: float) -> Handler:
    """An answer that takes its time."""

    async def wait(exchange: Exchange) -> None:
        await asyncio.sleep(seconds)
        await handler(exchange)

    return wait


def in_turn(handlers: Iterable[Handler]) -> Handler:
    """One answer after the other, the last for all that follow."""
    waiting = list(handlers)

    async def next_one(exchange: Exchange) -> None:
        handler = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        await handler(exchange)

    return next_one
