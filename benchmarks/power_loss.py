"""Cut the power of a writer at random moments, and look whether what it acknowledged is still there.

    python benchmarks/power_loss.py [STATES] [--articles 120] [--synchronous FULL] [--seed SEED]

A writer stores articles the way a crawl does, from an empty folder on, in two sittings, under ``strace``, which keeps
all it writes, syncs and acknowledges. For each state a moment of the recording is chosen; what was not synced by then
is kept, lost or torn (tests/faults/disk.py says how), and the database that is left is opened. ``--synchronous NORMAL``
and ``OFF`` show that the method finds what is to be found: NORMAL may lose acknowledged articles, OFF the database.

Prints one JSON object last; exit status 1 where an acknowledged article was lost, or one stands there twice or by
halves, or the database is damaged. Needs strace (Linux).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aggregator.base.errors import AggregatorError
from tests.faults import writer
from tests.faults.disk import Disk, Operation, record

MEMORY = Path("/dev/shm")


def judge(folder: Path, files: dict[str, bytes], acknowledged: set[str]) -> str:
    """Open what is left; a word for it."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        found = writer.look(folder / "news.db", acknowledged)
    except AggregatorError as error:
        return f"corrupt: {error}"
    finally:
        for file in folder.iterdir():
            file.unlink()
    if writer.is_sound(found):
        return "sound"
    return next(word for word in ("lost", "duplicated", "torn", "integrity") if found[word])


def states(operations: list[Operation], number: int, dice: random.Random) -> Counter[str]:
    """Judge so many states; the words with their counts."""
    words: Counter[str] = Counter()
    moments = Counter(dice.choices(range(1, len(operations) + 1), k=number))
    disk = Disk()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        for moment, operation in enumerate(operations, 1):
            disk.do(operation)
            for _ in range(moments[moment]):
                acknowledged = set(disk.told.decode().splitlines())
                words[judge(Path(folder), disk.left(dice), acknowledged)] += 1
    return words


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("states", nargs="?", type=int, default=600)
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--synchronous", choices=("FULL", "NORMAL", "OFF"), default="FULL")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "disk"
        place.mkdir()
        command = [sys.executable, writer.__file__, place / "news.db", options.articles]
        operations = record([*map(str, command), options.synchronous], place, Path(folder) / "trace")
    words = states(operations, options.states, random.Random(options.seed))
    for word, count in words.most_common():
        print(f"{count:6} {word}")
    corrupt = sum(count for word, count in words.items() if word.startswith(("corrupt", "integrity")))
    done = Counter(operation.what for operation in operations)
    print(
        json.dumps(
            {
                "synchronous": options.synchronous,
                "states": options.states,
                "writes": done["write"],
                "syncs": done["sync"],
                "acknowledged": done["told"],
                **{word: words[word] for word in ("sound", "lost", "duplicated", "torn")},
                "corrupt": corrupt,
                "seconds": round(time.monotonic() - started, 1),
            }
        )
    )
    return 0 if words["sound"] == options.states else 1


if __name__ == "__main__":
    sys.exit(main())
