"""Hundreds of articles of six outlets, seen by two crawls: merged they are what one crawl would have made."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from aggregator.crawl.merging import merge
from aggregator.crawl.path import store_article
from aggregator.store.database import Store
from tests.crawl.newsrooms import SITES, START, Event, events
from tests.store.contents import contents

ANNOUNCEMENTS = 110
LATER = START + timedelta(days=900)


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has one."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as folder:
        yield Path(folder)


def take(store: Store, these: Iterable[Event]) -> None:
    for minute, article in these:
        with store.write():
            store_article(store, article, site=SITES[article.site], now=START + timedelta(minutes=minute))


def join(store: Store, other: Store) -> tuple[int, int]:
    done = merge(store, other, site_of=SITES.get, now=LATER, told=lambda _: None)
    return done.new, done.changed


@pytest.mark.ci
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(4))
def test_two_crawls_of_hundreds_of_articles_merged_are_one_crawl(seed: int, quick_folder: Path) -> None:
    everything, dice = events(seed, ANNOUNCEMENTS), random.Random(seed)
    seen = [(event, dice.choice(["one", "other", "both"])) for event in everything]
    with Store.open(quick_folder / "whole.db") as whole:
        take(whole, everything)
        assert len(whole.rows("SELECT 1 FROM articles")) > 2.5 * ANNOUNCEMENTS
        expected = contents(whole)
    with Store.open(quick_folder / "mine.db") as mine, Store.open(quick_folder / "theirs.db") as theirs:
        take(mine, [event for event, by in seen if by != "other"])
        take(theirs, [event for event, by in seen if by != "one"])
        join(mine, theirs)
        assert contents(mine) == expected
        assert join(mine, theirs) == (0, 0)
        assert contents(mine) == expected
