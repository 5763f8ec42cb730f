"""AnimeClick.it: news of the Italian community and database. Feed attested by
silverfoxy/JSCryptoMinerStudy:pagesource/animeclick.it; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class AnimeClick(SiteSpider):
    name = "animeclick"
    site = Site(
        title="AnimeClick.it",
        host="animeclick.it",
        language="it",
        timezone="Europe/Rome",
        feeds=("https://www.animeclick.it/rss",),
        article=r"animeclick\.it/news/\d+-",
    )
