import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from aggregator.base.sites import Site
from aggregator.demo import NewsWeb
from aggregator.demo.content import load_outlets, parse_age
from aggregator.demo.newsroom import build_houses
from aggregator.demo.pictures import draw_png
from tests.demo.asking import NOW, ask

Url = Callable[[str], str]
Sites = Callable[[str], Site]
ORIGINS = {outlet.name: f"http://{outlet.name}.example" for outlet, _ in load_outlets()}


def test_every_article_answers_as_planted_on_the_first_day(web: NewsWeb) -> None:
    expected = {article.key: 200 if article.day == 1 else 404 for article in web.articles}
    expected |= {"lantern-wire/withdrawn": 404, "bulle-de-sel/moss-france": 200}  # the latter a soft 404
    assert {article.key: ask(article.url).status for article in web.articles} == expected


def test_every_article_answers_as_planted_on_the_second_day(web: NewsWeb) -> None:
    web.next_day()
    expected = {article.key: {"gone": 410, "not_found": 404}.get(article.fault, 200) for article in web.articles}
    assert {article.key: ask(article.url).status for article in web.articles} == expected


def test_pages_that_say_the_same_are_confirmed_on_the_second_day(web: NewsWeb) -> None:
    changing = {article.key for article in web.articles if article.day == 2 or article.fault in ("corrected", "gone")}
    asked = [article for article in web.articles if article.key not in changing and article.fault != "not_found"]
    before = {article.key: ask(article.url).headers for article in asked}
    web.next_day()
    for article in asked:
        headers = before[article.key]
        if "etag" in headers:
            assert ask(article.url, If_None_Match=headers["etag"]).status == 304
        if "last-modified" in headers:
            assert ask(article.url, If_Modified_Since=headers["last-modified"]).status == 304


def test_the_correction_changes_title_body_and_time_of_change(web: NewsWeb, url: Url, site: Sites) -> None:
    first = ask(url("kettle-and-kite/moss-season-2"))
    web.next_day()
    second = ask(url("kettle-and-kite/moss-season-2"), If_None_Match=first.headers["etag"])
    assert second.status == 200
    titles = [etree.HTML(reply.body).findtext(".//h1") for reply in (first, second)]
    assert titles[0] != titles[1]
    assert "Correction:" in second.body.decode()
    item = next(
        item for item in json.loads(ask(site("kettle-and-kite").feeds[0]).body)["items"] if "moss" in item["id"]
    )
    assert item["date_modified"] > item["date_published"]


def test_the_corrected_date_is_the_one_that_the_others_state(web: NewsWeb, url: Url) -> None:
    web.next_day()
    day = re.search(r"starts on (\d+) (\w+)", ask(url("kettle-and-kite/moss-season-2")).body.decode())
    assert day
    assert f"Returns on {day[2]} {day[1]}" in ask(url("lantern-wire/moss-season-2")).body.decode()


def test_the_page_that_is_gone_leaves_the_feed(web: NewsWeb, site: Sites) -> None:
    address = site("farol-animado").feeds[0]
    assert b"id=4121" in ask(address).body
    web.next_day()
    assert b"id=4121" not in ask(address).body


def test_the_missing_page_stays_in_the_feed(web: NewsWeb, site: Sites, url: Url) -> None:
    web.next_day()
    assert url("lantern-wire/withdrawn") in ask(site("lantern-wire").feeds[0]).body.decode()


def test_the_delay_names_the_date_that_it_replaces(web: NewsWeb, url: Url) -> None:
    web.next_day()
    dated = re.search(r"Staff, (\w+ \d+) Premiere", ask(url("lantern-wire/sparrow-dated")).body.decode())
    assert dated
    assert f"scheduled</a> to premiere on {dated[1]}." in ask(url("lantern-wire/sparrow-delayed")).body.decode()


def test_one_announcement_is_told_in_five_languages(web: NewsWeb) -> None:
    languages = {site.name: site.language for site in web.sites}
    told = {languages[article.outlet] for article in web.articles if article.story == "lighthouse-dated"}
    assert told == {"de", "en", "es", "fr", "ja"}


