"""Kill who writes and who reads the change feed again and again, and look whether anything is told twice or missed.

    python benchmarks/kill_changes.py [KILLS] [--seed SEED]

A writer stores made-up articles on their real way: several outlets announce works, name days, put them off and correct
themselves. A reader takes what is behind its cursor, a few changes at a time, and keeps them together with the new
cursor in a database of its own, in one transaction. Both run at once and are killed (SIGKILL) by turns, each after a
random number of signs of life and a random moment within 20 ms; the next one goes on where the files say. In the end
both run to their end, and what the reader has is compared with the feed, and the feed with that of a writer whom nobody
disturbed.
Prints one JSON object last; exit status 1 where a fault was found.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from aggregator.base.claims import Credit, Evidence, Facts, Release, WorkMention
from aggregator.base.edtf import bounds
from aggregator.base.records import Article
from aggregator.crawl.path import Reading, store_reading
from aggregator.store.articles import body_hash
from aggregator.store.database import Store
from aggregator.view.messages import Message, messages

START = datetime(2031, 5, 4, 12, tzinfo=UTC)
WINDOW = 0.02
SIGNS = 5
BATCH = 3
DATES = ("2032-24", "2032-01-10", "2032-04-04", "2032-04-11")


def arrivals(works: int) -> Iterator[tuple[str, Article, Facts, datetime]]:
    """For each work four dates by four outlets, and a correction of the last; the outlets' articles interleaved."""
    for step in range(len(DATES) + 1):
        for work in range(works):
            title = f"Hoshi no Sumika {work * 7 + 100}"
            number = min(step, len(DATES) - 1)
            edtf = DATES[step] if step < len(DATES) else DATES[2]
            now = START + timedelta(days=5 * step, minutes=work)
            url = f"https://outlet-{number}.example/{work}"
            body = f"{title} is now planned for {edtf}, says outlet {number}. Aoi Kumo {work} directs it."
            article = Article(
                url=url,
                canonical_url=url,
                site=f"outlet-{number}",
                language="en",
                title=f"{title} news of {edtf}",
                body=body,
                published=(START + timedelta(days=5 * number, minutes=work)).isoformat(),
            )
            yield f"{step}:{work}", article, facts(title, edtf, body, work), now


def facts(title: str, edtf: str, body: str, work: int) -> Facts:
    first, last = bounds(edtf) or (None, None)
    release = Release(
        work=title,
        event="premiere",
        edtf=edtf,
        text=edtf,
        earliest=first and first.isoformat(),
        latest=last and last.isoformat(),
        evidence=evidence(body, edtf),
    )
    name = f"Aoi Kumo {work}"
    credit = Credit(work=title, role="director", role_text="directs", name=name, evidence=evidence(body, name))
    return Facts(works=(WorkMention(title=title, type="tv"),), releases=(release,), credits=(credit,))


def evidence(body: str, quote: str) -> Evidence:
    start = body.index(quote)
    return Evidence(field="body", quote=quote, start=start, end=start + len(quote), rule="made up")


def write(path: Path, works: int, sign: Callable[[], None]) -> None:
    """Store what is not stored yet, one article a unit, and remember in the same unit that it is."""
    with Store.open(path) as store:
        done = {row["name"] for row in store.rows("SELECT name FROM meta WHERE value = 'stored'")}
        sign()
        for key, article, told, now in arrivals(works):
            if key not in done:
                with store.write():
                    reading = Reading(article, told, body_hash(article.body))
                    store_reading(store, reading, zone=ZoneInfo("UTC"), now=now)
                    store.execute("INSERT INTO meta VALUES (?, 'stored')", (key,))
                sign()


