"""Crawl at full speed for a long time, and see whether memory, file descriptors or the log of the database grow.

    python benchmarks/soak.py [--minutes 2] [--sites 50] [--faults 0] [--warm-up 0.3]

Made-up sites on loopback, each with a sitemap of thousands of articles, are crawled by one run as a user starts it:
robots.txt, turns, extraction in reading processes, facts, groups, storage; only that a slow answer has a host left
alone for longer is switched off, or a busy machine would slow itself down. ``--faults PERCENT`` has so many of the
pages answered with an error, a broken body, a bomb or nothing whole. Every second the memory of the run and of its
reading processes, their open files, the threads and the database's log are noted. The slope of memory is the line of
least squares over the pages after the warm-up (a share of the time), in MiB for 10,000 pages.

Prints one JSON object last; exit status 1 where the run failed, memory grows by 1 MiB or more for 10,000 pages (and by
16 MiB or more in all, for the slope of a short run says little), files or threads grow, or the log exceeds 64 MiB.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import linear_regression, median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.crawl.harness import World
from tests.crawl.processes import Process
from tests.faults.server import Exchange, FaultServer, Handler, Host, answer, head, robots
from tests.faults.writer import article

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MIB = 1 << 20


@dataclass(frozen=True)
class Sample:
    """One moment: seconds since the start, pages asked for, MiB resident, open files and threads, MiB of log."""

    seconds: float
    pages: int
    memory: float
    main: float
    files: int
    threads: int
    log: float


def page(url: str) -> bytes:
    """An article's page, unlike all others."""
    told = article(url)
    paragraphs = "".join(f"<p>{part}.</p>" for part in (told.body or "").split(". "))
    published = f'<meta property="article:published_time" content="{told.published}">'
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{told.title}</title>{published}'
        f'<meta property="og:type" content="article"></head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{told.title}</h1>{paragraphs}</article></body></html>"
    ).encode()


@cache
def bomb() -> bytes:
    """A small body that becomes 40 MiB."""
    packer = zlib.compressobj(wbits=31)
    return packer.compress(bytes(40 * MIB)) + packer.flush()


