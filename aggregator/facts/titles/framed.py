"""The title that a headline frames: «New Trailer for Sky: The Sea Reveals Date», «Sky: neuer Trailer zum Anime».

What it holds true: a headline says little but what is new of which work. So its title begins where the headline does,
behind «a part of … of», behind the kind of work or behind what a company does («Kumo licenses»), and it ends where the
headline tells of it: before a kind of work, a part of one, a verb, a mark that news follows, or words in small letters.
Known exceptions: a title of words that headlines tell news with; a subtitle behind a colon with nothing behind it,
which may be the news itself, is taken in only behind a kind of work or a part of one. Roads not taken: the same within
sentences, where more stands beside a title than these words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.titles.bounded import SMALL
from aggregator.facts.titles.frame_ends import DOES, FIRM, GIVEN, NEWS, SHOWS, FrameEnds
from aggregator.facts.titles.headed import opening_title
from aggregator.facts.titles.words import (
    AMOUNTS,
    ARTICLES,
    CONNECTORS,
    DESCRIBING,
    GETS,
    HAPPENINGS,
    KINDS,
    NAMING,
    ORDINALS,
    PARTS,
    RUBRICS,
    is_furniture,
    is_year,
)

_OF = shared_words("titles", "frame_of")
"""Small words between what is new of a work and its title («trailer for»)."""
_OF_KIND = shared_words("titles", "frame_of_kind")
"""Small words between a kind of work and its title («Anime zu T»)."""
_BEFORE_PARTS = AMOUNTS | shared_words("titles", "before_parts")
"""Words before a part of a work that are none of the title's before them."""
_EARLY = 2
"""Chunks within which the kind of work stands before «of» and its title."""
_NO_FIRST = PARTS | ORDINALS | NAMING | NEWS
"""Words that no such title begins with."""
_PLAIN = _NO_FIRST | GIVEN | _BEFORE_PARTS
"""Words that headlines tell news with."""
_NO_LAST = SMALL & CONNECTORS
"""Small words that none ends with."""
_PEOPLE = frozenset("RXx")
"""Codes of roles, which stand beside people."""


@dataclass(frozen=True, slots=True)
class Framed:
    """A title's first token, the one behind its last, how surely it is one, and where the row of capitals begins that
    it stands in; its ``type``, where the kind of work stands beside it.
    """

    first: int
    last: int
    weight: float
    outer: int
    type: str = ""


_WEIGHTS = {"part": 3.0, "kind": 3.0, "shown": 2.0, "start": 2.4}
"""What it says for a title where it begins: behind a part, a kind, what a company does; at the headline's beginning."""


