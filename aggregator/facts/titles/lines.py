"""What the line says of a name that it begins with or holds alone: a heading that is a title, an entry of a list.

What it holds true: a line that is a name, or a name and a bracket, is a heading if the text has the name elsewhere; a
name before a mark and what it is or when it comes is an entry.
"""

from __future__ import annotations

from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.titles.headlines import SITE_LINES
from aggregator.facts.titles.repeats import Words
from aggregator.facts.titles.signs import Sight, Signs
from aggregator.facts.titles.words import FURNITURE

SHOUTED = 2.4
"""What it says for a title that it stands in capitals, as no other words do."""
LEAST_SHOUTED = 3
"""Words of such a title."""


class Lines:
    """Weighs what a line says of the names in it."""

    def __init__(self, text: str, words: Words, headline_end: int) -> None:
        self.text = text
        self.words = words
        self.tokens = words.tokens
        self.headline_end = headline_end

    def weigh(self, signs: Signs, sentence: Sentence, sight: Sight) -> None:
        """What the line says: a heading that is a title and nothing else, an entry of a list, words in capitals."""
        if sight.last - sight.first >= LEAST_SHOUTED and self._shouts(sentence, sight):
            signs.add(SHOUTED)
        if not sentence.opens:
            return
        chunks, at, rest = sentence.chunks, sight.at, sentence.chunks[sight.end :]
        times = self.words.times(sight.first, sight.last)
        rubric = self.text[chunks[0].start : chunks[at - 2].end] if at > 1 and chunks[at - 1].code in ":-" else ""
        if not rest and rubric.lower() in FURNITURE:
            signs.add(3.4)
            signs.author = True
        if at == 0:
            if times > 1 and rest and rest[0].code in ":-" and sentence.line < 2 * SITE_LINES:
                signs.add(2.0)
            short = sentence.closes and len(chunks) < 12 and sentence.codes[-1] != "."
            if short and times > 2 and sight.last - chunks[0].first < 20:
                signs.add(1.5)
        if not sentence.codes[:at].strip("-*#.:") and self.tokens[sight.first].start >= self.headline_end:
            self._entry(signs, sentence, rest, listed=at > 0, told=times > 1)

    def _shouts(self, sentence: Sentence, sight: Sight) -> bool:
        """Whether words in capitals stand beside others without, and again in the text."""
        name = [token.raw for token in self.tokens[sight.first : sight.last]]
        words = [raw for raw in name if raw.isalpha()]
        if len(words) < LEAST_SHOUTED or not all(raw.isupper() for raw in words):
            return False
        if self.words.times(sight.first, sight.last) < 2:
            return False
        around = (
            self.tokens[sentence.chunks[0].first : sight.first] + self.tokens[sight.last : sentence.chunks[-1].last]
        )
        return any(token.word and not token.raw.isupper() for token in around)

    def _entry(self, signs: Signs, sentence: Sentence, rest: list[Chunk], *, listed: bool, told: bool) -> None:
        """What it says that a name begins its line, after the headline."""
        if all(c.code == "P" for c in rest):
            if sentence.closes and told:
                signs.add(2.2)
            elif signs.alias:
                signs.add(2.4)
        elif (listed or rest[0].code in ":-,") and any(c.code in "YD" for c in rest[:6]):
            signs.add(1.6)
