"""Titles of a programme, told one after another: «si parte il 3 ottobre con T», «il 20 novembre toccherà invece a T».

What it holds true: behind words that say whose turn it is, days, small words and one adjective may stand before the
title; the next ones have only their day («mercoledì alla romantica T»). A person's name is no title there, and without
a day nothing is.
"""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.dates.mentions import DateMention
from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.words.tokens import Token

TURN = 2.4
"""What it says for a title that its turn is told."""
_BETWEEN = frozenset("fWBJ&,D#")
"""Codes of what stands between the words and the title."""
_FAR = 16
"""Chunks between them."""
_ADJECTIVE = 2
"""Words that describe the title."""


def _phrases() -> dict[str, list[list[str]]]:
    """The phrases by their first words."""
    found: dict[str, list[list[str]]] = {}
    for phrase in shared_words("titles", "turns"):
        words = phrase.split()
        found.setdefault(words[0], []).append(words)
    return found


_TURNS = _phrases()


def turn_ends(tokens: Sequence[Token]) -> frozenset[int]:
    """The tokens behind words that say whose turn it is."""
    lows = [token.low for token in tokens]
    begins = [at for at, low in enumerate(lows) if low in _TURNS]
    ends = ((at + len(words), words) for at in begins for words in _TURNS[lows[at]])
    return frozenset(end for end, words in ends if lows[end - len(words) : end] == words)


def has_turn(chunks: Sequence[Chunk], before: int, ends: frozenset[int]) -> bool:
    """Whether the turn of what follows the chunk ``before`` is told, in a sentence with a day."""
    if not ends or before < 0 or not any(chunk.code == "D" for chunk in chunks):
        return False
    dated = False
    for at in range(before, max(-1, before - _FAR), -1):
        chunk = chunks[at]
        if any(end in ends for end in range(chunk.first + 1, chunk.last + 1)):
            return True
        adjective = chunk.code == "o" and at == before and chunk.last - chunk.first <= _ADJECTIVE
        if chunk.code not in _BETWEEN and not adjective:
            return dated and any(end in ends for end in range(chunks[0].first + 1, chunk.first + 1))
        dated = dated or chunk.code == "D"
    return False


def before_day(tokens: Sequence[Token], chunks: Sequence[Chunk], first: int, last: int) -> int:
    """Where a title ends that a day follows: before it, and before the small words that belong to it («T il 3 luglio»).
    What is written in numbers alone stands behind an author's name more often.
    """
    for chunk in chunks:
        if chunk.code == "D" and first < chunk.first < last and tokens[chunk.first].raw[0].isdigit():
            told, written = chunk.known, {token.raw for token in tokens[chunk.first : chunk.last]}
            if isinstance(told, DateMention) and told.month is not None and written.isdisjoint("/.-"):
                last = chunk.first
                while last > first + 1 and not tokens[last - 1].capital:
                    last -= 1
                return last
    return last


def opens_clause(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a comma at an index begins a clause about what stands before it, with a small word behind a left-out one:
    «A, die in der Serie spielt».
    """
    comma, small = chunks[index], chunks[index + 1] if index + 1 < len(chunks) else None
    return small is not None and small.code == "f" and small.first > comma.last


def is_day(text: str, chunk: Chunk, *, after: int) -> bool:
    """Whether a chunk behind a token is a day told in words («July 3rd»), which no title holds."""
    said = chunk.known if chunk.code == "D" and chunk.first > after else None
    return isinstance(said, DateMention) and said.day is not None and text[chunk.start].isalpha()
