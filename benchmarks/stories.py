"""How well the headlines of several outlets are grouped, scored by pairs that people labelled.

    python benchmarks/stories.py PAIRS.jsonl HEADLINES.jsonl.gz [--works LIST] [--off-topic SITE]…

Takes the headlines in with ``aggregator ingest``, in the order of the file, after a list of works where one is given,
and counts the labelled pairs: ``partial`` ones not, ``same_story`` as what should be together. Every second pair, from
the first on, is what the rules were made with; the others were left unseen, and are told apart. An article of an
off-topic site is astray where its story has one of another site. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from aggregator.cli.main import run
from aggregator.store.database import Store

OFF_TOPIC = ("variety", "deadline", "soompi")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("headlines", type=Path)
    parser.add_argument("--works", type=Path)
    parser.add_argument("--off-topic", action="append")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = str(Path(folder) / "news.db")
        if options.works:
            run(["works", "import", "-q", "--db", db, str(options.works)])
        began = time.perf_counter()
        run(["ingest", "-q", "--db", db, str(options.headlines)])
        seconds = time.perf_counter() - began
        with Store.read(db) as store:
            rows = [(row["url"], row["site"], row["story_id"]) for row in store.rows("SELECT * FROM articles")]
    pairs = [json.loads(line) for line in options.pairs.read_text(encoding="utf-8").splitlines() if line.strip()]
    stories = {url: story for url, _, story in rows}
    print(
        json.dumps(
            {
                "articles": len(rows),
                "stories": len(set(stories.values())),
                "seconds": round(seconds, 1),
                "development": _score(pairs[::2], stories),
                "unseen": _score(pairs[1::2], stories),
                "all": _score(pairs, stories),
                "off_topic": _astray(rows, tuple(options.off_topic or OFF_TOPIC)),
            }
        )
    )


def _score(pairs: list[dict[str, Any]], stories: dict[str, str]) -> dict[str, float]:
    right = wrong = missed = 0
    for pair in pairs:
        if pair["label"] == "partial":
            continue
        one, other = (stories.get(side["url"] if isinstance(side, dict) else side) for side in (pair["a"], pair["b"]))
        together, same = one is not None and one == other, pair["label"] == "same_story"
        right += together and same
        wrong += together and not same
        missed += same and not together
    return {
        "precision": round(right / (right + wrong or 1), 3),
        "recall": round(right / (right + missed or 1), 3),
        "right": right,
        "wrong": wrong,
        "missed": missed,
    }


def _astray(rows: list[tuple[str, str, str]], sites: tuple[str, ...]) -> dict[str, int]:
    """How many articles of off-topic sites there are, and how many of them are in a story with another site's."""

    def is_off(site: str) -> bool:
        return any(name in site for name in sites)

    members: dict[str, set[bool]] = defaultdict(set)
    for _, site, story in rows:
        members[story].add(is_off(site))
    off = [story for _, site, story in rows if is_off(site)]
    return {"articles": len(off), "astray": sum(len(members[story]) == 2 for story in off)}


if __name__ == "__main__":
    main()
