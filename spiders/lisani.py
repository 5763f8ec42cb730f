"""リスアニ！: news of anime music. Feed attested by source lists in public repositories (exact address, no single
repository named); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class Lisani(SiteSpider):
    name = "lisani"
    site = Site(
        title="リスアニ！",
        host="lisani.jp",
        language="ja",
        timezone="Asia/Tokyo",
        feeds=("https://www.lisani.jp/feed/",),
        article=r"lisani\.jp/\d{8,}",
    )
