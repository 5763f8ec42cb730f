"""How fast an index of 40,000 works with 200,000 names is loaded, and how fast text is looked through for them.

    python benchmarks/titles.py

The works are made up of syllables, so that names share beginnings as real ones do. Loading is from a database, as a
crawl does it: reading the rows and building the index. Seconds are of the processor. Prints one JSON object.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from pathlib import Path

from aggregator.base.titles import ListedWork
from aggregator.group.titles import TitleIndex
from aggregator.store import lists
from aggregator.store.database import Store

WORKS = 40_000
NAMES = 5
SYLLABLES = [a + b for a in "kstnhmyrwg" for b in "aiueo"]
TEXT = 4 << 20


def main() -> None:
    chance = random.Random(1)

    def word() -> str:
        return "".join(chance.choices(SYLLABLES, k=chance.randint(1, 4)))

    def name() -> str:
        return " ".join(word() for _ in range(chance.randint(2, 6))).title()

    works = [
        ListedWork("made-up", str(n), names[0], "tv", tuple((one, None) for one in names), ())
        for n in range(WORKS)
        for names in [[name() for _ in range(NAMES)]]
    ]
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "news.db") as store:
        began = time.process_time()
        with store.write():
            lists.replace_list(store, works)
        imported = time.process_time() - began
        began = time.process_time()
        index = TitleIndex(lists.all_names(store))
        loaded = time.process_time() - began
    planted = 0
    parts: list[str] = []
    size = 0
    while size < TEXT:
        part = " ".join(word() for _ in range(12)) + ". "
        if len(parts) % 10 == 0:
            part += f"The anime {works[chance.randrange(WORKS)].title} opens. "
            planted += 1
        parts.append(part)
        size += len(part)
    text = "".join(parts)
    began = time.process_time()
    found = sum(len(index.find(text[at : at + 4000], "en")) for at in range(0, len(text), 4000))
    seconds = time.process_time() - began
    print(
        json.dumps(
            {
                "works": WORKS,
                "names": len(index),
                "import_s": round(imported, 2),
                "load_s": round(loaded, 2),
                "scanned_mb": round(len(text) / 1e6, 2),
                "mb_per_s": round(len(text) / 1e6 / seconds, 2),
                "planted": planted,
                "found": found,
            }
        )
    )


if __name__ == "__main__":
    main()
