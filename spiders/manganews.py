"""Manga News: manga and anime news and database. Feed attested by crashcool69/Inkavi:docs/RSS_FEEDS.md; not
contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class MangaNews(SiteSpider):
    name = "manganews"
    site = Site(
        title="Manga News",
        host="manga-news.com",
        language="fr",
        timezone="Europe/Paris",
        feeds=("https://www.manga-news.com/index.php/feed/news",),
        article=r"manga-news\.com/index\.php/actus/\d{4}/\d{2}/\d{2}/[^/?#]+",
    )
