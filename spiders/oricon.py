"""ORICON NEWS: entertainment news, its anime category. Listing attested by a public news bot's listing, found by its
exact address; sections: silverfoxy/JSCryptoMinerStudy:pagesource/oricon.co.jp; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class Oricon(SiteSpider):
    name = "oricon"
    site = Site(
        title="ORICON NEWS",
        host="oricon.co.jp",
        language="ja",
        timezone="Asia/Tokyo",
        general=True,
        listings=("https://www.oricon.co.jp/category/anime/",),
        article=r"oricon\.co\.jp/news/\d+",
    )
