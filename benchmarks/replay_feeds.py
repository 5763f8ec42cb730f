"""Crawl the recorded versions of one real feed, one after the other, and compare with an independent reading.

    python benchmarks/replay_feeds.py [--feeds ../shared/real/feeds] [--repeat-each]

Each version is served on loopback and crawled with ``--no-articles`` at the time at which it was recorded. The
expectation is computed from the same files with ElementTree and plain string handling alone: which links there are,
and how often title or summary of each changed from one listing of it to the next. With ``--repeat-each`` every version
is served twice, and the second crawl must change no row of the content tables. Prints one JSON object last.
"""

from __future__ import annotations

import argparse
import gzip
import html
import itertools
import json
import re
import sys
import tempfile
import threading
import unicodedata
import xml.etree.ElementTree as ET
from collections import defaultdict
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from aggregator.base.sites import Site
from aggregator.crawl.run import crawl, run_in_reactor
from aggregator.crawl.session import Options, Session
from aggregator.crawl.sites import project_settings, spider_of
from aggregator.download.address import AllowList
from aggregator.store.database import Store
from aggregator.store.schema import BOOKKEEPING_COLUMNS, CONTENT_TABLES

HERE = Path(__file__).resolve().parent


class FeedServer(ThreadingHTTPServer):
    """Serves ``body`` at every path but robots.txt."""

    body = b""
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"" if self.path == "/robots.txt" else self.server.body  # type: ignore[attr-defined]
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


def read_versions(folder: Path) -> list[tuple[datetime, bytes]]:
    """The recorded versions with their times."""
    rows = [line.split("\t") for line in (folder / "replay-times.tsv").read_text().splitlines() if line.strip()]
    return [(datetime.fromisoformat(time), gzip.decompress((folder / name).read_bytes())) for name, time in rows]


def plain(text: str | None) -> str:
    """A piece of markup as text on one line, for comparing."""
    text = html.unescape(re.sub(r"<[^>]*>", " ", html.unescape(text or "")))
    return " ".join(unicodedata.normalize("NFC", text).split())


def expected(versions: list[tuple[datetime, bytes]]) -> dict[str, list[tuple[str, str]]]:
    """Every link with the (title, summary) pairs that it had in the order of the versions, repetitions folded."""
    states: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for _, body in versions:
        for item in ET.fromstring(body).iter("item"):
            link = (item.findtext("link") or "").strip()
            state = (plain(item.findtext("title")), plain(item.findtext("description")))
            if link and state[0] and (not states[link] or states[link][-1] != state):
                states[link].append(state)
    return {link: seen for link, seen in states.items() if seen}


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the content tables, less bookkeeping columns."""
    with Store.read(path) as store:
        tables = {}
        for table in CONTENT_TABLES:
            columns = [
                row["name"]
                for row in store.rows(f"PRAGMA table_info({table})")
                if (table, row["name"]) not in BOOKKEEPING_COLUMNS
            ]
            tables[table] = sorted(tuple(row) for row in store.rows(f"SELECT {', '.join(columns)} FROM {table}"))
        return tables


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=Path, default=HERE.parent.parent / "shared" / "real" / "feeds")
    parser.add_argument("--repeat-each", action="store_true", help="serve every version twice")
    parser.add_argument("--limit", type=int, default=None, help="only the first versions")
    arguments = parser.parse_args()
    if not arguments.feeds.is_dir():
        sys.exit(f"{arguments.feeds} is not here")
    versions = read_versions(arguments.feeds)[: arguments.limit]
    states = expected(versions)
    hosts = sorted({urlsplit(link).netloc for link in states})
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "news.db"
        changed_by_repeat = _crawl(versions, hosts, database, repeat=arguments.repeat_each)
        print(
            json.dumps(
                _compare(database, states)
                | {"feed_versions": len(versions), "rows_changed_by_repeats": changed_by_repeat}
            )
        )


def _crawl(versions: list[tuple[datetime, bytes]], hosts: list[str], database: Path, *, repeat: bool) -> int | None:
    server = FeedServer()
    address = f"127.0.0.1:{server.server_port}"
    site = Site(
        name="replay",
        host=address,
        hosts=tuple(hosts),
        language="en",
        timezone="UTC",
        feeds=(f"http://{address}/feed.xml",),
        delay=0,
    )
    settings = project_settings()
    settings.set("AGGREGATOR_ALLOW_ADDRESSES", [address], priority="cmdline")
    settings.set("LOG_LEVEL", "ERROR", priority="cmdline")
    changed = 0

    async def all_versions(process: object) -> None:
        nonlocal changed
        for moment, body in versions:
            server.body = body
            for again in (False, True) if repeat else (False,):
                before = contents(database) if again else None
                session = Session.open(
                    database,
                    allow=AllowList.parse([address]),
                    agent="replay/1.0",
                    options=Options(now=True, articles=False),
                    clock=lambda moment=moment: moment,
                )
                await crawl(process, session, [spider_of(site)])  # type: ignore[arg-type]
                session.close("done")
                changed += again and before != contents(database)

    run_in_reactor(settings, all_versions)
    server.shutdown()
    return changed if repeat else None


def _compare(database: Path, states: dict[str, list[tuple[str, str]]]) -> dict[str, object]:
    """Our rows against the independent reading: the same links, each with the same history."""
    with Store.read(database) as store:
        stored = {row["url"]: row for row in store.rows("SELECT id, url, title, summary FROM articles")}
        former = {
            url: store.rows(
                "SELECT title, summary FROM article_versions WHERE article_id = ? ORDER BY version", (row["id"],)
            )
            for url, row in stored.items()
        }
        failures = store.row("SELECT count(*) FROM fetches WHERE outcome NOT IN ('OK', 'NOT_MODIFIED')")[0]
    wrong = [
        url
        for url in states.keys() & stored.keys()
        if [(plain(row["title"]), plain(row["summary"])) for row in (*former[url], stored[url])] != states[url]
    ]
    titles = {url: [title for title, _ in seen] for url, seen in states.items()}
    return {
        "links": len(states),
        "stored": len(stored),
        "missing": len(states.keys() - stored.keys()),
        "unexpected": len(stored.keys() - states.keys()),
        "headline_edits": sum(a != b for seen in titles.values() for a, b in itertools.pairwise(seen)),
        "edits_of_headline_or_summary": sum(len(seen) - 1 for seen in states.values()),
        "versions": sum(len(rows) for rows in former.values()),
        "articles_with_another_history": len(wrong),
        "failed_fetches": failures,
        "examples": wrong[:3],
    }


if __name__ == "__main__":
    main()
