"""Screen Rant: Anime: the film site's anime feed. Feed attested by xiosOSP/anime-news-bot:anime_news_bot.py; not
contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class ScreenRant(SiteSpider):
    name = "screenrant"
    site = Site(
        title="Screen Rant: Anime",
        host="screenrant.com",
        language="en",
        timezone="UTC",
        feeds=("https://screenrant.com/feed/category/anime-news/",),
        article=r"screenrant\.com/(?:[^/?#-]*-){2,}[^/?#]*/?(?:[?#]|$)",
    )
