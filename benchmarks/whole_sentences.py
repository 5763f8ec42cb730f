"""How many credits and releases are read whole from made-up constructions, whatever words and names stand in them.

    python benchmarks/whole_sentences.py [--fills N] [--only en de …] [--part credits] [--missed] [--words]

``constructions/TAG.toml`` has a language's constructions, as its news write them, and the words that fill their slots:

- ``[words.FORM]`` has a form that words for a role take in a construction («doing»), and for each role its words
  («directing»); ``[dates.FORM]`` the words of a date («on April 5») and what they mean (EDTF).
- ``[credits]`` and ``[releases]`` have the constructions: a text, and lines that say what it states. A slot in capitals
  is a name: A to F people, G to I singers and groups, S and R studios, W and O works, X to Z characters, T and U songs;
  one in small letters a form of words or of dates, with a digit if it stands there more than once (``{doing2}``).
- A line of ``[credits]`` is «A doing», «C voice X» or «G opening_theme - T»: who, a form or a role, the character, the
  song; one of ``[releases]`` is «on premiere scheduled»: the form or EDTF, the event, the status and, where it was
  replaced, «superseded». «? …» may be there or not. A text without lines states nothing.

Names are those that ``labelled/development`` has in that language. Each construction is filled N times, so that each
word of its forms stands in it at least once. What is read and not said counts as wrong, what is said and not read as
missed; ``--missed`` prints both. The last line is one JSON object: for each language and part how many texts are read
whole, precision and recall, the share of what is right that has the right work, and the share of each construction
(``--words``: of each word, too).
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
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aggregator.base.claims import Facts
from aggregator.base.vocabulary import table
from aggregator.facts.names.gazetteer import fold
from aggregator.facts.read import read_text

HERE = Path(__file__).parent
PUBLISHED = "2025-01-10"
SEED = 5
LONGEST = 30
"""Characters of a name."""
TITLES = ("Moon Harbor", "Tin Garden", "Amber Orchard", "Velvet Comet", "Glass Harvest", "Paper Lanterns")
JAPANESE_TITLES = ("月の港", "錫の庭", "琥珀の果樹園", "天鵞絨の彗星", "硝子の収穫祭", "紙の灯籠")
SONGS = ("opening_theme", "ending_theme", "insert_song", "theme_song")
SLOTS = {"people": "ABCDEF", "singers": "GHI", "studios": "SR", "works": "WO", "characters": "XYZ", "songs": "TU"}
_SLOT = re.compile(r"\{([A-Z]|[a-z_]+)(\d?)\}")
_JAPANESE = re.compile("[ぁ-ヿ一-鿿]")
_USUAL = re.compile(r"[^\W\d_]['’.\w-]*(?: [^\W\d_]['’.\w-]*){1,3}|[ぁ-ヿ一-鿿々ヶ]{3,12}")
"""A person's name as most are: two to four words, or kanji and kana."""

Fact = tuple[str, ...]


@dataclass
class Tally:
    """What was right, wrong and missed."""

    whole: list[bool] = field(default_factory=list)
    right: int = 0
    wrong: int = 0
    missed: int = 0
    works: int = 0

    def figures(self) -> dict[str, float]:
        """Shares of one, rounded to three digits."""
        return {
            "whole": round(sum(self.whole) / len(self.whole), 3),
            "precision": round(self.right / max(1, self.right + self.wrong), 3),
            "recall": round(self.right / max(1, self.right + self.missed), 3),
            "work": round(self.works / max(1, self.right), 3),
        }


@dataclass(frozen=True)
class Text:
    """A construction filled with words and names: what it states, what it may state, of which work, by which words."""

    text: str
    says: frozenset[Fact]
    may: frozenset[Fact]
    work: str
    words: tuple[str, ...]


