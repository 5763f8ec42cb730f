"""MyAnimeList: news of the largest anime database. Feed attested by https://github.com/axiel7/MoeList/issues/108;
crashcool69/Inkavi:docs/RSS_FEEDS.md; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class MyAnimeList(SiteSpider):
    name = "myanimelist"
    site = Site(
        title="MyAnimeList",
        host="myanimelist.net",
        language="en",
        timezone="America/Los_Angeles",
        feeds=("https://myanimelist.net/rss/news.xml",),
        article=r"myanimelist\.net/news/\d+",
        rules={
            "authors": ("css:.news-info-block a[href*='/profile/']::text",),
            "tags": ("css:.news-container .tags a::text",),
        },
    )
