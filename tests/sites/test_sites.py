"""Every bundled site: its declaration, and what is read in a made-up page in its markup, one test a field."""

from __future__ import annotations

import gzip
import importlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from aggregator.base.records import Article, Page
from aggregator.base.sites import Site
from aggregator.crawl.spider import SiteSpider
from aggregator.extract.read import read_page
from tests.shared import ROOT, SHARED, needs_shared

CASES = Path(__file__).parent
NAMES = sorted(path.stem for path in (ROOT / "spiders").glob("*.py") if path.stem != "__init__")
FETCHED = datetime(2025, 4, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """A made-up page and what is to be read in it."""

    html: bytes
    expected: dict[str, Any]


@cache
def load_spider(name: str) -> type[SiteSpider]:
    module = importlib.import_module(f"spiders.{name}")
    (spider,) = (
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, SiteSpider) and value is not SiteSpider
    )
    return spider


def load_site(name: str) -> Site:
    return load_spider(name).site


@cache
def load_case(name: str) -> Case:
    folder = CASES / name
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return Case((folder / "input.html").read_bytes(), expected)


@cache
def read_case(name: str) -> Article:
    site, case = load_site(name), load_case(name)
    url = case.expected["url"]
    page = Page(url=url, final_url=url, body=case.html, content_type="text/html; charset=utf-8", fetched_at=FETCHED)
    return read_page(page, site=name, language=site.language, zone=site.zone, rules=site.rules, owns=site.owns)


def expect(name: str, field: str) -> Any:
    return load_case(name).expected[field]


def same_time(read: str | None, expected: str) -> bool:
    """Whether both name the same moment, or the same day where no time is stated."""
    if read is None or "T" not in expected:
        return read == expected
    return "T" in read and datetime.fromisoformat(read) == datetime.fromisoformat(expected)


each_site = pytest.mark.parametrize("name", NAMES)


# What the pages say


@each_site
def test_title(name: str) -> None:
    assert read_case(name).title == expect(name, "title")


@each_site
def test_authors(name: str) -> None:
    assert list(read_case(name).authors) == (expect(name, "authors") or [])


@each_site
def test_published(name: str) -> None:
    read = read_case(name).published
    assert same_time(read, expect(name, "published")), read


@each_site
def test_modified(name: str) -> None:
    read, expected = read_case(name).modified, expect(name, "modified")
    assert (read is None) if expected is None else same_time(read, expected), read


@each_site
def test_image(name: str) -> None:
    images = read_case(name).images
    assert (images[0].url if images else None) == expect(name, "image")


@each_site
def test_videos(name: str) -> None:
    read = [{"provider": video.provider, "video_id": video.video_id} for video in read_case(name).videos]
    assert read == (expect(name, "videos") or [])


@each_site
def test_tags(name: str) -> None:
    assert sorted(read_case(name).tags) == sorted(expect(name, "tags") or [])


@each_site
def test_language(name: str) -> None:
    assert read_case(name).language.split("-")[0] == expect(name, "language").split("-")[0]


@each_site
def test_site(name: str) -> None:
    assert read_case(name).site == expect(name, "site") == name


@each_site
def test_body_has_every_paragraph(name: str) -> None:
    body = read_case(name).body or ""
    assert [paragraph for paragraph in expect(name, "body_has") if paragraph not in body] == []


@each_site
def test_body_lacks_noise(name: str) -> None:
    body = read_case(name).body or ""
    assert [noise for noise in expect(name, "body_lacks") if noise in body] == []


# The declarations


@each_site
def test_case_is_whole(name: str) -> None:
    case = load_case(name)
    page = case.html.decode()
    assert set(case.expected) == {
        *("markup", "url", "site", "title", "authors", "published", "modified", "image"),
        *("videos", "tags", "language", "body_has", "body_lacks"),
    }
    assert len(case.expected["body_lacks"]) >= 3
    assert case.expected["url"] in page


def test_every_case_has_a_site() -> None:
    assert sorted(path.parent.name for path in CASES.glob("*/expected.json")) == NAMES


def test_there_are_many_sites_in_many_languages() -> None:
    sites = [load_site(name) for name in NAMES]
    assert len(sites) >= 45
    assert len({site.language.split("-")[0] for site in sites}) >= 8


@each_site
def test_spider_is_named_after_its_file(name: str) -> None:
    assert load_spider(name).name == name


