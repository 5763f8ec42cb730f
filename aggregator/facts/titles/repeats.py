"""What a text says again: where a stretch of words stands in it."""

from __future__ import annotations

from collections import defaultdict

from aggregator.facts.titles.words import CLOSING, JAPANESE
from aggregator.facts.words.tokens import Token

_STARTING = frozenset("0123456789").union(CLOSING)
"""First characters of what is no word and may begin a title."""
MANY = 60
"""Places of one word that are looked at, so that the time grows with the text and no faster."""


class Words:
    """The tokens of a text by their words: how often a stretch of them stands in it.

    ``plain``: words without capitals; ``starts``: 1 for each token that a title may begin at.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.lows = [token.low for token in tokens]
        self.known: dict[tuple[str, ...], list[int]] = {}
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        for at, low in enumerate(self.lows):
            self.places[low].append(at)
        self.plain = {token.low for token in tokens if token.word and not token.capital}
        self.starts = bytearray([token.capital or token.low[0] in _STARTING for token in tokens])

    def where(self, first: int, last: int) -> list[int]:
        """Where the words of a stretch stand in the text, itself among them; only so many places of its first word."""
        lows, words = self.lows, self.lows[first:last]
        size, key = last - first, tuple(words)
        found = self.known.get(key)
        if found is None:
            near = self.places[words[0]][:MANY]
            found = near if size == 1 else [at for at in near if lows[at : at + size] == words]
            self.known[key] = found
        return found

    def times(self, first: int, last: int) -> int:
        """How often they do."""
        if last - first == 1:
            return min(len(self.places[self.lows[first]]), MANY)
        return len(self.where(first, last))

    def told_without(self, first: int) -> bool:
        """Whether a line begins with a word behind whose capital two words stand that the text tells elsewhere without
        it («Put Kaze Umi on your list»).
        """
        if first and not self.tokens[first - 1].line:
            return False
        if not self._are_capitals(first + 1):
            return False
        places = (at for at in self.where(first + 1, first + 3) if self._are_capitals(at))
        alone = sum(not self.tokens[at - 1].capital and self.tokens[at - 1].low not in JAPANESE for at in places)
        return alone >= self.times(first, first + 3)

    def _are_capitals(self, at: int) -> bool:
        """Whether two words with capitals stand at a token."""
        two = self.tokens[at : at + 2]
        return len(two) == len("AB") and all(token.word and token.capital for token in two)
