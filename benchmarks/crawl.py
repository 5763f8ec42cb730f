"""Pages a second of a whole crawl (fetch, extract, group, store) beside bare Scrapy spiders on the same pages.

    python benchmarks/crawl.py [--pages 1000] [--text 2000] [--concurrency 8] [--rounds 3] [--real FOLDER]
    python benchmarks/crawl.py --memory 20000

A server process on loopback serves made-up article pages of about 20 kB (or, with ``--real``, real ones), without
delay. Of each page ``--text`` characters are the article's: news has 1,600 (median of those labelled), and what a text
costs to be read for facts grows with it. Each crawler runs in a process of its own, one after the other, round by
round:

* ``download``: a Scrapy spider that only downloads the pages,
* ``title``: one that also selects the title,
* ``aggregator``: ours, into a new database, with everything switched on.

Figures are pages a second from the spider's start to its end (what Scrapy calls ``elapsed_time_seconds``; ours starts
its reading processes in that time too), the median of the rounds; ratios are what counts. ``cpu_ms_per_page`` tells
how much of either core it took, where the machine is not idle.
``--memory`` crawls once and prints the resident memory along the way. One JSON object last.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from multiprocessing import Process, Queue
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WORDS = (
    "anime series film studio director cast season trailer visual music staff manga story broadcast episode station "
    "reveals announces premieres opens streams features returns joins performs composes writes draws designs"
).split()

SYLLABLES = "ka mi to ra shi no ve lo ten mar sol ri bel qua fen du".split()


def made_up_page(number: int, length: int, size: int = 20_000) -> bytes:
    """An article page of about ``size`` bytes, ``length`` of them the article's text: head with JSON-LD and OpenGraph,
    navigation, body, sidebar, footer.
    """
    dice = random.Random(number)
    sentence = lambda: " ".join(dice.choices(WORDS, k=14)).capitalize() + f" {number}."  # noqa: E731
    work = "".join(SYLLABLES[number // 16**place % 16] for place in (2, 1, 0)).title()
    title = f"{work} no Sora Reveals {' '.join(dice.choices(WORDS, k=4)).title()}"
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": f"2026-10-{number % 28 + 1:02d}T12:00:00+09:00",
        "author": [{"@type": "Person", "name": "Made-Up Author"}],
        "image": {"@type": "ImageObject", "url": f"/img/{number}.jpg"},
    }
    navigation = "".join(f'<li><a href="/section/{n}">{WORDS[n % len(WORDS)].title()}</a></li>' for n in range(40))
    text = related = ""
    while len(text) < length:
        text += f"<p>{' '.join(sentence() for _ in range(4))}</p>\n"
    while len(related) + len(text) < size - 4_000:
        teaser = len(related)
        related += (
            f'<li class="teaser"><a href="/n/{number}-{teaser}"><img src="/i/{number}-{teaser}.jpg" alt="{WORDS[0]}">'
            f'<span class="label">{WORDS[teaser % len(WORDS)].title()}</span> {sentence()}</a></li>'
        )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - Made-Up News</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="Made-Up News">'
        f'<meta name="description" content="{sentence()}"><script type="application/ld+json">{json.dumps(linked)}'
        f"</script></head><body><nav><ul>{navigation}</ul></nav><main><article><h1>{title}</h1>"
        f'<div class="byline">By Made-Up Author</div><div class="content">{text}</div></article>'
        f'<aside class="related"><h2>Related</h2><ul>{related}</ul></aside></main>'
        f"<footer>© Made-Up News. All rights reserved.</footer></body></html>"
    ).encode()


def serve(count: int, length: int, real: str | None, queue: Queue[int]) -> None:
    """The server process: ``/n/NUMBER`` is an article, ``/sitemap.xml`` names them all."""
    if real:
        pages = [gzip.decompress(file.read_bytes()) for file in sorted(Path(real).glob("*.html.gz"))]
    else:
        pages = [made_up_page(number, length) for number in range(min(count, 500))]

    def respond(path: str) -> tuple[str, str, bytes]:
        if path.startswith("/n/"):
            number = int(path[3:])
            body = pages[number % len(pages)]
            if not real and number >= len(pages):
                body = body.replace(f" {number % len(pages)}.".encode(), f" {number}.".encode())
            return "200 OK", "text/html; charset=utf-8", body
        if path == "/sitemap.xml":
            names = "".join(f"<url><loc>http://127.0.0.1:{port}/n/{n}</loc></url>" for n in range(count))
            xml = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{names}</urlset>'
            return "200 OK", "application/xml", xml.encode()
        return "404 Not Found", "text/plain", b""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                status, kind, body = respond(request.split(b" ", 2)[1].decode())
                head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write(head.encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main() -> None:
        nonlocal port
        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        queue.put(port)
        await server.serve_forever()

    port = 0
    asyncio.run(main())


def run_bare(port: int, count: int, concurrency: int, *, title: bool) -> dict[str, Any]:
    """A bare Scrapy spider over all pages."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess

    class Bare(scrapy.Spider):
        name = "bare"

        async def start(self) -> Any:
            for number in range(count):
                yield scrapy.Request(f"http://127.0.0.1:{port}/n/{number}")

        def parse(self, response: Any) -> Any:
            if title:
                yield {"title": response.css("title::text").get()}

    process = AsyncCrawlerProcess(
        {
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "CONCURRENT_REQUESTS": concurrency,
            "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
            "DOWNLOAD_DELAY": 0,
            "COOKIES_ENABLED": False,
        }
    )
    crawler = process.create_crawler(Bare)
    process.crawl(crawler)
    process.start()
    stats = crawler.stats.get_stats()
    return {"pages": stats["response_received_count"], "seconds": stats["elapsed_time_seconds"]}


