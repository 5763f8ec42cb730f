"""How quick the store is: articles a second, and leases whatever the length of the frontier.

    python benchmarks/store.py [--articles N] [--frontier N]

Every unit is what a crawl stores for one page (article of 20 kB, end of the lease, record of the request) and is
synced to the disk (``synchronous = FULL``). Times are medians in milliseconds, so that one slow sync does not count.
``lease_growth`` is the time of a lease and its ends in the long frontier over that in one of 1,000: it must stay near
1. ``patterned`` are articles of one wording, from one site and from five, through copies and stories as well. Prints
one JSON object last.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from aggregator.base.claims import Facts
from aggregator.base.records import Article, Image, Outcome
from aggregator.crawl.path import Reading, store_reading
from aggregator.store import articles, frontier, log
from aggregator.store.database import Store
from aggregator.store.frontier import Candidate, Kind, Task
from aggregator.store.sqlite import SQLITE_VERSION

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
SITE = "kumo-post"
BATCH = 16


def address(number: int) -> str:
    return f"https://kumo-post.example/news/{number}"


def article(url: str, told: str = "announced") -> Article:
    sentence = f"Studio Kumo {told} the second season of Hoshi no Sumika, 星の住処の第二期, for spring. "
    return Article(
        url=url,
        canonical_url=url,
        site=SITE,
        language="en",
        title=f"Hoshi no Sumika {told}: part {url.rpartition('/')[2]}",
        summary=sentence,
        body=(sentence * (20_000 // len(sentence.encode()) + 1)),
        authors=("Aoi Kumo",),
        tags=("anime", "second season"),
        images=(Image(f"{url}.png", "A house", 640, 480),),
        rules={"title": "ld:headline", "body": "trafilatura"},
    )


def enter(store: Store, count: int) -> None:
    with store.write():
        given = (Candidate(key=address(n), url=address(n), sorted_at=NOW + timedelta(seconds=n)) for n in range(count))
        frontier.add(store, SITE, Kind.ARTICLE, given, now=NOW)


def lease(store: Store, now: datetime = NOW) -> list[Task]:
    holder = frontier.owner("bench")
    return frontier.lease(store, SITE, (Kind.ARTICLE,), limit=BATCH, now=now, holder=holder, seconds=9e5)


def unit(store: Store, task: Task, told: str, again: datetime) -> None:
    with store.write():
        stored = articles.put(store, article(task.url, told), sorted_at=NOW, now=NOW, kinds=("season",))
        frontier.finish(store, task, now=NOW, next_at=again, article_id=stored.article_id)
        log.fetched(store, task, Outcome.OK, run="bench", at=NOW, status=200, size=20_000, seconds=0.1)


def store_articles(folder: Path, count: int) -> dict[str, float]:
    """New, the same again, and changed articles, a unit each."""
    found: dict[str, float] = {}
    with Store.open(folder / "articles.db") as store:
        enter(store, count)
        for hour, (name, told) in enumerate((("new", "announced"), ("unchanged", "announced"), ("changed", "delayed"))):
            times: list[float] = []
            again = NOW + timedelta(hours=hour + 1)
            while tasks := lease(store, NOW + timedelta(hours=hour)):
                for task in tasks:
                    started = time.perf_counter()
                    unit(store, task, told, again)
                    times.append((time.perf_counter() - started) * 1000)
            found[f"{name}_ms"] = round(median(times), 3)
            found[f"{name}_per_second"] = round(1000 * len(times) / sum(times))
    return found


def store_many_in_one(folder: Path, count: int) -> dict[str, float]:
    """New articles, fifty a unit, as an import stores them."""
    with Store.open(folder / "many.db") as store:
        started = time.perf_counter()
        for first in range(0, count, 50):
            with store.write():
                for number in range(first, first + 50):
                    articles.put(store, article(address(number)), sorted_at=NOW, now=NOW, kinds=())
        seconds = time.perf_counter() - started
    return {"fifty_a_unit_per_second": round(count / seconds)}


def patterned(number: int, sites: int) -> Article:
    """One of many that are written by a pattern, as a notice for each episode is."""
    url = f"https://pattern-{number % sites}.example/news/{number}"
    names = " ".join(f"Kumo{(number * step) % 97}" for step in (3, 5, 7))
    told = "Studio Kumo told its readers what happens next in the series, and asked them to wait for the other parts. "
    return Article(
        url=url,
        canonical_url=url,
        site=f"pattern-{number % sites}",
        language="en",
        title=f"{names}: what happens next",
        body=f"{names} goes on. {told * 6}",
        rules={"title": "ld:headline"},
    )


def store_patterned(folder: Path, count: int, sites: int) -> dict[str, float]:
    """Articles written by one pattern through copies and stories: ms of processor time for each of the last fifth, and
    how many times that of the first.
    """
    times: list[float] = []
    with Store.open(folder / f"patterned-{sites}.db", durable=False) as store:
        for number in range(count):
            given, at = patterned(number, sites), NOW + timedelta(minutes=10 * number)
            reading = Reading(replace(given, published=at.isoformat()), Facts(), articles.body_hash(given.body))
            started = time.process_time()
            with store.write():
                store_reading(store, reading, zone=ZoneInfo("UTC"), now=NOW)
            times.append((time.process_time() - started) * 1000)
    fifth = count // 5
    last, first = median(times[-fifth:]), median(times[:fifth])
    return {f"patterned_{sites}_sites_ms": round(last, 2), f"patterned_{sites}_sites_growth": round(last / first, 2)}


def walk_frontier(folder: Path, count: int, turns: int = 100) -> float:
    """Milliseconds of a lease of 16 and its ends: half of new addresses, half of those due again."""
    times: list[float] = []
    with Store.open(folder / f"frontier-{count}.db", durable=False) as store:
        enter(store, count)
        later = NOW
        for turn in range(turns):
            if turn == turns // 2:  # from here on, all is due again
                later = NOW + timedelta(days=1)
                with store.write():
                    store.execute("UPDATE frontier SET state = 'done', next_at = ?", (articles.iso(later),))

            started = time.perf_counter()
            tasks = lease(store, later)
            with store.write():
                for task in tasks:
                    frontier.finish(store, task, now=later, next_at=later + timedelta(hours=1))
            times.append((time.perf_counter() - started) * 1000)
    return median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description="How quick the store is.")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--frontier", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = {"sqlite": SQLITE_VERSION, "articles": options.articles, **store_articles(folder, options.articles)}
        found |= store_many_in_one(folder, options.articles)
        found |= store_patterned(folder, options.articles, 1) | store_patterned(folder, options.articles, 5)
        short, long = walk_frontier(folder, 1000), walk_frontier(folder, options.frontier)
    found |= {"frontier": options.frontier, "lease_ms": round(long, 3), "lease_growth": round(long / short, 2)}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
