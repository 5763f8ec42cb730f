"""Шикимори: news of the Russian-speaking database. Feed attested by ten or more public source lists (by the exact
address); shikimori/shikimori:app/views/topics/index.rss.builder; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class Shikimori(SiteSpider):
    name = "shikimori"
    site = Site(
        title="Шикимори",
        host="shikimori.one",
        language="ru",
        timezone="Europe/Moscow",
        feeds=("https://shikimori.one/forum/news.rss",),
        article=r"/forum/news/\d+",
    )
