"""マグミクス: manga and anime columns and news. Feed attested by three or more public source lists (by the exact
address); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class Magmix(SiteSpider):
    name = "magmix"
    site = Site(
        title="マグミクス",
        host="magmix.jp",
        language="ja",
        timezone="Asia/Tokyo",
        feeds=("https://magmix.jp/feed",),
        article=r"magmix\.jp/post/\d+",
    )
