"""A writer that stores made-up articles as a crawl does and tells which it has stored, and what is looked for after it.

What is stored goes the whole path (:func:`~aggregator.crawl.path.store_article`), a unit an article, and turns at the
host are taken and given back through a second connection, as a run does. An acknowledgement comes after its unit.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aggregator.base.errors import AggregatorError
from aggregator.base.records import Article, Outcome
from aggregator.base.sites import Site
from aggregator.crawl.path import store_article
from aggregator.store import frontier, hosts, log
from aggregator.store.database import Store
from aggregator.store.frontier import Candidate, Kind, Task

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
SITE = "kumo-post"
HOST = "kumo-post.example"
PLACE = Site(name=SITE, host="kumo-post.example", language="en", timezone="UTC")
HOLDER = "nowhere:1:writer"
WORDS = (
    "harbour lantern otter paper moon kettle garden ribbon winter tram mirror cloud sugar river violin stone".split()
)
SYLLABLES = "ka ki ku ke ko sa su se so ta to na ni no ma mi mo ya yu yo ra ri ro ha hi".split()
NAMES = "Aoi Sora Kumo Hoshi Tsuki Mori Kawa Umi Yama Hana Kaze Yuki Ame Kiri Sumi Ishi".split()

Told = Callable[[str], None]


def address(number: int) -> str:
    return f"https://{HOST}/news/{number}"


def title(dice: random.Random) -> str:
    """A work's title, two words of 25⁴ each."""
    return " ".join("".join(dice.choice(SYLLABLES) for _ in range(4)).capitalize() for _ in range(2))


def article(url: str) -> Article:
    """An article unlike all others, of some day in three months, with one release and one credit of a work of its
    own.
    """
    number = url.rpartition("/")[2]
    dice = random.Random(number)
    work = title(dice)
    published = NOW - timedelta(hours=dice.randint(2, 90 * 24))
    day, director = dice.randint(1, 31), f"{dice.choice(NAMES)} {dice.choice(NAMES)}"
    tale = [dice.choice(WORDS) + dice.choice(("", "s", "less", "house", "light", "man")) for _ in range(150)]
    told = [" ".join(tale[start : start + 15]).capitalize() for start in range(0, 150, 15)]
    return Article(
        url=url,
        canonical_url=url,
        site=SITE,
        language="en",
        title=f"Anime {work} premieres on January {day}",
        body=f"The anime {work} will premiere on January {day}, 2032. {director} is directing it. {'. '.join(told)}.",
        published=published.isoformat(),
        authors=("Aoi Kumo",),
        tags=("anime", "season"),
    )


def enter(store: Store, number: int) -> None:
    """Take on so many more addresses."""
    with store.write():
        row = store.row("SELECT count(*) FROM frontier")
        first = row[0] if row else 0
        more = [
            Candidate(key=address(n), url=address(n), sorted_at=NOW + timedelta(seconds=n))
            for n in range(first, first + number)
        ]
        frontier.add(store, SITE, Kind.ARTICLE, more, now=NOW)


def store_one(store: Store, task: Task) -> None:
    """One unit: the article, the end of its lease, the record of its request."""
    with store.write():
        taken = store_article(store, article(task.url), site=PLACE, now=NOW)
        frontier.finish(store, task, now=NOW, next_at=None, article_id=taken.stored.article_id)
        log.fetched(store, task, Outcome.OK, run="made-up", at=NOW, status=200)


def store_some(path: Path, number: int, told: Told, *, holder: str = HOLDER, synchronous: str = "FULL") -> None:
    """Open the database, store up to ``number`` articles that the frontier names, and close it again."""
    with Store.open(path) as store, Store.open(path, durable=False) as gate:
        store.execute(f"PRAGMA synchronous = {synchronous}")
        frontier.reclaim(store, now=NOW)
        left = number
        while left:
            tasks = frontier.lease(gate, SITE, (Kind.ARTICLE,), limit=min(8, left), now=NOW, holder=holder, seconds=9e5)
            for task in tasks:
                turn = hosts.take(gate, HOST, slots=1, holder=holder, now=NOW.timestamp(), hold=30)
                store_one(store, task)
                told(task.url)
                hosts.give_back(gate, HOST, turn.slot or 0, holder=holder, next_at=NOW.timestamp())
            left -= len(tasks)
            if not tasks:
                enter(store, 100)


FAULTS = {
    "duplicated": "SELECT url FROM fetches GROUP BY url HAVING count(*) > 1",
    "torn": """
        SELECT url FROM articles
        WHERE (SELECT count(*) FROM authors WHERE article_id = id) <> 1
           OR (SELECT count(*) FROM article_tags WHERE article_id = id) <> 2
           OR NOT EXISTS (SELECT 1 FROM releases WHERE article_id = articles.id)
           OR NOT EXISTS (SELECT 1 FROM credits WHERE article_id = articles.id)
           OR url NOT IN (SELECT url FROM fetches)
           OR url NOT IN (SELECT url FROM frontier WHERE state = 'done' AND article_id = articles.id)
        UNION SELECT url FROM frontier WHERE state = 'done' AND article_id NOT IN (SELECT id FROM articles)
        UNION SELECT url FROM fetches WHERE url NOT IN (SELECT url FROM articles)
        UNION SELECT url FROM articles WHERE docid NOT IN (SELECT rowid FROM search WHERE search MATCH 'premieres')""",
}


def look(path: Path, acknowledged: set[str]) -> dict[str, object]:
    """What stands in a database that somebody may have left in a hurry: counts of faults, and SQLite's own check."""
    with Store.open(path) as store:
        stored = {row["url"] for row in store.rows("SELECT url FROM articles")}
        found: dict[str, object] = {"stored": len(stored), "lost": len(acknowledged - stored)}
        found |= {fault: len(store.rows(sql)) for fault, sql in FAULTS.items()}
        checks = store.rows("PRAGMA integrity_check") + store.rows("PRAGMA foreign_key_check")
        found["integrity"] = ", ".join(str(row[0]) for row in checks)
    return found


def is_sound(found: dict[str, object]) -> bool:
    return not (found["lost"] or found["duplicated"] or found["torn"]) and found["integrity"] == "ok"


def main() -> None:
    """``writer.py DATABASE NUMBER SYNCHRONOUS``: store in two sittings, tell on standard output, end as commands do."""
    path, number, synchronous = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    try:
        for part in (number // 2, number - number // 2):
            store_some(path, part, lambda url: os.write(1, f"{url}\n".encode()) and None, synchronous=synchronous)
    except AggregatorError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
