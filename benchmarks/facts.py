"""How many facts the headlines and ledes of real feeds hold, and how many articles a second are read for facts.

    python benchmarks/facts.py [--shared FOLDER] [--sample N] [--labelled]

Reads `real/stories/headlines-2026.jsonl.gz` (title and lede) and the 200 versions in `real/feeds`, counts the releases
and credits that are news, and prints N different ones (by a fixed order of hashes) with their quotes, to be judged by
eye. The speed is of articles of 2,000 characters, made of the texts in `bench/facts-dev`, in CPU time of one process.
`--labelled` instead scores the labelled articles beside this file, those that the rules were made with and those that
they were not. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from aggregator.base.claims import Facts
from aggregator.base.records import Article
from aggregator.crawl.sites import all_sites, site_of_spider
from aggregator.facts.read import read_text
from aggregator.facts.topic import is_on_topic

LENGTH = 2000


def headlines(shared: Path) -> Iterator[tuple[str, str, str]]:
    """Title and lede, language and day of the collected headlines: as `ingest` does, only those that are on topic of
    sources that are not declared as sites.
    """
    declared = [site_of_spider(spider) for spider in all_sites(file=None, own=Path("none"))]
    with gzip.open(shared / "real/stories/headlines-2026.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            article = Article(
                url=row["url"],
                canonical_url=row["url"],
                site="",
                language="en",
                title=row["title"],
                summary=row["lede"],
            )
            known = any(site.owns(row["url"]) for site in declared)
            if row["title"] and (known or is_on_topic(article)):
                yield f"{row['title']}\n\n{row['lede'] or ''}", "en", row["first_seen"][:10]


def feed_items(shared: Path) -> Iterator[tuple[str, str, str]]:
    """The same of every distinct item of the 200 versions of one feed; the original headline stands behind 原文."""
    times = dict(
        line.split("\t")[:2]
        for line in (shared / "real/feeds/replay-times.tsv").read_text().splitlines()
        if "\t" in line
    )
    seen: set[str] = set()
    for file in sorted((shared / "real/feeds").glob("replay-*.xml.gz")):
        tree = ElementTree.fromstring(gzip.decompress(file.read_bytes()))
        for item in tree.iter("item"):
            text = html.unescape(re.sub(r"<[^>]+>", "\n", item.findtext("description") or ""))
            title = next((t.strip() for t in re.findall(r"原文[:：]\s*(.+)", text)), item.findtext("title") or "")
            lede = re.split(r"来源[:：]", re.sub(r".*原文[:：].*\n", "", text))[0].strip()
            key = f"{title}\n\n{lede}"
            if title and key not in seen:
                seen.add(key)
                yield (
                    key,
                    "en",
                    next((v[:10] for k, v in times.items() if file.name.startswith(k.split(".")[0])), "2026-06-01"),
                )


def claims(rows: Iterator[tuple[str, str, str]]) -> tuple[int, list[dict[str, Any]], list[dict[str, Any]]]:
    """How many texts there are, and their releases and credits that are news."""
    texts, releases, named = 0, [], []
    for text, tag, day in rows:
        texts += 1
        facts = read_text(text, tag, day)
        for release in facts.releases:
            if release.news:
                what = f"{release.work}: {release.event} {release.edtf} {release.platform or ''} {release.status}"
                releases.append({"what": what, "quote": release.evidence.quote, "text": text})
        for credit in facts.credits:
            if credit.news:
                who = f" as {credit.character}" if credit.character else ""
                what = f"{credit.work}: {credit.role} {credit.name}{who}"
                named.append({"what": what, "quote": credit.evidence.quote, "text": text})
    return texts, releases, named


def speed(shared: Path) -> float:
    """Articles of 2,000 characters a second of CPU time."""
    texts = []
    for file in sorted((shared / "bench/facts-dev").glob("*.txt")):
        label = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        text = file.read_text(encoding="utf-8")
        texts.append(((text * (LENGTH // len(text) + 1))[:LENGTH], label["language"]))
    for text, tag in texts:
        read_text(text, tag, "2024-01-10")
    begun = time.process_time()
    for _ in range(3):
        for text, tag in texts:
            read_text(text, tag, "2024-01-10")
    return 3 * len(texts) / (time.process_time() - begun)


def labelled(shared: Path, folder: Path) -> dict[str, Any]:
    """The figures of one folder of labelled articles, by the scorer in ``shared``."""
    with tempfile.TemporaryDirectory() as work:
        lines = Path(work) / "claims.jsonl"
        with lines.open("w", encoding="utf-8") as out:
            for file in sorted(folder.glob("*.json")):
                label = json.loads(file.read_text(encoding="utf-8"))
                text = file.with_suffix(".txt").read_text(encoding="utf-8")
                day = label.get("published") or label.get("published_month")
                print(json.dumps({"id": file.stem, **_row(read_text(text, label["language"], day))}), file=out)
        command = [sys.executable, str(shared / "bench/score_facts.py"), str(folder), str(lines)]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures: dict[str, Any] = json.loads(printed.strip().splitlines()[-1])
    return figures


def _row(facts: Facts) -> dict[str, Any]:
    """Facts as the scorer reads them: a claim's evidence beside its other fields."""
    kinds = {"releases": facts.releases, "credits": facts.credits}
    rows = {kind: [asdict(claim) for claim in claims] for kind, claims in kinds.items()}
    flat = {kind: [{**row, **row.pop("evidence")} for row in claims] for kind, claims in rows.items()}
    return {"works": [asdict(work) for work in facts.works], **flat}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[1].parent / "shared")
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--labelled", action="store_true", help="score the labelled articles instead")
    args = parser.parse_args()
    if not args.shared.is_dir():
        raise SystemExit(f"{args.shared} is not there: the articles that this measures are no part of the project")
    if args.labelled:
        folder = Path(__file__).parent / "labelled"
        print(json.dumps({name: labelled(args.shared, folder / name) for name in ("development", "independent")}))
        return
    figures: dict[str, Any] = {}
    found = []
    for name, rows in (("headlines", headlines(args.shared)), ("feeds", feed_items(args.shared))):
        texts, releases, named = claims(rows)
        figures[name] = {"texts": texts, "releases": len(releases), "credits": len(named)}
        found += releases + named
    told = {f"{claim['what']} | {' '.join(claim['quote'].split())}" for claim in found}  # feeds repeat headlines
    for claim in sorted(told, key=lambda claim: blake2b(claim.encode()).digest())[: args.sample]:
        print(claim)
    figures["articles_a_second"] = round(speed(args.shared))
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
