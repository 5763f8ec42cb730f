"""A small HTTP/1.1 server on loopback: one event loop in one thread, any number of sockets (RFC 9110, RFC 9112)."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import socket
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, formatdate, parsedate_to_datetime
from http import HTTPStatus

from aggregator.demo.resources import Resource

MAX_HEAD = 65536
"""Bytes of a request's head that are read."""
_GZIP_FROM = 200

Headers = Mapping[str, str]
"""By lower-case name."""
Lookup = Callable[[str, str], Resource]
"""Server's name, target → what is served there."""
Answer = tuple[int, list[tuple[str, str]], bytes]
Report = Callable[[str, str, str, Headers, int], None]
"""Server's name, method, target, headers, status of what was answered."""


def answer(method: str, headers: Headers, resource: Resource) -> Answer:
    """Status, headers and body for a resource: conditional requests (RFC 9110 section 13), gzip, HEAD, 405."""
    if method not in ("GET", "HEAD"):
        return 405, [("Allow", "GET, HEAD"), ("Content-Length", "0")], b""
    body = resource.body if isinstance(resource.body, bytes) else resource.body()
    squeeze = len(body) >= _GZIP_FROM and not resource.content_type.startswith("image/png") and _takes_gzip(headers)
    validators = _validators(resource, body, squeezed=squeeze)
    if resource.status == 200 and _is_fresh(headers, dict(validators), resource.last_modified):
        return 304, [*validators, ("Vary", "Accept-Encoding")], b""
    if squeeze:
        body = gzip.compress(body, 6, mtime=0)
    found = [("Content-Type", resource.content_type), *validators, ("Vary", "Accept-Encoding"), *resource.headers]
    if squeeze:
        found.append(("Content-Encoding", "gzip"))
    found.append(("Content-Length", str(len(body))))
    return resource.status, found, b"" if method == "HEAD" else body


def _takes_gzip(headers: Headers) -> bool:
    for part in headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _validators(resource: Resource, body: bytes, *, squeezed: bool) -> list[tuple[str, str]]:
    """ETag and Last-Modified; a strong ETag differs between the plain and the compressed form."""
    found = []
    if resource.etag:
        digest = hashlib.sha256(body).hexdigest()[:20]
        weak = resource.etag == "weak"
        found.append(("ETag", f'W/"{digest}"' if weak else f'"{digest}{"-gzip" if squeezed else ""}"'))
    if resource.last_modified:
        found.append(("Last-Modified", format_datetime(resource.last_modified.astimezone(UTC), usegmt=True)))
    return found


def _is_fresh(headers: Headers, validators: Mapping[str, str], last_modified: datetime | None) -> bool:
    """Whether the client's copy is current; If-Modified-Since counts only without If-None-Match."""
    if "if-none-match" in headers:
        sent = [tag.strip().removeprefix("W/") for tag in headers["if-none-match"].split(",")]
        return "*" in sent or validators.get("ETag", "-").removeprefix("W/") in sent
    if "if-modified-since" not in headers or last_modified is None:
        return False
    try:
        since = parsedate_to_datetime(headers["if-modified-since"])
    except ValueError:
        return False
    return since.tzinfo is not None and last_modified.replace(microsecond=0) <= since


def _parse_head(head: bytes) -> tuple[str, str, str, dict[str, str]]:
    """Method, target, version and headers; raises :class:`ValueError` for anything that is no request."""
    first, *rest = head.decode("latin-1").split("\r\n")
    method, target, version = first.split(" ")
    if not version.startswith("HTTP/1.") or not (target.startswith("/") or "://" in target):
        raise ValueError("no HTTP/1 request")
    headers = {}
    for line in filter(None, rest):
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError("no header")
        headers[name.lower()] = value.strip()
    return method, target, version, headers


class LoopbackServers:
    """Sockets on 127.0.0.1 by name, all served by one thread. ``start`` binds them, ``stop`` ends every connection."""

    def __init__(self, lookup: Lookup, report: Report) -> None:
        self._lookup, self._report = lookup, report
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._stopped = asyncio.Event()
        self._open: set[asyncio.StreamWriter] = set()
        self._sockets: dict[str, socket.socket] = {}

    def bind(self, names: list[str]) -> dict[str, str]:
        """Open a port for each name; gives ``127.0.0.1:port`` by name. Requests wait until :meth:`start`."""
        for name in names:
            self._sockets[name] = socket.create_server(("127.0.0.1", 0), backlog=64)
        return {name: f"127.0.0.1:{bound.getsockname()[1]}" for name, bound in self._sockets.items()}

    def start(self) -> None:
        """Serve the bound ports from a thread of its own."""
        loop = self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=lambda: loop.run_until_complete(self._run()), name="news web", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End every connection, close the ports, join the thread."""
        if self._loop and self._thread:
            self._loop.call_soon_threadsafe(self._stopped.set)
            self._thread.join()
            self._loop.close()
        for bound in self._sockets.values():
            bound.close()
        self._sockets.clear()

    async def _run(self) -> None:
        servers = [await self._serve(name, bound) for name, bound in self._sockets.items()]
        await self._stopped.wait()
        for bound in self._sockets.values():
            asyncio.get_running_loop().remove_reader(bound)  # accept no more; Server.close() trips over accepted ones
        await self._end_connections()
        for server in servers:
            server.close()

    async def _end_connections(self) -> None:
        """Break off every connection. No task is cancelled: one that hasn't begun would leave its socket open."""
        await asyncio.sleep(0)  # what was only just accepted gets its task
        while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
            for writer in self._open:
                writer.transport.abort()
            await asyncio.wait(tasks)
        await asyncio.sleep(0)  # the transports close their sockets

    async def _serve(self, name: str, bound: socket.socket) -> asyncio.Server:
        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self._open.add(writer)
            try:
                while not self._stopped.is_set() and await self._exchange(name, reader, writer):
                    pass
            except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                pass
            finally:
                self._open.discard(writer)
                writer.close()

        return await asyncio.start_server(connected, sock=bound, limit=MAX_HEAD)

    async def _exchange(self, name: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; False when the connection ends after it."""
        head = await reader.readuntil(b"\r\n\r\n")
        try:
            method, target, version, headers = _parse_head(head)
        except ValueError:
            writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()
            return False
        status, found, body = answer(method, headers, self._lookup(name, target))
        self._report(name, method, target, headers, status)
        keep = version != "HTTP/1.0" and headers.get("connection", "").lower() != "close"
        keep = keep and "content-length" not in headers and "transfer-encoding" not in headers
        found += [("Date", formatdate(usegmt=True)), ("Connection", "keep-alive" if keep else "close")]
        lines = "".join(f"{field}: {value}\r\n" for field, value in found)
        writer.write(f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n{lines}\r\n".encode("latin-1") + body)
        await writer.drain()
        return keep
