"""Lines that hold «by X» and no more: who wrote a list's book, or directed its film, whose title is the line above.

What it holds true: two lines with a title alone, each with «di X» in the next line, make a programme of works. Known
exception: a list of one work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.facts.credits.patterns_makers import MAKER_PATTERNS
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.titles.words import AUTHORS

_BELOW = next(pattern for name, _, pattern in MAKER_PATTERNS if name == "below")
_TITLE = re.compile("[*.#-]{0,3}TP?")
LEAST = 2
"""Entries that make a programme."""


class Below:
    """The lines of a text that tell but a name behind «by»: how many there are, and which stand below titles."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        lines = [n for n, s in enumerate(sentences) if s.opens and _BELOW.fullmatch(s.codes)]
        self.several = sum(sentences[n].codes[0] == "B" for n in lines) >= LEAST
        titled = {n for n in lines if n and _is_title(sentences[n - 1]) and _is_by(text, sentences[n])}
        self.titled = titled if len(titled) >= LEAST else frozenset()

    def role(self, number: int, *, films: bool) -> str:
        """Who made a work that is told by a line: in a programme of ``films`` its director, else its author."""
        return "director" if films and number in self.titled else "original_creator"


def _is_title(sentence: Sentence) -> bool:
    return sentence.opens and sentence.closes and _TITLE.fullmatch(sentence.codes) is not None


def _is_by(text: str, sentence: Sentence) -> bool:
    word = sentence.chunks[0]
    return text[word.start : word.end].lower() in AUTHORS
