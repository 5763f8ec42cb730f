"""Crunchyroll News: the streaming service's own newsroom. Feed attested by
https://github.com/AniTrend/anitrend-v2/issues/377; Tabtii/AniApp:supabase/functions/content-sync/dub-sources.ts;
not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class Crunchyroll(SiteSpider):
    name = "crunchyroll"
    site = Site(
        title="Crunchyroll News",
        host="crunchyroll.com",
        language="en",
        timezone="UTC",
        feeds=("https://cr-news-api-service.prd.crunchyrollsvc.com/v1/en-US/rss",),
        article=r"crunchyroll\.com/news/[a-z-]+/20\d\d/\d{1,2}/\d{1,2}/[^/?#]+",
    )
