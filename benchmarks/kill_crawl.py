"""Kill crawls at random moments: is every page stored exactly once in the end, and how many are asked for twice?

    python benchmarks/kill_crawl.py [--runs 5] [--kills 3] [--pages 400] [--scrapy] [--seed 1]

Each run crawls a made-up site on loopback into a new database, is killed (SIGKILL) after a random number of pages,
started again, and so on, and is left alone the last time. ``--scrapy`` starts the spiders as ``scrapy crawl`` does.
One JSON object last; the exit status is 1 where a page was lost or doubled, or the database is not sound.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.crawl.killing import IN_FLIGHT, Killed, kill_and_finish


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--scrapy", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found: list[Killed] = []
    for run in range(options.runs):
        with tempfile.TemporaryDirectory(prefix="kill-") as folder:
            killed = kill_and_finish(
                Path(folder),
                pages=options.pages,
                kills=options.kills,
                seed=options.seed + run,
                scrapy=options.scrapy,
            )
        found.append(killed)
        again = ", ".join(map(str, killed.refetched))
        print(f"run {run + 1}: {killed.stored} of {killed.pages} stored, asked again after each kill: {again}")
    refetched = [number for killed in found for number in killed.refetched]
    summary = {
        "runs": options.runs,
        "kills": sum(killed.kills for killed in found),
        "pages": options.pages,
        "lost": sum(killed.lost + killed.unread for killed in found),
        "doubled": sum(killed.doubled for killed in found),
        "unsound": sum(killed.integrity != "ok" for killed in found),
        "refetched_per_kill_mean": round(sum(refetched) / max(len(refetched), 1), 1),
        "refetched_per_kill_max": max(refetched, default=0),
        "in_flight_limit": IN_FLIGHT,
        "seconds": round(sum(killed.seconds for killed in found), 1),
    }
    print(json.dumps(summary))
    return 0 if all(killed.is_sound for killed in found) else 1


if __name__ == "__main__":
    sys.exit(main())
