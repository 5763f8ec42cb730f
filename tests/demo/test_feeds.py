import json
from collections.abc import Callable

import feedparser
import pytest
from lxml import etree

from aggregator.base.sites import Site
from aggregator.base.urls import canonical_url
from aggregator.demo import NewsWeb
from tests.demo.asking import NOW, ask

Url = Callable[[str], str]
Sites = Callable[[str], Site]
NEWS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


def feed(address: str) -> feedparser.FeedParserDict:
    reply = ask(address)
    return feedparser.parse(reply.body, response_headers={"content-type": reply.headers["content-type"]})


@pytest.mark.parametrize(
    ("outlet", "version", "count"),
    [
        ("lantern-wire", "rss20", 10),
        ("farol-animado", "rss20", 5),
        ("echo-reef", "rss20", 2),
        ("papierlaterne", "atom10", 4),
        ("hoshikuzu", "rss10", 5),
    ],
)
def test_the_main_feed_is_well_formed(site: Sites, outlet: str, version: str, count: int) -> None:
    found = feed(site(outlet).feeds[0])
    assert (found.bozo, found.version, len(found.entries)) == (False, version, count)


def test_every_feed_entry_has_a_title_a_time_and_an_article_of_the_site(web: NewsWeb) -> None:
    for site in web.sites:
        for entry in (entry for address in site.feeds[:1] for entry in feed(address).entries):
            assert entry.title
            assert entry.get("published_parsed") or entry.get("updated_parsed")
            assert site.is_article(entry.link)


def test_the_json_feed_is_json_feed(site: Sites) -> None:
    reply = ask(site("kettle-and-kite").feeds[0])
    found = json.loads(reply.body)
    assert reply.headers["content-type"] == "application/feed+json; charset=utf-8"
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert all(site("kettle-and-kite").is_article(item["url"]) for item in found["items"])


def test_the_broken_feed_is_ill_formed_in_the_middle_and_whole_at_the_end(site: Sites) -> None:
    body = ask(site("farol-animado").feeds[1]).body
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(body)
    assert body.rstrip().endswith(b"</rss>")
    assert feedparser.parse(body).bozo


def test_the_feed_on_a_host_of_its_own_is_unavailable_once(web: NewsWeb, site: Sites) -> None:
    address = site("papierlaterne").feeds[1]
    assert not site("papierlaterne").owns(address)
    first, second = ask(address), ask(address)
    assert (first.status, first.headers["retry-after"], second.status) == (503, "1", 200)
    assert {entry.link for entry in feed(address).entries} < {
        entry.link for entry in feed(site("papierlaterne").feeds[0]).entries
    }


def test_the_sitemap_index_leads_to_the_news_sitemap(site: Sites) -> None:
    index = etree.fromstring(ask(site("tomoshibi").sitemaps[0]).body)
    first, second = (etree.fromstring(ask(str(loc)).body) for loc in index.xpath("//s:loc/text()", namespaces=NEWS))
    assert len(second.xpath("//s:loc", namespaces=NEWS)) == 5  # the front page and all articles
    assert [len(first.xpath(f"//n:{name}", namespaces=NEWS)) for name in ("title", "publication_date", "language")] == [
        1,
        1,
        1,
    ]


def test_the_news_sitemap_names_articles_of_two_days(site: Sites) -> None:
    index = etree.fromstring(ask(site("lantern-wire").sitemaps[0]).body)
    news = etree.fromstring(ask(str(index.xpath("//s:loc/text()", namespaces=NEWS)[0])).body)
    dates = [
        feedparser.datetimes._parse_date(str(d)) for d in news.xpath("//n:publication_date/text()", namespaces=NEWS)
    ]
    assert len(dates) == 5
    assert all((NOW.timetuple().tm_yday - date.tm_yday) <= 2 for date in dates)


def test_the_shift_jis_pages_are_in_code_page_932(url: Url) -> None:
    reply = ask(url("hoshikuzu/turnip-ends"))
    assert reply.headers["content-type"] == "text/html; charset=Shift_JIS"
    assert "①～③" in reply.body.decode("cp932")
    with pytest.raises(UnicodeDecodeError):
        reply.body.decode("utf-8")


def test_the_shift_jis_feed_says_so(site: Sites) -> None:
    body = ask(site("hoshikuzu").feeds[0]).body
    assert body.startswith(b'<?xml version="1.0" encoding="Shift_JIS"?>')
    assert "灯台守の猫" in body.decode("cp932")


def test_tracker_and_session_variants_are_one_article(web: NewsWeb, site: Sites, url: Url) -> None:
    tracked = next(entry.link for entry in feed(site("farol-animado").feeds[0]).entries if "id=4125" in entry.link)
    sessions = []
    for _ in range(2):
        listing = etree.HTML(ask(site("farol-animado").listings[0]).body)
        sessions.append(next(str(href) for href in listing.xpath("//a/@href") if "id=4125" in href))
        web.next_day()
    addresses = [f"http://{site('farol-animado').host}{path}" for path in sessions]
    assert len({tracked, *addresses}) == 3
    assert {canonical_url(address) for address in (tracked, *addresses)} == {
        canonical_url(url("farol-animado/lighthouse-dated"))
    }
    assert len({ask(address).body for address in (tracked, *addresses)}) == 1


def test_the_listing_links_every_article_and_the_dead_one(web: NewsWeb, site: Sites) -> None:
    listing = etree.HTML(ask(site("bulle-de-sel").listings[0]).body)
    linked = {f"http://{site('bulle-de-sel').host}{href}" for href in listing.xpath("//a/@href")}
    here = {article.url for article in web.articles if article.outlet == "bulle-de-sel" and article.day == 1}
    dead = {address for address in linked - here if site("bulle-de-sel").is_article(address)}
    assert here < linked
    assert [b"Page introuvable" in ask(address).body for address in dead] == [True]


def test_the_outlet_with_a_listing_alone_has_no_feed_and_no_sitemap(site: Sites) -> None:
    assert (site("bulle-de-sel").feeds, site("bulle-de-sel").sitemaps) == ((), ())
