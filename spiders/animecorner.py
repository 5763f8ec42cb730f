"""Anime Corner: announcements, seasonal polls and rankings. Feed attested by
xiosOSP/anime-news-bot:anime_news_bot.py; ten or more public source lists (by the exact address); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class AnimeCorner(SiteSpider):
    name = "animecorner"
    site = Site(
        title="Anime Corner",
        host="animecorner.me",
        language="en",
        timezone="UTC",
        feeds=("https://animecorner.me/feed/",),
        article=r"animecorner\.me/(?:[^/?#-]*-){2,}[^/?#]*/?(?:[?#]|$)",
    )
