"""Anime Trending: news beside weekly charts. Feed attested by ten or more public source lists (by the exact
address); article addresses: xiosOSP/anime-news-bot:tests/test_cycle2_source_expansion.py; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class AniTrendz(SiteSpider):
    name = "anitrendz"
    site = Site(
        title="Anime Trending",
        host="anitrendz.net",
        language="en",
        timezone="UTC",
        feeds=("https://anitrendz.net/news/feed/",),
        article=r"anitrendz\.net/news/\d{4}/\d{2}/\d{2}/[^/?#]+",
    )
