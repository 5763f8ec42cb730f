"""The address guard: a DNS resolver for Scrapy that lets connections be made to public addresses alone.

Twisted asks it for every host that an HTTP connection is opened to, literals included, so it sees what redirects,
odd notations, DNS answers and rebinding lead to: the check is on the very addresses handed to connect.

It must stand in the **process** settings (``TWISTED_DNS_RESOLVER``): in a spider's ``custom_settings`` Scrapy ignores
it silently, and download handlers other than Twisted's do not ask it. Therefore :func:`self_test`, at every start.

Settings read: ``AGGREGATOR_ALLOW_ADDRESSES`` (list of ``IP:PORT``), ``DNS_TIMEOUT`` (seconds), ``DNSCACHE_ENABLED``,
``DNSCACHE_SIZE``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from scrapy.resolver import CachingHostnameResolver, dnscache
from twisted.internet.address import IPv4Address
from twisted.internet.base import DelayedCall, ReactorBase
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from aggregator.base.errors import BadInputError, RefusedError
from aggregator.download.address import AllowList, PrivateAddressError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class DnsTimeoutError(BadInputError):
    """A host's name was not resolved in time."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__("dns", f"the name of {host} was not resolved within {seconds:g} seconds")


class _NoAddress(IPv4Address):
    """In place of an address: whoever wants to connect to it gets the error that says why there is none.

    Twisted's receivers of a resolution have no way to be told of an error but an empty answer, which becomes a plain
    DNS error. An address that raises when it is read ends the request with the error itself, and can't be connected.
    """

    def __init__(self, error: BadInputError) -> None:
        self.error = error
        self.type = "TCP"
        self.port = 0

    @property
    def host(self) -> str:  # type: ignore[override]  # an attribute there
        raise self.error


@implementer(IResolutionReceiver)
class _Guard:
    """Passes a resolution's permitted addresses on to ``receiver``, and ends it exactly once."""

    # zope's interfaces say nothing that a type checker could read of an object that provides them: hence Any.
    def __init__(self, receiver: Any, host: str, port: int, allow: AllowList) -> None:
        self.receiver = receiver
        self.host = host
        self.port = port
        self.allow = allow
        self.permitted = self.refused = self.done = False
        self.timer: DelayedCall | None = None

    def resolutionBegan(self, resolutionInProgress: IHostResolution) -> None:  # noqa: N802, N803 -- Twisted's names
        self.receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        host = getattr(address, "host", "")
        if self.done:
            return
        if self.allow.permits(host, self.port):
            self.permitted = True
            self.receiver.addressResolved(address)
        else:
            self.refused = True

    def resolutionComplete(self) -> None:  # noqa: N802
        only_refused = self.refused and not self.permitted
        self._finish(PrivateAddressError(self.host, self.port) if only_refused else None)

    def expire(self, seconds: float) -> None:
        """The time is over: what came so far is the answer."""
        self._finish(None if self.permitted else DnsTimeoutError(self.host, seconds))

    def _finish(self, error: BadInputError | None) -> None:
        if self.done:
            return
        self.done = True
        if self.timer is not None and self.timer.active():
            self.timer.cancel()
        if error is not None:
            self.receiver.addressResolved(_NoAddress(error))
        self.receiver.resolutionComplete()


class GuardedResolver(CachingHostnameResolver):
    """Scrapy's caching resolver of IPv4 and IPv6 addresses, behind the guard, with a time limit.

    A request to a host that has no public address ends with :class:`PrivateAddressError`; one whose name is not
    resolved in time with :class:`DnsTimeoutError`; an unknown name with Scrapy's ``CannotResolveHostError``. Of mixed
    answers only the public addresses are tried.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, allow: AllowList, timeout: float) -> None:
        super().__init__(reactor, cache_size)
        self.allow = allow
        self.timeout = timeout
        dnscache.clear()  # the cache never expires an answer, and outlives a crawl in a process that runs several

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> GuardedResolver:
        """Scrapy's way in. Raises :class:`ConfigError` for a wrong entry of ``AGGREGATOR_ALLOW_ADDRESSES``."""
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        allow = AllowList.parse(settings.getlist("AGGREGATOR_ALLOW_ADDRESSES"))
        return cls(reactor, size, allow, settings.getfloat("DNS_TIMEOUT"))

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """See Twisted's ``IHostnameResolver``."""
        guard: Any = _Guard(resolutionReceiver, hostName, portNumber, self.allow)
        guard.timer = self.reactor.callLater(self.timeout, guard.expire, self.timeout)
        return super().resolveHostName(guard, hostName, portNumber, addressTypes, transportSemantics)


async def self_test(fetch: Callable[[str], Awaitable[object]]) -> None:
    """Prove that the guard is at work: ask a listener of our own on loopback and demand to be refused.

    ``fetch`` asks for an address through the very download handler that the crawl will use. Raises
    :class:`RefusedError` where the listener is reached, or where anything but the guard stopped the request.
    """
    hits = 0

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal hits
        hits += 1
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        for host in ("127.0.0.1", "localhost"):
            (outcome,) = await asyncio.gather(fetch(f"http://{host}:{port}/"), return_exceptions=True)
            # A machine need not know «localhost»: for the name it is enough that nothing arrived.
            if hits or (host == "127.0.0.1" and not isinstance(outcome, PrivateAddressError)):
                raise RefusedError(
                    "the guard against non-public addresses is not at work, so nothing is asked: set "
                    "TWISTED_DNS_RESOLVER to aggregator.download.resolver.GuardedResolver in the process settings "
                    f"and keep Scrapy's default download handlers ({host} gave {outcome!r:.200})"
                )
    finally:
        server.close()
