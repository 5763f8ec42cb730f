"""Anime UK News: news and reviews for the United Kingdom. Feed attested by ten or more public source lists (by the
exact address); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class AnimeUkNews(SiteSpider):
    name = "animeuknews"
    site = Site(
        title="Anime UK News",
        host="animeuknews.net",
        language="en",
        timezone="Europe/London",
        feeds=("https://animeuknews.net/feed/",),
        article=r"animeuknews\.net/\d{4}/\d{2}/[^/?#]+",
    )