@each_site
def test_spider_is_a_declaration_and_nothing_else(name: str) -> None:
    assert {key for key in vars(load_spider(name)) if not key.startswith("__")} == {"name", "site"}


@each_site
def test_file_says_who_attests_its_address(name: str) -> None:
    doc = " ".join((importlib.import_module(f"spiders.{name}").__doc__ or "").split())
    assert " attested by " in doc
    assert doc.endswith("; not contacted.")


@each_site
def test_site_has_sources_under_https(name: str) -> None:
    site = load_site(name)
    sources = (*site.feeds, *site.sitemaps, *site.listings)
    assert sources
    assert {urlsplit(source).scheme for source in sources} == {"https"}


@each_site
def test_pattern_takes_the_article(name: str) -> None:
    assert load_site(name).is_article(expect(name, "url"))


@each_site
def test_pattern_refuses_the_home_page_and_sources(name: str) -> None:
    site = load_site(name)
    others = (f"https://{site.host}/", f"https://www.{site.host}/", *site.feeds, *site.sitemaps, *site.listings)
    assert [other for other in others if site.is_article(other)] == []


@each_site
def test_pattern_refuses_other_hosts(name: str) -> None:
    assert not load_site(name).is_article(expect(name, "url").replace("https://", "https://copy.example/"))


@each_site
def test_pattern_takes_no_article_of_another_site(name: str) -> None:
    takers = [other for other in NAMES if load_site(other).is_article(expect(name, "url"))]
    assert takers == [name]


@each_site
@pytest.mark.parametrize("filler", ["-", "a-", "/", "1", "/1-"])
def test_pattern_is_quick_on_endless_addresses(name: str, filler: str) -> None:
    site = load_site(name)
    assert site.is_article(f"https://{site.host}/{filler * 60_000}\n") in (True, False)


def rows_of_the_table() -> Iterator[str]:
    text = (ROOT / "docs" / "sites.md").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line.startswith("| ") and "(`" in line)


def test_table_has_a_row_for_every_site() -> None:
    assert sorted(row.split("(`")[1].split("`)")[0] for row in rows_of_the_table()) == NAMES


@each_site
def test_table_says_what_the_file_says(name: str) -> None:
    (row,) = (row for row in rows_of_the_table() if f"(`{name}`)" in row)
    site = load_site(name)
    told = (*site.feeds, *site.sitemaps, *site.listings, site.article.replace("|", "\\|"), f"| {site.language} |")
    assert [value for value in told if value not in row] == []


# Real addresses


@cache
def real_addresses() -> tuple[str, ...]:
    with gzip.open(SHARED / "real" / "stories" / "headlines-2026.jsonl.gz", "rt", encoding="utf-8") as lines:
        return tuple(json.loads(line)["url"] for line in lines)


@needs_shared
@pytest.mark.parametrize("name", ["animecorner", "animenewsnetwork", "myanimelist"])
def test_pattern_takes_real_articles(name: str) -> None:
    site = load_site(name)
    own = [url for url in real_addresses() if site.owns(url) and _is_news(name, url)]
    assert len(own) > 100
    assert [url for url in own if not site.is_article(url)] == []


def _is_news(name: str, url: str) -> bool:
    sections = {"animenewsnetwork": ("/news/", "/interest/", "/daily-briefs/"), "myanimelist": ("/news/",)}
    return urlsplit(url).path.startswith(sections.get(name, ("/",)))


@needs_shared
@pytest.mark.parametrize(
    "name", ["animeanime", "animeclick", "animeherald", "animeland", "everyeye_anime", "mantanweb"]
)
def test_pattern_takes_real_articles_of_small_samples(name: str) -> None:
    site = load_site(name)
    labels = sorted((SHARED / "bench" / "facts-dev").glob("*.json"))
    addresses = [json.loads(label.read_text(encoding="utf-8"))["url"] for label in labels]
    own = [url for url in addresses if site.owns(url)]
    assert own
    assert [url for url in own if not site.is_article(url)] == []


@needs_shared
def test_pattern_refuses_real_reviews() -> None:
    reviews = [url for url in real_addresses() if urlsplit(url).path.startswith("/review/")]
    site = load_site("animenewsnetwork")
    assert [url for url in reviews if site.is_article(url)] == []
