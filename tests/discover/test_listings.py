import gzip
import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from lxml import html as lxml_html

from aggregator.base.errors import BadInputError
from aggregator.base.records import Link
from aggregator.discover.listings import MAX_LINKS, read_listing
from tests.shared import SHARED, needs_shared

URL = "https://e.example/news/"
TOKYO = ZoneInfo("Asia/Tokyo")
DAY = datetime(2024, 1, 10, tzinfo=TOKYO)
TITLE = "架空の作品、放送時期が決定"


def read(body: str, lang: str = "ja") -> list[Link]:
    text = f"<!DOCTYPE html><html lang={lang}><body>{body}</body></html>"
    return list(read_listing(text, url=URL, is_article=lambda u: "/news/" in u and u != URL, zone=TOKYO))


@pytest.mark.parametrize(
    "box",
    [
        f'<li><a href="1"><h3>{TITLE}</h3></a><time datetime="2024-01-10">x</time></li>',
        f'<article><h2><a href="1">{TITLE}</a></h2><p class="date">2024年1月10日</p></article>',
        f'<div class="card"><a class="over" href="1"></a><div><h3>{TITLE}</h3><span>2024.01.10</span></div></div>',
        f'<a href="1"><p>2024.01.10</p><p>NEWS</p><p>{TITLE}</p></a>',
        f'<a href="1"><i class="newsDate">2024/1/10</i><div class="news-ttl">{TITLE}</div><p>本文の始まりです</p></a>',
        f'<dl><dt>2024.01.10</dt><dd><a href="1">{TITLE}</a></dd></dl>',
        f'<table><tr><th>2024年1月10日(水)</th><td><a href="1">{TITLE}</a></td></tr></table>',
        f'<p>2024年1月10日</p><p><a href="1">{TITLE}</a></p>',
        f'<div><a href="1"><img alt=""></a><a href="1">{TITLE}</a><p>2024-01-10</p><a href="1">続きを読む</a></div>',
        f'<div><a href="1">{TITLE}</a><abbr class="published" title="2024-01-10">x</abbr></div>',
        f'<div><a href="1"><img src="i.jpg" alt="{TITLE}"></a><time datetime="2024-01-10"></time></div>',
        f'<div><h3><a href="1">{TITLE}</a></h3><a href="1#comments">3</a><time datetime="2024-01-10"></time></div>',
    ],
)
def test_title_and_time_of_usual_boxes(box: str) -> None:
    other = box.replace('"1', '"2').replace(TITLE, "別の架空の記事の題名です")
    found = read(f"<div>{box}{other}</div>")
    assert [(link.url, link.title, link.published) for link in found] == [
        (URL + "1", TITLE, DAY),
        (URL + "2", "別の架空の記事の題名です", DAY),
    ]


def test_a_cut_title_gives_way_to_the_whole() -> None:
    (link,) = read(f'<div><a href="1" title="{TITLE}">{TITLE[:6]}…</a></div>')
    assert link.title == TITLE


def test_summary_and_picture() -> None:
    box = (
        '<div style="background-image: url(\'/b.jpg\')"><h3><a href="1">Made-up title</a></h3><p>Made-up title</p>'
        '<p class="intro">The show was announced for the spring of a made-up year.</p><p>More.</p></div>'
    )
    (link,) = read(f'<main><section>{box}</section><a href="2">Another title</a></main>', "en")[:1]
    assert link.summary == "The show was announced for the spring of a made-up year."
    assert link.image == "https://e.example/b.jpg"


def test_words_in_inline_elements_run_on() -> None:
    (link,) = read('<li><a href="1">Studio makes <i>Show One</i>, <i>Show Two</i></a></li>', "en")
    assert link.title == "Studio makes Show One, Show Two"


def test_the_box_with_a_heading_speaks_for_an_article_that_stands_twice() -> None:
    menu = '<ul><li><a href="1">#3</a><time datetime="2023-01-01"></time></li><li><a href="2">#4</a></li></ul>'
    box = '<div><h3><a href="1">Made-up title</a></h3><time datetime="2024-01-10"></time></div>'
    found = {link.url: link for link in read(menu + box, "en")}
    assert (found[URL + "1"].title, found[URL + "1"].published) == ("Made-up title", DAY)


def test_what_a_box_does_not_say_is_not_taken_from_its_neighbour() -> None:
    found = read(
        '<div><a href="1">First made-up title</a><a href="2">Second made-up title</a><time>2024-01-10</time></div>'
    )
    assert [link.published for link in found] == [None, None]


def test_dates_without_a_year_are_not_read() -> None:
    assert read('<div><a href="1">Made-up title</a><time>Apr 24, 21:30</time></div>', "en")[0].published is None


def test_times_read_in_the_zone() -> None:
    assert read('<div><a href="1">T</a><time datetime="2024-01-10 15:00"></time></div>')[0].published == datetime(
        2024, 1, 10, 6, tzinfo=UTC
    )


def test_base_href_joins() -> None:
    assert read('<base href="https://b.example/x/"><a href="news/1">T</a>')[0].url == "https://b.example/x/news/1"


@pytest.mark.parametrize(
    "href", ["javascript:'/news/'", "mailto:a@e.example/news/", "#/news/", "http://u:p@e.example/news/1"]
)
def test_forbidden_addresses_are_passed_over(href: str) -> None:
    assert read(f'<a href="{href}">T</a>') == []


def test_the_limit() -> None:
    assert len(read("".join(f'<li><a href="{n}">T</a></li>' for n in range(MAX_LINKS + 5)))) == MAX_LINKS


def test_deep_pages_end() -> None:
    assert read("<div>" * 100_000 + '<a href="1">T</a>') == []


def test_empty() -> None:
    with pytest.raises(BadInputError):
        read_listing("", url=URL, is_article=lambda u: True, zone=TOKYO)


@needs_shared
def test_every_box_of_a_real_listing() -> None:
    (path,) = (SHARED / "real/pages").glob("listing-*.html.gz")
    text = gzip.decompress(path.read_bytes()).decode()
    base = "https://www." + re.split(r"-", path.name)[1] + ".com/"
    boxes = lxml_html.fromstring(text).xpath("//*[.//h3/a and .//time and contains(concat(' ', @class, ' '), ' box ')]")
    wanted = set()
    for box in boxes:
        anchor, time = box.find(".//h3/a"), box.find(".//time")
        title = " ".join(anchor.text_content().split())
        wanted.add((lxml_html.urljoin(base, anchor.get("href")), title, datetime.fromisoformat(time.get("datetime"))))
    addresses = {url for url, _, _ in wanted}
    found = read_listing(text, url=base, is_article=addresses.__contains__, zone=ZoneInfo("America/New_York"))
    assert len(boxes) == 107
    assert wanted <= {(link.url, link.title, link.published) for link in found}
