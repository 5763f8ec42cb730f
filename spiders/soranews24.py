"""SoraNews24: news from Japan, with anime among them. Feed attested by ten or more public source lists (by the exact
address); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class SoraNews24(SiteSpider):
    name = "soranews24"
    site = Site(
        title="SoraNews24",
        host="soranews24.com",
        language="en",
        timezone="Asia/Tokyo",
        general=True,
        feeds=("https://soranews24.com/feed/",),
        article=r"soranews24\.com/\d{4}/\d{2}/\d{2}/[^/?#]+",
    )
