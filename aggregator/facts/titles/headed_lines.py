"""Lines that are a title and its season, its other name, or its publisher: «Kumo no Sora (saison 2)», «Kumo – Nori».

What it holds true: a line that is a name and nothing else but a bracket that counts a season is a title, in whatever
letters; so is each name of two lines that are nothing but it, a dash and a company. Known exception: a person before a
company, which the reader of lists refuses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from aggregator.facts.names.people import is_romaji
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.titles.calendars import Line
from aggregator.facts.titles.words import MAX_TITLE, ORDINALS, SEASONS_COUNTED
from aggregator.facts.words.tokens import Token

_COUNT = 4
"""Tokens of a bracket that counts a season."""
_HOUSE = re.compile(
    r"[-*#.]{0,3}[^KSDUVCHIZzMm;:]{1,14}(?P<end>-)R?[KS](?:-[KS])?|#[.]?[^KSDUVCHIZzMm;:,]{1,12}(?P<sur>,)[fJ]K"
)
"""A line of a name, a dash and a company («T – éditions K»), or of its number, name and service («1 T, sur K»)."""


def unnumbered(tokens: Sequence[Token], line: Line) -> int:
    """Where a line's name begins behind its number («1. T», «1 T»)."""
    at = line.start
    if tokens[at].raw.isdigit() and line.last - at > 2 and tokens[at].end < tokens[at + 1].start:
        return at + 1
    dotted = line.last - at > 3 and tokens[at].raw.isdigit() and tokens[at + 1].raw in (".", ")")
    return at + 2 if dotted else at


def season_lines(tokens: Sequence[Token], lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where lines begin that end with a season in a bracket, and where the bracket stands."""
    found: list[tuple[int, int]] = []
    for line in lines:
        if tokens[line.last - 1].raw != ")" or line.last - line.start > MAX_TITLE + _COUNT:
            continue
        least = max(line.start, line.last - _COUNT - 1)
        opening = next((at for at in range(line.last - 2, least, -1) if tokens[at].raw == "("), 0)
        told = tokens[opening + 1 : line.last - 1] if opening else ()
        if any(token.low in SEASONS_COUNTED for token in told) and all(map(_is_count, told)):
            found.append((unnumbered(tokens, line), opening))
    return [(first, last) for first, last in found if last > first]


def renamed_lines(tokens: Sequence[Token], lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where lines begin and end below which another holds nothing but the Japanese name in a bracket."""
    found: list[tuple[int, int]] = []
    for line, below in pairwise(lines):
        bracketed = tokens[below.first].raw == "(" and tokens[below.last - 1].raw == ")"
        if not bracketed or tokens[line.last - 1].raw in ".:;,)" or line.last - line.start > MAX_TITLE:
            continue
        words = [token.raw for token in tokens[below.first + 1 : below.last - 1] if token.word]
        if len(words) > 1 and all(word[0] > "\u3000" or is_romaji(word) for word in words):
            found.append((line.start, line.last))
    return found


def _is_count(token: Token) -> bool:
    return token.raw[0].isdigit() or token.low in ORDINALS or token.low in SEASONS_COUNTED


def house_lines(tokens: Sequence[Token], sentences: Sequence[Sentence], lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where lines begin that are a name and a company behind a dash, or a number, a name and where it is to be seen,
    and where the name ends.
    """
    ends: dict[int, int] = {}
    for sentence in sentences:
        if sentence.opens and sentence.closes and (match := _HOUSE.fullmatch(sentence.codes)):
            ends[sentence.chunks[-1].last] = sentence.chunks[max(match.start("end"), match.start("sur"))].first
    starts = ((unnumbered(tokens, line), line) for line in lines)
    return [(start, ends[line.last]) for start, line in starts if ends.get(line.last, 0) > start]
