"""The title that only the headline names, in a text whose other words tell of no work, or of others only.

What it holds true: a headline names the work before its colon or dash («Kumo no Sora: the cast»), behind the site's
rubric («Anime: Kumo no Sora gets a cast»), before its cast («Kumo no Sora English Dub Cast Announced») or behind it
(«the voices of Kumo no Sora»); it opens with the work before a verb that no title goes on with («Kumo diventa un
film») or before a comma and what comes of it («Kumo, a luglio la serie»). Known exceptions: a title in small letters.
Roads not taken: whatever the headline begins with, which makes works of companies, events and people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.titles.weights import LIKELY, Title
from aggregator.facts.titles.words import (
    ARTICLES,
    CONNECTORS,
    FURNITURE,
    HAPPENINGS,
    NAMING,
    PARTS,
    QUOTING,
    RUBRICS,
    TO_COME,
)
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

_NAMED = re.compile(r"[Noftc#&'w]*(?=[:-])")
"""What stands before a headline's colon or dash where it is a title."""
_RUBRIC = re.compile(r"(?:[NoY]|P)[:-]?|[KS][:-]")
"""What a site writes before the title."""
_BEHIND_RUBRIC = re.compile(r"N(?:[of&]N)*(?=[^.])")
"""The title behind it, of which more is told."""
_BEFORE_CAST = re.compile(r"(?:N(?:[of&]N)*)(?=o?#?(?:[Xx]|Uo?f?[Xx]))")
"""A title before its cast, or before «adds two to its cast»."""
_BEHIND_CAST = re.compile(r"[Xx]o?f(N(?:[of&]N)*)$")
"""A title behind it."""
_BEFORE_MORE = re.compile(r"N(?:[of&]N)*(?=[,oIUYC])")
"""A title before a verb, or a comma."""
_OF_WORK = re.compile(r"[YD]")
"""What says that a headline tells of a work: its kind, or a date."""
_SENTENCES = 4
"""Sentences that say of what the headline tells."""
_LINE = 20
"""Chunks of a headline that are looked at."""


class LoneTitles:
    """The titles that a text's headline alone tells; ``is_known`` tells companies and places."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        sentences: Sequence[Sentence],
        *,
        is_known: Callable[[str], bool],
        lexicon: Lexicon,
    ) -> None:
        self.text, self.tokens, self.sentences = text, tokens, sentences
        self.is_known, self.lexicon = is_known, lexicon
        self.has_more = len(sentences) > 1 and sentences[0].line != sentences[-1].line
        """Whether the text has more than its headline."""

    def alone(self) -> list[Title]:
        """The headline's title as a likely one; none where it names none for sure."""
        span = (self._named() or self._opening()) if self.has_more else None
        return [self._likely(span, LIKELY)] if span is not None else []

    def with_opening(self, found: list[Title]) -> list[Title]:
        """Titles with the one before them that the headline opens with, where it names none of them and the text each
        only once.
        """
        if not found or not self.has_more or any(title.headline or title.times > 1 for title in found):
            return found
        span = self._opening()
        if span is None:
            return found
        return [self._likely(span, max(title.score for title in found) + LIKELY), *found]

    def _likely(self, span: tuple[int, int], score: float) -> Title:
        """The title that stands at tokens of the headline."""
        return Title(self._told(*span), score=score, first=self.tokens[span[0]].start, headline=True, tokens=span)

    def _told(self, first: int, last: int) -> str:
        """The words of a stretch of tokens."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def _named(self) -> tuple[int, int] | None:
        """The tokens of the title that a headline names, the first and the one behind the last."""
        chunks = self.sentences[0].chunks[:_LINE]
        codes = "".join(chunk.code for chunk in chunks)
        for first, last in _places(codes, chunks, self.tokens):
            start = _with_article(self.tokens, chunks[first].first)
            end = chunks[last - 1].last
            if _is_title(self.text, self.tokens, start, end) and not self.is_known(self._told(start, end)):
                return start, end
        return None

    def _opening(self) -> tuple[int, int] | None:
        """The tokens of the name that a headline in small letters opens with, where a verb that no title goes on with,
        or a comma, follows it and the line tells of a work.
        """
        sentences, tokens = self.sentences, self.tokens
        if not self.lexicon.title_ends:
            return None
        line = [chunk for sentence in sentences if sentence.line == sentences[0].line for chunk in sentence.chunks]
        codes = "".join(chunk.code for chunk in line[:_LINE])
        match = _BEFORE_MORE.match(codes)
        if match is None:
            return None
        start, end = _with_article(tokens, line[0].first), line[match.end() - 1].last
        following = next((token for token in tokens[end : end + 2] if token.word), None)
        told = codes[match.end()] == "," or (following is not None and _goes_on(following, self.lexicon))
        if not told or self.is_known(self._told(start, end)) or not _is_title(self.text, tokens, start, end, least=1):
            return None
        rest = "".join(s.codes for s in sentences[:_SENTENCES] if s.line != sentences[0].line)
        below = "" if codes[match.end()] == "," else rest
        return (start, end) if _OF_WORK.search(codes + below, match.end()) else None


def _goes_on(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word is a verb that no title goes on with."""
    return not token.capital and (token.low in lexicon.title_ends or token.low.endswith(lexicon.future_endings))


