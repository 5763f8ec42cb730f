"""Whatever comes in is read or refused for a reason, quickly."""

import time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.base.errors import BadInputError
from aggregator.base.text import one_line
from aggregator.discover.feeds import read_feed
from aggregator.discover.find import propose
from aggregator.discover.kind import kind_of
from aggregator.discover.listings import read_listing
from aggregator.discover.sitemaps import read_sitemap

URL = "https://e.example/"
ZONE = ZoneInfo("Asia/Tokyo")
PIECES = (
    *("<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "</link>", "<guid>", "<description>"),
    *(
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<entry>",
        "<link href='/1'/>",
        "<content type='xhtml'>",
        "<urlset>",
    ),
    *(
        "<url>",
        "<loc>",
        "</loc>",
        "<sitemapindex>",
        "<sitemap>",
        "<a href='/1'>",
        "<h3>",
        "<time datetime='9999-99-99'>",
    ),
    *(
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "&",
        "&amp;",
        "&nbsp;",
        "&#xD800;",
        "&#0;",
        "&#55296;",
        "<!DOCTYPE",
        "<b>",
        "</b>",
    ),
    *(
        "http://[::1",
        "javascript:x",
        "2024-01-10",
        "xml:base='http://['",
        "xmlns:x=''",
        "<x:y>",
        "\x00",
        "\ud800",
        "あ",
        "é",
        '"',
    ),
)
documents = st.lists(st.sampled_from(PIECES), max_size=40).map(
    lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass")
)


@given(st.one_of(documents, st.binary(max_size=200), documents.map(lambda d: b"<rss><channel>" + d)))
def test_feeds_and_sitemaps(body: bytes) -> None:
    kind_of(body)
    for read in (read_feed, read_sitemap):
        try:
            found = read(body, url=URL, zone=ZONE)
        except BadInputError:
            continue
        for link in found.links:
            assert link.url.startswith(("http://", "https://"))
            assert link.title is None or link.title == one_line(link.title) != ""


@given(st.one_of(documents.map(lambda d: d.decode("utf-8", "surrogatepass")), st.text(max_size=200)))
def test_pages(page: str) -> None:
    try:
        read_listing(page, url=URL, is_article=lambda url: True, zone=ZONE)
        propose(page, url=URL, robots_txt=page)
    except BadInputError:
        pass


HOSTILE = (
    "<rss><channel>" + "<item/>" * 300_000,
    "<rss><channel>" + "<item><b></item>" * 30_000,
    "<rss>" + "&" * 1_000_000,
    "<rss>" + "<![CDATA[" * 300_000,
    "<rss>" + "<" * 1_000_000,
    "<!--" * 500_000,
    "<rss " + "a=1 " * 500_000 + ">",
    "<rss>" + "<a>" * 500_000,
    "<urlset>" + "<url><loc>" * 100_000,
)


@pytest.mark.case(71, 72)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:24])
def test_hostile_documents_end_quickly(text: str) -> None:
    start = time.process_time()
    for read in (read_feed, read_sitemap):
        try:
            read(text.encode(), url=URL, zone=ZONE)
        except BadInputError:
            continue
    assert time.process_time() - start < 5


@pytest.mark.case(72)
@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 300_000,
        "".join(f"<a href='/{n}'>Made-up title</a>" for n in range(8_000)),
        "<a href='/1'>x</a>" * 10_000,
        "<div>" * 200 + "<a href='/1'>x</a>" * 2_000,
        "<div>" + "<i class='title'></i>" * 20_000 + "<a href='/1'>x</a></div>",
        "2024-01-10T00:00+09:00 " * 100_000,
    ],
    ids=range(6),
)
def test_hostile_pages_end_quickly(page: str) -> None:
    start = time.process_time()
    read_listing(page, url=URL, is_article=lambda url: url != URL, zone=ZONE)
    propose(page, url=URL)
    assert time.process_time() - start < 10
