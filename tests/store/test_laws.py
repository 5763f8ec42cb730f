"""Laws of storing articles, whatever the articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.base.records import Article
from aggregator.store.articles import Change, find
from aggregator.store.database import Row, Store
from aggregator.store.search import match_query, terms
from aggregator.store.sqlite import sqlite3
from tests.store.contents import contents
from tests.store.made_up import NOW, articles, keep, key, undone

LATER = NOW + timedelta(days=1)
LAW = settings(deadline=None)  # the disk has its moments


def _row(store: Store) -> Row:
    row = find(store, key(1))
    assert row is not None
    return row


def _index_of(store: Store) -> list[tuple[object, ...]]:
    """Every term of the search with its place."""
    store.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'search', 'instance')")
    rows = store.rows("SELECT term, doc, col, offset FROM temp.terms")
    store.execute("DROP TABLE temp.terms")
    return sorted(tuple(row) for row in rows)


def _rebuilt(store: Store) -> list[tuple[object, ...]]:
    """The same of a search made afresh from the articles."""
    connection: Any = sqlite3.connect(":memory:")
    sql = store.row("SELECT sql FROM sqlite_master WHERE name = 'search'")
    connection.execute(sql[0] if sql else "")
    for row in store.rows("SELECT docid, title, summary, body FROM articles"):
        connection.execute(
            "INSERT INTO search (rowid, title, summary, body, names) VALUES (?, ?, ?, ?, '')",
            (row["docid"], terms(row["title"]), terms(row["summary"]), terms(row["body"])),
        )
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'search', 'instance')")
    rows = connection.execute("SELECT term, doc, col, offset FROM temp.terms").fetchall()
    connection.close()
    return sorted(tuple(row) for row in rows)


@LAW
@given(given=articles())
def test_storing_again_changes_nothing(scratch: Store, given: Article) -> None:
    with undone(scratch):
        keep(scratch, given)
        once = contents(scratch)
        assert keep(scratch, given, now=LATER).change is Change.UNCHANGED
        assert contents(scratch) == once


@LAW
@given(given=st.lists(articles(), max_size=6))
def test_storing_all_again_changes_no_last_state(scratch: Store, given: list[Article]) -> None:
    with undone(scratch):
        for each in given:
            keep(scratch, each)
        if given:
            once = contents(scratch)
            assert keep(scratch, given[-1], now=LATER).change is Change.UNCHANGED
            assert contents(scratch) == once


@LAW
@given(given=st.lists(articles(numbers=9), max_size=5, unique_by=lambda a: a.canonical_url), data=st.data())
def test_the_order_of_different_articles_does_not_matter(
    scratch: Store, given: list[Article], data: st.DataObject
) -> None:
    found = []
    for order in (given, data.draw(st.permutations(given))):
        with undone(scratch):
            for each in order:
                keep(scratch, each)
            found.append((contents(scratch), _index_of(scratch)))
    assert found[0] == found[1]


@LAW
@given(first=articles(numbers=1), then=st.lists(articles(numbers=1), max_size=4))
def test_no_value_is_ever_lost(scratch: Store, first: Article, then: list[Article]) -> None:
    with undone(scratch):
        keep(scratch, first)
        for each in then:
            before = dict(_row(scratch))
            lists = {table: rows for table, rows in contents(scratch).items() if rows and table != "fingerprints"}
            keep(scratch, each)
            after = dict(_row(scratch))
            assert [
                name
                for name, value in before.items()
                if value is not None and after[name] is None and name != "body_hash"
            ] == []
            assert lists.keys() <= {table for table, rows in contents(scratch).items() if rows}


@LAW
@given(whole=articles(numbers=1), head=articles(numbers=1))
def test_a_headline_never_replaces_a_whole_article(scratch: Store, whole: Article, head: Article) -> None:
    with undone(scratch):
        keep(scratch, replace(whole, headline_only=False))
        before = contents(scratch)
        keep(scratch, replace(head, headline_only=True, body=None), now=LATER)
        assert contents(scratch) == before


@pytest.mark.case(89)
@LAW
@given(given=st.lists(articles(numbers=1), min_size=1, max_size=6))
def test_versions_are_the_former_states(scratch: Store, given: list[Article]) -> None:
    former = "SELECT title, summary, body FROM article_versions ORDER BY version"
    with undone(scratch):
        told: list[tuple[object, ...]] = []
        for each in given:
            was_headline = find(scratch, key(1)) is not None and bool(_row(scratch)["headline_only"])
            change = keep(scratch, each).change
            now = tuple(_row(scratch)[name] for name in ("title", "summary", "body"))
            if change is Change.COMPLETED and was_headline:
                told[-1] = now
            elif not told or told[-1] != now:
                told.append(now)
        assert [tuple(row) for row in scratch.rows(former)] == told[:-1]
        assert _row(scratch)["version"] == len(told)


@LAW
@given(given=st.lists(articles(), max_size=8))
def test_the_search_is_what_a_rebuilt_one_would_be(scratch: Store, given: list[Article]) -> None:
    with undone(scratch):
        for each in given:
            keep(scratch, each)
        assert _index_of(scratch) == _rebuilt(scratch)
        scratch.execute("INSERT INTO search (search) VALUES ('integrity-check')")


@LAW
@given(given=st.lists(articles(), min_size=1, max_size=4))
def test_an_article_is_found_by_its_title(scratch: Store, given: list[Article]) -> None:
    with undone(scratch):
        for each in given:
            keep(scratch, each)
        for row in scratch.rows("SELECT docid, title FROM articles"):
            query = match_query(row["title"])
            found = scratch.rows("SELECT rowid FROM search WHERE search MATCH ?", (query,)) if query else []
            assert query is None or row["docid"] in {hit["rowid"] for hit in found}
