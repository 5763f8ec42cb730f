"""No request leaves for an address that is not public, and no answer of one is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from aggregator.base.sites import Site
from aggregator.crawl.session import FailureError, Session, session_of, site_of
from aggregator.download.address import check_peer, check_target, site_ports

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class AddressGuard:
    """Checks a request's address before it is asked for, redirects included, and the answering address afterwards.

    Between the two stands the guarded resolver, which hands only public addresses to the connection.
    """

    def __init__(self, session: Session, site: Site) -> None:
        self._session = session
        self._ports = site_ports(site)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(session_of(crawler), site_of(crawler))

    def process_request(self, request: Request) -> None:
        """Refuse an address by its looks."""
        failure = check_target(request.url, self._session.allow, self._ports)
        if failure is not None:
            raise FailureError(failure)

    def process_response(self, request: Request, response: Response) -> Response:
        """Refuse an answer by its sender."""
        peer = str(response.ip_address) if response.ip_address else None
        failure = check_peer(request.url, peer, self._session.allow)
        if failure is not None:
            raise FailureError(failure)
        return response
