"""アニメイトタイムズ: the shop chain's news site. Listing attested by
silverfoxy/JSCryptoMinerStudy:pagesource/animatetimes.com; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class AnimateTimes(SiteSpider):
    name = "animatetimes"
    site = Site(
        title="アニメイトタイムズ",
        host="animatetimes.com",
        language="ja",
        timezone="Asia/Tokyo",
        listings=("https://www.animatetimes.com/",),
        article=r"animatetimes\.com/news/details\.php\?id=\d+",
    )
