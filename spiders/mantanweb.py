"""MANTANWEB: entertainment news of the Mainichi group, its anime section. Listing attested by a public news bot's
listing, found by its exact address; article addresses: mantan-web.jp pages; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class MantanWeb(SiteSpider):
    name = "mantanweb"
    site = Site(
        title="MANTANWEB",
        host="mantan-web.jp",
        language="ja",
        timezone="Asia/Tokyo",
        listings=("https://mantan-web.jp/anime/",),
        article=r"mantan-web\.jp/article/\d{8}dog\w+\.html",
    )
