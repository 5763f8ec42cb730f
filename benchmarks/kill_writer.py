"""Kill a writer again and again, and look whether anything it acknowledged is lost, doubled or torn.

    python benchmarks/kill_writer.py [KILLS] [--seed SEED]

The writer takes addresses from the frontier and stores, one unit each, an article, the end of its lease and the
record of the request; after the unit it acknowledges through a pipe. It is killed (SIGKILL) at a random moment within
60 ms, by turns of its start and of its first acknowledgement; the next one goes on with the same database. None of N
kills showing a fault says, with 95 % confidence, that fewer than 3/N do. A kill does not show what a power cut would.
Prints one JSON object last; exit status 1 where a fault was found.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aggregator.facts.read import read_facts
from aggregator.store import frontier
from tests.faults.writer import PLACE, article, is_sound, look, store_some

WINDOW = 0.06


def write(path: Path, pipe: int) -> None:
    """Store until killed."""
    holder = frontier.owner("kill")
    store_some(path, sys.maxsize, lambda url: os.write(pipe, f"{url}\n".encode()) and None, holder=holder)


def kill_one(path: Path, moment: float, *, at_work: bool) -> set[str]:
    """Let a writer live for ``moment`` seconds, counted from its first acknowledgement where it is to be ``at_work``.

    Returns what it acknowledged.
    """
    reading, writing = os.pipe()
    if (pid := os.fork()) == 0:
        os.close(reading)
        write(path, writing)
    os.close(writing)
    first = os.read(reading, 1) if at_work else b""
    time.sleep(moment)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with os.fdopen(reading, "rb") as acknowledged:
        return set((first + acknowledged.read()).decode().splitlines())


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill a writer again and again.")
    parser.add_argument("kills", nargs="?", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    moments = random.Random(options.seed)
    started = time.monotonic()
    read_facts(article(""), PLACE.zone)  # here, for all: the first reading compiles the words of a language
    acknowledged: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        for number in range(options.kills):
            acknowledged |= kill_one(path, moments.uniform(0, WINDOW), at_work=number % 2 == 1)
        found = look(path, acknowledged)
    seconds = round(time.monotonic() - started, 1)
    print(json.dumps({"kills": options.kills, "acknowledged": len(acknowledged), **found, "seconds": seconds}))
    return 0 if is_sound(found) else 1


if __name__ == "__main__":
    sys.exit(main())