def _places(codes: str, chunks: Sequence[Chunk], tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where a title may stand: its first chunk and the one behind its last, the surest first."""
    found: list[tuple[int, int]] = []
    opening = 0
    rubric = _RUBRIC.match(codes)
    if rubric is not None and _is_rubric(chunks[: rubric.end()], tokens):
        opening = rubric.end()
    elif codes.startswith("YN") and _is_announced(chunks[0], tokens):
        opening = 1
    named = _NAMED.match(codes, opening)
    if named is not None and named.end() > opening:
        found.append((opening, named.end()))
    elif opening and (behind := _BEHIND_RUBRIC.match(codes, opening)):
        found.append((opening, behind.end()))
    if cast := _BEFORE_CAST.match(codes, opening):
        found.append((opening, cast.end()))
    if cast := _BEHIND_CAST.search(codes):
        found.append(cast.span(1))
    return found


def _is_rubric(chunks: Sequence[Chunk], tokens: Sequence[Token]) -> bool:
    """Whether a headline's first words only say what sort of news it is, or whose."""
    head = chunks[0]
    if head.code in "KSP":
        return True
    if chunks[-1].code not in ":-":
        return False
    words = [tokens[at].low for at in range(head.first, head.last)]
    return head.code == "Y" or " ".join(words) in FURNITURE or set(words) <= RUBRICS


def _is_announced(kind: Chunk, tokens: Sequence[Token]) -> bool:
    """Whether a headline opens with a work's kind, as one of several words or as a new one («New Anime T Reveals»)."""
    before = tokens[kind.first - 1].low if kind.first else ""
    return kind.last - kind.first > 1 or before in TO_COME or before in ("new", "original")


def _with_article(tokens: Sequence[Token], first: int) -> int:
    """The token that a title begins at, its own article counted in."""
    before = tokens[first - 1] if first and not tokens[first].line else None
    return first - 1 if before is not None and before.capital and before.low in ARTICLES else first


def _is_title(text: str, tokens: Sequence[Token], first: int, last: int, *, least: int = 2) -> bool:
    """Whether ``least`` words or more have a title's capitals, and are no person, company, event or rubric."""
    words = [token for token in tokens[first:last] if token.word]
    lows = {token.low for token in words}
    name = text[tokens[first].start : tokens[last - 1].end]
    if not words or not lows.isdisjoint(HAPPENINGS | PARTS | NAMING | RUBRICS) or any(t.raw in QUOTING for t in words):
        return False
    if name.lower() in FURNITURE or is_company(name) or is_person(name) or len(name) < len("Kumo"):
        return False
    told = [token for token in words if token.low not in CONNECTORS and token.low not in ARTICLES]
    several = len(words) >= least or tokens[last - 1].raw.isdigit()
    return words[0].capital and bool(told) and all(token.capital for token in told) and several
