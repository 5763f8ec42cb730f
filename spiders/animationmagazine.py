"""Animation Magazine: Anime: the trade magazine's anime category. Feed attested by
xiosOSP/anime-news-bot:anime_news_bot.py; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class AnimationMagazine(SiteSpider):
    name = "animationmagazine"
    site = Site(
        title="Animation Magazine: Anime",
        host="animationmagazine.net",
        language="en",
        timezone="America/Los_Angeles",
        feeds=("https://www.animationmagazine.net/category/anime/feed/",),
        article=r"animationmagazine\.net/\d{4}/\d{2}/[^/?#]+",
    )
