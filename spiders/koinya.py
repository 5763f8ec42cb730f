"""Koi-Nya: anime news from Spain. Feed attested by one public source list (by the exact address); not contacted."""

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
