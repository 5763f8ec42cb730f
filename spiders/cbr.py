"""CBR: Anime: the comics site's anime news. Feed attested by xiosOSP/anime-news-bot:anime_news_bot.py; not
contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class Cbr(SiteSpider):
    name = "cbr"
    site = Site(
        title="CBR: Anime",
        host="cbr.com",
        language="en",
        timezone="UTC",
        feeds=("https://www.cbr.com/feed/category/anime-news/",),
        article=r"cbr\.com/(?:[^/?#-]*-){2,}[^/?#]*/?(?:[?#]|$)",
    )
