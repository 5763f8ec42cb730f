"""Titles that go on in small letters where the text says them twice («March comes in like a lion»).

What it holds true: what two places have in common is the title if one of them is set off: it opens its line, and a mark
or the line's end follows. Known exception: a sentence that a text says twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.facts.titles.repeats import Words
from aggregator.facts.titles.words import MAX_TITLE
from aggregator.facts.words.tokens import Token


def grown_end(words: Words, first: int, last: int, limit: int) -> int:
    """Where the longest stretch of words ends that begins with the title ``first`` to ``last``, stands there twice and
    is once set off; ``last`` for none.
    """
    places = words.where(first, last + 1)
    lows, tokens, best = words.lows, words.tokens, last
    for size in range(last - first + 1, min(limit - first, MAX_TITLE) + 1):
        if not tokens[first + size - 1].word and tokens[first + size - 1].raw != ",":
            break
        same = [at for at in places if lows[at : at + size] == lows[first : first + size]]
        if len(same) < 2:
            break
        places = same
        if any(_set_off(tokens, at, at + size) for at in same):
            best = first + size
    return best


def _set_off(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a stretch opens its line and a mark or the line's end follows it."""
    opens = first == 0 or tokens[first - 1].line or tokens[first - 1].raw in "-–•*:"
    return opens and (last >= len(tokens) or tokens[last].line or tokens[last].raw in ":–-,|(")
