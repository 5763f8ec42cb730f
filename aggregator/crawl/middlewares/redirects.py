"""Redirects: at most five, never from https to http, each to be allowed by the target host's robots.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware

from aggregator.base.records import Failure
from aggregator.crawl.session import FailureError, session_of, site_of
from aggregator.download.address import site_ports
from aggregator.download.redirects import REDIRECTS, check_redirect

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class CheckedRedirects(RedirectMiddleware):
    """Scrapy's, but ``download.redirects`` reads the Location and says whether it is followed.

    Scrapy's own reading lets an unreadable Location break the request and other schemes pass unsaid. The new request
    passes all checks like any other. For robots.txt a step from https to http counts too: its rules bind us no less.
    """

    def _engine_started(self) -> None:
        """Scrapy looks for its middleware of Referer here; none is ever sent."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        made = cls(crawler.settings)
        made.crawler = crawler
        return made

    def handle_referer(self, request: Request, response: Response) -> None:
        """No request says where it came from."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Follow a redirect, or fail saying why not."""
        if response.status not in REDIRECTS:
            return response
        location = response.headers.get("Location")
        target = check_redirect(
            request.url,
            _text(location) if location else None,
            request.meta.get("redirect_urls", []),
            allow=session_of(self.crawler).allow,
            ports=site_ports(site_of(self.crawler)),
            downgrade=bool(request.meta.get("is_robots_txt")),
        )
        if isinstance(target, Failure):
            raise FailureError(target)
        return self._redirect(self._build_redirect_request(request, response, url=target), request, response.status)


def _text(location: bytes) -> str:
    """Octets beyond ASCII are UTF-8 where they can be (what browsers assume)."""
    try:
        return location.decode("utf-8")
    except UnicodeDecodeError:
        return location.decode("latin-1")
