"""Feed the readers of what strangers write with inputs that are searched for by what code they reach.

    python benchmarks/fuzz.py [--seconds 75] [--only feed html …] [--keep FOLDER]

For each target Atheris (libFuzzer for Python) changes seeds, at random and by a dictionary, and keeps what reaches new
code, for so many seconds. Only typed errors may come out of a reader, within 20 s and 2 GiB; the laws of addresses and
titles are checked on the way. What broke one is kept in FOLDER, and belongs into a test.

Prints one JSON object last: runs and code edges reached by each target; exit status 1 where one broke. Needs atheris.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

NAMES = ("feed", "html", "date", "credit", "url", "robots", "sites", "search")


def seeds(name: str, words: str) -> list[bytes]:
    """Where the search begins: cases of the tests, and the target's own words."""
    cases = sorted((ROOT / "tests").glob("extract/cases/*/input.*"))
    texts = [path.read_bytes()[:8000] for path in cases] if name in ("html", "credit") else []
    return [
        *texts,
        words.encode(),
        b"<rss><channel><item><title>x</title><link>/1</link></item></channel></rss>",
    ]


def fuzz(name: str, options: list[str]) -> None:
    """In a process of its own: search until the time is up or something breaks."""
    import atheris

    with atheris.instrument_imports(include=["aggregator"]):
        from tests.faults.fuzzing import TARGETS
    atheris.Setup(["fuzz", *options], TARGETS[name])
    atheris.Fuzz()


def run(name: str, seconds: int, keep: Path) -> dict[str, object]:
    """One target; what libFuzzer said of it."""
    from tests.faults.fuzzing import TOKENS

    with tempfile.TemporaryDirectory() as folder:
        corpus, words = Path(folder) / "corpus", Path(folder) / "words"
        corpus.mkdir()
        for number, seed in enumerate(seeds(name, TOKENS[name])):
            (corpus / str(number)).write_bytes(seed)
        words.write_text("".join(f'"{_escaped(word)}"\n' for word in TOKENS[name].split()), encoding="ascii")
        options = [
            *(f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2048", "-max_len=4096", "-seed=1"),
            *(f"-dict={words}", f"-artifact_prefix={keep}/{name}-", "-print_final_stats=1", str(corpus)),
        ]
        command = [sys.executable, __file__, "--target", name, *options]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
    runs = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr)
    edges = re.findall(r"cov: (\d+)", done.stderr)
    found: dict[str, object] = {"runs": int(runs[1]) if runs else 0, "edges": int(edges[-1]) if edges else 0}
    if done.returncode != 0:
        said = done.stderr[-3000:] if "Traceback" not in done.stderr else done.stderr[done.stderr.index("Traceback") :]
        print(f"{name} broke:\n{said[:3000]}")
        found["broke"] = True
    return found


def _escaped(word: str) -> str:
    return "".join(f"\\x{octet:02x}" for octet in word.encode())


def main() -> int:
    if sys.argv[1:2] == ["--target"]:
        fuzz(sys.argv[2], sys.argv[3:])
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=75, help="for each target")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()))
    options = parser.parse_args()
    started = time.monotonic()
    found = {name: run(name, options.seconds, options.keep.resolve()) for name in options.only}
    broke = [name for name, told in found.items() if "broke" in told]
    print(json.dumps({**found, "broke": broke, "seconds": round(time.monotonic() - started)}))
    return 1 if broke else 0


if __name__ == "__main__":
    sys.exit(main())
