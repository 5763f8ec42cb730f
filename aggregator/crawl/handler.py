"""Scrapy's download handler with what it leaves open: an end to an answer's head, and to downloads when a run stops."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from twisted.python.failure import Failure as TwistedFailure
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol, ParseError

from aggregator.crawl.session import FailureError, aborted, session_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.interfaces import IAddress

MAX_HEAD = 256 << 10
"""Bytes of a status line and headers; browsers take as much. What follows is no answer."""


class LongHeadError(ParseError):
    """An answer's head does not end."""

    def __init__(self) -> None:
        super().__init__(f"the head is longer than {MAX_HEAD} bytes", b"")  # type: ignore[no-untyped-call]

    def __str__(self) -> str:
        return str(self.args[0])


class _Protocol(_LenientHTTP11ClientProtocol):
    """Twisted limits a header's length but not their number, so that a head may grow until the time is over."""

    _head = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 -- Twisted's name
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        parser = self._parser
        if parser is None or parser.state not in (STATUS, HEADER):
            self._head = 0
            return
        self._head += len(data)
        if self._head > MAX_HEAD:
            self._giveUp(TwistedFailure(LongHeadError()))  # type: ignore[no-untyped-call]


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: ARG002, N802 -- Twisted's
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedHandler(HTTP11DownloadHandler):
    """For http and https. A request that a stopping run cuts off fails as ``aborted``."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory  # noqa: SLF001 -- the way that Scrapy's own handler takes
        self._downloads: set[asyncio.Future[Response]] = set()
        self._watch: asyncio.Task[None] | None = None

    async def download_request(self, request: Request) -> Response:
        """The answer, unless the run is cut off before it came."""
        cut_off = session_of(self._crawler).cut_off
        if self._watch is None:
            self._watch = asyncio.ensure_future(self._break_off(cut_off))
        if cut_off.is_set():
            raise FailureError(aborted(request.url))
        download = asyncio.ensure_future(super().download_request(request))
        self._downloads.add(download)
        try:
            return await download
        except asyncio.CancelledError:
            if cut_off.is_set():
                raise FailureError(aborted(request.url)) from None
            raise
        finally:
            self._downloads.discard(download)

    async def _break_off(self, cut_off: asyncio.Event) -> None:
        """Wait until the run is cut off, then end what is under way."""
        await cut_off.wait()
        for download in self._downloads:
            download.cancel()

    async def close(self) -> None:
        """Close the connections."""
        if self._watch is not None:
            self._watch.cancel()
        await super().close()
