"""KAORI Nusantara: Indonesian anime news. Feed attested by one public source list (by the exact address); not
contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class Kaori(SiteSpider):
    name = "kaori"
    site = Site(
        title="KAORI Nusantara",
        host="kaorinusantara.or.id",
        language="id",
        timezone="Asia/Jakarta",
        feeds=("https://www.kaorinusantara.or.id/feed",),
        listings=("https://www.kaorinusantara.or.id/newsline",),
        article=r"kaorinusantara\.or\.id/newsline/\d+/",
    )
