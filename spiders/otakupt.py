"""OtakuPT: anime and games news from Portugal. Feed attested by
chenglengfps/yggdrasil-noticias-v2:bot_autorespost.py; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class OtakuPt(SiteSpider):
    name = "otakupt"
    site = Site(
        title="OtakuPT",
        host="otakupt.com",
        language="pt-PT",
        timezone="Europe/Lisbon",
        feeds=("https://www.otakupt.com/feed/",),
        article=r"otakupt\.com/anime/[^/?#]+",
    )
