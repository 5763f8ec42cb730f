"""マグミクス: manga and anime columns and news. Feed attested by source lists in public repositories (exact address,
no single repository named); not contacted.
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
