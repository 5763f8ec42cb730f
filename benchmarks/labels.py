"""The labelled articles and the cases of the tests, and whether they have what a rule or a sign tells."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from aggregator.facts.names.gazetteer import fold
from aggregator.facts.releases.finder import FoundRelease
from benchmarks.regression import PARTS, TAUGHT

LABELS = Path(__file__).parent / "labelled" / "development"
CASES = Path(__file__).parents[1] / "tests" / "facts" / "cases"
SAME = {"author": "original_creator", "illustrator": "original_illustration"}
"""Roles that a label may have for each other."""
VOICES, MOST = frozenset({"voice", "dub_voice", "actor"}), 0.6
"""Roles that have a character; the share of a character's name that is enough."""


class Article(NamedTuple):
    """A labelled article, and which part of the outlets it belongs to."""

    text: str
    label: dict[str, Any]
    part: int


def articles() -> Iterator[Article]:
    """All labelled articles of development."""
    for file in sorted(LABELS.glob("*.json")):
        label = json.loads(file.read_text(encoding="utf-8"))
        part = blake2b((label["outlet"] or file.stem).encode(), digest_size=2).digest()[0] % PARTS
        yield Article(file.with_suffix(".txt").read_text(encoding="utf-8"), label, part)


def cases() -> Iterator[Article]:
    """The cases of the tests, with the credits and releases that they say are all; they teach, and judge nothing."""
    for file in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]:
            label: dict[str, Any] = {"language": file.name.partition(".")[0], "published": case.get("published")}
            if "credits" in case or "credits_of" in case:
                told = [one.split(": ") for one in case.get("credits", case.get("credits_of", []))]
                parts = [(one[-2], *one[-1].partition(" as ")) for one in told]
                label["credits"] = [{"role": role, "name": name, "character": who} for role, name, _, who in parts]
            stated = next((case[name] for name in ("releases", "of", "places") if name in case), None)
            if stated is not None:
                rows = [one.rpartition(": ")[2].replace(",", "").split() for one in stated]
                label["releases"] = [{"event": event, "edtf": edtf} for event, edtf, *_ in rows]
            yield Article(case["text"], label, TAUGHT)


def has_role(labels: Sequence[dict[str, Any]], name: str, role: str) -> bool | None:
    """Whether a label gives a name a role; None where that label may be left out."""
    told = [one for one in labels if _key(name) in map(_key, _ways(one, "name")) and _same(role) in _roles(one)]
    return any(map(_is_asked, told)) or (None if told else False)


def is_released(labels: Sequence[dict[str, Any]], one: FoundRelease, text: str, *, taken: bool) -> bool | None:
    """Whether labels know a date as a release's; None where that date is another's, or nobody knows whose: one that the
    rules have not ``taken``, away from the words that a label quotes.
    """
    told = [label for label in labels if label.get("edtf") and _is_same_day(label, one.resolved.edtf)]
    known = [label for label in told if _ways(label, "event") != ["other"]]
    if taken and known:
        return True
    starts = ((label, text.find(label.get("quote") or "\0")) for label in known)
    if any(0 <= at <= one.words[0] < at + len(label["quote"]) for label, at in starts):
        return True
    return None if told else False


def _is_same_day(label: dict[str, Any], edtf: str) -> bool:
    """Whether a label tells a date, or an end of an interval; XXXX is any year."""
    days = {day.strip("~?%") for day in (edtf, *edtf.split("/"))}
    told = {day.strip("~?%") for day in _ways(label, "edtf")}
    return bool(days & told) or any(day[:4] == "XXXX" and day[4:] == one[4:] for day in told for one in days)


def plays(labels: Sequence[dict[str, Any]], name: str, character: str) -> bool | None:
    """Whether a label gives somebody a character, or most of its name; None where that label may be left out."""
    told = [
        one
        for one in labels
        if VOICES & {*_ways(one, "role")}
        and _key(name) in map(_key, _ways(one, "name"))
        and any(_is_most(fold(character), fold(way)) for way in _ways(one, "character"))
    ]
    return any(map(_is_asked, told)) or (None if told else False)


def _is_most(one: str, other: str) -> bool:
    """Whether one of two names is most of the other."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and shorter in longer and len(shorter) >= MOST * len(longer)


def _is_asked(label: dict[str, Any]) -> bool:
    """Whether a label must be found, and is not only allowed."""
    return label.get("news") is not False and not (label.get("optional") or label.get("sidebar"))


def _ways(label: dict[str, Any], field: str) -> list[str]:
    """A field of a label, and what may stand there, too."""
    more = label.get(f"{field}_alt") or []
    return [one for one in (label.get(field), *([more] if isinstance(more, str) else more)) if one]


def _roles(label: dict[str, Any]) -> set[str]:
    return {_same(one) for one in _ways(label, "role")}


def _same(role: str) -> str:
    return SAME.get(role, role)


def _key(name: str) -> tuple[str, ...]:
    """A name without accents, case, long vowels and the order of its parts."""
    return tuple(sorted(fold(name).replace("ou", "o").replace("oo", "o").replace("uu", "u").split()))
