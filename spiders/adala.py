"""Adala News: anime and manga news from France. Feed attested by
silverfoxy/JSCryptoMinerStudy:pagesource/adala-news.fr; crashcool69/Inkavi:docs/RSS_FEEDS.md; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class Adala(SiteSpider):
    name = "adala"
    site = Site(
        title="Adala News",
        host="adala-news.fr",
        language="fr",
        timezone="Europe/Paris",
        feeds=("https://adala-news.fr/feed/",),
        article=r"adala-news\.fr/\d{4}/\d{2}/[^/?#]+",
    )
