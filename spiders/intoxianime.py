"""IntoxiAnime: Brazilian anime news. Feed attested by three or more public source lists (by the exact address);
WordPress's own interface is used by feliper2002/anime-news-api; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class IntoxiAnime(SiteSpider):
    name = "intoxianime"
    site = Site(
        title="IntoxiAnime",
        host="intoxianime.com",
        language="pt-BR",
        timezone="America/Sao_Paulo",
        feeds=("https://www.intoxianime.com/feed/",),
        article=r"intoxianime\.com/\d{4}/\d{2}/[^/?#]+",
    )
