"""AnimeLand: the French magazine's news. Feed attested by crashcool69/Inkavi:docs/RSS_FEEDS.md; not contacted."""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class AnimeLand(SiteSpider):
    name = "animeland"
    site = Site(
        title="AnimeLand",
        host="animeland.fr",
        language="fr",
        timezone="Europe/Paris",
        feeds=("https://animeland.fr/feed",),
        article=r"animeland\.fr/\d{4}/\d{2}/\d{2}/[^/?#]+",
    )
