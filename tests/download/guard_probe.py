"""Run by test_resolver.py in a process of its own, since a reactor starts once: crawl what standard input names.

Reads ``{"settings": {...}, "urls": [...], "self_test": bool}`` and prints ``{"url": outcome, ...}``, where an outcome
is ``[status, peer]`` of an answer, or the outcome and reason that the error is classified as.
"""

import json
import sys
from collections.abc import AsyncIterator
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess

from aggregator.base.errors import RefusedError
from aggregator.download.resolver import self_test
from aggregator.download.retry import classify_error

task = json.load(sys.stdin)
outcomes: dict[str, Any] = {}


class Probe(scrapy.Spider):
    name = "probe"

    async def start(self) -> AsyncIterator[Any]:
        if task.get("self_test"):
            try:
                await self_test(self.fetch)
            except RefusedError as error:
                outcomes["self_test"] = f"RefusedError: {error}"
            else:
                outcomes["self_test"] = "ok"
        for url in task["urls"]:
            meta = {"asked": url, "handle_httpstatus_all": False}
            yield scrapy.Request(url, self.parse, errback=self.failed, meta=meta, dont_filter=True)

    async def fetch(self, url: str) -> Any:
        assert self.crawler.engine is not None
        return await self.crawler.engine.downloader.handlers.download_request_async(scrapy.Request(url))

    def parse(self, response: Any) -> None:
        outcomes[response.meta["asked"]] = [response.status, str(response.ip_address)]

    def failed(self, failure: Any) -> None:
        url, error = failure.request.meta["asked"], failure.value
        found = classify_error(url, error)
        outcomes[url] = f"{found.outcome} {found.reason}" if found else f"unknown {error!r}"


settings = {"LOG_LEVEL": "CRITICAL", "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False}
settings |= {"RETRY_ENABLED": False, "COOKIES_ENABLED": False, "DOWNLOAD_DELAY": 0, "DOWNLOAD_TIMEOUT": 5}
process = AsyncCrawlerProcess(settings | {"DNS_TIMEOUT": 3, "HTTPPROXY_ENABLED": False} | task["settings"])
process.crawl(Probe)
process.start()
json.dump(outcomes, sys.stdout)
