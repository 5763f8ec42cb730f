"""Which tasks of a sentence a pattern takes, so that no other takes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.facts.sentences.chunks import Chunk

TASKS = frozenset("RVw")
"""Codes of what somebody is or does."""


def untaken(pattern: re.Pattern[str], codes: str, used: set[int]) -> Iterator[tuple[re.Match[str], list[int]]]:
    """The matches of a pattern with the places of their roles, as long as no other took one of these: what begins with
    a role that is taken may go on with one that is not («A does the animation and composer B …»).
    """
    group = "verb" if "verb" in pattern.groupindex else "roles"
    at = 0
    while (match := pattern.search(codes, at)) is not None:
        places = [i for i in range(*match.span(group)) if codes[i] in TASKS]
        taken = [i for i in places if i in used]
        if not taken:
            yield match, places
        at = max(taken) + 1 if taken else max(match.end(), match.start() + 1)


def draws_by_trade(chunks: list[Chunk], match: re.Match[str]) -> Iterator[int]:
    """The word for who draws right before who does another task: what one is («die Illustratorin X entwirft …»)."""
    before = match.start("names") - 1 if match.groupdict().get("names") else -1
    if before >= 0 and chunks[before].code == "R" and chunks[before].value == "original_illustration":
        yield before


def professions(chunks: list[Chunk], places: list[int], match: re.Match[str]) -> Iterator[int]:
    """Roles between a verb and a name, which tell what one is, not what one did: «directed by animator X»."""
    if match.groupdict().get("names"):
        for place in range(places[-1] + 1, match.start("names")):
            if chunks[place].code == "R" and chunks[place - 1].code in "wBHhm":
                yield place
    beside = match.start("more") - 1 if match.groupdict().get("more") else 0
    if beside > 0 and (chunks[beside - 1].code, chunks[beside].code) == ("W", "R"):
        yield beside  # «together with animator X, Y designs»
