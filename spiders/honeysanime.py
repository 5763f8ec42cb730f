"""Honey's Anime: articles and news from Tokyo. Feed attested by crashcool69/Inkavi:docs/RSS_FEEDS.md;
xiosOSP/anime-news-bot:anime_news_bot.py; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class HoneysAnime(SiteSpider):
    name = "honeysanime"
    site = Site(
        title="Honey's Anime",
        host="honeysanime.com",
        language="en",
        timezone="UTC",
        feeds=("https://honeysanime.com/feed/",),
        article=r"honeysanime\.com/(?:[^/?#-]*-){2,}[^/?#]*/?(?:[?#]|$)",
    )
