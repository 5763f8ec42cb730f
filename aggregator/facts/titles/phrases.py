"""Titles of which only the first word has a capital: «Celle qui comptait les trains», «El niño y la marea».

What it holds true: a word that opens phrases («La», «Ma», «Comment») has a capital within a sentence where a title
begins, and so has the noun behind a kind of work («le manga Quartier des lucioles»); the title ends before a mark, a
verb that tells of it, a date, its author; where the text says it twice, with what both places have in common. Known
exceptions: a title said once before an adverb or verb that the language's file doesn't know. Roads not taken: the
longest stretch without a mark, which takes in the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import TITLE_ARTICLES, Chunk
from aggregator.facts.titles.articled import articled_end
from aggregator.facts.titles.foreign import Foreign
from aggregator.facts.titles.noun_titles import NOUNS, noun_title_end
from aggregator.facts.titles.repeats import Words
from aggregator.facts.titles.words import ARTICLES, CONNECTORS, MAX_TITLE, NAMING, OF_PERSON, PARTS
from aggregator.facts.words.lexicon import Lexicon

_ENDING = frozenset("UVZMaHzpbwmvSKDPTQYXxRAUk")
"""Codes of chunks at which a title ends: what is told of it, by whom, when and where."""
_OWN = frozenset("cXxst")
"""Those of single words that a title has, too, behind a small word («Dragón de papel»)."""
_OPENED = _OWN | frozenset("RZV")
"""The same in one that a small word opens («La fille du directeur»)."""
_AGAIN = 6
"""Places of a title that are compared."""
_LEAST = 2
"""Tokens of one."""


SPELLED = 1.8
"""What it says for a title that it opens a phrase with a capital within a sentence."""


class Phrases:
    """Finds the ends of such titles. ``told``: the words of a language that tell releases; ``is_known`` says of a name
    that it is a company's or a region's.
    """

    def __init__(
        self, text: str, words: Words, lexicon: Lexicon, told: Lexicon, is_known: Callable[[str], bool]
    ) -> None:
        self.is_known = is_known
        self.text = text
        self.words = words
        self.tokens = words.tokens
        self.lexicon = lexicon
        self.told = told
        self.owning = lexicon.of_by | {"d'"}
        self.foreign = Foreign(text, words, lexicon, told)
        self.openers = lexicon.openers | TITLE_ARTICLES if lexicon.openers else frozenset()

    def places(self) -> frozenset[int]:
        """The tokens with a capital within a sentence that open a phrase."""
        if not self.openers:
            return frozenset()
        return frozenset(at for at, token in enumerate(self.tokens) if token.capital and self._opens(at))

    def _opens(self, at: int) -> bool:
        token = self.tokens[at]
        if at + 1 >= len(self.tokens) or not at:
            return False
        before, following = self.tokens[at - 1], self.tokens[at + 1]
        within = (before.word and not before.capital) or before.raw == ","
        if not within or following.line or following.capital:
            return False
        if token.low in self.openers:
            return True
        kind = self.lexicon.single(token.low)
        return kind is not None and kind.code == "c" and self.words.times(at, at + 2) > 1

    def opens_telling(self, index: int) -> bool:
        """Whether a sentence's first word, behind which a capital stands, tells of a release: «Esce T»."""
        if not self.openers or index + 1 >= len(self.tokens) or not self.tokens[index + 1].capital:
            return False
        told = self.told.match(self.tokens, index)
        return told is not None and told[0] == index + 1 and told[1].code == "events"

    def end(self, chunks: Sequence[Chunk], at: int, first: int, *, known: int = 0) -> int:
        """The token behind the last of the title that begins at a token of chunk ``at``; 0 for none.

        ``known``: where a name ends that begins there, and of which more is asked.
        """
        whole = self._walked(chunks, at, first, known=known)
        return whole if whole - first >= _LEAST else 0

    def with_subtitle(self, chunks: Sequence[Chunk], at: int, first: int, last: int) -> int:
        """The token behind a title's subtitle, which a dash or colon joins to it; ``last`` where it has none."""
        limit = chunks[-1].last
        if not self.openers or last >= limit or not self._subtitled(first, last, limit):
            return last
        return self._walked(chunks, at, first, known=last + 2, again=True)

    def articled(self, chunks: Sequence[Chunk], at: int, first: int, opened: frozenset[int]) -> tuple[int, float]:
        """The token behind the last of a title that begins with an article, 0 for none, and what it says for a title
        that it has small letters; ``opened`` are the text's places that open phrases.
        """
        limit, spelled = chunks[-1].last, SPELLED if opened else 0.0
        if last := articled_end(self.words, first, limit):
            return self.with_subtitle(chunks, at, first, last), spelled
        if first in opened:
            return self.end(chunks, at, first), spelled
        words = self.lexicon, self.told
        return noun_title_end(self.text, self.tokens, (first, limit), words, is_known=self.is_known), NOUNS

    def longer(self, chunks: Sequence[Chunk], at: int, first: int, last: int) -> int:
        """The token behind the last of a title that begins with the name ``first`` to ``last``; ``last`` for that."""
        if self.openers and last + 1 < chunks[-1].last and self.tokens[last].raw in ":,":
            return self._with_small_subtitle(chunks, at, first, last)
        if not self.openers or last >= chunks[-1].last or self.tokens[last].capital or not self.tokens[last].word:
            return last
        if (
            chunks[at].code in "SK"
            or self.tokens[first].low in self.lexicon.words
            or is_person(self.text[self.tokens[first].start : self.tokens[last - 1].end])
        ):
            return last
        if (foreign := self.foreign.end(chunks, first, last)) > last:
            return foreign
        if (both := self.common(chunks, at, first, last)) > last:
            return both
        if (written := self._written(chunks, at, first, last)) > last:
            return written
        before = chunks[at - 1] if at else None
        kind = before is not None and before.code == "Y" and before.last == first and chunks[at].first == first
        kind = kind or any(token.raw == ":" for token in self.tokens[first + 1 : last])
        owned = self.tokens[last].low in self.owning
        return max(last, self.end(chunks, at, first, known=last)) if kind and owned else last

    def _with_small_subtitle(self, chunks: Sequence[Chunk], at: int, first: int, last: int) -> int:
        """The token behind a subtitle in small letters that an article opens, if the text says it twice and once within
        a sentence («Kuro: la batalla de los dioses»); ``last``, where its colon stands, for none.
        """
        places = self.words.where(first, last + 2)
        within = any(place and self.tokens[place - 1].word for place in places)
        if not within or self.tokens[last + 1].low not in TITLE_ARTICLES:
            return last
        end = self.common(chunks, at, first, last + 1)
        told = self.lexicon.match(self.tokens, end) if end < len(self.tokens) else None
        if self.tokens[last].raw == "," and told is not None and told[1].code in "YR":
            return last  # «T, el último filme de A»
        return end if end > last + len((":", "la")) else last

    def is_selection(self, words: Sequence[str]) -> bool:
        """Whether a German name says that it is a selection of works («Herbstprogramm»), or a compound that it is
        something else («Sommer-Preview»), or is a role with its article («Das Ending»).
        """
        if not self.lexicon.noun_capitals:
            return False
        kind = self.lexicon.single(words[-1]) if len(words) == 2 and words[0] in self.lexicon.skipped else None
        if kind is not None and kind.code in "RXxs":
            return True
        compound, _, head = words[-1].rpartition("-")
        sorts = {"many", "other"} if compound else {"many"}
        node = self.told.root.steps.get(head)
        return node is not None and any(entry.value in sorts for entry in node.entries)

    def spelled(self, first: int, end: int, whole: int) -> float:
        """What it says for a title that it goes on in small letters behind the name that ends at ``end``."""
        if whole <= end:
            return 0.0
        return self.foreign.found.get((first, whole), 0.1)

    def _written(self, chunks: Sequence[Chunk], at: int, first: int, last: int) -> int:
        """The same where who made it follows («Lettre à mon double de Haruka Minase (Akata)»)."""
        end = self._walked(chunks, at, first, known=last, again=True)
        index = next((i for i, chunk in enumerate(chunks) if chunk.first == end and chunk.code in "fB"), 0)
        if not index or index + 1 >= len(chunks) or self.tokens[end].low not in OF_PERSON:
            return last
        name, after = chunks[index + 1], chunks[index + 2] if index + 2 < len(chunks) else None
        person = name.code == "N" and is_person(self.text[name.start : name.end])
        return end if person and (after is None or after.code in "P,.;&") else last

    def common(self, chunks: Sequence[Chunk], at: int, first: int, last: int) -> int:
        """The token behind the last of what the places have in common that begin as ``first`` to ``last`` do and go on
        in small letters; ``last`` where they have no more.
        """
        places = [place for place in self.words.where(first, last) if self.tokens[place].capital][:_AGAIN]
        if len(places) < 2 or self.tokens[last].capital or not self.tokens[last].word:
            return last
        end = self._walked(chunks, at, first, known=last, again=True)
        lows = self.words.lows
        best = last
        for place in places:
            if place == first:
                continue
            size = last - first
            while first + size < end and place + size < len(lows) and lows[first + size] == lows[place + size]:
                size += 1
            best = max(best, first + size)
        return self._trimmed(first, best, last)

    def _walked(self, chunks: Sequence[Chunk], at: int, first: int, *, known: int, again: bool = False) -> int:
        """Past the words of a title."""
        tokens, limit = self.tokens, min(chunks[-1].last, first + MAX_TITLE)
        index = max(first + 1, known)
        least = known or first + 1
        while index < limit:
            while at < len(chunks) - 1 and chunks[at].last <= index:
                at += 1
            token, chunk = tokens[index], chunks[at]
            if not token.word:
                if self._within(index, limit):
                    index += 1
                    continue
                if token.raw in "!?" and tokens[index - 1].end == token.start:
                    return index + 1
                if self._subtitled(first, index, limit):
                    index += 2
                    continue
                break
            if index == max(chunk.first, known) and self._is_end(
                chunks, at, index, first, known=known > 0, again=again
            ):
                break
            if self._is_told(index) or (known and not again and self._is_aside(index)):
                break
            index += 1
        return self._trimmed(first, index, least)

    def _subtitled(self, first: int, index: int, limit: int) -> bool:
        """Whether a dash or colon joins a subtitle to a title: the text says both again."""
        token = self.tokens[index]
        if token.raw not in ":-–—" or index + 2 >= limit or not self.tokens[index + 1].capital:
            return False
        return self.words.times(first, index + 3) > 1

    def _within(self, index: int, limit: int) -> bool:
        """Whether a mark or number stands within a word or title."""
        token, before = self.tokens[index], self.tokens[index - 1]
        if token.raw[0].isdigit():
            return len(token.raw) < len("2001")
        attached = before.end == token.start and index + 1 < limit and self.tokens[index + 1].start == token.end
        return attached and token.raw in "'’-."

    def _is_end(self, chunks: Sequence[Chunk], at: int, index: int, first: int, *, known: bool, again: bool) -> bool:
        """Whether a chunk that begins at a token is none of the title's."""
        chunk, before = chunks[at], self.tokens[index - 1]
        following = chunks[at + 1] if at + 1 < len(chunks) else None
        if known and chunk.code in "IN":
            return True
        if chunk.code == "I":
            return self.tokens[first].low in ARTICLES or following is None or following.code in "YUVwbCHD"
        if chunk.code == "D" and self._is_season(chunk):
            return before.low not in self.owning
        if chunk.code in _ENDING and not (chunk.code == "H" and chunk.last - chunk.first == 1):
            opened = before.low in ARTICLES or before.low in self.owning or index == first + 1
            return not (
                opened and chunk.code in (_OWN if known and not again else _OPENED) and chunk.last - chunk.first == 1
            )
        if chunk.code == "N":
            small = before.low in CONNECTORS or before.low in self.lexicon.skipped
            if index == first + 2 and chunk.last == index + 1 and self.tokens[first].low in ARTICLES:
                small = small or self._names_noun(index - 1, following)  # «El incidente Ribera»
            return not small or is_person(self.text[chunk.start : chunk.end])
        if following is None:
            return False
        if chunk.code == "C":
            return chunk.last - chunk.first > 1 or following.code in "DUVC"
        if chunk.code in "fBhW" and following.code in "KDQTSRYP":
            return not (chunk.code == "f" and self._is_season(following))
        if chunk.code == "&" and following.code in "NQTSKY":
            return True
        low = self.tokens[chunk.last - 1].low
        person = following.code == "N" and is_person(self.text[following.start : following.end])
        return chunk.code in "fBw" and low in OF_PERSON and person

    def _names_noun(self, noun: int, following: Chunk | None) -> bool:
        """Whether a name ends the title that an article and a noun open, and the noun is no role and no kind."""
        kind = self.lexicon.single(self.tokens[noun].low)
        return (kind is None or kind.code == "c") and (following is None or following.code in ",.;:P")

    def _is_season(self, chunk: Chunk) -> bool:
        """Whether a date is a lone word, as titles have them, too («Fiaba d'inverno»)."""
        return chunk.code == "D" and chunk.last - chunk.first == 1 and self.tokens[chunk.first].word

    def _is_told(self, index: int) -> bool:
        """Whether a word tells what happens to a work, or when: no title goes on with it."""
        token, before = self.tokens[index], self.tokens[index - 1]
        low = token.low
        if low in self.lexicon.title_ends or low in NAMING:
            return True
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if after is not None and f"{low} {after.low}" in self.lexicon.title_ends:
            return True
        if low.endswith(self.lexicon.future_endings) and not token.capital:
            return True
        named = before.low in ARTICLES or before.low in self.lexicon.skipped or before.low in CONNECTORS
        if low in PARTS:
            return not named
        if not named or (before.low in OF_PERSON and before.low not in self.owning):
            return self.told.match(self.tokens, index) is not None  # «X sort le 5», «X en salles»
        return False

    def _is_aside(self, index: int) -> bool:
        """Whether a small word begins what stands beside a name rather than in it («T sur Netflix»)."""
        low = self.tokens[index].low
        return low not in self.owning and (low in CONNECTORS or low in OF_PERSON)

    def _trimmed(self, first: int, last: int, least: int) -> int:
        """A title's end without small words and adverbs that go on with the sentence."""
        while last > least and self._is_small(last - 1):
            last -= 1
        return last if last - first >= _LEAST else first

    def _is_small(self, at: int) -> bool:
        token = self.tokens[at]
        if token.capital or not token.word:
            return not token.word and not token.raw[0].isdigit() and token.raw not in "!?"
        return (
            token.low in CONNECTORS
            or token.low in ARTICLES
            or token.low in OF_PERSON
            or token.low in self.lexicon.skipped
            or token.low.endswith(("mente", "ement"))
        )
