"""AnimeNew: Brazilian anime and pop culture news. Feed attested by four or more public source lists (by the exact
address); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class AnimeNew(SiteSpider):
    name = "animenew"
    site = Site(
        title="AnimeNew",
        host="animenew.com.br",
        language="pt-BR",
        timezone="America/Sao_Paulo",
        feeds=("https://animenew.com.br/feed/",),
        article=r"animenew\.com\.br/(?:[a-z]+/)*(?:[^/?#-]*-){2,}[^/?#]*/?(?:[?#]|$)",
    )
