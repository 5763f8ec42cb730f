"""Koi-Nya: anime news from Spain. Feed attested by source lists in public repositories (exact address, no single
repository named); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class KoiNya(SiteSpider):
    name = "koinya"
    site = Site(
        title="Koi-Nya",
        host="koi-nya.net",
        language="es",
        timezone="Europe/Madrid",
        feeds=("https://koi-nya.net/feed/",),
        article=r"koi-nya\.net/\d{4}/\d{2}/\d{2}/[^/?#]+",
    )
