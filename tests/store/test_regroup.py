"""Deciding anew what is one, for the whole database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aggregator.base.titles import ListedWork
from aggregator.crawl.path import store_article
from aggregator.crawl.regroup import regroup
from aggregator.crawl.titles import take_list
from aggregator.store.database import Store
from tests.group.test_stories import _article, _site
from tests.store.contents import contents

START = datetime(2031, 1, 6, 9, tzinfo=UTC)
TOLD = (
    ("one", "en", "Velvet Comet Anime Reveals Trailer", 0),
    ("two", "en", "'Velvet Comet' Unveils First Promo", 3),
    ("three", "ja", "「藍染めの森」PV公開", 4),
)


def _fill(store: Store) -> None:
    for name, language, title, hours in TOLD:
        article = _article(name, language, title, START + timedelta(hours=hours))
        with store.write():
            store_article(store, article, site=_site(article), now=START)


def _stories(store: Store) -> int:
    return len({row["story_id"] for row in store.rows("SELECT story_id FROM articles")})


def test_nothing_changes_where_the_rules_are_the_same(store: Store) -> None:
    _fill(store)
    before = contents(store)
    assert regroup(store, now=START) == (3, 2)
    assert contents(store) == before


def test_it_mends_what_was_put_apart(store: Store) -> None:
    _fill(store)
    with store.write():
        store.execute("UPDATE articles SET story_id = NULL")
        store.execute("DELETE FROM stories")
    regroup(store, now=START)
    assert _stories(store) == 2


def test_a_list_joins_the_stories_of_one_work(store: Store) -> None:
    _fill(store)
    names = (("Velvet Comet", "en"), ("藍染めの森", "ja"))
    take_list(store, [ListedWork("made-up", "1", "藍染めの森", "tv", names, (("mal", "1"),))], now=START)
    assert _stories(store) == 1
    assert [tuple(row) for row in store.rows('SELECT "database", value FROM work_ids')] == [("mal", "1")]
    apart = ListedWork("made-up", "2", "Other", "tv", (("Other", "en"),), ())
    take_list(store, [apart], now=START)
    assert _stories(store) == 2
    assert store.rows("SELECT * FROM work_ids") == []