def bad(number: int, body: bytes) -> bytes:
    """One of the ways in which a page does not come."""
    ways = (
        head(403, ("Content-Length", "0")),
        head(404, ("Content-Length", "0")),
        head(200, ("Content-Length", str(len(body)))) + body[: len(body) // 2],
        head(200, ("Content-Encoding", "gzip"), ("Content-Length", str(len(bomb())))) + bomb(),
        b"nonsense\r\n\r\n",
    )
    return ways[number % len(ways)]


def pages(host: Host, faults: int) -> Handler:
    """Handler of all articles of a site."""

    async def send(exchange: Exchange) -> None:
        body = page(host.url(exchange.request.path))
        number = int(exchange.request.path.rpartition("-")[2])
        if number * 37 % 100 < faults:
            await exchange.send(bad(number // 7, body))
            return
        exchange.keep_open = True
        kind = ("Content-Type", "text/html; charset=utf-8")
        await exchange.send(head(200, kind, ("Content-Length", str(len(body)))) + body)

    return send


def populate(world: World, sites: int, articles: int, faults: int) -> None:
    """Sites with a sitemap each."""
    for number in range(sites):
        name = f"site-{number:03}"
        host = world.site(name, {}, feed=None)
        world.sites[name] = world.sites[name].model_copy(update={"sitemaps": (host.url("/map.xml"),)})
        urls = "".join(f"<url><loc>{host.url(f'/{name}-{n}')}</loc></url>" for n in range(articles))
        host.paths["/map.xml"] = answer(f'<urlset xmlns="{SITEMAP}">{urls}</urlset>', "application/xml")
        host.paths["/robots.txt"] = robots("")
        host.other = pages(host, faults)


def family(pid: int) -> list[int]:
    """A process and its children."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return [pid]
    return [pid, *map(int, children)]


def sample(world: World, process: Process, seconds: float) -> Sample | None:
    """Look at the run now; None where it has ended."""
    unit = os.sysconf("SC_PAGE_SIZE") / MIB
    try:
        sizes = [int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * unit for pid in family(process.pid)]
        files = len(list(Path(f"/proc/{process.pid}/fd").iterdir()))
        threads = len(list(Path(f"/proc/{process.pid}/task").iterdir()))
    except OSError:
        return None
    log = Path(f"{world.db}-wal")
    asked = sum(len(host.requests) for host in world.hosts.values())
    size = log.stat().st_size / MIB if log.exists() else 0.0
    return Sample(seconds, asked, sum(sizes), sizes[0], files, threads, size)


def watch(world: World, minutes: float) -> tuple[list[Sample], int, str]:
    """Crawl, and take a sample a second. Returns them with the exit code and what was said."""
    words = ("--max-time", f"{round(minutes * 60)}s", "--max-pages", "1000000", "-q")
    process = world.start(*words, constants={"aggregator.download.schedule:_SLOWNESS": 0.0})
    began = time.monotonic()
    samples = []
    while process.wait(1.0) is None:
        if (found := sample(world, process, time.monotonic() - began)) is not None:
            samples.append(found)
        if found is not None and found.seconds > minutes * 60 + 600:
            process.end()
    finished = process.finish()
    return samples, finished.code, finished.err[-2000:]


def judge(samples: list[Sample], warm_up: float) -> dict[str, float]:
    """The figures of the time after the warm-up."""
    steady = [each for each in samples if each.seconds >= samples[-1].seconds * warm_up][:-2]
    third = len(steady) // 3

    def growth(name: str) -> float:
        values = [getattr(each, name) for each in steady]
        return float(median(values[-third:]) - median(values[:third]))

    count = [each.pages for each in steady]
    return {
        "minutes": round(samples[-1].seconds / 60, 1),
        "pages": samples[-1].pages,
        "pages_per_minute": round((count[-1] - count[0]) / (steady[-1].seconds - steady[0].seconds) * 60),
        "memory_mib": round(max(each.memory for each in samples), 1),
        "memory_mib_per_10k_pages": round(linear_regression(count, [s.memory for s in steady]).slope * 10_000, 2),
        "main_mib_per_10k_pages": round(linear_regression(count, [s.main for s in steady]).slope * 10_000, 2),
        "memory_growth_mib": round(growth("memory"), 1),
        "files_growth": growth("files"),
        "threads_growth": growth("threads"),
        "log_mib_max": round(max(each.log for each in samples), 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--sites", type=int, default=50)
    parser.add_argument("--faults", type=int, default=0)
    parser.add_argument("--warm-up", type=float, default=0.3)
    parser.add_argument("--samples", type=Path, help="a file for the samples, a line each")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder, FaultServer() as server:
        world = World(Path(folder), server, readers=True)
        populate(world, options.sites, max(500, int(options.minutes * 6000 / options.sites * 1.5)), options.faults)
        samples, code, said = watch(world, options.minutes)
        found: dict[str, object] = dict(judge(samples, options.warm_up))
        found["articles"] = world.rows("SELECT count(*) AS n FROM articles WHERE headline_only = 0")[0]["n"]
        found["internal_faults"] = world.rows("SELECT count(*) AS n FROM fetches WHERE reason = 'internal'")[0]["n"]
        outcomes = world.rows("SELECT coalesce(reason, outcome) AS word, count(*) AS n FROM fetches GROUP BY 1")
        found["outcomes"] = {row["word"]: row["n"] for row in outcomes}
        found["integrity"] = world.rows("PRAGMA quick_check")[0]["quick_check"]
        found["bytes_per_article"] = world.db.stat().st_size // max(1, int(str(found["articles"])))
    if options.samples:
        options.samples.write_text("".join(f"{each}\n" for each in samples), encoding="utf-8")
    print(said, file=sys.stderr)
    grows = found["memory_mib_per_10k_pages"] >= 1 and found["memory_growth_mib"] >= 16  # type: ignore[operator]
    flat = found["files_growth"] <= 8 and found["threads_growth"] <= 2  # type: ignore[operator]
    good = code in (0, 3) and "Traceback" not in said and found["internal_faults"] == 0 and found["integrity"] == "ok"
    sound = good and flat and not grows and found["log_mib_max"] < 64  # type: ignore[operator]
    print(json.dumps({**found, "exit_code": code, "sound": sound}))
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