def run_ours(port: int, count: int, concurrency: int, *, memory: bool) -> dict[str, Any]:
    """The aggregator over the same pages."""
    from aggregator.base.sites import Site
    from aggregator.crawl.run import crawl, run_in_reactor
    from aggregator.crawl.session import Options, Session
    from aggregator.crawl.sites import project_settings, spider_of
    from aggregator.download.address import AllowList
    from aggregator.store.database import Store

    address = f"127.0.0.1:{port}"
    site = Site(
        name="bench",
        host=address,
        language="en",
        timezone="Asia/Tokyo",
        article="/n/",
        sitemaps=(f"http://{address}/sitemap.xml",),
        delay=0,
        concurrency=concurrency,
    )
    settings = project_settings()
    settings.set("AGGREGATOR_ALLOW_ADDRESSES", [address], priority="cmdline")
    settings.set("LOG_LEVEL", "ERROR", priority="cmdline")
    samples: list[tuple[int, float]] = []
    times: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        session = Session.open(
            path, allow=AllowList.parse([address]), agent="bench/1.0", options=Options(now=True, max_pages=count)
        )

        async def watch() -> None:
            while True:
                samples.append((session.counts["bench"]["new"], _resident_mib()))
                await asyncio.sleep(2)

        async def main(process: Any) -> None:
            watcher = asyncio.ensure_future(watch()) if memory else None
            started = time.perf_counter()
            await crawl(process, session, [spider_of(site)])
            times.append(time.perf_counter() - started)
            if watcher:
                watcher.cancel()

        run_in_reactor(settings, main)
        seconds = times[0]
        session.close("done")
        with Store.read(path) as store:
            row = store.row("SELECT min(at) AS first, max(at) AS last, count(*) AS n FROM fetches WHERE outcome = 'OK'")
            articles = store.row("SELECT count(*) FROM articles")[0]
            failed = store.row("SELECT count(*) FROM fetches WHERE outcome <> 'OK'")[0]
        size = path.stat().st_size
    return {
        "pages": row["n"] - 1,
        "seconds": seconds,
        "articles": articles,
        "failed": failed,
        "database_bytes": size,
        "memory": samples,
    }


