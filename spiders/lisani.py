"""リスアニ！: news of anime music. Feed attested by three or more public source lists (by the exact address); not
contacted.
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
