"""Titles with small letters that the headline opens with and the text repeats before other words.

«Lupi di neve in TV», «gli episodi di Lupi di neve saranno»: what two places have in common is the title. Known
exceptions: a headline that stands there twice, one that opens with a person or with what it tells.
"""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import TITLE_ARTICLES
from aggregator.facts.titles.repeats import Words
from aggregator.facts.titles.words import ARTICLES, CONNECTORS, MAX_TITLE, NAMING, OF, PARTS, STARTS, is_year
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

BREAKING = frozenset("YRXUxvVZMzBwAC")
"""Codes of words that say what a title is of, or what is told of it."""
LEAST_SMALL = 4
"""Letters of a word that has no capital in a headline in small letters alone."""


def has_article(words: Words, first: int) -> bool:
    """Whether an article before a line's first token begins a name that the text repeats («A Rainha e o Lobo: …»)."""
    tokens = words.tokens
    article = tokens[first - 1] if first else None
    if article is None or not article.capital or article.low not in ARTICLES or not tokens[first].capital:
        return False
    opens = first < 2 or tokens[first - 2].line
    return opens and words.times(first - 1, first + 1) > 2


def is_part(token: Token) -> bool:
    """Whether a word is for a part of a work, or says what something is called."""
    return token.low in PARTS or token.low in NAMING


def names_part(token: Token, following: Token | None) -> bool:
    """Whether a word says what of a work is meant, which is named next («Releases of T»)."""
    return following is not None and following.low in OF and token.low.removesuffix("s") in STARTS


def is_named_number(words: Words, lexicon: Lexicon, at: int) -> bool:
    """Whether a title may begin with a number: a name follows, and it is no year («2027 Nori Film»), told once."""
    token = words.tokens[at]
    following = words.tokens[at + 1] if at + 1 < len(words.tokens) else None
    if following is None or not following.capital or following.low in lexicon.words:
        return False
    return token.raw[0].isdigit() and not (is_year(token.raw) and words.times(at, at + 2) < 2)


def joins_nouns(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether «and» joins two nouns to a title: its article has a capital within a sentence, and what follows a small
    one («de Il Drago e la Luna»).
    """
    if not first or at + 2 >= len(tokens):
        return False
    before, article, small, noun = (tokens[index] for index in (first - 1, first, at + 1, at + 2))
    opened = article.low in TITLE_ARTICLES and before.word and not before.capital and article.start > before.end
    return opened and not small.capital and small.low in TITLE_ARTICLES and noun.capital


def behind_kind(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> bool:
    """Whether a kind of work in small letters stands right before a name («vídeo del anime T»), or a part of one and
    «of» («la segunda temporada de T»).
    """
    before, part = (tokens[first - step] if first >= step else None for step in (1, 2))
    if before is None or before.capital:
        return False
    kind = lexicon.single(before.low)
    if kind is not None and kind.code == "Y":
        return True
    return part is not None and before.low in OF and part.low in PARTS and not part.capital


def ends_headline(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether the capitals behind a title's colon, to the end of a headline in small letters, are its subtitle."""
    before, capitals = first, 0
    while before and not tokens[before - 1].line:
        before -= 1
    while at < len(tokens) and not tokens[at].line:
        if not (tokens[at].capital or tokens[at].low in CONNECTORS):
            return False
        capitals += tokens[at].capital
        at += 1
    small = any(t.word and not t.capital and len(t.raw) > LEAST_SMALL for t in tokens[before:first])
    return small and capitals > 1


class Openings:
    """Finds the end of such a title. ``told``: tokens of the headline that tell a release."""

    def __init__(self, text: str, words: Words, lexicon: Lexicon, headline_end: int, told: frozenset[int]) -> None:
        self.text = text
        self.tokens = words.tokens
        self.words = words
        self.lexicon = lexicon
        self.headline_end = headline_end
        self.told = told

    def end(self, first: int, last: int) -> int:
        """The token behind the title that begins as the tokens ``first`` to ``last`` do; ``last`` if it is none."""
        places = self.words.where(first, last)
        head = next((at for at in places if self.tokens[at].start < self.headline_end and self._opens(at)), -1)
        below = [at for at in places if self.tokens[at].start >= self.headline_end and self.tokens[at].capital]
        if head < 0 or not below:
            return last
        size = max(self._alike(head, at) for at in below)
        while size and self._is_small(head + size - 1):
            size -= 1
        same = self.words.lows[first : first + size] == self.words.lows[head : head + size]
        return first + size if size > last - first and same and self._is_title(head, head + size) else last

    def _opens(self, at: int) -> bool:
        """Whether a token opens the headline, but for an article."""
        before = self.tokens[at - 1] if at and not self.tokens[at].line else None
        return before is None or (before.low in ARTICLES and (at < 2 or before.line))

    def _alike(self, first: int, other: int) -> int:
        """How many words two stretches have in common; none, if the whole headline stands there again."""
        lows, size = self.words.lows, 0
        while size < MAX_TITLE and other + size < len(lows) and lows[first + size] == lows[other + size]:
            if not self.tokens[first + size].word or (size and self.tokens[other + size].line):
                break
            size += 1
        end = self.tokens[first + size] if first + size < len(self.tokens) else None
        return 0 if end is None or end.line or end.start >= self.headline_end else size

    def _is_small(self, at: int) -> bool:
        """Whether no title ends with a word: a small one or one of the headline's."""
        token = self.tokens[at]
        return not token.capital and (token.low in CONNECTORS or token.low in ARTICLES or self._is_told(at))

    def _is_title(self, first: int, last: int) -> bool:
        """Whether words hold one in small letters, and none that tells a release, a role or a part of a work."""
        small = any(not token.capital and token.low not in CONNECTORS for token in self.tokens[first:last])
        name = self.text[self.tokens[first].start : self.tokens[first + 1].end] if last > first + 1 else ""
        return small and not is_person(name) and not any(self._is_told(at) for at in range(first + 1, last))

    def _is_told(self, at: int) -> bool:
        token, matched = self.tokens[at], self.lexicon.match(self.tokens, at)
        if not token.capital and (
            token.low in self.lexicon.title_ends or token.low.endswith(self.lexicon.future_endings)
        ):
            return True
        return at in self.told or token.low in PARTS or (matched is not None and matched[1].code in BREAKING)
