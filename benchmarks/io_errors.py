"""Let the k-th write, sync or read of the database fail, for k after k, and look at what is left.

    python benchmarks/io_errors.py [--every 7] [--first 1] [--articles 8] [--calls pwrite64:EIO fsync:EIO …]

A writer stores articles the way a crawl does, from an empty folder on, in two sittings; ``strace`` has the k-th call of
a kind fail with an error (EIO: the medium, ENOSPC: no space left). Every run must end as a command does: done, or with
exit status 5 and one sentence, never with a traceback; afterwards the database opens, is whole and holds all that was
acknowledged, and a next run goes on with it. Counting ends where no call is left to fail.

Prints one JSON object last; exit status 1 where something else came of it. Needs strace (Linux).
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aggregator.base.errors import AggregatorError
from aggregator.facts.read import read_facts
from tests.faults.writer import PLACE, article, is_sound, look, store_some

CALLS = ("pwrite64:EIO", "pwrite64:ENOSPC", "fdatasync:EIO", "fsync:EIO", "pread64:EIO", "ftruncate:EIO", "unlink:EIO")
FEW = 50
"""Of a kind with no more calls than that every one is tried."""
MEMORY = Path("/dev/shm")
PR_SET_PTRACER = 0x59616D61
"""Lets any process trace this one, where the system asks for that (prctl(2))."""


class Traced:
    """A writer in a process of its own, under strace with ``options``; runs to its end."""

    def __init__(self, folder: Path, articles: int, *options: str) -> None:
        self.trace, self._out, self._err = (folder.with_suffix(each) for each in (".trace", ".out", ".err"))
        ready, begin = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(begin)
            self._be(folder / "news.db", articles, ready)
        os.close(ready)
        command = ["strace", "-f", "-o", str(self.trace), *options, "-p", str(pid)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
            assert strace.stderr is not None
            attached = strace.stderr.readline()
            if "attached" not in attached:
                os.kill(pid, 9)
            os.close(begin)
            self.code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            if "attached" not in attached:
                raise SystemExit(f"strace can't attach: {attached}")
            strace.stderr.read()
        self.told = set(self._out.read_text("ascii").splitlines())
        self.complaint = self._err.read_text("utf-8")

    def _be(self, path: Path, articles: int, ready: int) -> None:
        """In the process: wait to be traced, store, and end as a command would."""
        ctypes.CDLL(None).prctl(PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)
        code = 0
        with self._out.open("wb", 0) as out, self._err.open("w") as err:
            os.read(ready, 1)
            try:
                for _ in range(2):
                    store_some(path, articles // 2, lambda url: out.write(f"{url}\n".encode()) and None)
            except AggregatorError as error:
                err.write(f"{error}\n")
                code = error.exit_code
            except BaseException:  # noqa: BLE001 -- that is what is looked for
                traceback.print_exc(file=err)
                code = 1
        os._exit(code)


def count(call: str, articles: int, place: Path) -> int:
    """How many calls of a kind a run makes that nothing disturbs."""
    with tempfile.TemporaryDirectory(dir=place) as folder:
        traced = Traced(Path(folder), articles, "-e", f"trace={call}")
        assert traced.code == 0, traced.complaint
        return sum(f" {call}(" in line for line in traced.trace.read_text("ascii", "replace").splitlines())


def fail(call: str, error: str, number: int, articles: int, place: Path) -> str:
    """Let the ``number``-th call fail; a word for what came of it."""
    with tempfile.TemporaryDirectory(dir=place) as name:
        folder = Path(name)
        inject = f"inject={call}:error={error}:when={number}"
        traced = Traced(folder, articles, "-e", f"trace={call}", "-e", inject)
        if "INJECTED" not in traced.trace.read_text("ascii", "replace"):
            return "not injected"
        if traced.code not in (0, 5) or len(traced.complaint.splitlines()) != (traced.code == 5):
            return f"code {traced.code}: {traced.complaint[-400:]}"
        try:
            found = look(folder / "news.db", traced.told)
            store_some(folder / "news.db", 2, lambda _: None)
            after = look(folder / "news.db", traced.told)
        except AggregatorError as told:
            return f"left corrupt: {told}"
        if not (is_sound(found) and is_sound(after)):
            return f"left unsound: {found} {after}"
        return "done" if traced.code == 0 else "told"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=7)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--articles", type=int, default=8)
    parser.add_argument("--calls", nargs="+", default=CALLS)
    options = parser.parse_args()
    started = time.monotonic()
    read_facts(article(""), PLACE.zone)  # here, for all: the first reading compiles the words of a language
    words: Counter[str] = Counter()
    runs: dict[str, int] = {}
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        for kind in options.calls:
            call, _, error = kind.partition(":")
            last = count(call, options.articles, Path(name))
            wanted = range(options.first, last + 1, options.every if last > FEW else 1)
            runs[kind] = len(wanted)
            words.update(fail(call, error, number, options.articles, Path(name)) for number in wanted)
    for word, times in words.most_common():
        print(f"{times:6} {word}")
    sound = words["done"] + words["told"]
    summary = {"runs": sum(runs.values()), "every": options.every, **runs, "told": words["told"], "done": words["done"]}
    print(json.dumps({**summary, "wrong": words.total() - sound, "seconds": round(time.monotonic() - started, 1)}))
    return 0 if sound == words.total() else 1


if __name__ == "__main__":
    sys.exit(main())
