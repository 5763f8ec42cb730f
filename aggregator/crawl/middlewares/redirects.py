"""Redirects: at most five, never from https to http, each to be allowed by the target host's robots.txt."""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware

from aggregator.crawl.session import FailureError
from aggregator.download.redirects import check_redirect


class CheckedRedirects(RedirectMiddleware):
    """Scrapy's, asking ``download.redirects`` before it follows. The new request passes all checks like any other."""

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        earlier = request.meta.get("redirect_urls", [])
        failure = check_redirect(request.url, redirected.url, earlier=earlier)
        if failure is not None:
            raise FailureError(failure)
        return super()._redirect(redirected, request, reason)
