"""Anime Corner: announcements, seasonal polls and rankings. Feed attested by
xiosOSP/anime-news-bot:anime_news_bot.py; source lists in public repositories (exact address, no single repository
named); not contacted.
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
