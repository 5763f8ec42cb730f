"""Where a text tells of a dub."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from aggregator.facts.words.dubs import dub_words
from aggregator.facts.words.folding import fold

_DUB = re.compile(
    r"d(?:obla[jd]|ubl[aá]|obra[gd]|oppia|(?<!\w.)ub|oubl[aé]|eutsche[mnrs]? (?:cast|sprech|stimm|synchro|ton))"
    r"|synchronis|(?:font|assurent|derriere|voix de|casting de) la version \w+"
)
"""What words for dubbing begin with, in folded text."""
LEDE = 400
"""Characters at the beginning of a text that say what it is about."""


@lru_cache(maxsize=1)
def dub_places(text: str) -> tuple[int, ...]:
    """Where the words for dubbing stand in a text, which is looked through once."""
    return tuple(match.start() for match in _DUB.finditer(fold(text)))


def has_dub(text: str, start: int, end: int) -> bool:
    """Whether a word for dubbing begins in a stretch of a text."""
    places = dub_places(text)
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def tells_dub(text: str, tag: str) -> bool:
    """Whether a text's headline or lede tells a dub."""
    return has_dub(text, 0, text.find("\n") + 1) or dub_words(tag).search(fold(text[:LEDE])) is not None
