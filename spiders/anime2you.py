"""Anime2You: news for German-speaking countries. Feed attested by
Tabtii/AniApp:supabase/functions/content-sync/dub-sources.ts; Kaishiyoku/hera-rss-crawler's tests; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class Anime2You(SiteSpider):
    name = "anime2you"
    site = Site(
        title="Anime2You",
        host="anime2you.de",
        language="de",
        timezone="Europe/Berlin",
        feeds=("https://www.anime2you.de/feed/",),
        article=r"anime2you\.de/news/\d+/",
    )
