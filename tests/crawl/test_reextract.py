"""Archived pages read again: what our rules changed changes, nothing is lost unasked, a second time changes none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.base.records import Article, Failure, Image, Link
from aggregator.crawl.differences import Effect
from aggregator.crawl.reextract import Report
from aggregator.crawl.rereading import followed
from aggregator.store import articles
from aggregator.store.database import Store
from tests.crawl.archived import NOW, SITE, TEXT, Shelf, html, in_this_process, page
from tests.store.contents import contents
from tests.store.made_up import article, save, undone

__all__ = ["in_this_process"]
pytestmark = pytest.mark.usefixtures("in_this_process")


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    yield made
    made.archive.close()
    made.store.close()


def effects(report: Report) -> dict[str, Effect]:
    return {field: effect for (field, effect), number in report.effects.items() if number}


class TestTheSameRules:
    def test_nothing_would_change(self, shelf: Shelf) -> None:
        shelf.take(page(html()))
        report = shelf.look()
        assert (report.articles, report.differing, report.failures) == (1, 0, [])
        assert shelf.store.rows("SELECT * FROM releases")
        assert shelf.store.rows("SELECT * FROM credits")

    def test_nor_after_edits_that_left_values_out(self, shelf: Shelf) -> None:
        shelf.take(page(html(more='<meta property="og:image" content="https://news.example/1.png">')))
        shelf.take(
            page(html("The Moss Knight's Diary Premieres on April 9", TEXT.replace("April 8", "April 9"))), after=1
        )
        assert shelf.row()["version"] == 2
        assert shelf.row()["image"]
        assert shelf.look().differing == 0

    def test_nor_where_discovery_said_something_that_it_says_no_more(self, shelf: Shelf) -> None:
        shelf.take(page(html(), link=Link(url="https://news.example/n/1", source="x", tags=("otters",))))
        assert shelf.store.rows("SELECT * FROM article_tags")
        assert shelf.look().differing == 0

    def test_nor_of_a_site_that_nobody_declares_any_more(self, shelf: Shelf) -> None:
        naive = html().replace(b"+09:00", b"")
        shelf.take(page(naive))
        assert shelf.row()["published"].endswith("+09:00")
        assert shelf.look(None).differing == 0


class TestOtherRules:
    def test_what_is_read_otherwise_is_stored_without_a_version(self, shelf: Shelf) -> None:
        shelf.take(page(html(text=TEXT + "<p class='zz'>Buy the made-up moss in our shop of mosses today!</p>")))
        before = shelf.row()
        cleaner = SITE.model_copy(update={"rules": {"remove": ("css:.zz",)}})
        report = shelf.look(cleaner, store=True)
        after = shelf.row()
        assert effects(report)["body"] is Effect.CHANGED
        assert "shop of mosses" in before["body"]
        assert "shop of mosses" not in after["body"]
        assert after["body_hash"] != before["body_hash"]
        same = (
            "id",
            "version",
            "version_at",
            "first_seen",
            "last_seen",
            "url",
            "canonical_url",
            "published",
            "story_id",
        )
        assert {name: after[name] for name in same} == {name: before[name] for name in same}
        assert shelf.store.rows("SELECT * FROM article_versions") == []

    def test_a_second_time_changes_nothing(self, shelf: Shelf) -> None:
        shelf.take(page(html(text=TEXT + "<p class='zz'>Buy the made-up moss in our shop of mosses today!</p>")))
        cleaner = SITE.model_copy(update={"rules": {"remove": ("css:.zz",)}})
        shelf.look(cleaner, store=True)
        before = contents(shelf.store)
        assert shelf.look(cleaner, store=True).differing == 0
        assert contents(shelf.store) == before

    def test_the_search_knows_the_new_words_and_not_the_old(self, shelf: Shelf) -> None:
        shelf.take(page(html(more="<meta name='headline' content='Otters Everywhere'>")))
        shelf.look(SITE.model_copy(update={"rules": {"title": ("meta:headline",)}}), store=True)
        assert shelf.row()["title"] == "Otters Everywhere"
        found = "SELECT count(*) FROM search WHERE search MATCH ?"
        assert shelf.store.rows(found, ("title : otters",))[0][0] == 1
        assert shelf.store.rows(found, ("title : diary",))[0][0] == 0

    def test_a_list_that_is_empty_now_and_a_value_that_is_gone_are_lost(self, shelf: Shelf) -> None:
        good = SITE.model_copy(update={"rules": {"tags": ("css:p.by::text",)}})
        shelf.take(page(html()), good)
        report = shelf.look(SITE)
        assert effects(report)["tags"] is Effect.LOST
        assert report.lost == 1
        assert report.samples["tags", Effect.LOST][0].difference.before == "By Jo Sample"
        assert shelf.look(SITE, store=True).stored == 1
        assert shelf.store.rows("SELECT * FROM article_tags") == []
        assert effects(shelf.look(good)) == {"tags": Effect.GAINED, "rules": Effect.CHANGED}

    def test_a_body_of_which_little_is_left_is_lost(self, shelf: Shelf) -> None:
        shelf.take(page(html()))
        broken = SITE.model_copy(update={"rules": {"body": ("css:article p:last-of-type",), "remove": ("css:p + p",)}})
        assert effects(shelf.look(broken)).get("body") is Effect.LOST

    def test_claims_that_are_read_no_more_are_lost(self, shelf: Shelf) -> None:
        shelf.take(page(html()))
        report = shelf.look(SITE.model_copy(update={"rules": {"remove": ("css:p:nth-of-type(2)",)}}))
        assert effects(report)["credits"] is Effect.LOST

    def test_a_page_that_can_not_be_read_any_more_changes_nothing(self, shelf: Shelf) -> None:
        shelf.take(page(html()))
        before = contents(shelf.store)
        report = shelf.look(SITE.model_copy(update={"host": "other.example"}), store=True)
        (failure,) = report.failures
        assert isinstance(failure, Failure)
        assert (failure.reason, report.differing) == ("off_site", 0)
        assert contents(shelf.store) == before

    def test_a_page_whose_file_is_gone_is_told(self, shelf: Shelf) -> None:
        shelf.take(page(html()))
        shelf.archive.files()[0].unlink()
        (failure,) = shelf.look().failures
        assert failure.reason == "storage"

    def test_an_article_keeps_its_address_whatever_the_page_is_called_now(self, shelf: Shelf) -> None:
        shelf.take(page(html(more='<meta name="own" content="https://news.example/other">')))
        before = shelf.row()
        shelf.look(SITE.model_copy(update={"rules": {"canonical": ("meta:own",)}}), store=True)
        assert (shelf.row()["id"], shelf.row()["canonical_url"]) == (before["id"], before["canonical_url"])

    def test_only_the_wanted_sites_are_read(self, shelf: Shelf) -> None:
        shelf.take(page(html()))
        assert shelf.look(SITE, "another").articles == 0
        assert shelf.look(SITE, "made-up").articles == 1


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("scratch") / "news.db") as opened:
        yield opened


WORDS = st.none() | st.text(st.characters(categories=["L"]), min_size=1, max_size=4)
STATE = st.fixed_dictionaries(
    {
        "title": st.text(st.characters(categories=["L"]), min_size=1, max_size=4),
        "summary": WORDS,
        "body": WORDS,
        "modified": st.sampled_from([None, "2031-05-04", "2031-05-05"]),
        "published": st.sampled_from([None, "2031-05-04", "2031-05-05"]),
        "authors": st.sampled_from([(), ("Aoi",), ("Aoi", "Jo")]),
        "tags": st.sampled_from([(), ("a",)]),
        "images": st.sampled_from([(), (Image("https://a.example/1"),)]),
        "rules": st.dictionaries(st.sampled_from(["title", "body"]), st.sampled_from(["x", "y"])),
    }
)


@given(st.lists(STATE, min_size=1, max_size=4))
@settings(max_examples=25)
def test_law_states_that_follow_each_other_are_kept_as_storing_them_keeps_them(
    scratch: Store, states: list[dict[str, Any]]
) -> None:
    given: list[Article] = [article(1, **state) for state in states]
    with undone(scratch):
        for state in given:
            key = articles.put(scratch, state, sorted_at=None, now=NOW, kinds=()).article_id
        stored = articles.load(scratch, key)
    expected = followed(given)
    assert stored is not None
    # A later «modified» alone is no change, nor is a rule that nothing was read by otherwise.
    assert replace(stored, modified=None, rules={}) == replace(expected, modified=None, rules={})


def test_an_article_is_loaded_as_it_was_saved(scratch: Store) -> None:
    given = article(7, paywalled=True)
    assert articles.load(scratch, save(scratch, given).article_id) == given
    assert articles.load(scratch, "nothing") is None
