"""A part, then what somebody is known for, then the surname of somebody whose whole name stood before.

What it holds true: «スズ役を、『空の魚』のレンとしておなじみの森が務める» gives the part to the first surname of
somebody named before that a verb or a comma follows. Known exception: surnames that are common nouns in the
description before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.facts.credits.found import Found
from aggregator.facts.credits.japanese.names import NameReader
from aggregator.facts.sentences.chunks import Sentence

_PART = re.compile(r"(?P<char>[NlQ])P?(?:k|uo|uw),?")
_ENDS = re.compile(r"(?:g[CZe]|e(?=[.,])|,|[.]|$)")
_NO_FIRST = frozenset("kuZRCXE.")
"""Codes at which the clause of a part ends without somebody who takes it."""
FAR = 24
"""Chunks between a part and who takes it."""


def surnamed(
    text: str, sentence: Sentence, number: int, names: NameReader, used: set[int], *, voiced: bool
) -> Iterator[Found]:
    """The voices of clauses that give a part to a surname; ``used`` takes the chunks of what was read.

    ``voiced``: the sentence has a verb of playing or of being in charge.
    """
    codes, chunks = sentence.codes, sentence.chunks
    if not voiced or not ("k" in codes or "u" in codes):
        return
    for part in _PART.finditer(codes):
        char = part.start("char")
        if char in used or not text.startswith(("役を", "の声を", "役は", "の声は"), chunks[part.end("char")].start):
            continue
        for index in range(part.end(), min(len(codes), part.end() + FAR)):
            if codes[index] in _NO_FIRST:
                break
            if codes[index] != "N" or index in used or _ENDS.match(codes, index + 1) is None:
                continue
            if not names.is_surname(chunks[index]):
                continue
            character = names.character(chunks, char)
            for start, end, _ in names.name(chunks, index, surname=True) if character else ():
                used.update((char, index))
                quote = (min(chunks[char].start, start), max(chunks[index].end, end))
                yield Found("voice", "", start, end, quote, "credits:surnamed", number, character=character)
            break
