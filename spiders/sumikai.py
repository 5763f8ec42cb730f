"""Sumikai: news of Japan, anime and manga. Feed attested by source lists in public repositories (exact address, no
single repository named); not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class Sumikai(SiteSpider):
    name = "sumikai"
    site = Site(
        title="Sumikai",
        host="sumikai.com",
        language="de",
        timezone="Europe/Berlin",
        feeds=("https://sumikai.com/feed/",),
        article=r"sumikai\.com/[^/?#]+(?:/[^/?#]+)*-\d+/?(?:[?#]|$)",
    )
