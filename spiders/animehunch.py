"""Animehunch: news of anime and its industry. Feed attested by xiosOSP/anime-news-bot:anime_news_bot.py; not
contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class AnimeHunch(SiteSpider):
    name = "animehunch"
    site = Site(
        title="Animehunch",
        host="animehunch.com",
        language="en",
        timezone="UTC",
        feeds=("https://animehunch.com/feed/",),
        article=r"animehunch\.com/(?:[^/?#-]*-){2,}[^/?#]*/?(?:[?#]|$)",
    )
