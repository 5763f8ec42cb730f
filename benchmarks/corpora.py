"""Every file of the hostile collections, through the whole path: is each refused or read in time, and does what was
stored come out again?

    python benchmarks/corpora.py [--every 1] [--start 0]

A file goes in as the body of an answer, plain and by each coding it is packed with: as robots.txt, as feed, sitemap and
listing, as an article's page, and as a text. What is read of it (articles, and headlines for links) is stored. JSON
lists of strings (the naughty strings, the script payloads, the addresses) go in string by string, too: as title and
text of an article, as an address, a date, a name and a query. At the end all formats are exported and read again.

Each reading has one second of the processor, and all have 512 MiB beyond what the program takes. Anything but an
article, a link or a typed refusal is a fault. Prints one JSON object last; exit status 1 where there is one.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lxml import etree

from aggregator.base.errors import BadInputError
from aggregator.base.records import Article, Failure, Link, Page
from aggregator.base.sites import Site
from aggregator.base.times import read_time
from aggregator.base.urls import canonical_url, check_url, is_trap
from aggregator.crawl.path import headline, read_judged, reading_of, store_article, store_reading
from aggregator.crawl.source_reading import read_source
from aggregator.discover.feeds import read_feed
from aggregator.discover.find import propose
from aggregator.discover.kind import kind_of
from aggregator.download.integrity import DecodedBody, check_body
from aggregator.download.robotstxt import RobotsTxt
from aggregator.extract.people import read_names
from aggregator.extract.read import read_text
from aggregator.facts.read import read_facts
from aggregator.store.database import Store
from aggregator.store.frontier import SOURCES
from aggregator.store.search import match_query
from aggregator.view.filters import Filters, resolve
from aggregator.view.formats import FORMATS, Selection
from aggregator.view.reading import Skipped, reading

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
MIB = 1 << 20
SECONDS = 1.0
MEMORY = 512 * MIB
NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
SITE = Site(name="hostile", host="hostile.example", language="en", timezone="Asia/Tokyo", delay=1.0)
CODINGS = {".gz": ("gzip",), ".bin": ("gzip", "deflate", "br", "zstd")}
WARM = Article(url="", canonical_url="", site="", language="en", title="Warm up", body="On January 10, 2031.")
LINKS = 20
"""Headlines that are stored of one source."""


@dataclass
class Outcome:
    """What came of the files: counts by word, faults with their file, and the slowest."""

    words: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")


def page(body: bytes, number: int) -> Page:
    url = f"https://hostile.example/{number}"
    return Page(url=url, final_url=url, body=body, content_type=None, fetched_at=NOW)


def bodies(path: Path) -> Iterator[bytes]:
    """A file as it is, and undone by the codings that it may be packed with."""
    data = path.read_bytes()
    yield data
    for coding in CODINGS.get(path.suffix, ()):
        found = check_body(200, {"content-encoding": coding}, data)
        if isinstance(found, DecodedBody):
            yield found.data


def strings(path: Path) -> list[str]:
    """The strings in a JSON file, if it is a list of them or of objects."""
    if path.suffix != ".json" or "jsontestsuite" in path.parts:
        return []
    try:
        told = json.loads(path.read_bytes())
    except ValueError:
        return []
    values = told if isinstance(told, list) else []
    inner = [value.values() if isinstance(value, dict) else (value,) for value in values]
    return [text for several in inner for text in several if isinstance(text, str)]


def tries(store: Store, path: Path, number: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """All that is done with a file, each under its name."""
    for body in bodies(path):
        whole = page(body, number)
        yield "robots", lambda b=body: RobotsTxt(b).rules("AnimeNewsAggregator").decide("https://hostile.example/a?b")
        yield "kind", lambda b=body: kind_of(b)
        for kind in SOURCES:
            yield kind, lambda k=kind, w=whole: read_source(k, w, SITE, None)
        yield "links", lambda w=whole: store_links(store, read_feed(w.body, url=w.url, zone=SITE.zone).links)
        yield "find", lambda w=whole: propose(w.body.decode("utf-8", "replace"), url=w.url)
        yield "page", lambda w=whole: store_page(store, w)
        yield "text", lambda b=body, w=whole: store_text(store, b.decode("utf-8", "replace"), w.url)
    for place, text in enumerate(strings(path)):
        yield "string", lambda t=text, n=place: store_string(store, t, f"https://hostile.example/{number}/{n}")


def store_links(store: Store, links: Sequence[Link]) -> None:
    for link in links[:LINKS]:
        if (article := headline(link, SITE)) is not None:
            with store.write():
                store_article(store, article, site=SITE, now=NOW)


def store_page(store: Store, whole: Page) -> str:
    read = read_judged(whole, SITE)
    if isinstance(read, Failure):
        return read.reason
    with store.write():
        store_reading(store, read, zone=SITE.zone, now=NOW)
    return "stored"


def store_text(store: Store, text: str, url: str) -> None:
    article = read_text(text, url=f"{url}/text", site=SITE.name, language=None, zone=SITE.zone)
    with store.write():
        store_reading(store, reading_of(article, SITE), zone=SITE.zone, now=NOW)


def store_string(store: Store, text: str, url: str) -> None:
    for read in (check_url, canonical_url):
        with suppress(BadInputError):
            is_trap(read(text))
    read_time(text, SITE.zone, "ja")
    read_names(text)
    if (query := match_query(text)) is not None:
        store.rows("SELECT rowid FROM search WHERE search MATCH ? LIMIT 5", (query,))
    article = Article(
        url=url, canonical_url=url, site=SITE.name, language="en", title=text or "-", body=f"{text}\n\nThe end: {text}"
    )
    with store.write():
        store_article(store, article, site=SITE, now=NOW)


def take(store: Store, path: Path, number: int, outcome: Outcome) -> None:
    """One file through all of it."""
    name = str(path.relative_to(CORPORA))
    outcome.words["files"] += 1
    for word, attempt in tries(store, path, number):
        began = time.process_time()
        try:
            attempt()
        except BadInputError as error:
            outcome.words[f"refused: {error.reason}"] += 1
        except Exception:  # noqa: BLE001 -- that is what is looked for
            outcome.faults.append(f"{name} as {word}: {traceback.format_exc(limit=-3)}")
        else:
            outcome.words[f"read as {word}"] += 1
        spent = time.process_time() - began
        outcome.slowest = max(outcome.slowest, (spent, f"{name} as {word}"))
        if spent > SECONDS:
            outcome.faults.append(f"{name} as {word}: {spent:.2f} s")


def export(path: Path, outcome: Outcome) -> dict[str, int]:
    """Write every format, and read it again."""
    counts = {}
    with reading(path) as store:
        for name, each in FORMATS.items():
            if each.whole:
                continue
            out, skipped = io.BytesIO(), Skipped()
            each.load()(store, Selection(condition=resolve(store, Filters(copies=True)), by=each.by), out, skipped)
            counts[name] = len(out.getvalue())
            try:
                read_again(name, out.getvalue())
            except Exception:  # noqa: BLE001 -- that is what is looked for
                outcome.faults.append(f"export {name}: {traceback.format_exc(limit=-2)}")
            if skipped.count:
                outcome.faults.append(f"export {name}: {skipped.count} articles left out")
    return counts


def read_again(name: str, data: bytes) -> None:
    if name in ("rss", "atom"):
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    elif name == "jsonfeed":
        json.loads(data)
    elif name == "ndjson":
        [json.loads(line) for line in data.split(b"\n") if line]
    elif name == "csv":
        list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    elif name == "ics":
        assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--start", type=int, default=0)
    options = parser.parse_args()
    files = sorted(path for path in CORPORA.rglob("*") if path.is_file())[options.start :: options.every]
    outcome, started = Outcome(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "news.db") as store:
        for language in ("en", "ja", "ko", "zh"):  # the first text compiles its language's words
            read_facts(replace(WARM, language=language), SITE.zone)
        taken = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY, resource.RLIM_INFINITY))
        for number, path in enumerate(files):
            take(store, path, number, outcome)
        integrity = store.rows("PRAGMA integrity_check")[0][0]
        articles = store.rows("SELECT count(*) FROM articles")[0][0]
        exported = export(Path(folder) / "news.db", outcome)
    for fault in outcome.faults:
        print(fault)
    summary = {
        **dict(outcome.words.most_common()),
        "articles": articles,
        "exported_bytes": exported,
        "slowest": [round(outcome.slowest[0], 2), outcome.slowest[1]],
        "memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "integrity": integrity,
        "faults": len(outcome.faults),
        "seconds": round(time.monotonic() - started, 1),
    }
    print(json.dumps(summary))
    return 0 if not outcome.faults and integrity == "ok" else 1


if __name__ == "__main__":
    sys.exit(main())
