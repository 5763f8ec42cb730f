"""Game Rant: Anime: the games site's anime category. Feed attested by xiosOSP/anime-news-bot:anime_news_bot.py; not
contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class GameRant(SiteSpider):
    name = "gamerant"
    site = Site(
        title="Game Rant: Anime",
        host="gamerant.com",
        language="en",
        timezone="UTC",
        feeds=("https://gamerant.com/feed/category/anime/",),
        article=r"gamerant\.com/(?:[^/?#-]*-){2,}[^/?#]*/?(?:[?#]|$)",
    )
