"""Marks within a title: full stops of words, strokes, brackets, tildes («Dr. Stone», «You Can (Not) Advance»).

Each function returns the next index, negative where the title may end there, and 0 where the mark is none of the title.
"""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.facts.sentences.marks import HONORIFICS
from aggregator.facts.titles.words import NUMBERING
from aggregator.facts.words.tokens import Token


def past_stop(tokens: Sequence[Token], index: int) -> int:
    """Past a full stop that belongs to the word before it («Dr. Stone», «Beast No.8»)."""
    before, following = tokens[index - 1], tokens[index + 1]
    if before.capital and before.low in NUMBERING and following.raw.isdigit():
        return -(index + 2)
    return index + 1 if following.capital and before.low in HONORIFICS else 0


def past_stroke(tokens: Sequence[Token], index: int, limit: int) -> int:
    """Past small words behind a slash («Orbit/zero hour: Flame»)."""
    at = index + 2
    if at + 1 < limit and tokens[at].word and tokens[at + 1].raw == ":":
        at += 1
    return -at


def past_bracket(tokens: Sequence[Token], index: int, limit: int) -> int:
    """Past a word in brackets within a title («You Can (Not) Advance»)."""
    if index + 3 >= limit or tokens[index + 2].raw != ")" or not tokens[index + 1].capital:
        return 0
    return index + 3 if tokens[index + 3].capital and len(tokens[index + 1].raw) < 6 else 0


def past_tildes(tokens: Sequence[Token], index: int, limit: int) -> int:
    """Past what stands between tildes («Tamayura ~hitotose~»)."""
    for close in range(index + 1, min(limit, index + 9)):
        if tokens[close].raw == "~":
            return -(close + 1)
    return 0


def sets_colons_apart(text: str) -> bool:
    """Whether a text has spaces before its colons, as in French, so that one without belongs to a name."""
    return " : " in text or "\u00a0: " in text
