"""The item pipeline: an answer goes in, an article comes out, and everything is stored on the way."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.exceptions import DropItem

from aggregator.base.errors import AggregatorError
from aggregator.base.records import Article
from aggregator.crawl.answers import Intake
from aggregator.crawl.session import session_of
from aggregator.crawl.spider import Answer, SiteSpider

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)


class StorePipeline:
    """Stores each answer before the next task is begun; what is no article is dropped from Scrapy's own exports."""

    def __init__(self, crawler: Crawler) -> None:
        session = session_of(crawler)
        spider = crawler.spider
        if not isinstance(spider, SiteSpider):
            raise TypeError(f"{spider} is no SiteSpider")
        self._crawler = crawler
        self._work = spider.work
        self._intake = Intake(session, spider.site)
        crawler.signals.connect(self._broken, signal=signals.spider_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Article:
        """Store an answer. Raises DropItem for what brought no article."""
        if not isinstance(item, Answer):
            raise DropItem("not an answer", log_level="WARNING")
        try:
            article = await self._intake.take(item)
        except AggregatorError as error:
            self._work.session.fatal = error
            self._work.stop()
            raise DropItem(str(error), log_level="DEBUG") from error  # the command tells it once
        finally:
            self._work.settled()
        if article is None:
            raise DropItem("no article", log_level="DEBUG")
        return article

    def _broken(self) -> None:
        """A callback of ours failed: its task must not keep the run waiting."""
        self._work.settled()