class Frames:
    """Finds such titles. ``ends`` walks along them."""

    def __init__(self, ends: FrameEnds) -> None:
        self.text, self.words, self.tokens = ends.text, ends.words, ends.tokens
        self.lexicon, self.ends, self.is_known = ends.lexicon, ends, ends.is_known
        self.capitals = ends.capitals and not ends.lexicon.noun_capitals

    def find(self, sentence: Sentence, end: int) -> Framed | None:
        """The title of a sentence that is the headline, which ends at a code point, or opens it; None for others."""
        chunks, opens = sentence.chunks, sentence.opens and sentence.start < end
        if not opens or (sentence.line and sentence.end != end):
            return None
        if self.capitals and (whole := opening_title(self.text, self.tokens, chunks)):
            first, last, kind = whole
            return Framed(first, last, _WEIGHTS["kind"], chunks[0].first, kind.value)
        limit = chunks[-1].last
        for place, left in self._beginnings(chunks):
            if place >= limit or not self._may_begin(place):
                continue
            first = place + self._is_dated(place, limit)
            last, right = self.ends.walked(chunks, first, firm=left != "start")
            if right == "owner" and self._may_begin(last + 1):
                first = last + 1
                last, right = self.ends.walked(chunks, first, firm=left != "start")
            last = self._trimmed(first, last)
            named = last > first and self._is_title(first, last)
            if not named or not self._is_framed(chunks, (first, last), left, right):
                continue
            outer = next((chunk.first for chunk in chunks if chunk.first <= first < chunk.last), first)
            kinds = (c.value for c in chunks if c.code == "Y" and (c.first == last or first - 1 <= c.last <= first))
            weight = _WEIGHTS["kind" if (left, right) == ("shown", "kind") else left]
            return Framed(first, last, weight, outer, next(kinds, ""))
        return None

    def _beginnings(self, chunks: Sequence[Chunk]) -> Iterator[tuple[int, str]]:
        """Where a title may begin and what stands before it (a key of ``_WEIGHTS``), the surest place first."""
        tokens, start = self.tokens, self._opening(chunks)
        for chunk in chunks:
            for at in range(max(chunk.first, start + 1), chunk.last + 1):
                if self._behind_part(at, start):
                    yield at, "part"
        for at, chunk in enumerate(chunks[:-1]):
            if self.capitals and at > 1:
                break
            if chunk.code == "Y" and (not at or chunks[at - 1].code not in "N#TQ'"):
                yield chunk.last + (at < _EARLY and tokens[chunk.last].low in _OF_KIND), "kind"
        for at, chunk in enumerate(chunks[1:4], 1):
            before = chunks[at - 1].code
            if before == "N" and is_person(self.text[chunks[at - 1].start : chunks[at - 1].end]):
                continue
            if chunk.code in "Uo" and before in ("KNS" if self.capitals else "KNSY") and self._shows(chunk):
                yield chunk.last, "shown"
            elif chunk.code == "f" and before in "KNS" and self._will_show(chunk.last):
                yield chunk.last + 1, "shown"
        yield start, "start"

    def _is_dated(self, first: int, limit: int) -> bool:
        """Whether a year stands before a title, and is none of it («2027 Sky Film»)."""
        year = is_year(self.tokens[first].raw) and first + 1 < limit and self.tokens[first + 1].capital
        return year and self.words.times(first, first + 2) < 2

    def _happens(self, first: int, last: int) -> bool:
        """Whether the text has a name behind a word for an event («le festival de cinéma Kumo»)."""
        lows = self.words.lows
        return any(not HAPPENINGS.isdisjoint(lows[max(0, at - 3) : at]) for at in self.words.where(first, last))

    def _is_plain(self, at: int) -> bool:
        """Whether a word is one that headlines tell news with."""
        low = self.tokens[at].low
        return low in _PLAIN or low.removesuffix("s") in _PLAIN or self.ends.code(at) not in ("", "o", "c")

    def _trimmed(self, first: int, last: int) -> int:
        """A title's end without what says how much of what follows is meant («Sky Full Cast», «Sky English Dub»)."""
        while last > first + 1 and last < len(self.tokens):
            part = self.tokens[last - 1].low in _BEFORE_PARTS and self.tokens[last].low in PARTS
            if not part and not (self.tokens[last - 1].low in DESCRIBING and self.ends.code(last) == "Y"):
                break
            last -= 1
        while last > first + 1 and self.tokens[last - 1].low in _NO_LAST:
            last -= 1
        return last

    def _is_framed(self, chunks: Sequence[Chunk], span: tuple[int, int], left: str, right: str) -> bool:
        """Whether what stands on both sides makes a name a title."""
        first, last = span
        token = self.tokens[min(last, len(self.tokens) - 1)]
        if self.tokens[first].low in _BEFORE_PARTS:
            return False
        if any(chunk.code in "KSDQP" and chunk.last > first and chunk.first < last for chunk in chunks):
            return False
        behind = self.tokens[last + 1] if last + 1 < len(self.tokens) else token
        if right == "kind" and (behind.low in HAPPENINGS or (self.lexicon.noun_capitals and behind.capital)):
            return False  # «Kumo Film Festival», «die Dark Fantasy-Serie T»
        if right == "small" and (token.low in CONNECTORS or token.low in _OF):
            return False
        again = self.words.times(first, last) > 1
        if left == "start":
            verb = right in ("does", "told") and self.ends.code(last) == "U" and token.low not in GETS
            people = any(self.ends.code(at) in _PEOPLE for at in range(first, last))
            return again and right in FIRM and not (verb or people or self._happens(first, last))
        if left == "shown":
            return again or (right != "small" and not any(map(self._is_plain, range(first, last))))
        if self.capitals and not again and right not in FIRM:
            return False
        if not self.tokens[first - 1].capital or self.tokens[first - 1].low not in KINDS:
            return True
        happening = self.text[self.tokens[first - 1].start : self.tokens[first].end]
        alone = self.words.times(first, last) > self.words.times(first - 1, last)
        return alone and not self.is_known(happening)  # unlike «Anime Expo»

    def _shows(self, chunk: Chunk) -> bool:
        """Whether a chunk tells what a company does with a work."""
        return any(self.tokens[at].low in SHOWS for at in range(chunk.first, chunk.last))

    def _will_show(self, at: int) -> bool:
        """Whether a verb that tells it stands behind «to»."""
        low = self.tokens[at].low
        return self.tokens[at - 1].low == "to" and (low + "s" in SHOWS or low + "es" in SHOWS)

    def _opening(self, chunks: Sequence[Chunk]) -> int:
        """The token that the headline's own words begin with, behind a rubric and its mark."""
        first = chunks[0].first
        if len(chunks) > 1 and chunks[1].code in ":|-" and self.tokens[first].low in RUBRICS:
            first = chunks[1].last
        if is_year(self.tokens[first].raw) and first + 1 < chunks[-1].last:
            first += 1
        while first and self.tokens[first - 1].capital and self._is_reached(first):
            first -= 1
        return first

    def _is_reached(self, first: int) -> bool:
        """Whether a title goes on before a token: with its article, or what the text says there again."""
        return self.tokens[first - 1].low in ARTICLES or self.words.times(first - 1, first + 1) > 1

    def _behind_part(self, at: int, start: int) -> bool:
        """Whether a part of a work, or its release, and «of» stand before a token."""
        tokens = self.tokens
        if at < start + 2 or tokens[at - 1].low not in _OF:
            return False
        part = at - 2 - (tokens[at - 2].low in ARTICLES and at - 3 >= start)
        return part >= start and tokens[part].low in GIVEN

    def _may_begin(self, first: int) -> bool:
        token = self.tokens[first]
        if token.line and first:
            return False
        if token.low in _NO_FIRST or token.low in DOES or self.ends.code(first) in ("U", "I", "D", "Y"):
            return False
        return token.capital or (token.raw[0].isdigit() and self.tokens[first + 1].capital)

    def _is_title(self, first: int, last: int) -> bool:
        """Whether a name may be a title: no person's, company's or place's, and more than words of the language."""
        name = self.text[self.tokens[first].start : self.tokens[last - 1].end]
        if is_person(name) or is_company(name) or self.is_known(name) or is_furniture(name):
            return False
        if (
            len(name) < 2
            or is_year(self.tokens[last - 1].raw)
            or not any(token.capital for token in self.tokens[first:last])
        ):
            return False
        return any(
            not (token.low in self.lexicon.words or token.low in self.words.plain) for token in self.tokens[first:last]
        )
