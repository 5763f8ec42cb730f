"""JBox: Brazilian news of anime, manga and tokusatsu. Feed attested by
chenglengfps/yggdrasil-noticias-v2:bot_autorespost.py; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class JBox(SiteSpider):
    name = "jbox"
    site = Site(
        title="JBox",
        host="jbox.com.br",
        language="pt-BR",
        timezone="America/Sao_Paulo",
        feeds=("https://www.jbox.com.br/feed/",),
        article=r"jbox\.com\.br/\d{4}/\d{2}/\d{2}/[^/?#]+",
    )
