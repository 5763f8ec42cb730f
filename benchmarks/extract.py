"""How well and how fast real article pages are read, beside trafilatura in the same run and process.

    python benchmarks/extract.py [--set articles|fundus-ja] [--out PREDICTIONS.jsonl] [--half even|odd] [--no-peer]

Needs the real inputs beside the project (``../shared``). Each page is read by us and by trafilatura in turn, so that
both meet the same load of the machine. The predictions are written in the form of ``bench/score_articles.py``, whose
figures for both stand in the last line, one JSON object.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
sys.path.insert(0, str(ROOT))

Row = dict[str, object]


def read_set(name: str, half: str | None) -> tuple[dict[str, dict[str, str]], dict[str, bytes]]:
    """The truth and the pages of a set, or of every other one."""
    folder = SHARED / "real" / name
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    if half:
        truth = dict(list(truth.items())[half == "odd" :: 2])
    place = folder / "html" if (folder / "html").is_dir() else folder
    pages = {key: gzip.decompress(next(iter(sorted(place.glob(f"{key}*.html.gz")))).read_bytes()) for key in truth}
    return truth, pages


def our_reader(name: str) -> Callable[[str, bytes, str], Row]:
    from aggregator.base.errors import BadInputError
    from aggregator.base.records import Page
    from aggregator.extract.read import read_page

    language, zone = ("ja", ZoneInfo("Asia/Tokyo")) if name.endswith("-ja") else ("en", ZoneInfo("UTC"))

    def read(key: str, body: bytes, url: str) -> Row:
        page = Page(url=url, final_url=url, body=body, content_type="text/html", fetched_at=NOW)
        try:
            article = read_page(page, site="benchmark", language=language, zone=zone)
        except BadInputError as error:
            return {"id": key, "error": error.reason}
        return {
            "id": key,
            "title": article.title,
            "authors": list(article.authors),
            "published": article.published,
            "body": article.body,
        }

    return read


def their_reader() -> Callable[[str, bytes, str], Row]:
    from trafilatura import bare_extraction

    def read(key: str, body: bytes, url: str) -> Row:
        found = bare_extraction(body, url=url, with_metadata=True, include_comments=False)
        row = found.as_dict() if found else {}
        authors = [name for name in (row.get("author") or "").split("; ") if name]
        return {
            "id": key,
            "title": row.get("title"),
            "authors": authors,
            "published": row.get("date"),
            "body": row.get("text"),
        }

    return read


def score(truth: dict[str, dict[str, str]], rows: Iterable[Row], out: Path | None) -> dict[str, float]:
    """The figures of the scorer, which is run as its users run it."""
    with tempfile.TemporaryDirectory() as folder:
        wanted, got = Path(folder) / "truth.json", out or Path(folder) / "predictions.jsonl"
        wanted.write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
        got.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        scorer = SHARED / "bench" / "score_articles.py"
        printed = subprocess.run(
            [sys.executable, str(scorer), str(wanted), str(got)], check=True, capture_output=True, text=True
        ).stdout
    figures: dict[str, float] = json.loads(printed.splitlines()[-1])
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default="articles", choices=("articles", "fundus-ja"))
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--no-peer", action="store_true")
    args = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"The real inputs are not at {SHARED}.")
    truth, pages = read_set(args.set, args.half)
    readers = {"ours": our_reader(args.set)} | ({} if args.no_peer else {"trafilatura": their_reader()})
    seconds = dict.fromkeys(readers, 0.0)
    rows: dict[str, list[Row]] = {name: [] for name in readers}
    first = next(iter(pages))
    for read in readers.values():
        read(first, pages[first], truth[first].get("url") or "https://news.example/a/1")  # loads what is lazy
    for number, (key, body) in enumerate(pages.items()):
        url = truth[key].get("url") or f"https://news.example/articles/{number}"
        for name, read in readers.items():
            start = time.perf_counter()
            row = read(key, body, url)
            seconds[name] += time.perf_counter() - start
            rows[name].append(row)
    result: Row = {"set": args.set, "half": args.half}
    for name in readers:
        figures = score(truth, rows[name], args.out if name == "ours" else None)
        result[name] = figures | {"pages_per_second": round(len(pages) / seconds[name], 1)}
    if not args.no_peer:
        result["ratio"] = round(seconds["trafilatura"] / seconds["ours"], 2)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
