import re
from zoneinfo import ZoneInfo

import pytest

from aggregator.base.sites import Site
from aggregator.discover.feeds import Feed, read_feed
from aggregator.discover.find import Proposal, propose
from aggregator.discover.patterns import article_pattern, likely_articles

UTC = ZoneInfo("UTC")
URL = "https://www.made-up.example.co.jp/"


def page(head: str = "", body: str = "<p>words</p>", attributes: str = "") -> str:
    return f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{body}</body></html>"


def feed(*items: str, head: str = "") -> Feed:
    text = f"<rss><channel>{head}{''.join(items)}</channel></rss>"
    return read_feed(text.encode(), url=URL + "feed", zone=UTC)


def entry(path: str, day: int = 10, offset: str = "+0900") -> str:
    return f"<item><link>{URL}{path}</link><pubDate>{day} Jan 2024 15:00 {offset}</pubDate></item>"


def test_a_site_that_declares_all() -> None:
    head = (
        '<title>トップ | 架空ニュース</title><meta property="og:site_name" content="架空ニュース">'
        '<link rel="alternate" type="application/rss+xml" title="News" href="/feed/">'
        '<link rel="alternate" type="application/rss+xml" title="コメント" href="/comments/feed/">'
        '<link rel="alternate" type="application/json+oembed" href="/oembed">'
    )
    body = '<time datetime="2024-01-10T15:00:00+09:00">きょう</time>'
    proposal = propose(
        page(head, body, 'lang="ja"'),
        url=URL,
        robots_txt="User-agent: *\nSitemap: https://www.made-up.example.co.jp/sitemap_index.xml\nSITEMAP: /news.xml",
        feeds=[feed(entry("news/1"), entry("news/22"))],
    )
    assert (proposal.name, proposal.host, proposal.title) == (
        "made-up-example",
        "made-up.example.co.jp",
        "架空ニュース",
    )
    assert (proposal.language, proposal.timezone) == ("ja", "Asia/Tokyo")
    assert proposal.feeds == (URL + "feed/",)
    assert proposal.sitemaps == (URL + "sitemap_index.xml", URL + "news.xml")
    assert proposal.article == r"/news/\d+"
    assert URL + "rss.xml" in proposal.candidates
    assert URL + "feed/" not in proposal.candidates
    Site(
        name=proposal.name,
        host=proposal.host,
        language=proposal.language or "",
        timezone=proposal.timezone or "",
        feeds=proposal.feeds,
        article=proposal.article,
    )


def test_a_site_that_declares_nothing() -> None:
    found = propose(page(), url="http://127.0.0.1:8080/")
    assert found == Proposal(name="127-0-0-1", host="127.0.0.1:8080", candidates=found.candidates)


@pytest.mark.parametrize(
    ("attributes", "head", "body", "language"),
    [
        ('lang="en_us"', "", "words", "en-US"),
        ("", '<meta property="og:locale" content="pt_BR">', "words", "pt-BR"),
        ("", '<meta http-equiv="Content-Language" content="fr, en">', "words", "fr"),
        ('lang="en"', "", "これは日本語の文章です。もちろんそうです。", None),
        ('lang="en"', '<meta property="og:locale" content="ja_JP">', "これは日本語の文章です。", "ja-JP"),
        ('lang="x-default"', "", "words", None),
        ("", "", "words", None),
    ],
)
def test_language_is_what_is_declared_and_not_contradicted(
    attributes: str, head: str, body: str, language: str
) -> None:
    assert propose(page(head, body, attributes), url=URL).language == language


@pytest.mark.parametrize(
    ("language", "host", "dates", "zone"),
    [
        ("ja", "e.example", "2024-01-10T15:00+09:00", "Asia/Tokyo"),
        ("ko", "e.example", "2024-01-10T15:00:00.000+0900", "Asia/Seoul"),
        ("en", "e.example", "2024-01-10T15:00-05:00 2024-07-10T15:00-04:00", "America/New_York"),
        ("en", "e.example", "2024-07-10T15:00-07:00", None),
        ("en-US", "e.example", "2024-01-10T15:00-08:00 2024-07-10T15:00-07:00", "America/Los_Angeles"),
        ("en", "e.uk", "2024-07-10T15:00+01:00", "Europe/London"),
        ("de", "e.example", "2024-07-10T15:00+02:00", "Europe/Berlin"),
        ("es", "e.example", "2024-01-10T15:00-05:00", None),
        ("ja", "e.example", "2024-01-10T15:00+00:00", None),
        ("ja", "e.example", "2024-01-10T15:00-05:00", None),
        ("ja", "e.example", "2024-01-10T15:00", None),
        ("en", "e.example", "2024-01-10T15:00+05:30", None),
    ],
)
def test_zone_only_where_dates_and_country_leave_one(language: str, host: str, dates: str, zone: str | None) -> None:
    found = propose(page(body=f"<i>{dates}</i>", attributes=f'lang="{language}"'), url=f"https://{host}/")
    assert found.timezone == zone


def test_feeds_that_the_page_only_links_are_candidates() -> None:
    body = '<a href="/news.rdf">RSS</a><a href="https://o.example/feed">Other</a><a href="/feedback">Write to us</a>'
    candidates = propose(page(body=body), url=URL).candidates
    assert candidates[0] == URL + "news.rdf"
    assert not {"https://o.example/feed", URL + "feedback"} & set(candidates)


@pytest.mark.parametrize(
    ("articles", "others"),
    [
        (["/news/detail/123", "/news/detail/4567"], ["/news/", "/news/detail/", "/about"]),
        (["/?p=12", "/?p=345"], ["/", "/?page_id=x"]),
        (["/made-up-show-gets-a-film", "/a-studio-opens-in-may"], ["/", "/category/news", "/about-us"]),
        (["/2024/01/10/made-up-show-gets/", "/2023/12/31/the-end-of-it/"], ["/2024/01/", "/tag/made-up-show/"]),
        (["/news/20240110-abc", "/news/20240111-abd"], ["/news/", "/news/page"]),
        (
            ["/news/2024-01-10/a-made-up-show/.123", "/feature/2024-01-11/b-made-up-show/.456"],
            ["/news/", "/feature/2024"],
        ),
        (["/articles/c0ffee12abcd", "/articles/deadbeef1234"], ["/articles", "/login"]),
        (["/%E6%9E%B6%E7%A9%BA/", "/%E4%BD%9C%E5%93%81/"], ["/", "/news/"]),
    ],
)
def test_pattern_of_articles(articles: list[str], others: list[str]) -> None:
    host = "https://some-made-up-host.example"
    pattern = article_pattern(host + path for path in articles)
    assert pattern
    assert all(re.search(pattern, host + path) for path in articles)
    assert not any(re.search(pattern, host + path) for path in others)


def test_no_pattern_where_addresses_have_nothing_in_common() -> None:
    assert article_pattern(["https://e.example/a", "https://e.example/b"]) == ""
    assert article_pattern([]) == ""


def test_articles_among_the_links_of_a_page() -> None:
    articles = [(f"https://e.example/news/{n}", f"Made-up headline of some length {n}") for n in range(8)]
    others = [(f"https://e.example/tag/{n}", "Tag") for n in range(50)] + [("https://e.example/about", "About us")]
    assert likely_articles(articles + others) == [url for url, _ in articles]
    assert likely_articles(others) == []
