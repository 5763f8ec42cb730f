"""Where a title ends that a headline frames: before a kind of work, a part of one, a verb, news behind a mark.

What it holds true: in a headline a title's words have capitals, and what follows it says what it is or what is new of
it; so a colon or dash belongs to the title unless news follows it. Known exceptions: a subtitle behind a colon with
nothing behind it may be the news itself, so that only a sure beginning takes it in. Roads not taken: the runs of
``runs.py``, which stop at each mark and small word that the text does not repeat.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.sentences.ends import leads_to_subtitle
from aggregator.facts.titles.bounded import MOST_SMALL, SMALL
from aggregator.facts.titles.headlines import DEEDS
from aggregator.facts.titles.inner_marks import past_enclosed, past_stop
from aggregator.facts.titles.repeats import Words
from aggregator.facts.titles.words import (
    ARTICLES,
    COUNTING,
    GETS,
    KINDS,
    ORDINALS,
    PARTS,
    QUOTING,
    STARTS,
    counts_seasons,
    ordinal_end,
)
from aggregator.facts.words.lexicon import Lexicon

LONGEST = 20
"""Tokens of such a title."""
NEWS = shared_words("titles", "frame_news")
"""Words that news begins with behind a title and its mark («T: Release Date»)."""
DOES = (shared_words("titles", "one_does") | GETS | shared_words("titles", "frame_does")) - {"is", "has", "will"}
"""Verbs of what happens to a work."""
SHOWS = DEEDS | shared_words("titles", "frame_shows")
"""Verbs of what a company does with a work."""
GIVEN = PARTS | STARTS | shared_words("titles", "frame_parts")
"""Words for what is new of a work."""
FIRM = frozenset({"kind", "part", "does", "news", "typed", "told"})
"""What surely ends a title, of all that ``FrameEnds.walked`` says."""
_COUNTING = PARTS | ORDINALS
"""Words of a season or another part of a work that a title is counted by."""
_OWN = ("'s", "’s")
_CALLS = "!?☆★♪½*"
_REACH = 4
"""Chunks behind a comma within which the kind of work stands."""


class FrameEnds:
    """Walks along such titles. ``told``: the words that tell releases; ``is_known``: whether a name is a company's or
    a place's; ``capitals``: whether the headline has a capital on every word; ``verbs``: the tokens of its verbs, which
    no title goes on with.
    """

    def __init__(
        self,
        text: str,
        words: Words,
        lexicon: Lexicon,
        told: Lexicon,
        is_known: Callable[[str], bool],
        *,
        capitals: bool,
        verbs: frozenset[int],
    ) -> None:
        self.text, self.words, self.tokens = text, words, words.tokens
        self.lexicon, self.told, self.is_known = lexicon, told, is_known
        self.capitals, self.verbs = capitals, verbs
        self.english = "the" in lexicon.skipped

    def walked(self, chunks: Sequence[Chunk], first: int, *, firm: bool) -> tuple[int, str]:
        """The token behind the last of a title that begins at a token, and what ends it there; ``firm``: it surely
        begins there.

        What ends it is "kind" of work, "part" of one, what one "does", "told" in small letters or otherwise "small",
        "news" or another thing behind a "mark" or "comma", "typed" for a comma before the kind, "owner" for «'s» of
        whom the work is, "end".
        """
        limit = chunks[-1].last
        tokens, index, small = self.tokens, first, 0
        while index < min(limit, first + LONGEST):
            token = tokens[index]
            if token.line and index > first:
                return index - small, "end"
            if token.low in _OWN:
                step, right = self._past_own(first, index, limit)
            elif not token.word and not token.raw[0].isdigit():
                step, right = self._past_mark(chunks, first, index, limit, firm=firm)
            elif token.capital or token.raw[0].isdigit():
                kind = self._kind_at(chunks, index) if index > first else None
                step, right = (0, "kind") if kind else self._past_capital(first, index, limit)
                small = 0 if step else small
            elif self._is_small(index, limit) and small < MOST_SMALL:
                index, small = index + 1, small + 1
                continue
            else:
                step, right = 0, "told" if self._tells(index) else "small"
            if not step:
                return index - small, right
            index = step
        return index - small, "end"

    def _kind_at(self, chunks: Sequence[Chunk], index: int) -> Chunk | None:
        """The compound for a kind of work that stands at a token («Dark Fantasy-Serie»)."""
        if not self.lexicon.noun_capitals:
            return None
        return next((chunk for chunk in chunks if chunk.code == "Y" and chunk.first <= index < chunk.last), None)

    def code(self, at: int) -> str:
        """The code of the phrase that begins at a token; "" for none."""
        matched = self.lexicon.match(self.tokens, at)
        return matched[1].code if matched is not None else ""

    def is_told(self, index: int) -> bool:
        """Whether a phrase that tells a release begins at a token."""
        matched = self.told.match(self.tokens, index)
        return matched is not None and matched[1].code == "events"

    def _tells(self, index: int) -> bool:
        """Whether a word in small letters says what happens to a work."""
        return self.tokens[index].low in DOES or self.is_told(index) or self.code(index) in ("Y", "U")

    def _past_own(self, first: int, index: int, limit: int) -> tuple[int, str]:
        """Past «'s» of an owner within a title («The Saint's Power»); 0 where it is the title's («T's Season»)."""
        following = self.tokens[index + 1] if index + 1 < limit else None
        name = self.text[self.tokens[first].start : self.tokens[index - 1].end]
        if following is None or following.low in _COUNTING:
            return 0, "part"
        if not (following.capital or following.raw[0].isdigit()):
            return 0, "small"
        if self.code(index + 1) == "Y":
            return 0, "small"  # as well who makes it
        if self.lexicon.openers:  # no language with «de» has a genitive
            return index + 1, ""
        return (0, "owner") if is_person(name) or is_company(name) or self.is_known(name) else (index + 1, "")

    def _past_capital(self, first: int, index: int, limit: int) -> tuple[int, str]:
        """Past a word with a capital, or a number, that is the title's own."""
        token, before = self.tokens[index], self.tokens[index - 1]
        following = self.tokens[index + 1] if index + 1 < limit else None
        if index == first or before.low in ARTICLES:
            return index + 1, ""
        if counts_seasons(self.tokens, index):
            return 0, "part"
        if named := ordinal_end(self.tokens, index, limit):
            return named, ""
        told = token.low in PARTS and not (before.capital and before.low in COUNTING)  # «Tale of the Four Seasons»
        if told or (token.low in ORDINALS and following is not None and following.low in PARTS):
            return 0, "part"
        if self.code(index) == "Y":
            counted = following is not None and following.low in _COUNTING  # «Make It Special Season 2»
            own = token.low not in KINDS and before.capital and (self.lexicon.openers or counted)
            inner = own or leads_to_subtitle(self.tokens, index + 1)
            return (index + 1, "") if inner else (0, "kind")
        goes_on = following is not None and not following.line
        if index in self.verbs or (self.capitals and token.low in DOES and goes_on):
            return 0, "does"
        if self.lexicon.noun_capitals and token.low.endswith(self.lexicon.noun_endings):
            return 0, "small"
        return index + 1, ""

    def _is_small(self, index: int, limit: int) -> bool:
        """Whether a word is a small one of an English or Japanese title, and none before a maker, a place or a verb."""
        token = self.tokens[index]
        if token.low not in SMALL or index + 1 >= limit or self.tokens[index + 1].line:
            return False
        following = self.tokens[index + 1]
        if not self.english:
            return self.lexicon.single(token.low) is None and token.low not in self.lexicon.skipped
        if token.low == "to" and (self.is_told(index + 1) or following.low in SHOWS or following.low + "s" in DOES):
            return False
        name = self.text[following.start : following.end]
        return not (self.is_known(name) or following.low in PARTS)

    def _past_mark(self, chunks: Sequence[Chunk], first: int, index: int, limit: int, *, firm: bool) -> tuple[int, str]:
        """Past a mark within a title; 0 where it ends one, and what follows it."""
        tokens, raw = self.tokens, self.tokens[index].raw
        attached = tokens[index - 1].end == tokens[index].start
        if raw in _CALLS and (attached or raw not in "!?*"):
            return index + 1, ""
        if raw in QUOTING and not (attached and raw in "'’"):
            return 0, "small"
        if index + 1 >= limit:
            return 0, "end"
        if enclosed := past_enclosed(tokens, index, limit):
            return abs(enclosed), ""
        following = tokens[index + 1]
        if raw == ".":
            return abs(past_stop(tokens, index)), "small"
        joined = attached and following.start == tokens[index].end
        if raw == ",":
            near = [chunk for chunk in chunks if chunk.first > index][:_REACH]
            typed = any(chunk.code == "Y" for chunk in near)
            return (index + 1, "") if joined else (0, "typed" if typed else "comma")
        if raw in ":–—-|" and not joined:
            return self._past_colon(first, index, limit, firm=firm)
        if raw in "&×+":
            alone = self.words.times(first, index) > self.words.times(first, index + 2)
            return (index + 1, "") if following.capital and not alone else (0, "small")
        if raw in "'’" and attached:
            return index + 1, ""
        return (index + 1, "") if joined and raw in "/-:–·;@∞‐'’" else (0, "mark")

    def _past_colon(self, first: int, index: int, limit: int, *, firm: bool) -> tuple[int, str]:
        """Past a colon or dash before a subtitle; 0 where news, or another thing, follows it."""
        following = self.tokens[index + 1]
        named = following.capital or following.raw[0].isdigit()
        if self.tokens[index].raw == "|":
            return 0, "mark"
        again = self.words.times(first, index + 2) > 1
        if self._is_news(index + 1) or not (named or self.capitals or again):
            return 0, "news"
        if not named or self.words.times(first, index) > self.words.times(first, index + 1):  # it stands alone, too
            return 0, "mark"
        if again or (firm and self.tokens[index].raw == ":"):
            return index + 1, ""
        end, right = self._subtitle(index + 1, limit)
        return (index + 1, "") if end > index + 1 and right in FIRM else (0, "mark")

    def _subtitle(self, first: int, limit: int) -> tuple[int, str]:
        """Where what stands behind a colon ends, and what ends it."""
        at = first
        while at < limit and not self.tokens[at].line:
            token = self.tokens[at]
            if at > first and not token.word and not token.raw[0].isdigit() and token.raw in ":–—|,":
                return at, "news" if at + 1 < limit and self._is_news(at + 1) else "mark"
            if token.capital or token.raw[0].isdigit():
                step, right = self._past_capital(first, at, limit)
                if not step:
                    return at, right
                at = step
            elif token.word and not self._is_small(at, limit):
                return at, "told" if self._tells(at) else "small"
            else:
                at += 1
        return at, "end"

    def _is_news(self, at: int) -> bool:
        """Whether what follows a mark begins as news does."""
        token = self.tokens[at]
        return token.low in NEWS or token.low in GIVEN or self.code(at) in ("Y", "U") or self.is_told(at)
