"""Crunchyroll أخبار: the streaming service's Arabic newsroom. Feed attested by one public source list (by the exact
address); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class CrunchyrollAr(SiteSpider):
    name = "crunchyroll_ar"
    site = Site(
        title="Crunchyroll أخبار",
        host="crunchyroll.com",
        language="ar",
        timezone="UTC",
        feeds=("https://cr-news-api-service.prd.crunchyrollsvc.com/v1/ar-SA/rss",),
        article=r"crunchyroll\.com/ar/news/[a-z-]+/20\d\d/\d{1,2}/\d{1,2}/[^/?#]+",
    )
