"""Bodies come whole or not at all: decompressed by our own rules, which notice half a gzip stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.responsetypes import responsetypes

from aggregator.base.records import Failure
from aggregator.crawl.headers import header_map
from aggregator.crawl.session import FailureError
from aggregator.download.integrity import ACCEPT_ENCODING, check_body

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response


class WholeBodies:
    """Stands in for Scrapy's HttpCompressionMiddleware, which lets a truncated stream through as a whole page."""

    def process_request(self, request: Request) -> None:
        """Ask for compression."""
        request.headers.setdefault("Accept-Encoding", ACCEPT_ENCODING)

    def process_response(self, request: Request, response: Response) -> Response:
        """Decompress the body, or fail."""
        if request.method == "HEAD" or response.status == 304:
            return response
        body = check_body(response.status, header_map(response), response.body, response.flags, url=request.url)
        if isinstance(body, Failure):
            raise FailureError(body)
        if body.data is response.body:
            return response
        coding = response.headers.pop("Content-Encoding", None)  # a gzip body need not be declared
        if coding:
            response.headers["X-Crawl-Content-Encoding"] = coding
        kind = responsetypes.from_args(headers=response.headers, url=response.url, body=body.data)
        return response.replace(cls=kind, body=body.data)
