"""Anime Herald: reporting and criticism. Feed attested by xiosOSP/anime-news-bot:anime_news_bot.py; not contacted."""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class AnimeHerald(SiteSpider):
    name = "animeherald"
    site = Site(
        title="Anime Herald",
        host="animeherald.com",
        language="en",
        timezone="UTC",
        feeds=("https://www.animeherald.com/feed/",),
        article=r"animeherald\.com/(?:\d{4}/\d{2}/\d{2}|pressrelease)/[^/?#]+",
    )
