"""What German says between a kind of work and a name that is no title: adjectives with a capital, and small words.

«Neuer Film», «Aktuelle Reihe»: an adjective has a capital where a sentence or headline begins, so that it looks like a
title before the kind of work. «An der Produktion wird auch X mitwirken»: small words part the two, and X is no
production's name. Known exception: a title of one word with such an ending that stands nowhere else in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

ENDINGS = ("e", "er", "es", "en", "em")
"""Endings of adjectives."""
NEW = "neue"
"""How the adjective begins that headlines open with most."""


class Adjectives:
    """Tells adjectives from titles in a text whose nouns have capitals; in any other there are none."""

    def __init__(self, tokens: Sequence[Token], *, noun_capitals: bool) -> None:
        self.tokens = tokens
        self.noun_capitals = noun_capitals
        self.times: Counter[str] = Counter()

    def is_one(self, chunk: Chunk) -> bool:
        """Whether a word before a name is an adjective and no profession: «der neue T-Film»."""
        word = self.tokens[chunk.last - 1]
        return self.noun_capitals and (not word.capital or (self._opens(chunk.first) and word.low.startswith(NEW)))

    def opens(self, first: int, last: int) -> bool:
        """Whether a lone word that opens a sentence is an adjective before a kind of work, told by its ending."""
        low = self.tokens[first].low
        if not self.noun_capitals or last - first > 1 or not self._opens(first) or not low.endswith(ENDINGS):
            return False
        self.times = self.times or Counter(token.low for token in self.tokens)
        return self.times[low] == 1

    def part(self, last: int, first: int) -> bool:
        """Whether small words stand between the end of a kind of work and the beginning of a name."""
        return self.noun_capitals and any(token.word and not token.capital for token in self.tokens[last:first])

    def _opens(self, first: int) -> bool:
        return not first or not self.tokens[first - 1].word


def before_kind(lexicon: Lexicon, chunk: Chunk, following: Token) -> bool:
    """Whether a German word that stands before names stands before a kind of work instead: «Neuer Film»."""
    if chunk.code != "t" or not lexicon.noun_capitals:
        return False
    kind = lexicon.single(following.low) or lexicon.single(following.low.rpartition("-")[2])
    return kind is not None and kind.code == "Y"
