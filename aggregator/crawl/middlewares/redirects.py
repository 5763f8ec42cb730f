"""Redirects: at most five, never from https to http, each to be allowed by the target host's robots.txt."""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware

from aggregator.base.records import Failure
from aggregator.crawl.session import FailureError, session_of, site_of
from aggregator.download.address import site_ports
from aggregator.download.redirects import check_redirect


class CheckedRedirects(RedirectMiddleware):
    """Scrapy's, asking ``download.redirects`` before it follows. The new request passes all checks like any other."""

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        session = session_of(self.crawler)
        target = check_redirect(
            request.url,
            redirected.url,
            request.meta.get("redirect_urls", []),
            allow=session.allow,
            ports=site_ports(site_of(self.crawler)),
        )
        if isinstance(target, Failure):
            raise FailureError(target)
        return super()._redirect(redirected, request, reason)
