"""How many releases are read whole: the event, where, in which region and with which status.

    python benchmarks/whole_platforms.py [--names N] [--only en de …] [--missed]

Each construction of ``whole_platforms.toml`` is filled with N real names of stations, services, distributors, labels,
publishers and chains of cinemas that ``data/platforms.toml`` has, and with N that it does not have, so that grammar is
measured, too, and not the list alone. A release is right in its event, place, region or status where every release of
its date is. ``--missed`` prints what is not right in all of them. The last line is one JSON object: for each language
the shares of known and of unknown names, and those of each construction over all languages.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aggregator.base.claims import Facts, Release
from aggregator.base.vocabulary import table
from aggregator.facts.names.gazetteer import fold, platforms
from aggregator.facts.read import read_text

PUBLISHED = "2025-01-10"
SEED = 5
TITLES = ("Moon Harbor", "Tin Garden", "Amber Orchard", "Velvet Comet")
JAPANESE_TITLES = ("月の港", "錫の庭", "琥珀の果樹園", "天鵞絨の彗星")
SORTS = {
    "S": ("broadcaster",), "V": ("streaming",), "D": ("distributor",), "L": ("distributor",), "P": ("publisher",),
    "K": ("licensor",),
}  # fmt: skip
"""Slots of the sentences, and the kinds of platforms that fill them."""
HOME = {
    "en": {"US", "GB", "CA", "AU", "JP", "IN", "PH", "southeast-asia", "world"},
    "de": {"DE", "AT", "CH", "JP", "world"},
    "fr": {"FR", "BE", "CH", "JP", "world"},
    "es": {"ES", "MX", "AR", "CL", "PE", "latin-america", "JP", "world"},
    "it": {"IT", "JP", "world"},
    "pt": {"BR", "PT", "latin-america", "JP", "world"},
    "ja": {"JP", "world"},
}
"""The regions whose companies a language's news tell of."""
PARTS = ("event", "place", "region", "status", "company")
_SLOT = re.compile(r"\{(\w)(\d?)\}")
_JAPANESE = re.compile("[ぁ-ヿ一-鿿]")


@dataclass(frozen=True)
class Told:
    """What a text says: a release, with the names of its places (None for any), or a company's role."""

    event: str
    edtf: str
    places: frozenset[str] | None
    region: str | None
    status: str


def known_names(tag: str, slot: str) -> list[str]:
    """Names of the project's list that fit a slot of a language's sentences."""
    found = []
    for group in table("platforms")["group"]:
        kinds = {group["kind"]} if isinstance(group["kind"], str) else set(group["kind"])
        if kinds & set(SORTS.get(slot, ())) and group["region"] in HOME[tag]:
            for names in group["names"].values():
                japanese = [name for name in names if _JAPANESE.search(name)]
                latin = [name for name in names if not _JAPANESE.search(name)]
                found += ((japanese or latin) if tag == "ja" else latin)[:1]
    return sorted(found)


def filled(tag: str, data: dict[str, Any], number: int, *, known: bool) -> dict[str, list[str]]:
    """So many names for each slot of a language's sentences, at random but always the same ones."""
    listed = platforms()
    found = {}
    for slot, names in data["names"].items():
        if slot == "C":
            continue
        pool = known_names(tag, slot) if known and slot in SORTS else names
        pool = pool if known else [name for name in pool if fold(name) not in listed]
        pool = list(pool)
        random.Random(SEED).shuffle(pool)
        found[slot] = [pool[at % len(pool)] for at in range(number + 2)] if pool else []
    return found


def told(line: str, names: dict[str, str], region: str) -> Told | tuple[str, str]:
    """What a line of expectations says with the names of the slots."""
    if ": " in line:
        role, _, slot = line.partition(": ")
        return role, names[slot]
    event, edtf, slots, code, status = line.split()
    places = frozenset(fold(names[slot]) for slot in slots.split("+")) if slots[0] != "-" and "?" not in slots else None
    places = frozenset() if slots == "-" else places
    return Told(event, edtf, places, {"C": region, "-": "", "?": None}.get(code, code), status)


def right(facts: Facts, expected: Told | tuple[str, str]) -> dict[str, bool]:
    """Which parts of what is expected are right."""
    if isinstance(expected, tuple):
        return {"company": any((c.role, fold(c.name)) == (expected[0], fold(expected[1])) for c in facts.credits)}
    here: list[Release] = [one for one in facts.releases if one.edtf == expected.edtf]
    read = frozenset(fold(one.platform) for one in here if one.platform)
    return {
        "event": bool(here) and all(one.event == expected.event for one in here),
        "place": bool(here) and expected.places in (read, None),
        "region": bool(here) and all(expected.region in (one.region_code or "", None) for one in here),
        "status": bool(here) and all(one.status == expected.status for one in here),
    }


def texts(tag: str, data: dict[str, Any], number: int, *, known: bool) -> Iterator[tuple[str, str, list[Any]]]:
    """Each text: its construction, itself, and what it says."""
    pools = filled(tag, data, number, known=known)
    titles = JAPANESE_TITLES if tag == "ja" else TITLES
    for name, (sentence, *lines) in data["sentences"].items():
        for at in range(number):
            place, _, code = data["names"]["C"][at % len(data["names"]["C"])].partition("=")
            names = {"T": titles[at % len(titles)], "C": place}
            for slot, further in _SLOT.findall(sentence):
                if slot not in "TC":
                    names[slot + further] = pools[slot][at + int(further or 1) - 1]
            text = _SLOT.sub(lambda match, names=names: names[match[1] + match[2]], sentence)
            yield name, text, [told(line, names, code) for line in lines]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=20)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--missed", action="store_true")
    args = parser.parse_args()
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    results: dict[tuple[str, ...], dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for tag in args.only or data:
        for known in (True, False):
            sort = "known" if known else "unknown"
            for name, text, lines in texts(tag, data[tag], args.names, known=known):
                facts = read_text(text, tag, PUBLISHED)
                whole = True
                for line in lines:
                    parts = right(facts, line)
                    whole = whole and all(parts.values())
                    for part, good in parts.items():
                        results[tag, sort][part].append(good)
                        results[name, sort][part].append(good)
                    if args.missed and not all(parts.values()):
                        wrong = [part for part, good in parts.items() if not good]
                        print(tag, sort, name, wrong, text.replace("\n", "⏎"), sep=" | ")
                results[tag, sort]["all"].append(whole)
                results[name, sort]["all"].append(whole)
    figures: dict[str, Any] = {"names": args.names, "languages": {}, "constructions": {}}
    for (key, sort), parts in results.items():
        shares = {part: round(sum(good) / len(good), 3) for part, good in parts.items()}
        where = "languages" if key in data else "constructions"
        figures[where].setdefault(key, {})[sort] = shares if key in data else shares["all"]
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
