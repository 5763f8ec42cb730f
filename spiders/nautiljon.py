"""Nautiljon: news of the French database. Feed attested by four or more public source lists (by the exact address);
not contacted.
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
