"""How much what is read of an article depends on the names that happen to stand in it.

    python benchmarks/swapped_names.py [--shared FOLDER] [--only people works …] [--seeds N …] [--into FOLDER]

Every name of a sort (people, characters, works, companies) in the labelled articles that the rules were made with is
exchanged, in text and labels, for another of its sort from other articles: of the same language, as many words, and for
people and companies of the same kind of role (dub voices for dub voices, channels for channels). The scorer
``bench/score_facts.py`` in FOLDER then judges what is read. What falls beside the articles as they are hangs on names,
not on what is said of them; some of it is the exchange's own (a film's title for a town's, short forms that stay).
``--into`` keeps the exchanged articles. The last line is one JSON object: figures by sort and seed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aggregator.facts.credits.found import COMPANY_ROLES
from aggregator.facts.names.people import is_romaji
from aggregator.facts.words.lexicon import UNSPACED
from benchmarks.facts import labelled

FOLDER = Path(__file__).parent / "labelled/development"
TRADES = {"animation_production": "studio", "production": "studio", "music_production": "studio", "licensor": "seller"}
"""Roles of companies that may stand for one another; the others only for themselves."""
TRADES["distributor"] = "seller"
KEPT = frozenset(
    {"url", "language", "published", "published_month", "edtf", "event", "role", "type", "status", "outlet"}
)
"""Fields of a label that hold no names."""
Article = tuple[str, dict[str, Any], str]


def named(label: dict[str, Any], sort: str) -> dict[str, str]:
    """The names of a sort in a label, by what they may be exchanged for."""
    if sort == "works":
        return {work["title"]: "" for work in label["works"]}
    told = [credit for credit in label["credits"] if credit["name"]]
    if sort == "characters":
        return {credit["character"]: "" for credit in told if credit.get("character")}
    if sort == "companies":
        return {c["name"]: TRADES.get(c["role"], c["role"]) for c in told if c["role"] in COMPANY_ROLES}
    people = [c for c in told if c["role"] not in COMPANY_ROLES and not c["role"].endswith(("_theme", "_song"))]
    return {c["name"]: f"{c['role'] == 'dub_voice'} {is_romaji(c['name'])} {c['name'].isascii()}" for c in people}


def swapped(articles: list[Article], sort: str, seed: int) -> Iterator[Article]:
    """The articles with the names of a sort exchanged."""
    chance = random.Random(seed)
    pools: dict[tuple[str, str, int], set[str]] = {}
    for _, label, _ in articles:
        for name, kind in named(label, sort).items():
            pools.setdefault((label["language"], kind, _size(name, label["language"])), set()).add(name)
    for number, label, text in articles:
        tag, exchange = label["language"], dict[str, str]()
        names = named(label, sort)
        for name, kind in sorted(names.items()):
            pool = pools[tag, kind, _size(name, tag)] - set(names) - set(exchange.values())
            if others := sorted(other for other in pool if other not in text):
                exchange[name] = chance.choice(others)
        _add_parts(exchange, tag, sort)
        yield number, _exchanged(label, exchange, tag), _told(text, exchange, tag)


def _size(name: str, tag: str) -> int:
    """Words of a name, or characters where none are told apart."""
    return len(name) // 2 if tag in UNSPACED else len(name.split())


def _add_parts(exchange: dict[str, str], tag: str, sort: str) -> None:
    """Exchange given names and surnames alone, too, and titles in capitals."""
    for name, other in list(exchange.items()) if tag not in UNSPACED else ():
        if sort == "works":
            exchange.setdefault(name.upper(), other.upper())
        for part, told in zip(name.split(), other.split(), strict=False):
            if sort in ("people", "characters") and len(part) > 2 and part[0].isupper() and " " in name:
                exchange.setdefault(part, told)


def _told(text: str, exchange: dict[str, str], tag: str) -> str:
    if not exchange:
        return text
    names = "|".join(map(re.escape, sorted(exchange, key=len, reverse=True)))
    whole = names if tag in UNSPACED else rf"(?<!\w)(?:{names})(?!\w)"
    return re.sub(whole, lambda match: exchange[match[0]], text)


def _exchanged(value: Any, exchange: dict[str, str], tag: str, field: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _exchanged(one, exchange, tag, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_exchanged(one, exchange, tag, field) for one in value]
    return _told(value, exchange, tag) if isinstance(value, str) and field not in KEPT else value


def figures(shared: Path, articles: list[Article], folder: Path) -> dict[str, Any]:
    """What the scorer says of articles, which are written to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, label, text in articles:
        (folder / f"{number}.json").write_text(json.dumps(label, ensure_ascii=False), encoding="utf-8")
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    scored = labelled(shared, folder)
    people = scored["credit_people"]
    return {
        "dates": scored["release_date"]["f1"],
        "events": scored["release_date_and_event"]["f1"],
        "people": people["f1"],
        "people_precision": people["precision"],
        "companies": scored["credit_companies"]["f1"],
        "first_work": scored["work_first"]["accuracy"],
        **scored["details"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[1].parent / "shared")
    sorts = ["people", "characters", "works", "companies"]
    parser.add_argument("--only", nargs="*", choices=sorts, default=sorts)
    parser.add_argument("--seeds", nargs="*", type=int, default=[1])
    parser.add_argument("--into", type=Path)
    args = parser.parse_args()
    if not args.shared.is_dir():
        raise SystemExit(f"{args.shared} is not there: the scorer that this needs is no part of the project")
    texts = [(file.stem, json.loads(file.read_text(encoding="utf-8"))) for file in sorted(FOLDER.glob("*.json"))]
    articles = [(stem, label, (FOLDER / f"{stem}.txt").read_text(encoding="utf-8")) for stem, label in texts]
    with tempfile.TemporaryDirectory() as work:
        into = args.into or Path(work)
        printed = {"as they are": figures(args.shared, articles, into / "own")}
        for sort in args.only:
            for seed in args.seeds:
                one = list(swapped(articles, sort, seed))
                printed[f"{sort} {seed}"] = figures(args.shared, one, into / f"{sort}-{seed}")
                print(f"{sort} {seed}", printed[f"{sort} {seed}"], flush=True)
    print(json.dumps(printed))


if __name__ == "__main__":
    main()
