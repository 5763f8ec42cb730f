"""AniNews: anime news in German. Feed attested by Tabtii/AniApp:supabase/functions/content-sync/dub-sources.ts; not
contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class AniNews(SiteSpider):
    name = "aninews"
    site = Site(
        title="AniNews",
        host="aninews.de",
        language="de",
        timezone="Europe/Berlin",
        feeds=("https://www.aninews.de/feed",),
        article=r"aninews\.de/news/\d+/",
    )
