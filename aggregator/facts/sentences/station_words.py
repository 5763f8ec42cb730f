"""A language's words for stations and services, and for what is shown on them: for those that no list has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from aggregator.base.vocabulary import language, shared_words
from aggregator.facts.words.folding import fold

KINDS = ("broadcaster", "streaming", "magazine")
"""Kinds of those that a word before them tells."""
PARTS = shared_words("names", "station_parts")
"""Words that names of stations have."""
SERVICE_PARTS = shared_words("names", "service_parts")
"""Those that names of streaming services have."""
BESIDE = shared_words("names", "beside_stations")
"""Words that may stand between what tells a release and the name."""
_SHOWN = ("premiere", "streaming", "any", "finale")
_SOLD = ("publication", "home_video")
"""Sorts of words for releases: of what is shown, and of what is sold."""
_BESIDE = tuple(f" {word}" for word in BESIDE)


@dataclass(frozen=True, slots=True)
class StationWords:
    """A language's words: what stands before a name in any case, and where it looks like one; what says what it is;
    who airs or streams, by their kind.
    """

    on: frozenset[str]
    at: frozenset[str]
    kinds: dict[str, str]
    shows: dict[str, str]
    small: frozenset[str]
    """Both sorts of what stands before a name."""
    ends: frozenset[str]
    """The last words of all that may stand before a name."""


@cache
def station_words(tag: str) -> StationWords:
    """Those of a language; all empty where its file has none."""
    grammar = language(tag).get("grammar", {})
    told = grammar.get("stations", {})
    on, at = frozenset(told.get("on", ())), frozenset(told.get("at", ()))
    kinds = {word: kind for kind in KINDS for word in told.get(kind, ())}
    shows = {
        word: kind for kind, key in (("broadcaster", "airs"), ("streaming", "streams")) for word in told.get(key, ())
    }
    ends = frozenset(phrase.split()[-1] for phrase in (*on, *at, *kinds))
    return StationWords(on=on, at=at, kinds=kinds, shows=shows, small=on | at, ends=ends)


@cache
def headings(tag: str) -> list[tuple[re.Pattern[str], str]]:
    """The words for stations and the like, one or several, and their kinds."""
    return [(re.compile(rf"\b{re.escape(word)}e?s?\b"), kind) for word, kind in station_words(tag).kinds.items()]


def tells(said: str, tag: str) -> bool:
    """Whether words end with one that tells that something is shown, but for what may stand beside a name."""
    while said.endswith(_BESIDE) and not _ends(said, tag):
        said = said[: -max(len(word) for word in _BESIDE if said.endswith(word))]
    return _ends(said, tag)


def _ends(said: str, tag: str) -> bool:
    """Whether words end with a whole phrase that tells it."""
    phrases = _showing(tag)
    if not said.endswith(phrases):
        return False
    ends = (len(said) - len(phrase) for phrase in phrases if said.endswith(phrase))
    return any(not at or not (said[at - 1].isalnum() or said[at - 1] == "_") or not said[at].isalnum() for at in ends)


@cache
def _showing(tag: str) -> tuple[str, ...]:
    return tuple(_phrases(tag, _SHOWN))


@cache
def verbs(tag: str) -> frozenset[str]:
    """Words for releases, which no name of a station has but for those that both may have («Kumo Stream»)."""
    released = language(tag).get("releases", {}).get("events", {})
    words = {fold(one) for key in ("premiere", "any", "finale", "streaming") for one in released.get(key, ())}
    return frozenset(words) - PARTS - SERVICE_PARTS


@cache
def printing(tag: str) -> re.Pattern[str]:
    """What tells that something is printed, or sold on discs."""
    phrases = "|".join(map(re.escape, _phrases(tag, _SOLD)))
    return re.compile(rf"\b(?:{phrases})\b" if phrases else r"(?!)")


def _phrases(tag: str, keys: tuple[str, ...]) -> list[str]:
    """What a language's file lists under some keys, the longest first."""
    released = language(tag).get("releases", {})
    listed = {
        fold(one) for name in ("events", "context") for key in keys for one in released.get(name, {}).get(key, ())
    }
    return sorted(listed, key=len, reverse=True)
