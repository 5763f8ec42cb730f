"""アニメハック: anime news of 映画.com. Listing attested by public readers of its listing, found by the exact
address; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class AnimeHack(SiteSpider):
    name = "animehack"
    site = Site(
        title="アニメハック",
        host="anime.eiga.com",
        language="ja",
        timezone="Asia/Tokyo",
        listings=("https://anime.eiga.com/news/",),
        article=r"anime\.eiga\.com/news/(?:column/[^?#]+/)?\d+",
    )
