"""A crawl that is killed at random moments, and what the runs after it make of that."""

from __future__ import annotations

import random
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from aggregator.crawl.work import BATCH
from tests.crawl.harness import RSS, World, articles_of, feed
from tests.crawl.processes import Process
from tests.faults.server import FaultServer, Host, answer, late

IN_FLIGHT = BATCH + BATCH // 2
"""Pages of a site that may be under way at any moment: a batch of leases is taken when half of the last is done."""


@dataclass(frozen=True)
class Killed:
    """What came of one crawl that was killed again and again and then left alone.

    ``stored`` are the articles, ``doubled`` those that stand there twice, ``lost`` the pages that do not;
    ``refetched`` counts, for each kill, the pages asked for once more after it.
    """

    pages: int
    kills: int
    stored: int
    doubled: int
    lost: int
    unread: int
    refetched: tuple[int, ...]
    integrity: str
    seconds: float

    @property
    def is_sound(self) -> bool:
        whole = (self.stored, self.doubled, self.lost, self.unread) == (self.pages, 0, 0, 0)
        return whole and self.integrity == "ok" and max(self.refetched, default=0) <= IN_FLIGHT


def kill_and_finish(folder: Path, *, pages: int, kills: int, seed: int, scrapy: bool = False) -> Killed:
    """Crawl a site of so many pages, kill the crawl at random moments, and crawl to the end."""
    dice = random.Random(seed)
    began = time.monotonic()
    with FaultServer() as server:
        world = World(folder, server, readers=True)
        host = world.site("killed", {}, concurrency=4)
        paths = [f"/n{n}" for n in range(pages)]
        host.paths |= {path: late(page, 0.004) for path, page in articles_of(host, paths).items()}
        host.paths["/feed"] = answer(feed(host, paths), RSS)

        def begin() -> Process:
            return world.scrapy() if scrapy else world.start("--now")

        hits: list[set[str]] = []
        done = 0
        for _ in range(kills):
            before = len(host.requests)
            process = begin()
            _kill_at_random(process, host, pages - done, dice)
            asked = {r.path for r in host.requests[before:]} & set(paths)
            done = len(world.rows("SELECT 1 FROM frontier WHERE fetched_at IS NOT NULL AND kind = 'article'"))
            hits.append(asked)
        before = len(host.requests)
        finished = begin().finish(1200)  # as long as a busy machine takes
        assert finished.code == 0, finished.err
        assert not finished.traceback, finished.err
        hits.append({r.path for r in host.requests[before:]} & set(paths))
        return _judge(world, host, paths, hits, kills, time.monotonic() - began)


def _kill_at_random(process: Process, host: Host, left: int, dice: random.Random) -> None:
    """Kill -9 after a random number of pages, and a few milliseconds more; or at a random moment of the start."""
    before = len(host.requests)
    wanted = dice.randint(1, max(2, left - IN_FLIGHT))
    deadline = time.monotonic() + 600
    while len(host.requests) - before < wanted and process.wait(0) is None:
        assert time.monotonic() < deadline, "the crawl does not come on"
        time.sleep(0.001)
    time.sleep(dice.uniform(0, 0.03))
    if process.wait(0) is None:
        process.send(signal.SIGKILL)
        process.wait(10)


def _judge(world: World, host: Host, paths: list[str], hits: list[set[str]], kills: int, seconds: float) -> Killed:
    rows = world.rows("SELECT canonical_url, count(*) AS n FROM articles WHERE headline_only = 0 GROUP BY 1")
    found = {row["canonical_url"].partition(host.host)[2] for row in rows}
    seen: set[str] = set()
    refetched = []
    for number, asked in enumerate(hits):
        if number:
            refetched.append(len(asked & seen))
        seen |= asked
    with world.store() as store:
        integrity = str(store.rows("PRAGMA integrity_check")[0][0])
    return Killed(
        pages=len(paths),
        kills=kills,
        stored=len(rows),
        doubled=sum(row["n"] > 1 for row in rows),
        lost=len(set(paths) - found),
        unread=len(world.rows("SELECT 1 FROM frontier WHERE fetched_at IS NULL OR state = 'leased'")),
        refetched=tuple(refetched),
        integrity=integrity,
        seconds=round(seconds, 1),
    )
