"""Crunchyroll Notícias: the streaming service's Brazilian newsroom. Feed attested by two public source lists (by the
exact address); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class CrunchyrollPt(SiteSpider):
    name = "crunchyroll_pt"
    site = Site(
        title="Crunchyroll Notícias",
        host="crunchyroll.com",
        language="pt-BR",
        timezone="UTC",
        feeds=("https://cr-news-api-service.prd.crunchyrollsvc.com/v1/pt-BR/rss",),
        article=r"crunchyroll\.com/pt-br/news/[a-z-]+/20\d\d/\d{1,2}/\d{1,2}/[^/?#]+",
    )