def read(path: Path, kept: Path, sign: Callable[[], None], *, forever: bool) -> None:
    """Keep changes with the cursor of the last one, a few a transaction."""
    with closing(sqlite3.connect(kept, isolation_level=None)) as own:
        own.execute("PRAGMA journal_mode = WAL")
        own.execute("CREATE TABLE IF NOT EXISTS taken (cursor INTEGER, told TEXT)")
        own.execute("CREATE TABLE IF NOT EXISTS place (one INTEGER PRIMARY KEY, cursor INTEGER)")
        sign()
        while True:
            row = own.execute("SELECT cursor FROM place").fetchone()
            with Store.read(path) as store:
                found = [one for one, _ in zip(messages(store, row[0] if row else 0), range(BATCH), strict=False)]
            if found:
                own.execute("BEGIN IMMEDIATE")
                own.executemany("INSERT INTO taken VALUES (?, ?)", [(one.cursor, told(one)) for one in found])
                own.execute("INSERT OR REPLACE INTO place VALUES (1, ?)", (found[-1].cursor,))
                own.execute("COMMIT")
                sign()
            elif not forever:
                return


def told(message: Message) -> str:
    """What a change says, whatever its number."""
    detail = message.detail
    return json.dumps(
        [message.kind, detail.get("work") or detail.get("title"), detail.get("edtf"), detail.get("before")]
    )


def started(run: Callable[[Callable[[], None]], None]) -> tuple[int, int]:
    """A process of its own, and the pipe on which it gives its signs of life."""
    reading, writing = os.pipe()
    if (pid := os.fork()) == 0:
        os.close(reading)
        run(lambda: os.write(writing, b".") and None)
        os._exit(0)
    os.close(writing)
    return pid, reading


def kill(pid: int, signs: int, awaited: int, moment: float) -> None:
    """Kill after so many signs, or where the next one is late; a reader has nothing to do at times."""
    while awaited > 0 and select.select([signs], [], [], 0.5)[0] and os.read(signs, 1):
        awaited -= 1
    time.sleep(moment)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(signs)


def disturbed(folder: Path, kills: int, works: int, moments: random.Random) -> dict[str, int]:
    """All of it, under kills; returns how much was written and taken when they ended."""
    path, kept = folder / "news.db", folder / "kept.db"
    write(folder / "calm.db", works, lambda: None)  # first, so that a fork finds everything loaded
    Store.open(path).close()

    def writer(sign: Callable[[], None]) -> None:
        write(path, works, sign)

    def reader(sign: Callable[[], None]) -> None:
        read(path, kept, sign, forever=True)

    running = [started(writer), started(reader)]
    for number in range(kills):
        victim = number % 2
        kill(*running[victim], moments.randint(0, SIGNS), moments.uniform(0, WINDOW))
        running[victim] = started((writer, reader)[victim])
    for pid, sign in running:
        kill(pid, sign, 0, 0)
    with Store.read(path) as store, closing(sqlite3.connect(kept)) as own:
        told_so_far = len(store.rows("SELECT 1 FROM changes"))
        taken_so_far = own.execute("SELECT count(*) FROM taken").fetchone()[0]
    write(path, works, lambda: None)
    read(path, kept, lambda: None, forever=False)
    return {"told_under_kills": told_so_far, "taken_under_kills": taken_so_far}


def look(folder: Path) -> dict[str, int]:
    with Store.read(folder / "calm.db") as store:
        expected = sorted(told(one) for one in messages(store, 0))
    with Store.read(folder / "news.db") as store:
        feed = [(one.cursor, told(one)) for one in messages(store, 0)]
    with closing(sqlite3.connect(folder / "kept.db")) as own:
        taken = [tuple(row) for row in own.execute("SELECT cursor, told FROM taken ORDER BY rowid")]
    cursors = [cursor for cursor, _ in taken]
    return {
        "changes": len(feed),
        "taken": len(taken),
        "twice": len(cursors) - len(set(cursors)),
        "missed": len(set(feed) - set(taken)),
        "out_of_order": sum(a >= b for a, b in pairwise(cursors)),
        "told_otherwise": 0 if sorted(said for _, said in feed) == expected else 1,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill who writes and who reads the change feed.")
    parser.add_argument("kills", nargs="?", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    began, works = time.monotonic(), max(4, options.kills // 2)
    with tempfile.TemporaryDirectory() as name:
        found = disturbed(Path(name), options.kills, works, random.Random(options.seed))
        found |= look(Path(name))
    sound = not any(found[fault] for fault in ("twice", "missed", "out_of_order", "told_otherwise"))
    print(json.dumps({"kills": options.kills, **found, "seconds": round(time.monotonic() - began, 1)}))
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
