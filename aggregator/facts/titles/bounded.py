"""Titles that end where their sentence goes on: «the anime The Irregular at Hoshi High School will premiere».

What it holds true: between a kind of work and the verb of its sentence, or between «the» and a kind of work, stands
nothing but the title, so that words that elsewhere end one («at», «and the», «Does») belong to it. Known exceptions:
«and» without an article behind it, which joins two works more often. Roads not taken: the same before a comma or at a
sentence's end, where a place or a maker may stand behind the title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.ends import leads_to_subtitle
from aggregator.facts.titles.foreign import ENGLISH
from aggregator.facts.titles.inner_marks import past_enclosed, past_stop
from aggregator.facts.titles.repeats import Words
from aggregator.facts.titles.words import (
    ARTICLES,
    CONNECTORS,
    JAPANESE,
    KINDS,
    OF,
    OF_PERSON,
    ORDINALS,
    PARTS,
    QUOTING,
    counts_seasons,
    ordinal_end,
)
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

LONGEST = 20
"""Tokens of such a title."""
MOST_SMALL = 3
"""Small words in a row within one."""
_ENGLISH_VERBS = shared_words("titles", "english_verbs")
"""Verbs that a sentence in English goes on with: its titles have them with a capital."""
SMALL = ENGLISH | JAPANESE | _ENGLISH_VERBS | shared_words("titles", "english_small")
"""Small words of titles in English."""
_MAKER = shared_words("titles", "before_makers")
"""Those of them before a maker, who has no article."""
_PLACE = _MAKER | shared_words("titles", "before_places")
"""Those before a maker, a place or a day."""
_MEDIA = shared_words("titles", "media")
"""What a work is sold or shown on («the anime T on DVD»)."""
_APPENDED = frozenset({"and", "or", "by", "from"})
_READ = frozenset({"game", "film", "novel", "stage", "other"})
"""Kinds of works whose words titles have, too («Harbor Game in 5 Bells», «A's Book of Tides»)."""
_THE = frozenset({"the"})
_VERBS = frozenset("oIUZVaMHhbz")
"""Codes of what the sentence goes on with."""
_NO_FIRST = PARTS | ORDINALS
"""Words that no such title begins with, and no name of its owner."""
_APART = frozenset("KSDQP")
"""Codes of what stands in no such title."""
NEAR = 4
"""Chunks behind a comma within which the kind of work stands."""
_BOUNDS = {
    "type": frozenset({"verb", "told", "own", "date", "author", "typed", "comma", "end", "and"}),
    "part": frozenset({"verb", "told", "own", "date", "author", "typed", "comma", "end"}),
    "owner": frozenset({"verb", "told", "type", "typed"}),
    "the": frozenset({"type"}),
    "of": frozenset({"type", "typed"}),
    "start": frozenset({"told", "typed"}),
}
"""What bounds a title at its left: a kind of work, «of» behind a part of a work, «'s» behind a person, «the», any «of»,
the sentence's start; and what may then bound it at its right: a verb, one that tells a release, «'s», a day, «of» and a
person, a comma, one and the kind of work, the kind of work, «and», another mark.
"""
_OWN = ("'s", "’s")
_IS_KIND = re.compile(r"[ot]{0,2}Y+(?![YNRo'])")
"""What follows «is» where it says of what kind a work is."""
TELLING = 4
"""Words from a verb's first on within which it tells of a release («is scheduled to air»)."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A title: the token behind its ``last``; ``firm``: it surely begins where it does; ``typed``: the kind of work
    stands before it.
    """

    last: int
    firm: bool = False
    typed: bool = False


NOWHERE = Bound(0)
"""Where none begins."""


class Bounded:
    """Finds such titles. ``told``: the words that tell releases; ``is_known``: whether a name is a company's or a
    place's.
    """

    def __init__(
        self, text: str, words: Words, lexicon: Lexicon, told: Lexicon, *, is_known: Callable[[str], bool]
    ) -> None:
        self.text, self.words, self.tokens = text, words, words.tokens
        self.lexicon, self.told = lexicon, told
        self.found: dict[int, Bound] = {}
        """The titles of the sentence that was read last, by their first tokens."""
        self.english, self.is_known = "the" in lexicon.skipped, is_known

    def find(self, sentence: Sentence, *, headline: bool) -> None:
        """Keep the titles of a sentence as ``found``.

        A ``headline`` may have a capital on every word, so that no title is bounded by its beginning.
        """
        chunks = sentence.chunks
        self.found = {}
        limit = chunks[-1].last
        for at, chunk in enumerate(chunks):
            if chunk.code in _APART:
                continue
            if at and not self.tokens[chunk.first].capital and chunks[at - 1].last == chunk.first:
                continue  # as most of them
            first, left = self._left(sentence, at)
            if not left or (headline and left == "start"):
                continue
            if not self.tokens[first].capital or self.tokens[first].low in _NO_FIRST:
                continue
            last, stop = self._walked(chunks, at, first, owns=left == "type")
            right = self._right(chunks, stop, last, limit)
            if right == "comma" and left == "type" and at == 1:  # «in the anime T, Suzu will …» has no such title
                last, right = self._past_comma(chunks, stop, last, limit)
            if last > first + 1 and right in _BOUNDS[left]:
                firm = left != "start" or (right == "told" and self._is_long(first, last))
                self.found[first] = Bound(last, firm=firm, typed=left == "type")

    def _is_long(self, first: int, last: int) -> bool:
        """Whether what opens a sentence has words with capitals enough to be a name («Kaze Film: Gold»)."""
        inner = self.tokens[first + 1 : last]
        named = self.tokens[first].low not in self.lexicon.words or any(token.raw == ":" for token in inner)
        return self.english and named and sum(token.capital for token in inner) > 1

    def _left(self, sentence: Sentence, at: int) -> tuple[int, str]:
        """The token that a title may begin at with a chunk, and what bounds it there."""
        chunks, tokens = sentence.chunks, self.tokens
        first = chunks[at].first
        if not at:
            return first - (first > 0 and tokens[first - 1].capital), "start" if sentence.opens else ""
        before = chunks[at - 1]
        small = tokens[first - 1].low
        if before.code == "Y" and (self.lexicon.noun_capitals or not tokens[before.last - 1].capital):
            return before.last, "type"
        if self.english and small == "the" and first > before.last and not tokens[first - 1].capital:
            return first, "the"
        if before.code == "'" and before.last == first:
            return first, "owner" if at > 1 and self._is_maker(chunks[at - 2]) else ""
        if before.code in "fB" and before.last == first and small in OF and at > 1:
            return first, "part" if self._ends_part(chunks, at - 2) else "of"
        return first, ""

    def _is_maker(self, chunk: Chunk) -> bool:
        """Whether a chunk is a person's whole name."""
        return chunk.code == "N" and is_person(self.text[chunk.start : chunk.end])

    def _ends_part(self, chunks: Sequence[Chunk], at: int) -> bool:
        """Whether a chunk ends with a part of a work, which a number may follow («saison 2»)."""
        at -= chunks[at].code == "#" and at > 0
        chunk = chunks[at]
        return chunk.code in "oXxNUY" and any(self.tokens[i].low in PARTS for i in range(chunk.first, chunk.last))

    def _walked(self, chunks: Sequence[Chunk], at: int, first: int, *, owns: bool) -> tuple[int, int]:
        """The token behind the last that may be the title's, and the chunk that stands there."""
        tokens, index, small = self.tokens, first, 0
        limit = min(chunks[-1].last, first + LONGEST)
        while index < limit:
            while at < len(chunks) - 1 and chunks[at].last <= index:
                at += 1
            token = tokens[index]
            if index >= chunks[at].first and (chunks[at].code in _APART or self._is_kind(chunks, at, first)):
                break
            if token.low in _OWN:
                if not owns or index + 1 >= limit or not self._owns(chunks, at, first, index + 1):
                    break
                index += 1
            elif not token.word and not token.raw[0].isdigit():
                step = self._past_mark(first, index, limit)
                if not step:
                    break
                index = step
            elif token.capital or token.raw[0].isdigit():
                if counts_seasons(tokens, index) or (token.capital and not self._goes_on(chunks, at, index, small)):
                    break
                index, small = ordinal_end(tokens, index, limit) or index + 1, 0
            elif self._is_small(token) and small < MOST_SMALL:
                index, small = index + 1, small + 1
            else:
                break
        return index - small, at

    def _is_kind(self, chunks: Sequence[Chunk], at: int, first: int) -> bool:
        """Whether a chunk says what a work is, and is no part of a title («The Movie»)."""
        chunk, tokens = chunks[at], self.tokens
        if chunk.code != "Y" or chunk.first <= first:
            return chunk.code == "Y" and chunk.first >= first
        nouns = self.lexicon.noun_capitals
        if chunk.first > first + 1 and tokens[chunk.first - 1].low in (_THE if nouns else ARTICLES):
            return False
        following = tokens[chunk.last] if chunk.last < len(tokens) else None
        if following is None or not tokens[chunk.first].capital:
            return True
        before = tokens[chunk.first - 1]
        inner = following.capital and before.capital and tokens[chunk.first].low not in KINDS and not nouns
        leads_on = (before.capital or before.low in _OWN) and chunk.value in _READ and self._leads_on(chunk.last)
        return not (inner or leads_on or leads_to_subtitle(tokens, chunk.last))

    def _leads_on(self, index: int) -> bool:
        """Whether a small word of English and a capital or number stand there («Harbor Game in 5 Bells»)."""
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        small = self.english and self.tokens[index].low in SMALL - _APPENDED
        return small and following is not None and (following.capital or following.raw[0].isdigit())

    def _owns(self, chunks: Sequence[Chunk], at: int, first: int, index: int) -> bool:
        """Whether what a name in the title owns is the title's, too («The Hotel Man's Guide»)."""
        owned = chunks[at if chunks[at].last > index else min(at + 1, len(chunks) - 1)]
        token, owner = self.tokens[index], self.text[self.tokens[first].start : self.tokens[index - 2].end]
        kind = owned.code == "Y" and self._leads_on(owned.last)  # «A's Book of Tides»
        if not token.capital or token.low in _NO_FIRST or not (owned.code in "NToc" or kind):
            return False
        return not (is_person(owner) or is_company(owner) or self.is_known(owner))

    def _is_small(self, token: Token) -> bool:
        """Whether a word is a small one of English that the text's language has not."""
        if token.low not in SMALL:
            return False
        if self.english:
            return token.low not in _ENGLISH_VERBS
        return self.lexicon.single(token.low) is None and token.low not in self.lexicon.skipped

    def _goes_on(self, chunks: Sequence[Chunk], at: int, index: int, small: int) -> bool:
        """Whether a capital behind small words is still the title's, and no place's, person's or other work's."""
        words = [token.low for token in self.tokens[index - small : index]]
        if not words:
            return True
        article = words[-1] in ARTICLES or self.tokens[index].low in ARTICLES
        if words[0] == "and" or not _MAKER.isdisjoint(words):
            return article
        if words[0] in _PLACE and self.tokens[index].low in _MEDIA:
            return False
        if words[0] not in _PLACE or article:
            return True
        name = self.text[self.tokens[index].start : chunks[at].end]
        return not (self.is_known(name) or is_person(name) or self.is_known(self.tokens[index].raw))

    def _past_mark(self, first: int, index: int, limit: int) -> int:
        """The token behind a mark within a title; 0 where the mark ends it."""
        tokens, token = self.tokens, self.tokens[index]
        attached = tokens[index - 1].end == token.start
        if token.raw in "!?☆★♪½" and (attached or token.raw not in "!?"):
            return index + 1
        if index + 1 >= limit:
            return 0
        following = tokens[index + 1]
        if enclosed := past_enclosed(tokens, index, limit):
            return abs(enclosed)
        if token.raw == ".":
            return abs(past_stop(tokens, index))
        capital = following.capital or following.raw[0].isdigit()
        alone = self.words.times(first, index) > self.words.times(first, index + 2)
        joined = attached and following.start == token.end
        if token.raw == ":":
            sentence = alone and (self.lexicon.noun_capitals or following.low in ARTICLES)
            return index + 1 if not sentence and (capital or joined) else 0
        if token.raw in "'’" and attached and token.end < following.start:  # «Heroes' Mission», «Chillin' in»
            quoted = first > 0 and self.tokens[first - 1].raw in QUOTING
            return index + 1 if not quoted and (capital or self._is_small(following)) else 0
        if token.raw in "-–—&+×":
            return index + 1 if (capital and not alone) or (joined and self._is_small(following)) else 0
        return index + 1 if joined and token.raw in "/'’·;@∞‐" else 0

    def _tells(self, chunks: Sequence[Chunk], stop: int, last: int) -> bool:
        """Whether what stands there tells of a release («will air», «is set to premiere»), or says of what kind a work
        is («is the second film»).
        """
        verb = chunks[stop]
        limit = verb.last if verb.code == "o" else min(chunks[-1].last, verb.last + 1)
        for index in range(last, min(limit, last + TELLING) if verb.code in "Io" and self.english else last + 1):
            matched = self.told.match(self.words.tokens, index)
            if matched is not None and matched[1].code == "events":
                return True
        codes = "".join([chunk.code for chunk in chunks[stop + 1 : stop + 5]])
        return verb.code == "I" and _IS_KIND.match(codes) is not None

    def _past_comma(self, chunks: Sequence[Chunk], stop: int, last: int, limit: int) -> tuple[int, str]:
        """The end and right bound of a title with a comma («Get Up, Harbor!»); those before it where it has none."""
        at = next((i for i, chunk in enumerate(chunks) if chunk.first > last), len(chunks))
        if (
            at == len(chunks)
            or chunks[at].first != last + 1
            or chunks[at].code not in "No"
            or self._is_maker(chunks[at])
        ):
            return last, "comma"
        following = self.tokens[last + 1]
        if not following.capital or self.is_known(self.text[following.start : chunks[at].end]):
            return last, "comma"
        end, stop = self._walked(chunks, at, last + 1, owns=False)
        right = self._right(chunks, stop, end, limit)
        told = right == "told" or (right == "verb" and chunks[stop].code != "U")
        return (end, right) if told or right == "date" else (last, "comma")

    def _right(self, chunks: Sequence[Chunk], stop: int, last: int, limit: int) -> str:
        """What bounds a title before the token ``last``, in the chunk ``stop`` or before it; "" for nothing."""
        while stop and chunks[stop].first > last:
            stop -= 1
        token, chunk = self.tokens[min(last, limit - 1)], chunks[stop]
        following = chunks[stop + 1] if stop + 1 < len(chunks) else None
        if last >= limit or token.raw in ".;" or chunk.code == "P":
            return "end"
        if token.raw == ",":
            return "typed" if any(c.code == "Y" for c in chunks[stop + 1 : stop + NEAR]) else "comma"
        if token.low in _OWN:
            owned = self.tokens[last + 1] if last + 1 < limit else token
            return "" if owned.capital and owned.low not in _NO_FIRST else "own"
        if chunk.code == "&" and chunk.first == last and token.word:
            return "and"
        if token.capital or not token.word or chunk.first > last:
            return ""
        if chunk.code == "Y":
            return "type" if chunk.first == last else ""
        if chunk.code in "fBh" and following is not None:
            if following.code == "D":
                return "date"
            return "author" if token.low in OF_PERSON and self._is_maker(following) else ""
        if self._tells(chunks, stop, last):
            return "told"
        joins = token.low in CONNECTORS or token.low in PARTS
        return "verb" if chunk.code in _VERBS and not (joins and chunk.code == "o") else ""
