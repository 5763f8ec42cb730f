"""What the line says of a name that it begins with or holds alone: a heading that is a title, an entry of a list.

What it holds true: a line that is a name, or a name and a bracket, is a heading if the text has the name elsewhere; a
name before a mark and what it is or when it comes is an entry; one that opens several lines with a colon is that of
somebody who speaks in an interview.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.titles.headlines import SITE_LINES
from aggregator.facts.titles.inner_marks import sets_colons_apart
from aggregator.facts.titles.repeats import Words
from aggregator.facts.titles.signs import Sight, Signs
from aggregator.facts.titles.words import FURNITURE

SHOUTED = 2.4
"""What it says for a title that it stands in capitals, as no other words do."""
SUBTITLED = 2.0
"""What it says for a title that it has a colon of its own («le film Nori: The Sea»)."""
SPEAKS = 3.0
"""What it says against a title that it opens lines with a colon, as who is asked."""
SPEAKER = 5
"""Tokens of a speaker's name and its colon."""
OF_SELF = shared_words("titles", "of_self")
"""What somebody says of himself («A B: Yo soy la voz de C»)."""
LEAST_SHOUTED = 3
"""Words of such a title."""


class Lines:
    """Weighs what a line says of the names in it."""

    def __init__(self, text: str, words: Words, headline_end: int) -> None:
        self.text = text
        self.words = words
        self.tokens = words.tokens
        self.headline_end = headline_end

    @cached_property
    def speakers(self) -> frozenset[tuple[str, ...]]:
        """The names that open two lines or more with a colon and a sentence behind it."""
        told: Counter[tuple[str, ...]] = Counter()
        starts = [at + 1 for at, token in enumerate(self.tokens) if token.line]
        for first, after in zip([0, *starts], [*starts, len(self.tokens)], strict=True):
            opening = [token.raw for token in self.tokens[first : min(after, first + SPEAKER)]]
            colon = opening.index(":") if ":" in opening else 0
            said = self.words.lows[first + colon + 1 : min(after, first + colon + 1 + SPEAKER)]
            if colon and (after - first > 2 * SPEAKER or not OF_SELF.isdisjoint(said)):
                told[tuple(self.words.lows[first : first + colon])] += 1 + (first > 0 and not OF_SELF.isdisjoint(said))
        return frozenset(name for name, times in told.items() if times > 1)

    @cached_property
    def apart(self) -> bool:
        """Whether the text sets its colons apart."""
        return sets_colons_apart(self.text)

    def weigh(self, signs: Signs, sentence: Sentence, sight: Sight) -> None:
        """What the line says: a heading that is a title and nothing else, an entry of a list, words in capitals."""
        if sight.last - sight.first >= LEAST_SHOUTED and self._shouts(sentence, sight):
            signs.add(SHOUTED)
        if self._has_subtitle(sight):
            signs.add(SUBTITLED)
        if not sentence.opens:
            return
        chunks, at, rest = sentence.chunks, sight.at, sentence.chunks[sight.end :]
        times = self.words.times(sight.first, sight.last)
        rubric = self.text[chunks[0].start : chunks[at - 2].end] if at > 1 and chunks[at - 1].code in ":-" else ""
        if not rest and rubric.lower() in FURNITURE:
            signs.add(3.4)
            signs.author = True
        if at == 0 and rest[:1] and rest[0].code == ":" and self._speaks(sight):
            signs.minus += SPEAKS
        elif at == 0:
            if times > 1 and rest and rest[0].code in ":-" and sentence.line < 2 * SITE_LINES:
                signs.add(2.0)
            short = sentence.closes and len(chunks) < 12 and sentence.codes[-1] != "."
            if short and times > 2 and sight.last - chunks[0].first < 20:
                signs.add(1.5)
        before = sentence.codes[:at].removesuffix("Y") if sentence.codes[0] in "-*" else sentence.codes[:at]
        if not before.strip("-*#.:") and self.tokens[sight.first].start >= self.headline_end:
            self._entry(signs, sentence, rest, listed=at > 0, told=times > 1)

    def _has_subtitle(self, sight: Sight) -> bool:
        """Whether a colon without a space stands within a name that doesn't begin its line, in a text that has one."""
        first, last = sight.first, sight.last
        inner = any(t.raw == ":" and t.start == before.end for before, t in pairwise(self.tokens[first : last - 1]))
        return inner and first > 0 and not self.tokens[first - 1].line and self.apart

    def _speaks(self, sight: Sight) -> bool:
        name = self.text[self.tokens[sight.first].start : self.tokens[sight.last - 1].end]
        said = self.words.lows[sight.last + 1 : sight.last + 1 + SPEAKER]
        person = is_person(name) or not OF_SELF.isdisjoint(said)
        return person and tuple(self.words.lows[sight.first : sight.last]) in self.speakers

    def is_heading(self, sentence: Sentence) -> bool:
        """Whether a sentence is a heading with a capital on every word («Manga That End»), after the headline."""
        if not (sentence.opens and sentence.closes) or sentence.start < self.headline_end or sentence.codes[0] in "-*":
            return False
        words = [t for t in self.tokens[sentence.chunks[0].first : sentence.chunks[-1].last] if t.word]
        return len(words) > 2 and sum(t.capital for t in words) > 0.7 * len(words) and sentence.codes[-1] != "."

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
