"""コミックナタリー: manga and anime news of Natalie. Feed attested by itibo3/Japan-OTAKU-Insider:data/sources.json;
carmipa/gundam-news-discord:sources.json; not contacted.
"""

from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider


class Natalie(SiteSpider):
    name = "natalie"
    site = Site(
        title="コミックナタリー",
        host="natalie.mu",
        language="ja",
        timezone="Asia/Tokyo",
        feeds=("https://natalie.mu/comic/feed/news",),
        article=r"natalie\.mu/comic/news/\d+",
        rules={
            "remove": (
                "css:.NA_article_gallery_title, .NA_article_embed_article_title, .NA_article_item, .NA_accordion",
            ),
        },
    )
