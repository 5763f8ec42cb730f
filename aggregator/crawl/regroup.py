"""Identity of works and people, and stories of the whole database, decided anew by the rules of today."""

from __future__ import annotations

from datetime import datetime

from aggregator.crawl import people, stories
from aggregator.crawl.settling import settle
from aggregator.store import works
from aggregator.store.database import Store

BATCH = 200
"""Articles of one unit of work, so that a crawl beside it need not wait for all."""


def regroup(store: Store, *, now: datetime) -> tuple[int, int]:
    """Decide all works, people and stories anew, in units of their own. Returns how many articles and stories there
    are.
    """
    with store.write():
        settle(store, works.identify_all(store), now=now)
    all_works = [row["id"] for row in store.rows("SELECT id FROM works ORDER BY id")]
    for first in range(0, len(all_works), BATCH):
        with store.write():
            settle(store, people.settle(store, all_works[first : first + BATCH]), now=now)
    with store.write():
        settle(store, people.identify_all(store), now=now)
    articles = [row["id"] for row in store.rows("SELECT id FROM articles ORDER BY sorted_at, id")]
    for first in range(0, len(articles), BATCH):
        with store.write():
            stories.settle(store, articles[first : first + BATCH])
    return len(articles), int(store.execute("SELECT count(*) FROM stories").fetchone()[0])
