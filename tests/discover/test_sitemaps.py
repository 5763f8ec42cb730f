import gzip
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aggregator.base.errors import BadInputError
from aggregator.base.records import Link
from aggregator.discover.sitemaps import MAX_LINKS, Sitemap, read_sitemap, unzip
from tests.shared import SHARED, needs_shared

URL = "https://e.example/sitemap.xml"
TOKYO = ZoneInfo("Asia/Tokyo")
OPEN = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'  # noqa: E501


def read(body: bytes | str) -> Sitemap:
    return read_sitemap(body.encode() if isinstance(body, str) else body, url=URL, zone=TOKYO)


def test_news_sitemap() -> None:
    text = f"""<?xml version="1.0"?>{OPEN}<url><loc> https://e.example/1?a=1&amp;b=2 </loc><lastmod>2024-01-11</lastmod>
        <news:news><news:publication><news:name>Made-up News</news:name><news:language>ja</news:language>
        </news:publication><news:publication_date>2024-01-10T15:00+09:00</news:publication_date>
        <news:title>A &amp;amp; B</news:title><news:keywords>tv, film</news:keywords></news:news>
        <image:image><image:loc>/i.jpg</image:loc><image:title>other</image:title></image:image></url></urlset>"""
    assert read(text).links == (
        Link(
            url="https://e.example/1?a=1&b=2",
            source=URL,
            title="A & B",
            published=datetime(2024, 1, 10, 6, tzinfo=UTC),
            modified=datetime(2024, 1, 11, tzinfo=TOKYO),
            image="https://e.example/i.jpg",
            tags=("tv", "film"),
            language="ja",
        ),
    )


def test_index() -> None:
    text = (
        "<sitemapindex><sitemap><loc>/a.xml.gz</loc><lastmod>2024-01-10T00:00:00Z</lastmod></sitemap>"
        "<sitemap><loc>https://e.example/sitemap.xml</loc></sitemap><sitemap>https://e.example/c.xml</sitemap>"
        "<sitemap><loc>/a.xml.gz</loc></sitemap></sitemapindex>"
    )
    assert read(text) == Sitemap(
        children=(
            ("https://e.example/a.xml.gz", datetime(2024, 1, 10, tzinfo=UTC)),
            ("https://e.example/sitemap.xml", None),
            ("https://e.example/c.xml", None),
        )
    )


def test_list_of_addresses() -> None:
    found = read("\ufeffhttps://e.example/1\r\nhttps://e.example/2\n\nhttps://e.example/1\n")
    assert [link.url for link in found.links] == ["https://e.example/1", "https://e.example/2"]


def test_gzip_in_two_members() -> None:
    text = f"{OPEN}<url><loc>https://e.example/1</loc></url></urlset>".encode()
    assert len(read(gzip.compress(text[:50], mtime=0) + gzip.compress(text[50:], mtime=0)).links) == 1


def test_bare_ampersands() -> None:
    assert read("<urlset><url><loc>https://e.example/?a=1&b=2</loc></url></urlset>").links[0].url.endswith("?a=1&b=2")


def test_a_cut_sitemap_is_partial() -> None:
    found = read(f"{OPEN}<url><loc>https://e.example/1</loc></url><url><loc>https://e.exa")
    assert ([link.url for link in found.links], found.partial) == (["https://e.example/1"], True)


def test_forbidden_addresses_are_counted() -> None:
    found = read("<urlset><url><loc>ftp://e.example/1</loc></url><url/></urlset>")
    assert (found.links, found.refused) == ((), 1)


@pytest.mark.case(64)
def test_the_limit() -> None:
    urls = "".join(f"<url><loc>https://e.example/{n}</loc></url>" for n in range(MAX_LINKS + 2))
    found = read(f"{OPEN}{urls}</urlset>")
    assert (len(found.links), found.dropped) == (MAX_LINKS, 2)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"<html><body>Not found</body></html>", "not_a_feed"),
        (b"<rss/>", "not_a_feed"),
        (b"Not found", "not_a_feed"),
        (gzip.compress(b"<urlset/>" * 100, mtime=0)[:-8], "truncated_gzip"),
        (b"\x1f\x8b" + b"x" * 100, "bad_encoding"),
        (b'<!DOCTYPE urlset [<!ENTITY a "b">]><urlset/>', "dtd_forbidden"),
        (b"<urlset>" + b"<a>" * 1000, "too_deep"),
    ],
)
def test_refused(body: bytes, reason: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read(body)
    assert caught.value.reason == reason


@pytest.mark.case(14)
def test_bombs_are_stopped_at_the_limit() -> None:
    with pytest.raises(BadInputError) as caught:
        unzip(gzip.compress(b"\0" * 5_000_000, mtime=0), 1_000_000)
    assert caught.value.reason == "too_large"


@pytest.mark.case(64)
@needs_shared
def test_crawler_commons_sitemaps() -> None:
    folder = SHARED / "corpora/crawler-commons/src/test/resources/sitemaps"
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "atom.xml":
            found = read(path.read_bytes())
            assert found.links or found.children, path.name
            assert not found.partial, path.name
