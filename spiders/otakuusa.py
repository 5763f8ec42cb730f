"""Otaku USA Magazine: the American print magazine's news. Feed attested by
xiosOSP/anime-news-bot:tests/test_cycle2_source_expansion.py; carmipa/projeto-anime-news:sources.json; not
contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class OtakuUsa(SiteSpider):
    name = "otakuusa"
    site = Site(
        title="Otaku USA Magazine",
        host="otakuusamagazine.com",
        language="en",
        timezone="America/New_York",
        feeds=("https://otakuusamagazine.com/feed/",),
        article=r"otakuusamagazine\.com/(?:[^/?#-]*-){2,}[^/?#]*/?(?:[?#]|$)",
    )
