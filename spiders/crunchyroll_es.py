"""Crunchyroll Noticias: the streaming service's Spanish newsroom. Feed attested by four or more public source lists
(by the exact address); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class CrunchyrollEs(SiteSpider):
    name = "crunchyroll_es"
    site = Site(
        title="Crunchyroll Noticias",
        host="crunchyroll.com",
        language="es",
        timezone="UTC",
        feeds=("https://cr-news-api-service.prd.crunchyrollsvc.com/v1/es-ES/rss",),
        article=r"crunchyroll\.com/es(?:-es)?/news/[a-z-]+/20\d\d/\d{1,2}/\d{1,2}/[^/?#]+",
    )
