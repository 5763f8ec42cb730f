"""Crawl and read again by several workers that get killed: is the outcome that of one process, and as polite?

    python benchmarks/cluster.py [--sites 100] [--pages 5] [--workers 3] [--kill-every 10] [--delay 0.3] [--seed 1]

Made-up sites on loopback, each with a port of its own, are crawled by one process and by a Dask cluster of which one
worker is killed (SIGKILL) every few seconds. The two databases are compared row by row, but for times; the server's log
tells whether a host was ever asked twice at once or too soon. Then the archive is read again by one worker and by two.
One JSON object last; the exit status is 1 where the databases differ or a host was asked out of turn.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aggregator.base.config import write_sites
from aggregator.base.sites import Site
from aggregator.store.database import Store
from aggregator.store.schema import CONTENT_TABLES
from tests.crawl.harness import RSS, feed, page
from tests.faults.server import FaultServer, Host, answer

TIMES = frozenset({"first_seen", "last_seen", "version_at", "seen_at", "sorted_at", "at"})
"""Columns that say when something was seen: two crawls differ in them and in nothing else."""


def words(seed: str, number: int) -> str:
    """Words that no other text has: what is alike would be grouped, and by the order in which it came."""
    chosen = random.Random(seed)
    syllables = ("ka", "mo", "ri", "tes", "lun", "vo", "dir", "hal", "pe", "zun")
    return " ".join("".join(chosen.choices(syllables, k=4)) for _ in range(number)).capitalize()


def publish(server: FaultServer, number: int, pages: int, delay: float) -> tuple[Site, Host]:
    """A made-up site with a feed and articles."""
    host = server.site({})
    paths = [f"/otters-{number}-{n}" for n in range(pages)]
    for n, path in enumerate(paths):
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number * 60 + n)
        host.paths[path] = answer(page(words(f"{number} {n}", 5), words(f"{number} {n} text", 60), published=at))
    host.paths["/feed"] = answer(feed(host, paths), RSS)
    site = Site(
        name=f"site-{number}", host=host.host, language="en", timezone="UTC", feeds=(host.url("/feed"),), delay=delay
    )
    return site, host


def aggregator(folder: Path, *words: str) -> tuple[float, str]:
    """Run a command in a folder. Returns seconds and output."""
    started = time.monotonic()
    ran = subprocess.run(
        [sys.executable, "-m", "aggregator", *words], cwd=folder, capture_output=True, text=True, check=False
    )
    if ran.returncode not in (0, 3):
        raise SystemExit(f"{words[0]} ended with {ran.returncode}: {ran.stderr[-2000:]}")
    return time.monotonic() - started, ran.stdout


class Cluster:
    """A Dask scheduler and workers that are processes of this machine; one that is killed is followed by another."""

    def __init__(self, workers: int) -> None:
        from distributed import LocalCluster

        self._scheduler: Any = LocalCluster(n_workers=0, dashboard_address=None)
        self.address: str = self._scheduler.scheduler_address
        self._workers = [self._begin() for _ in range(workers)]
        self._over = threading.Event()
        self._killer: threading.Thread | None = None
        self.kills = 0

    def kill_every(self, seconds: float, seed: int) -> None:
        """From now on kill a worker every so many seconds, and begin another."""
        chosen = random.Random(seed)

        def kill() -> None:
            while not self._over.wait(seconds):
                worker = self._workers.pop(chosen.randrange(len(self._workers)))
                worker.kill()
                worker.wait()
                self.kills += 1
                self._workers.append(self._begin())

        self._killer = threading.Thread(target=kill, daemon=True)
        self._killer.start()

    def _begin(self) -> subprocess.Popen[bytes]:
        dask = Path(sys.executable).with_name("dask")
        words = [dask, "worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard"]
        return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *exc: object) -> None:
        self._over.set()
        if self._killer is not None:
            self._killer.join()
        for worker in self._workers:
            worker.kill()
            worker.wait()
        self._scheduler.close()


def contents(database: Path) -> dict[str, list[str]]:
    """The rows of the content tables, and the outcomes of all addresses, less their times."""
    found = {}
    with Store.read(database) as store:
        for table in (*CONTENT_TABLES, "frontier"):
            names = [row["name"] for row in store.rows(f"SELECT name FROM pragma_table_info('{table}')")]
            kept = [n for n in names if n not in TIMES]
            if table == "frontier":
                kept = ["key", "url", "site", "kind", "state", "attempts", "body_hash", "article_id", "lease_owner"]
            columns = ", ".join(f'"{name}"' for name in kept)
            found[table] = sorted(json.dumps(tuple(row)) for row in store.rows(f"SELECT {columns} FROM {table}"))
    return found


def out_of_turn(hosts: list[Host], delay: float) -> tuple[int, int, int]:
    """How often hosts were asked twice at once, how often too soon, and how many requests there were."""
    at_once = too_soon = number = 0
    for host in hosts:
        requests = sorted(host.requests, key=lambda request: request.started)
        number += len(requests)
        at_once += sum(request.at_once > 1 for request in requests)
        pairs = pairwise(requests)
        too_soon += sum(after.started - before.started < delay - 0.005 for before, after in pairs)
    return at_once, too_soon, number


def crawls(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Crawl by one process and by the cluster, and compare."""
    with FaultServer() as server:
        made = [publish(server, n, options.pages, options.delay) for n in range(options.sites)]
        hosts = [host for _, host in made]
        write_sites(folder / "web.toml", [site for site, _ in made])
        words = ["crawl", "--sites", "web.toml", "-q"]
        for host in hosts:
            words += ["--allow-address", host.host]
        alone, _ = aggregator(folder, *words, "--db", "one.db")
        print(f"one process: {alone:.1f} s")
        for host in hosts:
            host.requests.clear()
        with Cluster(options.workers) as many:
            many.kill_every(options.kill_every, options.seed)
            together, _ = aggregator(folder, *words, "--db", "many.db", "--cluster", many.address)
        at_once, too_soon, number = out_of_turn(hosts, options.delay)
    one, several = contents(folder / "one.db"), contents(folder / "many.db")
    differing = {t: len(set(one[t]) ^ set(several[t])) for t in one if one[t] != several[t]}
    return {
        "sites": options.sites,
        "articles": len(one["articles"]),
        "rows": sum(map(len, one.values())),
        "workers": options.workers,
        "kills": many.kills,
        "seconds_one": round(alone, 1),
        "seconds_cluster": round(together, 1),
        "differing_rows": differing,
        "requests": number,
        "requests_needed": options.sites * (options.pages + 2),
        "asked_at_once": at_once,
        "asked_too_soon": too_soon,
    }


