"""KG-Portal: аниме: the film portal's anime news. Feed attested by four or more public source lists (by the exact
address); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class KgPortal(SiteSpider):
    name = "kgportal"
    site = Site(
        title="KG-Portal: аниме",
        host="kg-portal.ru",
        language="ru",
        timezone="Europe/Moscow",
        feeds=("https://kg-portal.ru/rss/news_anime.rss",),
        article=r"kg-portal\.ru/comments/\d+-",
    )
