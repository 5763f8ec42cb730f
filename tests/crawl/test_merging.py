"""Two databases become what one crawl of both would have made."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from aggregator.base.records import Article
from aggregator.base.sites import Site
from aggregator.crawl.correcting import correct as person_said
from aggregator.crawl.merging import Merged, merge
from aggregator.crawl.path import forget_article, store_article
from aggregator.store.archive import Capture, add
from aggregator.store.database import Store
from tests.store.contents import contents
from tests.store.made_up import NOW, article, headline

SITES = {
    name: Site(name=name, host=f"{name}.example", language="en", timezone="UTC")
    for name in ("kumo-post", "hoshi-times")
}
TEXT = "The TV anime Copper Sparrow premieres on {day} April 2032 on BS Komorebi. Aoi Kumo directs it. " * 3
Event = tuple[int, Article]


def told(site: str, number: int, day: int = 6, **changes: Any) -> Article:
    url = f"https://{site}.example/news/{number}"
    body = TEXT.format(day=day) + f"\n\nSo says {site} in its note number {number} about the sparrow of copper."
    values = {"site": site, "title": f"Copper Sparrow starts on {day} April 2032 ({number})", "body": body}
    return article(number, url=url, canonical_url=url, **(values | changes))


EVENTS: list[Event] = [
    (0, headline(1, title="Copper Sparrow gets a date")),
    (1, told("kumo-post", 1)),
    (2, told("hoshi-times", 2)),
    (3, told("kumo-post", 1, day=13)),
    (4, told("hoshi-times", 3, body=told("kumo-post", 1, day=13).body)),
    (5, told("kumo-post", 1, day=13, authors=("Aoi Kumo", "Sora Hoshi"))),
    (6, told("hoshi-times", 2, day=13)),
    (7, told("kumo-post", 4, day=20)),
]
"""What two sites published, hour by hour: one article is edited, completed, copied, corrected."""


def crawled(path: Path, events: Sequence[Event]) -> Store:
    store = Store.open(path)
    for hour, each in events:
        with store.write():
            store_article(store, each, site=SITES[each.site], now=NOW + timedelta(hours=hour))
    return store


def merged(store: Store, other: Store) -> Merged:
    return merge(store, other, site_of=SITES.get, now=NOW + timedelta(days=1), told=lambda _: None)


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has one."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as folder:
        yield Path(folder)


def split(seed: int) -> tuple[list[Event], list[Event]]:
    """Each event was seen by the one crawl, by the other, or by both."""
    dice = random.Random(seed)
    seen = [(event, dice.choice(["one", "other", "both"])) for event in EVENTS]
    return [e for e, by in seen if by != "other"], [e for e, by in seen if by != "one"]


@pytest.mark.parametrize("seed", range(2))
def test_two_crawls_merged_are_one_crawl_in_either_order_and_twice(seed: int, quick_folder: Path) -> None:
    first, second = split(seed)
    with crawled(quick_folder / "whole.db", EVENTS) as whole:
        expected = contents(whole)
    for order, (mine, theirs) in enumerate([(first, second), (second, first)]):
        with (
            crawled(quick_folder / f"mine{order}.db", mine) as store,
            crawled(quick_folder / f"theirs{order}.db", theirs) as other,
        ):
            untouched = contents(other)
            merged(store, other)
            assert contents(store) == expected
            again = merged(store, other)
            assert (again.new, again.changed) == (0, 0)
            assert contents(store) == expected
            assert contents(other) == untouched


def test_what_was_forgotten_in_either_is_gone(quick_folder: Path) -> None:
    with crawled(quick_folder / "a.db", EVENTS[:3]) as store, crawled(quick_folder / "b.db", EVENTS) as other:
        forget_article(store, EVENTS[2][1].canonical_url, now=NOW)
        forget_article(other, EVENTS[1][1].canonical_url, now=NOW)
        done = merged(store, other)
        kept = {row["canonical_url"] for row in store.rows("SELECT canonical_url FROM articles")}
    assert done.forgotten == 1
    assert kept == {"https://hoshi-times.example/news/3", "https://kumo-post.example/news/4"}


def test_links_are_the_earliest(quick_folder: Path) -> None:
    row = ("kumo-post", "https://else.example/1", "https://else.example/1", "Else")
    with crawled(quick_folder / "a.db", []) as store, crawled(quick_folder / "b.db", []) as other:
        for each, at in ((store, "2031-02-01T00:00:00+00:00"), (other, "2031-01-01T00:00:00+00:00")):
            with each.write():
                each.execute("INSERT INTO links VALUES (?, ?, ?, ?, ?)", (*row, at))
        merged(store, other)
        assert [tuple(r) for r in store.rows("SELECT * FROM links")] == [(*row, "2031-01-01T00:00:00+00:00")]


def test_archived_pages_of_an_article_that_is_completed_stay_and_the_others_are_left(quick_folder: Path) -> None:
    with crawled(quick_folder / "a.db", EVENTS[:2]) as store, crawled(quick_folder / "b.db", EVENTS[3:]) as other:
        for each, file in ((store, "mine.warc.gz"), (other, "theirs.warc.gz")):
            with each.write():
                for row in each.rows("SELECT id, url FROM articles"):
                    offset = len(each.rows("SELECT 1 FROM archive"))
                    place: dict[str, Any] = {"file": file, "offset": offset, "length": 9, "timezone": "UTC"}
                    add(each, Capture(**place, article_id=row["id"], url=row["url"], at=NOW))
        before = {tuple(row) for row in store.rows("SELECT * FROM archive")}
        done = merged(store, other)
        assert done.changed >= 1
        assert {tuple(row) for row in store.rows("SELECT * FROM archive")} == before != set()


def test_what_a_person_said_in_the_other_holds_for_articles_that_both_have(quick_folder: Path) -> None:
    with crawled(quick_folder / "a.db", EVENTS[:3]) as store, crawled(quick_folder / "b.db", EVENTS[:3]) as other:
        claim = other.rows("SELECT id FROM releases ORDER BY id LIMIT 1")[0]["id"]
        person_said(other, "reject", "claim", [claim], now=NOW)
        merged(store, other)
        assert contents(store) == contents(other)
