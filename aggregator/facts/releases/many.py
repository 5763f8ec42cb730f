"""Dates that are those of many works: a season of broadcasting, what a headline counts."""

from __future__ import annotations

import re

from aggregator.base.vocabulary import shared_words
from aggregator.facts.releases.clauses import Clause

TOLD_BEHIND = 25
"""Characters within which a date belongs to the word of telling behind it."""
_OF_SEASON = tuple(shared_words("releases", "of_season"))
"""What stands behind a season that owns its works."""
LONGEST = 12
"""Characters of it."""
_COUNTED = re.compile("#t?o?t?Y")
"""How a headline counts works: «40 nuevos anime»."""


def is_season(clause: Clause) -> bool:
    """Whether the season that is told is itself what ends: «as the fall 2023 season ends»."""
    end = clause.chunk.end
    seasonal = clause.mention.season is not None and clause.mention.day is None
    return seasonal and any(t.value == "finale" and 0 <= t.start - end <= TOLD_BEHIND for t in clause.events)


def is_of_many(text: str, clause: Clause) -> bool:
    """Whether a headline that names no work tells a season of the year, or counts works: «Guia de estreias: o que ver
    neste outono», «40 nuevos anime para 2021»; or a season owns its works.
    """
    mention, sentence = clause.mention, clause.sentence
    seasonal = mention.season is not None and mention.day is None and mention.month is None
    if seasonal and text[clause.chunk.end : clause.chunk.end + LONGEST].lstrip().lower().startswith(_OF_SEASON):
        return True  # «one of the Winter 2027 season's biggest anime»
    seasonal = seasonal or (mention.day is None and _COUNTED.search(sentence.codes) is not None)
    headline = "\n" not in text[: sentence.end].lstrip() and text[sentence.end :].lstrip(".!? ").startswith("\n")
    return seasonal and headline and "T" not in sentence.codes


def is_crop(text: str, clause: Clause) -> bool:
    """Whether the season is but what the anime of a quarter are called («春アニメの話題»)."""
    following = clause.chunk.end
    bare = clause.mention.season is not None and clause.mention.year is None
    return bare and text.startswith("アニメ", following) and not text.startswith("アニメ化", following)
