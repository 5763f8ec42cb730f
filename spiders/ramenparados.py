"""Ramen Para Dos: manga and anime news from Spain. Feed attested by
silverfoxy/JSCryptoMinerStudy:pagesource/ramenparados.com; crashcool69/Inkavi:docs/RSS_FEEDS.md; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class RamenParaDos(SiteSpider):
    name = "ramenparados"
    site = Site(
        title="Ramen Para Dos",
        host="ramenparados.com",
        language="es",
        timezone="Europe/Madrid",
        feeds=("https://ramenparados.com/feed/",),
        article=r"ramenparados\.com/(?:[^/?#-]*-){2,}[^/?#]*/?(?:[?#]|$)",
    )
