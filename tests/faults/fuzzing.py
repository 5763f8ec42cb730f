"""What is fed with searched inputs (``benchmarks/fuzz.py``): a function a reader, which takes bytes and returns.

What a reader may raise is caught here; the laws of what it gives are asserted. :data:`TOKENS` are the words that an
input is likely to be built of.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from aggregator.base.config import load_sites
from aggregator.base.errors import BadInputError, ConfigError
from aggregator.base.records import Article, Page
from aggregator.base.sites import Site
from aggregator.base.text import one_line, xml_safe
from aggregator.base.times import read_time
from aggregator.base.urls import canonical_url, check_url, is_trap
from aggregator.crawl.path import read_judged, reading_of
from aggregator.discover.feeds import read_feed
from aggregator.discover.find import propose
from aggregator.discover.kind import kind_of
from aggregator.discover.listings import read_listing
from aggregator.discover.sitemaps import read_sitemap
from aggregator.download.address import AllowList, check_target
from aggregator.download.robotstxt import RobotsTxt
from aggregator.extract.people import read_names
from aggregator.extract.read import read_text
from aggregator.facts.dates.find import find_dates
from aggregator.store.database import Store
from aggregator.store.search import match_query

URL = "https://fuzz.example/news/1"
LANGUAGES = ("en", "ja", "ko", "zh", "de", "fr", "es")
ZONE = ZoneInfo("Asia/Tokyo")
SITE = Site(name="fuzz", host="fuzz.example", language="en", timezone="Asia/Tokyo", delay=1.0)
FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))
STORE = Store.open(FOLDER / "news.db")

TOKENS = {
    "feed": """<rss> <channel> <item> </item> <title> <link> <guid> <pubDate> <![CDATA[ ]]> <!-- --> &amp; &#0; <?xml ?>
        &#xD800; <!DOCTYPE <!ENTITY <feed <entry> <content <urlset> <url> <loc> <sitemapindex> xmlns: xml:base NaN
        utf-16 shift_jis encoding= { "items": "version": \\ud800 type="xhtml" 1e999""",
    "html": """<html> <article> <h1> <p> <script type="application/ld+json"> </script> "@type": "NewsArticle" <table>
        "headline": "author": <meta property="og:title" content=" <time datetime=" itemprop= itemscope <div class= <a
        href= <base <link rel=canonical <iframe src= <img &nbsp; <template> <svg> <math> <![CDATA[ <!-- --!>""",
    "date": """January 10, 2031 2031-01-10 2031/01/10 2031年1月10日 令和13年 春 GMT JST +09:00 T24:00 下旬 Spring mid-
        early 1月 10 de enero de Q3 « » – ~ from to until Fri, Sat 午前 25時 60 ' 31 31st next last this""",
    "credit": """director 監督 「 」 『 』 （ ） as voice cast : ： by and , ・ / studio MAPPA scripts composed music
        Kumo Aoi 声優 出演 役 脚本 will premiere on delayed to 放送 決定 감독 导演 opening theme * | - “ ” ‘ ’ « »""",
    "url": """http:// https:// // /../ ?utm_source= # @ : [::1] %2e %00 xn-- 127.0.0.1 。 ．\\ ; jsessionid= & = :80
        :443 0x7f 0177 ① ⓛ \u200d \u00ad \ufeff ß İ""",
    "robots": """User-agent: Disallow: Allow: Crawl-delay: Request-rate: Sitemap: * $ # / %2F \ufeff
        AnimeNewsAggregator""",
    "sites": """[[site]] name= host= language= timezone= feeds=[" article=' rules ["css: "xpath: delay= inf nan true
        concurrency= \"\"\" 2031-01-10 [site.rules] 'x' https:// Asia/Tokyo""",
    "search": """" * AND OR NOT NEAR( col: ( ) - + ^ 星 の ・ é a b title: {""",
}


def feed(data: bytes) -> None:
    """Feeds and sitemaps: links are addresses of the web, titles are text."""
    kind_of(data)
    for read in (read_feed, read_sitemap):
        with suppress(BadInputError):
            for link in read(data, url=URL, zone=ZONE).links:
                assert link.url.startswith(("http://", "https://"))
                assert link.title is None or link.title == one_line(link.title) != ""


def html(data: bytes) -> None:
    """Pages of articles, listings, home pages, and texts."""
    text = data.decode("utf-8", "replace")
    page = Page(url=URL, final_url=URL, body=data, content_type=None, fetched_at=datetime(2031, 1, 1, tzinfo=UTC))
    with suppress(BadInputError):
        read_judged(page, SITE)
    with suppress(BadInputError):
        read_listing(text, url=URL, is_article=lambda _: True, zone=ZONE)
    with suppress(BadInputError):
        propose(text, url=URL, robots_txt=text)
    with suppress(BadInputError):
        read_text(text, url=URL, site="fuzz", language=None, zone=ZONE)


def date(data: bytes) -> None:
    """Dates that stand alone, and those in running text."""
    language, text = _language(data)
    read_time(text, ZONE, language)
    find_dates(xml_safe(text), language)


def credit(data: bytes) -> None:
    """Names, and all facts of an article: each claim has its words."""
    language, text = _language(data)
    read_names(text)
    title, _, body = xml_safe(text).partition("\n")
    article = Article(url=URL, canonical_url=URL, site="fuzz", language=language, title=title or "x", body=body or None)
    facts = reading_of(article, SITE).facts
    for told in (claim.evidence for claim in (*facts.releases, *facts.credits)):
        field = article.title if told.field == "title" else article.body or ""
        assert told.quote
        assert field[told.start : told.end] == told.quote


def url(data: bytes) -> None:
    """Addresses: making one canonical twice is making it once."""
    with suppress(BadInputError):
        checked = check_url(data.decode("utf-8", "surrogateescape"), base=URL)
        is_trap(checked)
        canonical = canonical_url(checked)
        assert canonical_url(canonical) == canonical
        check_target(checked, AllowList())


def robots(data: bytes) -> None:
    """robots.txt, and an address made of its end."""
    RobotsTxt(data).rules("AnimeNewsAggregator").decide(f"https://fuzz.example/{data[-40:].decode('latin-1')}")


def sites(data: bytes) -> None:
    """sites.toml."""
    path = FOLDER / "sites.toml"
    path.write_bytes(data)
    with suppress(ConfigError):
        load_sites(path)


def search(data: bytes) -> None:
    """What is searched for, put to the index."""
    if (query := match_query(data.decode("utf-8", "surrogateescape"))) is not None:
        STORE.rows("SELECT rowid FROM search WHERE search MATCH ? LIMIT 5", (query,))


def _language(data: bytes) -> tuple[str, str]:
    """A language by the first byte, and the rest as text."""
    return LANGUAGES[data[0] % len(LANGUAGES)] if data else "en", data[1:].decode("utf-8", "replace")


TARGETS = {
    "feed": feed, "html": html, "date": date, "credit": credit,
    "url": url, "robots": robots, "sites": sites, "search": search,
}  # fmt: skip
