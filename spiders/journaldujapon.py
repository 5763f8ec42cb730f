"""Journal du Japon: the French magazine of Japanese culture. Feed attested by three public source lists (by the
exact address); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class JournalDuJapon(SiteSpider):
    name = "journaldujapon"
    site = Site(
        title="Journal du Japon",
        host="journaldujapon.com",
        language="fr",
        timezone="Europe/Paris",
        general=True,
        feeds=("https://www.journaldujapon.com/feed/",),
        article=r"journaldujapon\.com/\d{4}/\d{2}/\d{2}/[^/?#]+",
    )
