"""How quick the web pages are over made-up articles: milliseconds of each page by the clock and of the server's
processor, and its size, and the first paint of the front page in Chromium, as one JSON object on the last line.

What the clock says depends on what else the machine does; the processor's time does not (it is missing where the system
doesn't tell it for a single process, as Linux does).

`python benchmarks/pages.py --size 100000` takes a few minutes to fill a database; `--keep FILE` uses it again.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aggregator.base.claims import Credit, Evidence, Facts, Release, WorkMention
from aggregator.base.records import Article, Image
from aggregator.store import claims
from aggregator.store.articles import put
from aggregator.store.database import Store
from aggregator.store.groups import put_story

NOW = datetime.now(UTC).replace(microsecond=0)
EVERY = timedelta(minutes=25)
SYLLABLES = ("ka", "mi", "to", "ra", "shi", "no", "ve", "lo", "ten", "mar", "sol", "ri", "bel", "qua", "fen", "du")
KANJI = "空海風月星花雪山川森光夢影音色町島橋波雲"
ROLES = ("director", "series_composition", "character_design", "music", "voice", "voice", "animation_production")
EVENTS = ("premiere", "premiere", "theatrical", "streaming", "publication", "home_video")
LANGUAGES = ("en", "en", "ja", "ja", "es", "fr", "de")
STORED = 2_000
TABLES = {
    "stories": ("id", "first_article_id"),
    "articles": ("id", "story_id"),
    "works": ("id",),
    "people": ("id",),
    "article_images": ("article_id",),
    "article_works": ("article_id", "work_id"),
    "work_names": ("work_id", "source"),
    "person_names": ("person_id", "source"),
    "releases": ("id", "article_id", "work_id"),
    "credits": ("id", "article_id", "work_id", "person_id"),
}
"""What is multiplied, and the columns that hold ids of its own."""
PAINTED = """new Promise((told, failed) => {
    setTimeout(() => failed(new Error("nothing was painted in 30 s")), 30000);
    new PerformanceObserver((list) => {
        const first = list.getEntriesByName("first-contentful-paint")[0];
        if (first) told(first.startTime);
    }).observe({type: "paint", buffered: true});
})"""
"""Tells when a page was painted first. Asked again and again, as Playwright waits for a function, the question would be
a string to evaluate, which the pages' Content-Security-Policy forbids.
"""
PLATFORMS = ("Channel Kumo", "Tidepool", "Station Ito", "Lantern+", None)


def title(rng: random.Random) -> str:
    """A made-up title, every third one Japanese."""
    if rng.random() < 0.33:
        return "".join(rng.choices(KANJI, k=rng.randint(3, 7)))
    return " ".join("".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))) for _ in range(rng.randint(2, 4))).title()


def article(number: int, works: list[str], people: list[str], rng: random.Random) -> tuple[Article, Facts]:
    """One made-up article about a work, and what it states."""
    work, at = rng.choice(works), rng.choice(range(-30, 400))
    day = (NOW + timedelta(days=at)).date()
    credited = [(rng.choice(ROLES), rng.choice(people)) for _ in range(rng.randint(0, 5))]
    words = " ".join("".join(rng.choices(SYLLABLES, k=3)) for _ in range(180))
    told = [f"{name} as {role}" for role, name in credited]
    date = f"{work} comes out on {day.isoformat()}"
    body = f"{date}.\n\n{words}\n\n{'. '.join(told)}.\n\n{words}"

    def evidence(quote: str) -> Evidence:
        start = body.index(quote)
        return Evidence(field="body", quote=quote, start=start, end=start + len(quote), rule="made up")

    exact = number % 3 != 0
    last = day if exact else (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    release = Release(
        work=work,
        event=rng.choice(EVENTS),
        edtf=day.isoformat() if exact else day.isoformat()[:7],
        text=day.isoformat(),
        evidence=evidence(date),
        earliest=(day if exact else day.replace(day=1)).isoformat(),
        latest=last.isoformat(),
        platform=rng.choice(PLATFORMS),
    )
    facts = Facts(
        works=(WorkMention(title=work, type="tv"),),
        releases=(release,),
        credits=tuple(
            Credit(work=work, role=role, role_text=role, name=name, evidence=evidence(f"{name} as {role}"))
            for role, name in credited
        ),
        kinds=("release_date",) if number % 3 else ("staff",),
    )
    url = f"https://outlet-{number % 40}.example/{number}"
    given = Article(
        url=url,
        canonical_url=url,
        site=f"outlet-{number % 40}",
        language=LANGUAGES[number % 40 % len(LANGUAGES)],
        title=f"{work}: {title(rng)}",
        summary=words[:150],
        body=body,
        images=(Image(f"https://pictures.example/{number}.jpg", None, None, None),),
    )
    return given, facts


def fill(path: Path, size: int) -> None:
    """A database of so many articles: some of them stored as a crawl stores them, and these again and again, each time
    as other articles of an earlier time, about other works and people.
    """
    first = min(size, STORED)
    store_some(path, first)
    with Store.open(path, durable=False) as store:
        store.execute("PRAGMA foreign_keys = OFF")
        for table in TABLES:
            store.execute(f"CREATE TEMP TABLE first_{table} AS SELECT * FROM {table}")
        for number in range(1, size // first):
            with store.write():
                multiply(store, f"{number:02}", EVERY.total_seconds() * first * number / 86_400)
        store.execute("ANALYZE")


def multiply(store: Store, mark: str, days: float) -> None:
    """Every article, claim, work, person and story of the first ones once more, under ids that end in ``mark``."""
    for table, keys in TABLES.items():
        columns = [row[1] for row in store.rows(f"PRAGMA table_info({table})")]
        made = ", ".join(_expression(name, keys, mark, days) for name in columns)
        names = ", ".join(f'"{name}"' for name in columns)
        store.execute(f"INSERT OR IGNORE INTO {table} ({names}) SELECT {made} FROM temp.first_{table} old")


def _expression(name: str, keys: tuple[str, ...], mark: str, days: float) -> str:
    if name == "docid":
        return f"old.docid + {int(mark)}"
    if name in keys:
        return f"substr(old.{name}, 1, 11) || '{mark}'"
    if name in ("sorted_at", "first_seen", "last_seen", "version_at", "published", "first_published"):
        return f"strftime('%Y-%m-%dT%H:%M:%S+00:00', old.{name}, '-{days} days')"
    if name in ("earliest", "latest"):
        return f"date(old.{name}, '-{days} days')"
    return f"old.url || '/{mark}'" if name in ("url", "canonical_url") else f'old."{name}"'


def store_some(path: Path, size: int) -> None:
    """So many articles; half of them state facts, every fifth and the two after it are one story."""
    rng = random.Random(size)
    works = list(dict.fromkeys(title(rng) for _ in range(max(50, size // 12))))
    people = list(dict.fromkeys(title(rng) for _ in range(max(50, size // 8))))
    with Store.open(path, durable=False) as store:
        for first in range(0, size, 500):
            with store.write():
                ids = []
                for number in range(first, min(size, first + 500)):
                    given, facts = article(number, works, people, rng)
                    at = NOW - EVERY * (size - number)
                    stored = put(store, given, sorted_at=at, now=at, kinds=facts.kinds)
                    if number % 2:
                        claims.put(store, stored, given.language, facts)
                    ids.append(stored.article_id)
                for number in range(0, len(ids) - 2, 5):
                    put_story(store, ids[number : number + 3])


@contextmanager
def serving(path: Path) -> Iterator[tuple[str, int]]:
    """``aggregator serve`` as a process of its own; its address and process id."""
    command = [sys.executable, "-m", "aggregator", "--db", str(path), "--quiet", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip().rstrip("/"), process.pid
        finally:
            process.terminate()  # else it is waited for without end


def worked(pid: int) -> float | None:
    """Milliseconds for which a process's threads have had a processor (proc_pid_schedstat); None where none tells."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e6
    except OSError:
        return None


