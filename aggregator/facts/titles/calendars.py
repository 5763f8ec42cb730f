"""Titles of lists of days: «Kumo no Hako – 3 juillet», «1/9 – Kumo no Hako», «Kumo no Hako | 2 de julio | …».

What it holds true: two lines of works with a day of their own make such a list, and what stands before the day, or
behind it and a mark, is the title. Known exceptions: lists of towns in which most have several words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass

from aggregator.facts.dates.mentions import DateMention
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.titles.words import MAX_TITLE
from aggregator.facts.words.tokens import Token

_MARKS = frozenset("-–—|:(")
"""Marks between a title and its day."""
_DASHES = frozenset("-–—")
_APART = frozenset("-–—|")
"""Those that stand apart from the word before them."""
_BETWEEN = 3
"""Words between such a mark and the day («– dès le 3 juillet»)."""
_NAMED = frozenset("UVMHaCzRKQTI")
"""Codes of what stands in no title."""
_MIDDLE = 6
"""Tokens between two marks, and between the second one and the day."""
SEVERAL = 2
"""Words of which a colon's title has so many."""
LONGEST = 130
"""Characters of a line of such a list."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line's tokens: ``first`` to ``last``, and where what is behind its mark or number begins."""

    first: int
    last: int
    start: int
    numbered: bool


def in_calendar(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    lines: Sequence[Line],
    without_tail: Callable[[int, int], int],
) -> list[tuple[int, int]]:
    """The titles of lines that tell one day each, as tokens; none where no title has two words, as towns have one."""
    opening = [sentence.chunks[0].first for sentence in sentences]
    found: list[tuple[int, int]] = []
    for line in lines:
        if tokens[line.last - 1].end - tokens[line.first].start > LONGEST or tokens[line.last - 1].raw in ".!?":
            continue
        chunks = list(_chunks(sentences, opening, line))
        days = [chunk for chunk in chunks if _is_day(chunk)]
        if len(days) != 1:
            continue
        first, last = _title(tokens, line, chunks, days[0])
        held = (chunk for chunk in chunks if chunk.first < last and chunk.last > first)
        if last > first and _NAMED.isdisjoint(chunk.code for chunk in held):
            last = without_tail(first, last)
            found.append((first, last - (tokens[last - 1].raw in ",;:")))
    return found if any(last - first > 1 for first, last in found) else []


def ends_of_rows(
    tokens: Sequence[Token], dates: Container[int], company_at: Callable[[Sequence[Token], int], object]
) -> frozenset[int]:
    """The tokens that begin a date or a known company behind a dash, where a title ends («Sky – Kumo – May 3»).

    ``dates`` begin where it says; ``company_at`` says whether a company's name begins at a token.
    """
    behind = (
        at + 1
        for at in range(1, len(tokens) - 1)
        if tokens[at].raw in _DASHES and tokens[at - 1].end < tokens[at].start and not tokens[at + 1].line
    )
    rows = frozenset(at for at in behind if tokens[at].start in dates or company_at(tokens, at) is not None)
    return rows if len(rows) > 1 else frozenset()  # «Kenji Mori – May 3, 2027» signs an article


def _chunks(sentences: Sequence[Sentence], opening: Sequence[int], line: Line) -> Iterator[Chunk]:
    """The chunks of a line's sentences."""
    at = max(bisect_right(opening, line.first) - 1, 0)
    while at < len(sentences) and opening[at] < line.last:
        yield from (chunk for chunk in sentences[at].chunks if chunk.first >= line.first)
        at += 1


def _is_day(chunk: Chunk) -> bool:
    """Whether a chunk is a day or month, or a bracket that holds one."""
    inner = chunk.inner.chunks if chunk.code == "P" and chunk.inner is not None else [chunk]
    return any(isinstance(c.known, DateMention) and c.known.month is not None for c in inner if c.code == "D")


def _title(tokens: Sequence[Token], line: Line, chunks: Sequence[Chunk], day: Chunk) -> tuple[int, int]:
    """Where the title of a line with a day begins and ends; nowhere is an empty stretch."""
    if day.first <= line.start + 1 and day.code == "D":
        first = day.last + 1
        marked = day.last < line.last and tokens[day.last].raw in _MARKS
        return (first, min(line.last, _mark(tokens, first, line.last) or line.last)) if marked else (0, 0)
    limit = min(day.first, line.start + MAX_TITLE + 1)
    if day.code == "P":
        return line.start, day.first
    mark, colon = _mark(tokens, line.start, limit), day.first - 1
    if mark and mark < colon < limit and tokens[mark].raw == tokens[colon].raw == ":":  # «Sky: New Dawn: July 3»
        words = [token for token in tokens[line.start : colon] if token.word]
        return (0, 0) if _is_label(words) else (line.start, colon)
    if mark and _is_near(tokens, mark, day.first):
        return (0, 0) if tokens[mark].raw == ":" and _is_label(tokens[line.start : mark]) else (line.start, mark)
    commas = [at for at in range(line.start, limit) if tokens[at].raw == ","]
    before = [chunk for chunk in chunks if line.start <= chunk.first < day.first]
    if len(commas) == 1 and day.first - commas[0] <= _BETWEEN and all(chunk.code != "Y" for chunk in before):
        return line.start, commas[0]
    lead = not commas and len(before) > 1 and before[-1].code == "B" and "No" not in "".join(c.code for c in before)
    return (line.start, before[-1].first) if lead else (0, 0)


def _is_near(tokens: Sequence[Token], mark: int, day: int) -> bool:
    """Whether a day stands right behind a mark, or behind a second one («Sky – Kumo – May 3», «Sky | Kumo | May 3»)."""
    if day - mark - 1 <= _BETWEEN:
        return True
    second = _mark(tokens, mark, day)
    return bool(second) and tokens[second].raw == tokens[mark].raw and max(second - mark, day - second) <= _MIDDLE


def _is_label(words: Sequence[Token]) -> bool:
    """Whether what stands before a colon may be no title, but say what the day is («Date de report : 15 mai»)."""
    return len(words) < SEVERAL or not all(word.capital for word in words if len(word.raw) > _BETWEEN)


def _mark(tokens: Sequence[Token], first: int, last: int) -> int:
    """The first mark behind a title, 0 for none."""
    for at in range(first + 1, last):
        raw = tokens[at].raw
        if raw in _MARKS and (raw not in _APART or tokens[at - 1].end < tokens[at].start):
            return at
    return 0
