"""Kill a writer again and again, and look whether anything it acknowledged is lost, doubled or torn.

    python benchmarks/kill_writer.py [KILLS] [--seed SEED]

The writer takes addresses from the frontier and stores, one unit each, an article, the end of its lease and the
record of the request; after the unit it acknowledges through a pipe. It is killed (SIGKILL) at a random moment within
60 ms, by turns of its start and of its first acknowledgement; the next one goes on with the same database. None of N
kills showing a fault says, with 95 % confidence, that fewer than 3/N do. A kill does not show what a power cut would.
Prints one JSON object last; exit status 1 where a fault was found.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aggregator.base.records import Article, Outcome
from aggregator.store import articles, frontier, log
from aggregator.store.database import Store
from aggregator.store.frontier import Candidate, Kind, Task

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
WINDOW = 0.06
SITE = "kumo-post"


def address(number: int) -> str:
    return f"https://kumo-post.example/news/{number}"


def article(url: str) -> Article:
    return Article(
        url=url,
        canonical_url=url,
        site=SITE,
        language="en",
        title=f"Hoshi no Sumika news {url.rpartition('/')[2]}",
        body="The cloud house returns. " * 100,
        authors=("Aoi Kumo",),
        tags=("anime", "season"),
    )


def store_one(store: Store, task: Task) -> None:
    with store.write():
        stored = articles.put(store, article(task.url), sorted_at=None, now=NOW, kinds=())
        frontier.finish(store, task, now=NOW, next_at=None, article_id=stored.article_id)
        log.fetched(store, task, Outcome.OK, run="kill", at=NOW, status=200)


def write(path: Path, pipe: int) -> None:
    """Store until killed."""
    store = Store.open(path)
    frontier.reclaim(store, now=NOW)
    while True:
        tasks = frontier.lease(
            store, SITE, (Kind.ARTICLE,), limit=8, now=NOW, holder=frontier.owner("kill"), seconds=9e5
        )
        for task in tasks:
            store_one(store, task)
            os.write(pipe, f"{task.url}\n".encode())
        if not tasks:
            enter(store)


def enter(store: Store) -> None:
    """Take on a hundred more addresses."""
    with store.write():
        row = store.row("SELECT count(*) FROM frontier")
        first = row[0] if row else 0
        more = [
            Candidate(key=address(n), url=address(n), sorted_at=NOW + timedelta(seconds=n))
            for n in range(first, first + 100)
        ]
        frontier.add(store, SITE, Kind.ARTICLE, more, now=NOW)


def kill_one(path: Path, moment: float, *, at_work: bool) -> set[str]:
    """Let a writer live for ``moment`` seconds, counted from its first acknowledgement where it is to be ``at_work``.

    Returns what it acknowledged.
    """
    reading, writing = os.pipe()
    if (pid := os.fork()) == 0:
        os.close(reading)
        write(path, writing)
    os.close(writing)
    first = os.read(reading, 1) if at_work else b""
    time.sleep(moment)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with os.fdopen(reading, "rb") as acknowledged:
        return set((first + acknowledged.read()).decode().splitlines())


_FAULTS = {
    "duplicated": "SELECT url FROM fetches GROUP BY url HAVING count(*) > 1",
    "torn": """
        SELECT url FROM articles
        WHERE (SELECT count(*) FROM authors WHERE article_id = id) <> 1
           OR (SELECT count(*) FROM article_tags WHERE article_id = id) <> 2
           OR url NOT IN (SELECT url FROM fetches)
           OR url NOT IN (SELECT url FROM frontier WHERE state = 'done' AND article_id = articles.id)
        UNION SELECT url FROM frontier WHERE state = 'done' AND article_id NOT IN (SELECT id FROM articles)
        UNION SELECT url FROM fetches WHERE url NOT IN (SELECT url FROM articles)
        UNION SELECT url FROM articles WHERE docid NOT IN (SELECT rowid FROM search WHERE search MATCH 'sumika')""",
}


def look(path: Path, acknowledged: set[str]) -> dict[str, object]:
    with Store.open(path) as store:
        stored = {row["url"] for row in store.rows("SELECT url FROM articles")}
        found: dict[str, object] = {"stored": len(stored), "lost": len(acknowledged - stored)}
        found |= {fault: len(store.rows(sql)) for fault, sql in _FAULTS.items()}
        found["integrity"] = ", ".join(row[0] for row in store.rows("PRAGMA integrity_check"))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill a writer again and again.")
    parser.add_argument("kills", nargs="?", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    moments = random.Random(options.seed)
    started = time.monotonic()
    acknowledged: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        for number in range(options.kills):
            acknowledged |= kill_one(path, moments.uniform(0, WINDOW), at_work=number % 2 == 1)
        found = look(path, acknowledged)
    sound = not (found["lost"] or found["duplicated"] or found["torn"]) and found["integrity"] == "ok"
    seconds = round(time.monotonic() - started, 1)
    print(json.dumps({"kills": options.kills, "acknowledged": len(acknowledged), **found, "seconds": seconds}))
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