def measure(address: str, times: int, pid: int) -> dict[str, float | None]:
    """Milliseconds until a page is there, those that the server's processor took for it, and its size in bytes."""
    spent, taken, size = [], [], 0
    for _ in range(times):
        started, before = time.perf_counter(), worked(pid)
        with urllib.request.urlopen(address) as answer:
            size = len(answer.read())
        spent.append((time.perf_counter() - started) * 1000)
        taken.append((worked(pid) or 0) - (before or 0))
    spent.sort()
    return {
        "processor_ms": round(statistics.median(taken), 1) if worked(pid) else None,
        "least_ms": round(spent[0], 1),
        "median_ms": round(statistics.median(spent), 1),
        "p95_ms": round(spent[int(len(spent) * 0.95)], 1),
        "bytes": size,
    }


def pages(path: Path) -> dict[str, str]:
    """The pages that are measured, by what they are: the fullest story, work and person."""
    with Store.read(path) as store:
        story = store.rows("SELECT id FROM stories ORDER BY article_count DESC, id LIMIT 1")[0][0]
        work = store.rows("SELECT work_id FROM releases GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")[0][0]
        person = store.rows("SELECT person_id FROM credits GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")[0][0]
        late = store.rows("SELECT id FROM articles ORDER BY sorted_at DESC LIMIT 1 OFFSET 50000") or [[""]]
    month = f"{NOW:%Y-%m}"
    return {
        "front": "/",
        "front of a language": "/?language=fr",
        "front far back": f"/?after={late[0][0]}",
        "story": f"/story/{story}",
        "work": f"/work/{work}",
        "person": f"/person/{person}",
        "month": f"/calendar?month={month}",
        "season": f"/calendar?season={NOW:%Y}-autumn",
        "works": "/works",
        "search": "/search?q=kamito",
        "sources": "/sources",
        "changes": "/changes",
        "feed": "/feed.atom",
        "calendar file": "/calendar.ics",
    }


