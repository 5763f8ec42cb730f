"""Everyeye Anime: the anime section of Everyeye.it. Feed attested by one public source list (by the exact address);
not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class EveryeyeAnime(SiteSpider):
    name = "everyeye_anime"
    site = Site(
        title="Everyeye Anime",
        host="anime.everyeye.it",
        language="it",
        timezone="Europe/Rome",
        feeds=("https://anime.everyeye.it/feed/feed_news_rss.asp",),
        listings=("https://anime.everyeye.it/notizie/",),
        article=r"anime\.everyeye\.it/notizie/[^/?#]+-\d+\.html",
    )
