"""Who does not do something: «X will not direct the series», «the series is not directed by X».

What it holds true: the word that denies stands right before the verb, or before its helping verb. Known exception: a
word in between that the verb's phrase does not know («will not again direct»).
"""

from __future__ import annotations

from bisect import bisect_left

from aggregator.facts.credits.found import Found
from aggregator.facts.sentences.chunks import Sentence

_DONE = frozenset("VZMCHhIwzmAajR")
"""Codes of what may be denied: verbs, and what stands for one."""
_SHORT = ("n't", "n’t")


def denied(text: str, sentence: Sentence, one: Found, words: frozenset[str]) -> bool:
    """Whether a word of a language's list denies what a sentence says of somebody."""
    chunks, codes = sentence.chunks, sentence.codes
    if "o" not in codes or not words:
        return False
    starts = [chunk.start for chunk in chunks]
    first = bisect_left(starts, one.quote[0])
    last = bisect_left(starts, one.quote[1])
    while first and codes[first - 1] in "oI":
        first -= 1
    for index in range(first, min(last, len(chunks) - 1)):
        if codes[index] == "o" and codes[index + 1] in _DONE:
            word = text[chunks[index].start : chunks[index].end].rsplit(maxsplit=1)[-1].lower()
            if word in words or word.endswith(_SHORT):
                return True
    return False
