"""アニメ！アニメ！: the news site of IID. Feed attested by four or more public source lists (by the exact address);
not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class AnimeAnime(SiteSpider):
    name = "animeanime"
    site = Site(
        title="アニメ！アニメ！",
        host="animeanime.jp",
        language="ja",
        timezone="Asia/Tokyo",
        feeds=("https://animeanime.jp/rss/index.rdf",),
        article=r"animeanime\.jp/article/\d{4}/\d{2}/\d{2}/\d+\.html",
    )