def painted(base: str, times: int) -> dict[str, dict[str, float]] | None:
    """Milliseconds from asking for a page to its first contentful paint by the clock, and what the page's thread in the
    browser took of a processor: the front page, and one that says in a line that there is no such page, which is the
    browser's own time. None without a browser.
    """
    from playwright.sync_api import sync_playwright

    browser_path = shutil.which("chromium")
    if browser_path is None:
        return None
    spent: dict[str, list[float]] = {"front": [], "a line": []}
    worked: dict[str, list[float]] = {"front": [], "a line": []}
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        flags.append("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")  # pictures are asked for in vain
        browser = playwright.chromium.launch(executable_path=browser_path, args=flags)
        for name, path in [("front", "/"), ("a line", "/nowhere")] * times:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("Performance.enable", {"timeDomain": "threadTicks"})
            page.goto(base + path)
            spent[name].append(float(page.evaluate(PAINTED)))
            told = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
            worked[name].append(told["TaskDuration"] * 1000)
            context.close()
        browser.close()
    return {
        name: {
            "processor_ms": round(statistics.median(worked[name]), 1),
            "least_ms": round(min(those), 1),
            "median_ms": round(statistics.median(those), 1),
        }
        for name, those in spent.items()
    }


def main() -> None:
    """Fill or take a database, serve it, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=12)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "news.db"
        if not path.exists():
            started = time.perf_counter()
            fill(path, options.size)
            print(f"{options.size:,} articles stored in {time.perf_counter() - started:.0f} s", file=sys.stderr)
        result: dict[str, Any] = {}
        with serving(path) as (base, pid):
            for name, address in pages(path).items():
                result[name] = measure(base + address, options.times, pid)
                print(f"{name:22} {result[name]}")
            result["first paint"] = painted(base, options.times)
        print(json.dumps({"articles": options.size, **result}))


if __name__ == "__main__":
    main()
