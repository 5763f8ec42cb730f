"""Nautiljon: news of the French database. Feed attested by source lists in public repositories (exact address, no
single repository named); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class Nautiljon(SiteSpider):
    name = "nautiljon"
    site = Site(
        title="Nautiljon",
        host="nautiljon.com",
        language="fr",
        timezone="Europe/Paris",
        feeds=("https://www.nautiljon.com/actualite/rss.php",),
        article=r"nautiljon\.com/actualite/[^/?#]+/[^/?#]+-\d+\.html",
    )
