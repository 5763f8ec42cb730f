"""Names that a clause follows which says when they come out: «Yoru no Tōdai, que se estrenará el 8 de abril».

What it holds true: of nothing but works is it said that they have a premiere, and on a day; what «arrives» or «begins»
may be a happening, too, so that it says less. Known exceptions: a person who makes a debut, unless the name is surely
one; a clause whose verb stands far from its date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.words.lexicon import Entry, Lexicon
from aggregator.facts.words.tokens import Token

COMES, SHOWN = 1.6, 2.4
"""What it says for a title that it «arrives» on a day, and that it is shown or printed then."""
LISTED = 3.2
"""The same where a sentence says so of several names."""
_ENTRIES = re.compile("(?<=[NTo]),(?:q[oIC]|o)[^,.;D]{0,5}D")
DATED = Entry("words", "dated")
"""What says only beside its date that something comes out: «T, ya fechada para junio»."""
FAR = 6
"""Chunks between «which» and the date."""
_BETWEEN = frozenset("oIfJKBW#C")
"""Codes of what stands there."""


def comes_out(tokens: Sequence[Token], chunks: Sequence[Chunk], index: int, told: Lexicon | None) -> float:
    """What the clause whose comma stands at an index says for a title before it; 0 where it tells of no release."""
    opening = "".join(c.code for c in chunks[index : index + 2])
    if told is None or opening not in (",q", ",o", ",f"):
        return 0.0
    weight = 0.0
    if opening == ",f":  # «T, in onda il 29 agosto»
        behind = chunks[min(index + 2, len(chunks) - 1)]
        weight = says(list(tokens[chunks[index].last : behind.last + 1]), told)
        if not weight:
            return 0.0
    for at in range(index + 1, min(len(chunks), index + 2 + FAR)):
        chunk = chunks[at]
        if chunk.code == "D":
            return LISTED if weight and len(_ENTRIES.findall("".join(c.code for c in chunks))) > 1 else weight
        if at > index + 1 and chunk.code not in _BETWEEN:
            return 0.0
        if chunk.code in "oIC":
            weight = max(weight, says(list(tokens[chunks[at - 1].last : chunk.last + 1]), told))
        if not weight and opening == ",o":
            return 0.0
    return 0.0


def says(words: list[Token], told: Lexicon) -> float:
    """What the words of a chunk say: the most of the release words that they begin with, or have behind one word."""
    weight = 0.0
    for at in range(min(2, len(words))):
        found = told.matches(words, at)
        for entry in found[1] if found is not None else ():
            if entry.code == "events":
                weight = max(weight, COMES if entry.value in ("any", "sale", "finale") else SHOWN)
            elif entry == DATED:
                weight = max(weight, COMES)
    return weight
