"""Kudasai: anime and manga news in Spanish. Feed attested by
silverfoxy/JSCryptoMinerStudy:pagesource/somoskudasai.com; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class SomosKudasai(SiteSpider):
    name = "somoskudasai"
    site = Site(
        title="Kudasai",
        host="somoskudasai.com",
        language="es",
        timezone="UTC",
        feeds=("https://somoskudasai.com/feed/",),
        article=r"somoskudasai\.com/noticias/(?:[^/?#]+/)?(?:[^/?#-]*-){2,}[^/?#]*/?(?:[?#]|$)",
    )
