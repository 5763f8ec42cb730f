"""Crunchyroll News (deutsch): the streaming service's German newsroom. Feed attested by
Tabtii/AniApp:supabase/functions/content-sync/dub-sources.ts; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class CrunchyrollDe(SiteSpider):
    name = "crunchyroll_de"
    site = Site(
        title="Crunchyroll News (deutsch)",
        host="crunchyroll.com",
        language="de",
        timezone="UTC",
        feeds=("https://cr-news-api-service.prd.crunchyrollsvc.com/v1/de-DE/rss",),
        article=r"crunchyroll\.com/de/news/[a-z-]+/20\d\d/\d{1,2}/\d{1,2}/[^/?#]+",
    )
