"""ComicBook.com: Anime: the pop culture site's anime category. Feed attested by
xiosOSP/anime-news-bot:anime_news_bot.py; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class ComicBook(SiteSpider):
    name = "comicbook"
    site = Site(
        title="ComicBook.com: Anime",
        host="comicbook.com",
        language="en",
        timezone="UTC",
        feeds=("https://comicbook.com/category/anime/feed/",),
        article=r"comicbook\.com/anime/(?:news/)?[^/?#]+",
    )
