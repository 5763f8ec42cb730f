"""What storing an article does: the laws, and the cases that broke them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from aggregator.base.errors import BadInputError
from aggregator.base.records import Image
from aggregator.store.articles import Change, alias, body_hash, find, mark_gone, touch
from aggregator.store.database import Row, Store
from aggregator.store.sqlite import sqlite3
from tests.store.contents import contents
from tests.store.made_up import NOW, article, headline, keep, key, save

LATER = NOW + timedelta(days=1)


def _row(store: Store, number: int = 1) -> Row:
    row = find(store, key(number))
    assert row is not None
    return row


def _versions(store: Store) -> list[tuple[object, ...]]:
    return [
        tuple(row)
        for row in store.rows("SELECT version, seen_at, title, summary, body FROM article_versions ORDER BY version")
    ]


def test_a_new_article_is_stored_as_it_is(store: Store) -> None:
    assert save(store, article()).change is Change.NEW
    row = _row(store)
    assert (row["title"], row["version"], row["headline_only"], row["kinds"]) == (
        "Hoshi no Sumika gets season 1",
        1,
        0,
        '["season"]',
    )
    assert [tuple(r) for r in store.rows("SELECT position, tag FROM article_tags")] == [
        (0, "anime"),
        (1, "second season"),
    ]


@pytest.mark.case(89)
def test_there_and_back_are_three_versions(store: Store) -> None:
    one, two = article(), article(title="Hoshi no Sumika is cancelled")
    changes = [save(store, one), save(store, two, now=LATER), save(store, one, now=LATER + timedelta(days=1))]
    assert [(c.change, c.version) for c in changes] == [(Change.NEW, 1), (Change.CHANGED, 2), (Change.CHANGED, 3)]
    assert [(number, seen, title) for number, seen, title, *_ in _versions(store)] == [
        (1, "2031-05-04T12:00:00+00:00", one.title),
        (2, "2031-05-05T12:00:00+00:00", two.title),
    ]
    assert _row(store)["title"] == one.title


def test_a_headline_is_completed_without_a_version(store: Store) -> None:
    save(store, headline(title="Hoshi no Sumika…", published="2031-05-04"))
    assert save(store, article(), now=LATER).change is Change.COMPLETED
    row = _row(store)
    assert (row["headline_only"], row["version"], row["published"]) == (0, 1, "2031-05-04T10:00:00+09:00")
    assert _versions(store) == []


def test_a_new_image_is_no_new_version(store: Store) -> None:
    save(store, article())
    assert save(store, article(images=(Image("https://kumo-post.example/b.png"),))).change is Change.UPDATED
    assert (_row(store)["image"], _row(store)["version"]) == ("https://kumo-post.example/b.png", 1)


def test_a_shorter_body_does_not_keep_the_mark_of_a_copy(store: Store) -> None:
    save(store, article(body="The cloud house. " * 40))
    save(store, article(body="Withdrawn."))
    assert _row(store)["body_hash"] is None


def test_a_missing_body_keeps_its_mark(store: Store) -> None:
    body = "The cloud house. " * 40
    save(store, article(body=body))
    save(store, article(title="Another title", body=None))
    assert _row(store)["body_hash"] == body_hash(body)


def test_a_date_that_is_told_later_is_taken(store: Store) -> None:
    save(store, article(published=None))
    assert save(store, article(), now=LATER).change is Change.UPDATED
    row = _row(store)
    assert (row["published"], row["sorted_at"]) == ("2031-05-04T10:00:00+09:00", "2031-05-04T10:00:00+00:00")


@pytest.mark.case(89)
def test_a_date_stays_what_was_told_first(store: Store) -> None:
    save(store, article())
    save(store, article(title="Another", published="2031-05-06"))
    assert _row(store)["published"] == "2031-05-04T10:00:00+09:00"


def test_two_sources_that_date_a_headline_differently_change_nothing(store: Store) -> None:
    save(store, headline(published="2031-05-04"))
    assert save(store, headline(published="2031-05-05")).change is Change.UNCHANGED


def test_modified_alone_is_no_change(store: Store) -> None:
    save(store, article(modified="2031-05-05"))
    assert save(store, article(modified="2031-05-06")).change is Change.UNCHANGED
    assert save(store, article(modified="2031-05-07", title="Another")).change is Change.CHANGED
    assert _row(store)["modified"] == "2031-05-07"


def test_other_kinds_are_taken(store: Store) -> None:
    save(store, article())
    assert save(store, article(), kinds=("season", "cast")).change is Change.UPDATED
    assert json.loads(_row(store)["kinds"]) == ["season", "cast"]


def test_a_value_that_is_kept_keeps_its_rule(store: Store) -> None:
    save(store, article(rules={"title": "ld:headline", "body": "css:.text"}))
    save(store, article(title="Another", body=None, rules={"title": "css:h1"}))
    assert json.loads(_row(store)["rules"]) == {"title": "css:h1", "body": "css:.text"}


def test_a_page_that_is_back_is_no_longer_gone(store: Store) -> None:
    one = save(store, article())
    with store.write():
        mark_gone(store, one.article_id)
    assert save(store, article()).change is Change.UPDATED
    assert _row(store)["gone"] == 0


@pytest.mark.parametrize("title", ["Hoshi no Sumika gets season 1", "Another"])
def test_a_headline_of_a_page_that_is_gone_does_not_bring_it_back(title: str, store: Store) -> None:
    one = save(store, headline())
    with store.write():
        mark_gone(store, one.article_id)
    save(store, headline(title=title))
    assert _row(store)["gone"] == 1


def test_a_page_that_answers_unchanged_is_no_longer_gone(store: Store) -> None:
    one = save(store, article())
    with store.write():
        mark_gone(store, one.article_id)
        touch(store, one.article_id, LATER)
    assert (_row(store)["gone"], _row(store)["last_seen"]) == (0, "2031-05-05T12:00:00+00:00")


def test_an_alias_leads_to_its_article(store: Store) -> None:
    one = save(store, article(1))
    with store.write():
        alias(store, key(2), one.article_id)
    assert save(store, article(2, title="Moved")).article_id == one.article_id
    assert store.row("SELECT count(*) FROM articles")[0] == 1


def test_an_alias_does_not_hide_an_article(store: Store) -> None:
    one, two = save(store, article(1)), save(store, article(2))
    with store.write():
        alias(store, key(2), one.article_id)
    assert _row(store, 2)["id"] == two.article_id


@pytest.mark.case(113)
@pytest.mark.parametrize(
    "changes",
    [
        {"title": "half a \ud83d sign"},
        {"authors": ("\udfff",)},
        {"images": (Image("https://kumo-post.example/a.png", "\ud800"),)},
        {"images": (Image("https://kumo-post.example/a.png", None, 10**30),)},
    ],
)
def test_what_can_not_be_stored_is_told_and_the_rest_of_the_unit_goes_on(changes: dict[str, Any], store: Store) -> None:
    with store.write():
        keep(store, article(1))
        with pytest.raises(BadInputError) as caught:
            keep(store, article(2, **changes))
        keep(store, article(3))
    assert caught.value.reason == "storage"
    assert [row["url"] for row in store.rows("SELECT url FROM articles ORDER BY url")] == [key(1), key(3)]


@pytest.mark.case(93)
def test_a_wrong_type_is_refused_with_its_whole_unit(store: Store) -> None:
    def unit() -> None:
        with store.write():
            keep(store, article(1))
            store.execute("UPDATE articles SET version = 'first'")

    with pytest.raises(sqlite3.IntegrityError, match="cannot store"):
        unit()
    assert store.row("SELECT count(*) FROM articles")[0] == 0


def test_two_databases_with_the_same_articles_are_equal(store: Store, tmp_path: Any) -> None:
    given = [article(1), article(2), headline(3), article(1, title="Another"), article(3)]
    with Store.open(tmp_path / "other.db") as other:
        for each in given:
            save(store, each)
        for each in (given[1], given[2], given[4], given[0], given[3]):
            save(other, each)
        assert contents(store) == contents(other)


def test_last_seen_is_no_content(store: Store) -> None:
    save(store, article())
    before = contents(store)
    save(store, article(), now=LATER)
    assert contents(store) == before
    assert _row(store)["last_seen"] == "2031-05-05T12:00:00+00:00"
