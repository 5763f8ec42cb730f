"""WebNewtype: news of the magazine ニュータイプ. Listing attested by tetrix1993/anime-news-scan:run.py (an earlier
version); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class WebNewtype(SiteSpider):
    name = "webnewtype"
    site = Site(
        title="WebNewtype",
        host="webnewtype.com",
        language="ja",
        timezone="Asia/Tokyo",
        listings=("https://webnewtype.com/news/all/1/",),
        article=r"webnewtype\.com/news/article/\d+",
    )
