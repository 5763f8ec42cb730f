"""How quick search and list are: median and 95th percentile over made-up articles, as one JSON object on the last line.

    python -m benchmarks.search [--sizes N ...] [--folder FOLDER] [--times N]

Words are drawn by how many articles they stand in: fewer than 1,000; up to 20,000, of all of which the best are found;
more, of which the newest 20,000 are ranked. `megabytes` is the size of the full-text index. Databases are made in bulk
(`made_up.py`, which needs numpy), kept in `--folder` and used again.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from aggregator.store.database import Store
from aggregator.view.articles import listed
from aggregator.view.filters import Filters, resolve
from aggregator.view.reading import Skipped, reading
from aggregator.view.search import MAX_RANKED, search
from benchmarks import made_up

FEW = 1_000
PARTS = ("search_data", "search_idx", "search_docsize", "articles")


def by_count(path: Path, sample: int = 3_000) -> dict[str, list[str]]:
    """Words of the made-up language by the number of articles that they stand in."""
    words = made_up.language().words
    every = max(1, len(words) // sample)
    found: dict[str, list[str]] = {"fewer than 1,000": [], "up to 20,000": [], "more than 20,000": []}
    with Store.open(path) as store:
        store.execute("CREATE VIRTUAL TABLE temp.counted USING fts5vocab('main', 'search', 'row')")
        for word in [*words[:200], *words[200::every]]:
            row = store.row("SELECT doc FROM temp.counted WHERE term = ?", (word,))
            if row is not None:
                names = list(found)
                found[names[(row["doc"] >= FEW) + (row["doc"] > MAX_RANKED)]].append(word)
    return found


def measure(action: Callable[[], object], times: int) -> dict[str, float]:
    """Milliseconds of one action, median and 95th percentile: by the clock, and of the processor alone."""
    clock, processor = [], []
    for _ in range(times):
        started, worked = time.perf_counter(), time.process_time()
        action()
        processor.append((time.process_time() - worked) * 1000)
        clock.append((time.perf_counter() - started) * 1000)
    return {
        "median_ms": round(statistics.median(clock), 2),
        "p95_ms": round(sorted(clock)[int(times * 0.95)], 2),
        "median_cpu_ms": round(statistics.median(processor), 2),
        "p95_cpu_ms": round(sorted(processor)[int(times * 0.95)], 2),
    }


def figures(path: Path, words: dict[str, list[str]], times: int) -> dict[str, dict[str, float]]:
    """The measures over one database."""
    rng = random.Random(1)
    with reading(path) as store:
        everything = resolve(store, Filters())
        site = resolve(store, Filters(sites=("bench-3",)))

        def find(draw: Callable[[], str]) -> dict[str, float]:
            return measure(lambda: search(store, draw(), everything, Skipped(), limit=20), times)

        def one_of(choice: Sequence[str]) -> Callable[[], str]:
            return lambda: f'"{rng.choice(choice)}"'  # in quotes, else longer words that begin like it count, too

        middle = words["up to 20,000"] or words["fewer than 1,000"]
        return {
            **{f"a word in {name}": find(one_of(choice)) for name, choice in words.items() if choice},
            "two words": find(lambda: f"{rng.choice(middle)} {rng.choice(middle)}"),
            "two kanji": find(lambda: "".join(rng.choices(made_up.KANJI, k=2))),
            "three kana": find(lambda: "".join(rng.choices(made_up.KANA, k=3))),
            "one kanji": find(lambda: rng.choice(made_up.KANJI)),
            "list": measure(lambda: list(listed(store, everything, Skipped(), limit=25)), times),
            "list of a site": measure(lambda: list(listed(store, site, Skipped(), limit=25)), times),
        }


def main() -> None:
    """Measure each size, print a line for each, and all of it as JSON at the end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--times", type=int, default=40)
    options = parser.parse_args()
    result: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            path = (options.folder or Path(folder)) / f"search-{size}.db"
            if not path.exists():
                made_up.fill(path, size, searched=True)
            found = figures(path, by_count(path), options.times)
            result[str(size)] = {**found, "megabytes": made_up.megabytes(path, PARTS)}
            for name, values in found.items():
                print(f"{size:>9,}  {name:26} {values}", flush=True)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
