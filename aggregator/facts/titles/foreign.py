"""Titles in another language whose small words have no capital: «Sora no kōkai, de Aya Nakano», «Mika never tells her».

What it holds true: in a text of a Romance language, words of English stand in no sentence but within a title; words
that could be Japanese, a particle or a long vowel among them, are a title where its author follows. Known exception: a
title in English without one of its small words («Mika talks backwards»).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import ROMAJI_PARTICLES, is_romaji
from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.titles.repeats import Words
from aggregator.facts.titles.words import CONNECTORS, MAX_TITLE, OF_PERSON
from aggregator.facts.words.lexicon import Lexicon

ENGLISH = shared_words("titles", "english")
"""Small words of English that no Romance language has."""
IN_ENGLISH, OWNED = 1.8, 3.0
"""What it says for a title that its words are English, or Japanese with an author behind them."""
LEAST = 2
"""Words in small letters of a title in English."""
_LONG = re.compile("[āēīōūâêîôû]", re.IGNORECASE)
"""Long vowels of Japanese."""


class Foreign:
    """Finds the ends of such titles. ``told``: the words of the text's language that tell releases."""

    def __init__(self, text: str, words: Words, lexicon: Lexicon, told: Lexicon) -> None:
        self.text = text
        self.tokens, self.lows = words.tokens, words.lows
        self.lexicon, self.told = lexicon, told
        self.found: dict[tuple[int, int], float] = {}
        """What it says for those that were found, by where they stand."""
        self.reads = bool(lexicon.openers) and not lexicon.noun_capitals and "the" not in lexicon.skipped

    def end(self, chunks: Sequence[Chunk], first: int, last: int) -> int:
        """The token behind the last of a title that begins with the name ``first`` to ``last``; ``last`` for that."""
        if not self.reads:
            return last
        limit = min(chunks[-1].last, first + MAX_TITLE)
        ends = {self._english(last, limit): IN_ENGLISH, self._japanese(chunks, first, last, limit): OWNED}
        end = max(ends)
        if end > last:
            self.found[first, end] = ends[end]
        return end

    def _english(self, last: int, limit: int) -> int:
        end, small, english = last, 0, False
        while end < limit and self.tokens[end].word and not self._is_own(end):
            small += not self.tokens[end].capital
            english = english or self._is_english(end)
            end += 1
        return end if english and small >= LEAST and self.lows[end - 1] not in ENGLISH else last

    def _is_english(self, at: int) -> bool:
        """Whether a word is English, by itself or with the next one («reborn as a cat»)."""
        return self.lows[at] in ENGLISH or " ".join(self.lows[at : at + 2]) in ENGLISH

    def _is_own(self, at: int) -> bool:
        """Whether a word is one of the text's own language."""
        low = self.lows[at]
        if self._is_english(at) or self.tokens[at].capital:
            return False
        if low == "a" and self._is_english(at - 1):
            return False  # «the girl with a sword»
        known = low in self.lexicon.skipped or low in self.lexicon.title_ends or low in CONNECTORS - {"in", "on", "to"}
        return known or self.lexicon.match(self.tokens, at) is not None or self.told.match(self.tokens, at) is not None

    def _japanese(self, chunks: Sequence[Chunk], first: int, last: int, limit: int) -> int:
        """Only where «de» and a name follow."""
        end = last
        while end < limit and self.tokens[end].word and self._may_be_japanese(self.lows[end]):
            end += 1
        words = self.lows[first:end]
        if end == last or not (any(map(_LONG.search, words)) or not ROMAJI_PARTICLES.isdisjoint(words[1:-1])):
            return last
        after = end + (end < limit and self.tokens[end].raw == ",")
        if after + 1 >= len(self.tokens) or self.lows[after] not in OF_PERSON:
            return last
        return end if any(chunk.first == after + 1 and chunk.code == "N" for chunk in chunks) else last

    @staticmethod
    def _may_be_japanese(low: str) -> bool:
        return is_romaji(low) and (low not in OF_PERSON or low in ROMAJI_PARTICLES)