def _resident_mib() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _in_process(role: str, port: int, count: int, concurrency: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--role", role, "--port", str(port), "--pages", str(count)]
    done = subprocess.run([*command, "--concurrency", str(concurrency)], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--text", type=int, default=2000, metavar="CHARACTERS", help="length of the articles' text")
    parser.add_argument("--concurrency", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--real", metavar="FOLDER", help="serve these real pages (*.html.gz) instead")
    parser.add_argument("--memory", type=int, metavar="PAGES", help="crawl this many pages once and watch the memory")
    parser.add_argument("--role", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    count = arguments.memory or arguments.pages
    if arguments.role:
        run = {
            "download": lambda: run_bare(arguments.port, count, arguments.concurrency, title=False),
            "title": lambda: run_bare(arguments.port, count, arguments.concurrency, title=True),
            "aggregator": lambda: run_ours(arguments.port, count, arguments.concurrency, memory=False),
            "memory": lambda: run_ours(arguments.port, count, arguments.concurrency, memory=True),
        }[arguments.role]
        result = run()
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        print(json.dumps(result | {"cpu_seconds": [u.ru_utime + u.ru_stime for u in used]}))
        return
    if arguments.real:
        count = len(list(Path(arguments.real).glob("*.html.gz")))
    queue: Queue[int] = Queue()
    server = Process(target=serve, args=(count, arguments.text, arguments.real, queue), daemon=True)
    server.start()
    port = queue.get()
    try:
        report = _memory(port, count, arguments) if arguments.memory else _compare(port, count, arguments)
    finally:
        server.terminate()
    print(json.dumps(report))


def _compare(port: int, count: int, arguments: argparse.Namespace) -> dict[str, Any]:
    rates: dict[str, list[float]] = {"download": [], "title": [], "aggregator": []}
    articles = 0
    cpu: dict[str, list[float]] = {}
    for number in range(arguments.rounds):
        for role, found in rates.items():
            result = _in_process(role, port, count, arguments.concurrency)
            found.append(result["pages"] / result["seconds"])
            cpu[role] = [round(1000 * seconds / result["pages"], 2) for seconds in result["cpu_seconds"]]
            articles = result.get("articles", articles)
            print(f"round {number + 1}: {role}: {found[-1]:.1f} pages/s", file=sys.stderr)
    median = {role: statistics.median(found) for role, found in rates.items()}
    return {
        "pages": count,
        "real": bool(arguments.real),
        "text": arguments.text,
        "concurrency": arguments.concurrency,
        "articles": articles,
        "pages_per_second": {role: round(rate, 1) for role, rate in median.items()},
        "cpu_ms_per_page_own_and_readers": cpu,
        "of_download": round(median["aggregator"] / median["download"], 3),
        "of_title": round(median["aggregator"] / median["title"], 3),
    }


def _memory(port: int, count: int, arguments: argparse.Namespace) -> dict[str, Any]:
    result = _in_process("memory", port, count, arguments.concurrency)
    samples = [(pages, mib) for pages, mib in result["memory"] if pages > count * 0.1]
    slope = 0.0
    if len(samples) > 2:
        slope = statistics.linear_regression([p for p, _ in samples], [m for _, m in samples]).slope * 10_000
    return {
        "pages": result["pages"],
        "articles": result["articles"],
        "failed": result["failed"],
        "pages_per_second": round(result["pages"] / result["seconds"], 1),
        "resident_mib_first_last": [round(samples[0][1], 1), round(samples[-1][1], 1)] if samples else None,
        "mib_per_10000_pages": round(slope, 2),
        "database_mib": round(result["database_bytes"] / 2**20, 1),
    }


if __name__ == "__main__":
    main()
