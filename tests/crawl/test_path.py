"""One page through the path: whose it is, what its link adds, how it is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aggregator.base.claims import Facts, WorkMention
from aggregator.base.errors import BadInputError
from aggregator.base.records import Article, Failure, Link, Outcome, Page
from aggregator.base.sites import Site
from aggregator.crawl import path
from aggregator.crawl.path import Reading, forget_article, headline, read_article, read_judged, store_article
from aggregator.store.articles import Change
from aggregator.store.database import Store
from tests.crawl.harness import page as html

NOW = datetime(2027, 1, 6, 10, tzinfo=UTC)
SITE = Site(name="made-up", host="news.example", language="en", timezone="Asia/Tokyo")
URL = "https://news.example/n/1"


def page(body: str = "", *, url: str = URL, final: str | None = None, link: Link | None = None) -> Page:
    text = body or html("The Otters Return")
    return Page(
        url=url, final_url=final or url, body=text.encode(), content_type="text/html", fetched_at=NOW, link=link
    )


def test_a_page_on_another_host_is_not_the_sites(tmp_path: Path) -> None:
    found = read_judged(page(final="https://other.example/n/1"), SITE)
    assert isinstance(found, Failure)
    assert (found.outcome, found.reason) == (Outcome.REFUSED, "off_site")


def test_a_wall_is_no_article() -> None:
    found = read_judged(page("<title>Page not found</title><h1>Page not found</h1><p>Sorry.</p>"), SITE)
    assert isinstance(found, Failure)
    assert found.reason == "soft_404"


def test_an_article_is_read_with_its_facts() -> None:
    found = read_judged(page(), SITE)
    assert isinstance(found, Reading)
    assert found.article.title == "The Otters Return"
    assert found.body_hash


@pytest.mark.parametrize("base", ["https://other.example/", "//other.example/x/", "javascript:alert(1)"])
def test_case_68_a_base_elsewhere_makes_no_other_identity(base: str) -> None:
    article = read_article(page(html("Based").replace("<head>", f'<head><base href="{base}">')), SITE)
    assert article.canonical_url == URL


def test_a_canonical_address_on_the_site_is_the_identity() -> None:
    link = '<link rel="canonical" href="https://news.example/n/one">'
    article = read_article(page(html("Moved").replace("<head>", f"<head>{link}")), SITE)
    assert article.canonical_url == "https://news.example/n/one"


def test_a_link_tells_what_the_page_does_not() -> None:
    link = Link(
        url=URL,
        source="https://news.example/feed",
        title="Another title",
        summary="What it is about.",
        published=datetime(2027, 1, 5, tzinfo=UTC),
        authors=("A. Nobody",),
        tags=("otters",),
        image="https://news.example/otter.jpg",
    )
    article = read_article(page(link=link), SITE)
    assert article.title == "The Otters Return"
    assert (article.authors, article.tags) == (("A. Nobody",), ("otters",))
    assert article.published == "2027-01-05T00:00:00+00:00"
    assert article.images[0].url == "https://news.example/otter.jpg"
    assert article.rules["published"] == article.rules["authors"] == article.rules["image"] == "link"


def test_a_link_without_words_is_no_headline() -> None:
    assert headline(Link(url=URL, source="https://news.example/list"), SITE) is None
    assert headline(Link(url=URL, source="https://news.example/list", title="  "), SITE) is None


def test_a_headline_is_completed_by_its_page(tmp_path: Path) -> None:
    told = headline(Link(url=URL, source="https://news.example/feed", title="Otters Return"), SITE)
    assert told is not None
    with Store.open(tmp_path / "news.db") as store:
        changes = []
        for article in (told, told, read_article(page(), SITE), told):
            with store.write():
                changes.append(store_article(store, article, site=SITE, now=NOW).stored.change)
        (row,) = store.rows("SELECT title, headline_only, version FROM articles")
    assert changes == [Change.NEW, Change.UNCHANGED, Change.COMPLETED, Change.UNCHANGED]
    assert tuple(row) == ("The Otters Return", 0, 1)


def test_what_a_person_had_forgotten_does_not_come_back(tmp_path: Path) -> None:
    article = read_article(page(), SITE)
    with Store.open(tmp_path / "news.db") as store:
        forget_article(store, article.canonical_url, now=NOW)
        with pytest.raises(BadInputError, match="forgotten"), store.write():
            store_article(store, article, site=SITE, now=NOW)
        assert store.rows("SELECT 1 FROM articles") == []


@pytest.mark.case(90)
def test_equal_bodies_of_two_sites_are_one_story(tmp_path: Path) -> None:
    other = SITE.model_copy(update={"name": "other", "host": "other.example"})
    with Store.open(tmp_path / "news.db") as store:
        with store.write():
            first = store_article(store, read_article(page(), SITE), site=SITE, now=NOW)
        with store.write():
            article = read_article(page(url="https://other.example/copy"), other)
            second = store_article(store, article, site=SITE, now=NOW)
        rows = store.rows("SELECT id, duplicate_of, story_id FROM articles ORDER BY duplicate_of IS NOT NULL")
    assert rows[0]["story_id"] == rows[1]["story_id"]
    assert rows[1]["duplicate_of"] == rows[0]["id"]
    assert {rows[0]["id"], rows[1]["id"]} == {first.stored.article_id, second.stored.article_id}


def test_a_day_is_sorted_by_the_sites_zone(tmp_path: Path) -> None:
    link = Link(url=URL, source="https://news.example/feed", title="x")
    told = headline(link, SITE)
    assert told is not None
    with Store.open(tmp_path / "news.db") as store:
        with store.write():
            store_article(store, replace(told, published="2027-01-06"), site=SITE, now=NOW)
        (row,) = store.rows("SELECT published, sorted_at FROM articles")
    assert (row["published"], row["sorted_at"][:10]) == ("2027-01-06", "2027-01-05")


class TestClaims:
    @pytest.fixture
    def read(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str | None, ZoneInfo | None]]:
        """The texts that facts are read in, with their zones; each states the text's last word as a work."""
        asked: list[tuple[str | None, ZoneInfo | None]] = []

        def read_facts(article: Article, zone: ZoneInfo | None = None) -> Facts:
            asked.append((article.body, zone))
            return Facts(works=(WorkMention(title=(article.body or article.title).split()[-1]),))

        monkeypatch.setattr(path, "read_facts", read_facts)
        return asked

    def works(self, store: Store) -> list[str]:
        return [row[0] for row in store.rows("SELECT title FROM article_works JOIN works ON id = work_id")]

    def take(self, store: Store, **changes: object) -> None:
        article = Article(url=URL, canonical_url=URL, site="made-up", language="en", title="Otters", body="a Return")
        with store.write():
            store_article(store, replace(article, **changes), site=SITE, now=NOW)  # type: ignore[arg-type]

    def test_facts_are_read_in_the_sites_zone(self, read: list[tuple[str | None, ZoneInfo | None]]) -> None:
        read_judged(page(), SITE)
        assert read[0][1] == ZoneInfo("Asia/Tokyo")

    def test_a_page_that_holds_no_text_this_time_keeps_its_claims(
        self, tmp_path: Path, read: list[tuple[str | None, ZoneInfo | None]]
    ) -> None:
        with Store.open(tmp_path / "news.db") as store:
            self.take(store)
            self.take(store, title="Otters Corrected", body=None)
            assert self.works(store) == ["Return"]
        assert read[-1] == ("a Return", SITE.zone)

    def test_a_headline_does_not_replace_an_article_s_claims(
        self, tmp_path: Path, read: list[tuple[str | None, ZoneInfo | None]]
    ) -> None:
        with Store.open(tmp_path / "news.db") as store:
            self.take(store)
            self.take(store, body=None, headline_only=True)
            assert self.works(store) == ["Return"]
