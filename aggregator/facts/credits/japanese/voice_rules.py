"""Which patterns of voices a sentence without spaces may match, by its codes and by what stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.facts.credits.japanese.given import lists_parts
from aggregator.facts.credits.japanese.patterns import (
    CAST_ENTRY,
    CAST_HEAD,
    CAST_LINES,
    EACH_TO,
    PART_LINE,
    PLAYS_TOO,
    TAKES_TOO,
    TO_ALSO,
    TO_CHARACTER,
    VOICE_RULES,
)
from aggregator.facts.credits.rules import Rule
from aggregator.facts.sentences.chunks import Sentence

_TAKEN = re.compile("[ow]Nh?gC")
MANY_PARTS = 3
"""Clauses that give parts, of which a sentence without a verb has at least so many."""


def gives(codes: str) -> bool:
    """Whether a sentence without a word for a part or voice may tell who joins, or who is given which part."""
    return (
        not {"nCg", "bgC", "bpg", "pYT"}.isdisjoint(codes[i : i + 3] for i in range(len(codes)))
        or ("c" in codes and ("iC" in codes or _TAKEN.search(codes) is not None))
        or codes.count("wN") >= MANY_PARTS
        or ("i" in codes and EACH_TO.search(codes) is not None)
    )


def possible_rules(known: set[str], section: str, sentence: Sentence, *, goes_on: bool) -> Iterator[Rule]:
    """The rules to try; ``known``: the codes of the sentence, ``section``: what the list it stands in is of,
    ``goes_on``: the sentence before told a voice.
    """
    if section == "cast" and sentence.opens:
        yield from CAST_LINES
    if ":" in known or "-" in known:
        head = CAST_HEAD.match(sentence.codes)
        if (section == "cast" and sentence.opens) or (head is not None and _heads_cast(sentence, head)):
            yield CAST_ENTRY
    if known >= PART_LINE.needs and sentence.closes:
        yield PART_LINE
    if goes_on and known.isdisjoint("RQT"):
        yield TAKES_TOO
    for rule in VOICE_RULES.possible(sentence.codes):
        if rule.name != "bracket_cast" or lists_parts(sentence):
            yield rule
    if goes_on:
        yield PLAYS_TOO
    if known & set("XvZ") or (goes_on and TO_ALSO.match(sentence.codes)):
        yield TO_CHARACTER


def _heads_cast(sentence: Sentence, head: re.Match[str]) -> bool:
    """Whether what begins a line says that a cast follows in it."""
    chunk = next(c for c in sentence.chunks[head.start() : head.end()] if c.code in "XH")
    return chunk.code == "X" or (chunk.inner is not None and "X" in chunk.inner.codes)
