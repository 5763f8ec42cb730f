"""Anime United: Brazilian anime news. Feed attested by chenglengfps/yggdrasil-noticias-v2:bot_autorespost.py; not
contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class AnimeUnited(SiteSpider):
    name = "animeunited"
    site = Site(
        title="Anime United",
        host="animeunited.com.br",
        language="pt-BR",
        timezone="America/Sao_Paulo",
        feeds=("https://www.animeunited.com.br/feed/",),
        article=r"animeunited\.com\.br/noticias/(?:[a-z-]+/)?(?:[^/?#-]*-){2,}[^/?#]*/?(?:[?#]|$)",
    )