@pytest.mark.parametrize("copy", ["lighthouse-copy", "kelp-copy"])
def test_the_mirror_copies_word_for_word(copy: str) -> None:
    pieces = {piece.key: piece for house in build_houses(NOW, 1, ORIGINS).values() for piece in house.pieces}
    original = {f"{outlet.name}/{source.key}": source for outlet, own in load_outlets() for source in own}
    mirrored, source = pieces[f"echo-reef/{copy}"], original[f"echo-reef/{copy}"]
    copied = pieces[source.copy_of or ""]
    assert (mirrored.title, mirrored.blocks) == (copied.title, copied.blocks)
    assert mirrored.published > copied.published


def test_one_copy_names_its_original_and_one_names_nothing(url: Url) -> None:
    canonical = [
        etree.HTML(ask(url(key)).body).xpath("//link[@rel='canonical']/@href")
        for key in ("echo-reef/kelp-copy", "echo-reef/lighthouse-copy")
    ]
    assert canonical == [[url("kettle-and-kite/kelp-station")], []]


def test_the_paywalled_article_says_so(url: Url) -> None:
    script = etree.HTML(ask(url("lantern-wire/torikai-interview")).body).findtext(".//script")
    assert json.loads(script)["isAccessibleForFree"] is False


def test_every_link_in_a_text_and_every_picture_is_there(web: NewsWeb) -> None:
    web.next_day()
    linked = set()
    for article in web.articles:
        page = etree.HTML(ask(article.url).body)
        found = page.xpath("//article//a/@href | //main//p//a/@href | //div//p//a/@href | //img/@src")
        linked |= {urljoin(article.url, href) for href in found if "autor" not in href and "etiqueta" not in href}
    addresses = {address for address in linked if address.startswith("http://127.0.0.1:")}
    assert len(addresses) > 40
    assert {ask(address).status for address in addresses} == {200}


def test_the_same_now_gives_the_same_bytes() -> None:
    bodies = []
    for _ in range(2):
        with NewsWeb(NOW) as web:
            ports = {
                address.encode(): name.name.encode() for address, name in zip(web.addresses, web.sites, strict=False)
            }
            found = []
            for article in web.articles:
                body = ask(article.url).body
                for port, name in ports.items():
                    body = body.replace(port, name)
                found.append(body)
            bodies.append(found)
    assert bodies[0] == bodies[1]


@given(st.datetimes(datetime(2025, 1, 1), datetime(2045, 1, 1)), st.sampled_from([1, 2]))  # noqa: DTZ001
@settings(max_examples=40, deadline=None)
def test_the_web_is_sound_on_any_day(naive: datetime, day: int) -> None:
    now = naive.replace(tzinfo=UTC)
    for house in build_houses(now, day, ORIGINS).values():
        for piece in house.pieces:
            words = piece.title + piece.summary + "".join(line for block in piece.blocks for line in block.lines)
            assert "{{" not in words
            assert now - timedelta(days=8) < piece.published <= piece.modified <= now
            piece.title.encode(house.outlet.encoding)


def test_addresses_of_articles_are_known_as_such(web: NewsWeb) -> None:
    sites = {site.name: site for site in web.sites}
    assert all(sites[article.outlet].is_article(article.url) for article in web.articles)
    assert not any(site.is_article(address) for site in web.sites for address in (*site.feeds, *site.sitemaps))


def test_every_site_and_its_feeds_stand_on_allowed_addresses(web: NewsWeb) -> None:
    used = {address.split("/")[2] for site in web.sites for address in (*site.feeds, *site.sitemaps, *site.listings)}
    assert used | {site.host for site in web.sites} <= set(web.addresses)


def test_a_naive_now_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        NewsWeb(datetime(2031, 5, 14))  # noqa: DTZ001


@pytest.mark.parametrize("age", ["", "3", "soon", "1d6h", "-1d"])
def test_an_age_that_says_nothing_is_refused(age: str) -> None:
    with pytest.raises(ValueError, match="no age"):
        parse_age(age)


def test_a_picture_is_a_png_of_its_size() -> None:
    picture = draw_png("any")
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert picture[16:24] == (640).to_bytes(4, "big") + (360).to_bytes(4, "big")
    assert picture != draw_png("other")


def test_the_readme_names_everything_that_is_planted(web: NewsWeb) -> None:
    readme = (Path(__file__).parents[2] / "aggregator" / "demo" / "README.md").read_text(encoding="utf-8")
    assert {article.key for article in web.articles if f"`{article.key}`" not in readme} == set()
