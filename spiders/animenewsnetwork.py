"""Anime News Network: news of anime and manga since 1998. Feed attested by carmipa/projeto-anime-news:sources.json;
dasu/phenny:modules/annrss.py; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class AnimeNewsNetwork(SiteSpider):
    name = "animenewsnetwork"
    site = Site(
        title="Anime News Network",
        host="animenewsnetwork.com",
        language="en",
        timezone="America/New_York",
        feeds=("https://www.animenewsnetwork.com/news/rss.xml",),
        article=r"/(?:news|interest|daily-briefs|interview|feature)/\d{4}-\d{2}-\d{2}/",
        rules={
            "title": ("css:#page_header::text",),
            "authors": ("xpath:substring-after(//*[@id='page-title']/small, ' by ')",),
        },
    )
