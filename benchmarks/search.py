"""How quick search and list are: median and 95th percentile over made-up articles, as one JSON object on the last line.

`python benchmarks/search.py` takes 10,000 articles and under a minute; `--sizes 10000 100000` takes more.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aggregator.base.records import Article
from aggregator.store.articles import put
from aggregator.store.database import Store
from aggregator.view.articles import listed
from aggregator.view.filters import Filters, resolve
from aggregator.view.reading import Skipped, reading
from aggregator.view.search import search

START = datetime(2026, 1, 1, tzinfo=UTC)
SYLLABLES = ("ka", "mi", "to", "ra", "shi", "no", "ve", "lo", "ten", "mar", "sol", "ri", "bel", "qua", "fen", "du")
KANJI = "空海風月星花雪山川森光夢影音色町島橋波雲"
RARE, COMMON = 3, 2_000


def words(count: int, rng: random.Random) -> list[str]:
    """Made-up words; the early ones are drawn often, as in a language (Zipf)."""
    return ["".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))) for _ in range(count)]


def article(number: int, vocabulary: list[str], weights: list[float], rng: random.Random) -> Article:
    """One made-up article of about 250 words, every fifth in Japanese."""
    japanese = number % 5 == 0
    drawn = rng.choices(vocabulary, cum_weights=weights, k=260)
    names = ["".join(rng.choices(KANJI, k=rng.randint(2, 4))) for _ in range(20)]
    title = "".join(names[:5]) if japanese else " ".join(drawn[:9]).title()
    body = "。".join("".join(names[n % 15 : n % 15 + 5]) for n in range(30)) if japanese else " ".join(drawn[9:])
    return Article(
        url=f"https://bench.example/{number}",
        canonical_url=f"https://bench.example/{number}",
        site=f"bench-{number % 12}",
        language="ja" if japanese else "en",
        title=title,
        summary=body[:150],
        body=body,
        authors=(drawn[9].title(),),
        tags=(drawn[10],),
    )


def fill(path: Path, size: int) -> tuple[list[str], float]:
    """A database of so many articles; gives the vocabulary, commonest first, and the seconds it took."""
    rng = random.Random(size)
    vocabulary = words(20_000, rng)
    weights: list[float] = []
    for rank in range(len(vocabulary)):
        weights.append((weights[-1] if weights else 0.0) + 1 / (rank + 8))
    started = time.perf_counter()
    with Store.open(path, durable=False) as store:
        for first in range(0, size, 1_000):
            with store.write():
                for number in range(first, min(size, first + 1_000)):
                    at = START + timedelta(minutes=number)
                    put(store, article(number, vocabulary, weights, rng), sorted_at=at, now=at, kinds=["feature"])
    return vocabulary, time.perf_counter() - started


def measure(action: Callable[[], object], times: int) -> dict[str, float]:
    """Milliseconds of one action: median and 95th percentile."""
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        spent.append((time.perf_counter() - started) * 1000)
    spent.sort()
    return {"median_ms": round(statistics.median(spent), 2), "p95_ms": round(spent[int(len(spent) * 0.95)], 2)}


def figures(path: Path, vocabulary: list[str], times: int) -> dict[str, dict[str, float]]:
    """The measures over one database."""
    rng = random.Random(1)
    with reading(path) as store:
        everything = resolve(store, Filters())
        site = resolve(store, Filters(sites=("bench-3",)))

        def find(draw: Callable[[], str]) -> dict[str, float]:
            return measure(lambda: search(store, draw(), everything, Skipped(), limit=20), times)

        return {
            "rare word": find(lambda: rng.choice(vocabulary[COMMON:])),
            "common word": find(lambda: rng.choice(vocabulary[:RARE])),
            "two words": find(lambda: f"{rng.choice(vocabulary[:200])} {rng.choice(vocabulary[:2000])}"),
            "two kanji": find(lambda: "".join(rng.choices(KANJI, k=2))),
            "one kanji": find(lambda: rng.choice(KANJI)),
            "list": measure(lambda: list(listed(store, everything, Skipped(), limit=25)), times),
            "list of a site": measure(lambda: list(listed(store, site, Skipped(), limit=25)), times),
        }


def main() -> None:
    """Measure each size, print a line for each, and all of it as JSON at the end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000])
    parser.add_argument("--times", type=int, default=40)
    options = parser.parse_args()
    result: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            path = Path(folder) / f"{size}.db"
            vocabulary, seconds = fill(path, size)
            print(f"{size:,} articles stored in {seconds:.0f} s", file=sys.stderr)
            result[str(size)] = figures(path, vocabulary, options.times)
            for name, values in result[str(size)].items():  # type: ignore[attr-defined]
                print(f"{size:>9,}  {name:16} {values['median_ms']:8.1f} ms  p95 {values['p95_ms']:8.1f} ms")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