@cache
def names(tag: str) -> dict[str, list[str]]:
    """The names of each sort that the labelled articles of a language have; each sort at random, always the same."""
    companies = set(table("roles")["companies"])
    found: dict[str, set[str]] = {sort: set() for sort in SLOTS}
    for path in sorted((HERE / "labelled" / "development").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for credit in gold["credits"] if gold["language"] == tag else ():
            name, role = credit["name"], credit["role"]
            if role == "animation_production":
                found["studios"].add(name)
            elif role in SONGS:
                found["singers"].add(name)
            elif role not in companies and _USUAL.fullmatch(name):
                found["people"].add(name)
            found["characters"].update([credit["character"]] if credit.get("character") else [])
            found["songs"].update([credit["song"]] if credit.get("song") else [])
    found["works"] = set(JAPANESE_TITLES if tag == "ja" else TITLES)
    wanted = {"people", "studios"} if tag == "ja" else set()
    pools = {}
    for sort, pool in found.items():
        pools[sort] = sorted(one for one in pool if len(one) <= LONGEST and "(" not in one and "/" not in one)
        pools[sort] = [one for one in pools[sort] if sort not in wanted or sort == "studios" or _JAPANESE.search(one)]
        random.Random(SEED).shuffle(pools[sort])
    return pools


def fills(tag: str, data: dict[str, Any], text: str, number: int) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """What stands in the slots of a construction, time after time, and what the slots in small letters mean: the role
    or the date.
    """
    slots = list(dict.fromkeys("".join(parts) for parts in _SLOT.findall(text)))
    words: dict[str, list[tuple[str, str]]] = {}
    for slot in slots:
        form = slot.rstrip("0123456789")
        if form in data.get("words", {}):
            pairs = [(word, role) for role, some in data["words"][form].items() for word in some]
        elif not form.isupper():
            pairs = list(data["dates"][form].items())
        else:
            continue
        random.Random(SEED + len(words)).shuffle(pairs)
        words[slot] = pairs
    number = max([number, *map(len, words.values())])
    pools = {sort: cycle(pool) for sort, pool in names(tag).items()}
    turning = {slot: cycle(pairs) for slot, pairs in words.items()}
    for _ in range(number):
        filled = {one: next(pools[sort]) for sort, letters in SLOTS.items() for one in letters if one in slots}
        filled.setdefault("W", "")
        meant: dict[str, str] = {}
        for slot, some in turning.items():
            tried = islice(some, len(words[slot]))
            first = next(tried)
            others = chain([first], tried)
            filled[slot], meant[slot] = next((one for one in others if one[1] not in meant.values()), first)
        yield filled, meant


def filler(filled: dict[str, str], slot: re.Match[str]) -> str:
    """What stands in a slot."""
    return filled[slot[1] + slot[2]]


def texts(tag: str, data: dict[str, Any], part: str, number: int) -> Iterator[tuple[str, Text]]:
    """Each text of a language's credits or releases, with its construction."""
    for name, (text, *lines) in data.get(part, {}).items():
        for filled, meant in fills(tag, data, text, number):
            whole = _SLOT.sub(partial(filler, filled), text)
            says: set[Fact] = set()
            may: set[Fact] = set()
            for line in lines:
                fact = (credit if part == "credits" else release)(line.removeprefix("? "), filled, meant)
                (may if line.startswith("? ") else says).add(fact)
            words = tuple(f"{slot.rstrip('0123456789')}: {filled[slot]}" for slot in meant)
            yield name, Text(whole, frozenset(says), frozenset(may), fold(filled["W"]), words)


def credit(line: str, filled: dict[str, str], meant: dict[str, str]) -> Fact:
    """A line of ``[credits]`` as who, role, character and song."""
    who, role, *rest = line.split()
    character, song = [*rest, "-", "-"][:2]
    return (fold(filled[who]), meant.get(role, role), *(fold(filled.get(one, "")) for one in (character, song)))


def release(line: str, _filled: dict[str, str], meant: dict[str, str]) -> Fact:
    """A line of ``[releases]`` as EDTF, event, status and whether it was replaced."""
    when, event, status, *replaced = line.split()
    return (meant.get(when, when), event, status, *(replaced or ["holds"]))


def read(facts: Facts, part: str) -> dict[Fact, str]:
    """What the program read, in the same form, with its work."""
    found: dict[Fact, str] = {}
    if part == "credits":
        for one in facts.credits:
            found[fold(one.name), one.role, fold(one.character or ""), fold(one.song or "")] = fold(one.work or "")
    else:
        for when in facts.releases:
            replaced = "superseded" if when.superseded else "holds"
            found[when.edtf, when.event, when.status, replaced] = fold(when.work or "")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fills", type=int, default=10)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--part", choices=["credits", "releases"])
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--words", action="store_true")
    args = parser.parse_args()
    figures: dict[str, Any] = {"fills": args.fills}
    for path in sorted((HERE / "constructions").glob("*.toml")):
        if args.only and path.stem not in args.only:
            continue
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for part in [args.part] if args.part else ["credits", "releases"]:
            total: Tally = Tally()
            shares: dict[str, dict[str, list[bool]]] = {"constructions": defaultdict(list), "words": defaultdict(list)}
            for name, text in texts(path.stem, data, part, args.fills):
                found = read(read_text(text.text, path.stem, PUBLISHED), part)
                wrong, missed = found.keys() - text.says - text.may, text.says - found.keys()
                total.whole.append(not wrong and not missed)
                total.right += len(text.says & found.keys())
                total.works += sum(found[one] == text.work for one in text.says & found.keys())
                total.wrong, total.missed = total.wrong + len(wrong), total.missed + len(missed)
                shares["constructions"][name].append(total.whole[-1])
                for word in text.words:
                    shares["words"][word].append(total.whole[-1])
                if args.missed and not total.whole[-1]:
                    print(path.stem, name, text.text.replace("\n", "⏎"), sorted(wrong), sorted(missed), sep=" | ")
            entry: dict[str, Any] = {"texts": len(total.whole), **total.figures()}
            for sort in ("constructions", "words") if args.words else ("constructions",):
                entry[sort] = {key: round(sum(all_) / len(all_), 2) for key, all_ in sorted(shares[sort].items())}
            figures.setdefault(path.stem, {})[part] = entry
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
