"""Crunchyroll Actualités: the streaming service's French newsroom. Feed attested by four or more public source lists
(by the exact address); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class CrunchyrollFr(SiteSpider):
    name = "crunchyroll_fr"
    site = Site(
        title="Crunchyroll Actualités",
        host="crunchyroll.com",
        language="fr",
        timezone="UTC",
        feeds=("https://cr-news-api-service.prd.crunchyrollsvc.com/v1/fr-FR/rss",),
        article=r"crunchyroll\.com/fr/news/[a-z-]+/20\d\d/\d{1,2}/\d{1,2}/[^/?#]+",
    )
