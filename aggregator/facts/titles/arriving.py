"""Names of which a sentence tells that they come out, by what stands before or behind them: «se estrena T», «T, que
se estrena el 8 de abril», «il 20 novembre toccherà invece a T».

What it holds true: right behind a verb of releases stands what comes out, in a sentence with a date of its own; only
services and small words may stand between («llega a Kumo+ T»). A name that could be a person's needs a word behind a
comma that says that it is a thing («se estrena Hoshi Nikki, una historia»). Known exceptions: a company or character
that «arrives». Roads not taken: the same without a date, where what arrives is a character.
"""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.facts.dates.mentions import DateMention
from aggregator.facts.sentences.chunks import TITLE_ARTICLES, Chunk
from aggregator.facts.titles.coming import COMES, SHOWN, comes_out, says
from aggregator.facts.titles.signs import Sight
from aggregator.facts.titles.turns import TURN, has_turn, turn_ends
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

APPOSED = 0.8
"""What it says besides that a comma and a noun with its article follow («, un drama escolar»)."""
_LONGEST = 5
"""Tokens of a verb's phrase."""
_SOON = 4
"""Chunks from a verb to its date."""
_VAGUE = frozenset({"any", "sale", "finale"})


class Turns:
    """Weighs what the sentences of one text tell of names that come out; ``told``: the words that tell releases,
    ``verb_first``: what comes out may stand behind them.
    """

    def __init__(self, tokens: Sequence[Token], told: Lexicon | None, *, verb_first: bool) -> None:
        self.tokens, self.verb_first = list(tokens), verb_first
        self.told = told
        self.ends = turn_ends(tokens)

    def weight(self, chunks: Sequence[Chunk], sight: Sight, inner: int, *, person: bool) -> float:
        """What is said for a title at a place; ``inner``: the chunk before it, ``person``: it looks like somebody's."""
        if not person:
            if has_turn(chunks, inner, self.ends):
                return TURN
            if told := comes_out(self.tokens, chunks, sight.end, self.told):
                return told
            if told := self._begins(chunks, sight):
                return told
        return self._arrives(chunks, sight, person=person)

    def _begins(self, chunks: Sequence[Chunk], sight: Sight) -> float:
        """What a verb says that tells of a sentence's first name that it comes out on a day («T startet am …»)."""
        if sight.at or sight.quoted or sight.end >= len(chunks) or chunks[sight.end].code not in "oIUCh":
            return 0.0
        dated = any(_is_date(chunk) for chunk in chunks[sight.end + 1 : sight.end + _SOON])
        verb = chunks[sight.end]
        return says(self.tokens[verb.first : verb.last], self.told) if dated and self.told is not None else 0.0

    def _arrives(self, chunks: Sequence[Chunk], sight: Sight, *, person: bool) -> float:
        """The same of what stands behind the verb that tells that it comes out."""
        if self.told is None or not self.verb_first or not any(_is_date(chunk) for chunk in chunks):
            return 0.0
        at = sight.at - (chunks[sight.at].first >= sight.first)
        while at > 1 and chunks[at].code == "K":
            at -= 1 + (chunks[at - 1].code == "f")
        weight = self._verb(chunks[at], min(chunks[at].last, sight.first)) if at >= 0 else 0.0
        apposed = bool(weight) and self._is_apposed(sight.last)
        if not weight or (person and (weight < SHOWN or not apposed)):
            return 0.0
        return weight + APPOSED * apposed

    def _verb(self, chunk: Chunk, end: int) -> float:
        """What a verb that ends at a token says, 0 for none."""
        weight = 0.0
        for first in range(max(chunk.first, end - _LONGEST), end) if chunk.code in "oIUCH" else ():
            found = self.told.matches(self.tokens, first) if self.told is not None else None
            for entry in found[1] if found is not None and found[0] >= end else ():
                if entry.code == "events":
                    weight = max(weight, COMES if entry.value in _VAGUE else SHOWN)
        return weight

    def _is_apposed(self, last: int) -> bool:
        """Whether a comma and an article with a small noun stand there."""
        behind = self.tokens[last : last + 3]
        marks = len(behind) == 3 and behind[0].raw == "," and not behind[2].capital
        return marks and behind[1].low in TITLE_ARTICLES


def _is_date(chunk: Chunk) -> bool:
    """Whether a chunk is a day or month."""
    known = chunk.known if chunk.code == "D" else None
    return isinstance(known, DateMention) and (known.day is not None or known.month is not None)
