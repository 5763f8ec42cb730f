"""Sumikai: news of Japan, anime and manga. Feed attested by one public source list (by the exact address); not
contacted.
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
