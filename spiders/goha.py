"""GoHa.Ru: аниме: the games portal's anime section. Feed attested by ten or more public source lists (by the exact
address); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class Goha(SiteSpider):
    name = "goha"
    site = Site(
        title="GoHa.Ru: аниме",
        host="goha.ru",
        language="ru",
        timezone="Europe/Moscow",
        feeds=("https://www.goha.ru/rss/anime",),
        article=r"goha\.ru/(?:[^/?#-]*-){2,}[A-Za-z0-9]{6}(?:[?#]|$)",
    )