def rereading(folder: Path, database: str) -> dict[str, Any]:
    """Read the archive again by one worker and by two, on this machine."""
    words = ["reextract", "--diff", "--sites", "web.toml", "--db", database, "--json"]
    one, told = aggregator(folder, *words, "--jobs", "1")
    two, _ = aggregator(folder, *words, "--jobs", "2")
    with Cluster(2) as many:
        dask, _ = aggregator(folder, *words, "--cluster", many.address)
    return {
        "reread": json.loads(told)["articles"],
        "differing": json.loads(told)["differing"],
        "reread_seconds_one": round(one, 1),
        "reread_seconds_two": round(two, 1),
        "reread_seconds_cluster_of_two": round(dask, 1),
        "speed_up_two": round(one / two, 2),
        "speed_up_cluster": round(one / dask, 2),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=100)
    parser.add_argument("--pages", type=int, default=5)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--kill-every", type=float, default=10.0)
    parser.add_argument("--delay", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cluster-") as name:
        folder = Path(name)
        found = crawls(folder, options)
        print(json.dumps(found), flush=True)
        found |= rereading(folder, "one.db")
    print(json.dumps(found))
    return 1 if found["differing_rows"] or found["asked_at_once"] or found["asked_too_soon"] else 0


if __name__ == "__main__":
    sys.exit(main())
