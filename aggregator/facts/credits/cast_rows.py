"""The lines of lists of voices: what stands on either side of each, and what a line says of its list's order.

«Character: Actor», «Actor – Character», «Actor (Character)», «Character (Actor): who that is», «A: X; B: Y», character
and actor in two lines. Which of the lines make a list, and in which order, ``cast_lists`` decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from aggregator.facts.credits.patterns_cast_lists import (
    BRACKET,
    BRACKETS,
    DESCRIBED,
    FOR_LINE,
    HALF,
    LINE,
    PAIR,
    PAIRS_LINE,
    VOICE_OF,
    VOICED,
)
from aggregator.facts.names.people import capitals, is_company
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.small_words import FOR

TITLE = "title"
"""The value of words that name a character, alone or with a name («Grandmother», «Aunt Mei»)."""
SURE = 3
"""What a line counts that is plain about its order."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list before its order is known: the chunks of its two sides, and what it says of the order."""

    number: int
    first: int
    one: Chunk
    two: Chunk
    vote: int
    default: int
    more: tuple[Chunk, ...] = ()
    """What else stands on the second side: other actors of the character, or other characters of the actor."""


def row_of(text: str, sentences: list[Sentence], number: int) -> Row | None:
    """The row of a list that a sentence is."""
    sentence, codes = sentences[number], sentences[number].codes
    if not sentence.opens or BRACKETS.match(codes):
        return None
    described = DESCRIBED.match(codes)
    if described is not None and _is_pair(text, sentence, described):
        one, two = _chunk(sentence, described, "one"), _chunk(sentence, described, "two")
        return Row(number, number, one, two, *_votes(text, described, one, two))
    if not codes or set(codes) & {"R", "w", "V", "U"} or "Iz" in codes:
        return None
    match = LINE.match(codes) or BRACKET.match(codes) or (VOICE_OF.match(codes) if codes.find(":") > 0 else None)
    match = match or FOR_LINE.match(codes)
    if match is None:
        return None
    if match.re is FOR_LINE:
        small = sentence.chunks[match.start("small")]
        if text[small.start : small.end].lower() not in FOR:
            return None
    one, two = (_chunk(sentence, match, group) for group in ("one", "two"))
    if any(side.code == "T" and "," in text[side.start : side.end] for side in (one, two)):
        return None  # «Release date of T, the latest film of X»
    if any(side.code == "c" and side.value != TITLE for side in (one, two)) or one.code == two.code == "c":
        return None
    vote, default = (-SURE, -1) if match.re is VOICE_OF else _votes(text, match, one, two)
    vote = SURE if match.re is FOR_LINE else vote
    more = _chunks(sentence, match, "more") if match.re is LINE else ()
    return Row(number, number, one, two, vote, default, more)


def _is_pair(text: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a bracket behind a name holds another name, one of them a person's, and what follows is in small letters
    or a sentence.
    """
    one, bracket = (_chunk(sentence, match, group) for group in ("one", "two"))
    if bracket.inner is None or bracket.inner.codes not in ("N", "T"):
        return False
    names = text[one.start : one.end], text[bracket.inner.start : bracket.inner.end]
    return sum(capitals(name) in (2, 3) and not is_company(name) for name in names) > 0


def pairs_row(sentence: Sentence, number: int) -> list[Row]:
    """The rows of a list that stands in one line: «A: X; B: Y», «X – A, Y – B»."""
    if PAIRS_LINE.fullmatch(sentence.codes) is None:
        return []
    sides = [(_chunk(sentence, m, "one"), _chunk(sentence, m, "two")) for m in PAIR.finditer(sentence.codes)]
    lengths = [(one.last - one.first > 1) - (two.last - two.first > 1) for one, two in sides]
    return [Row(number, number, one, two, 2 * vote, -1) for (one, two), vote in zip(sides, lengths, strict=True)]


def two_lines(sentences: list[Sentence], number: int, *, headed: bool) -> Row | None:
    """Character and actor in two lines: under a heading, or where the second says «CV»."""
    if number + 1 == len(sentences):
        return None
    halves = sentences[number : number + 2]
    if not all(half.opens and half.closes for half in halves):
        return None
    one, voiced = HALF.match(halves[0].codes), VOICED.match(halves[1].codes)
    two = voiced or (HALF.match(halves[1].codes) if headed else None)
    if one is None or two is None or (two.re is HALF and two.start("name") and halves[1].codes[0] in "*-#"):
        return None  # two entries
    chunks = [half.chunks[match.end("name") - 1] for half, match in zip(halves, (one, two), strict=True)]
    left, right = (chunk.last - chunk.first for chunk in chunks)
    vote = -SURE if voiced else 2 * ((left > 1) - (right > 1))
    return Row(number + 1, number, chunks[0], chunks[1], vote, -1)


def _chunk(sentence: Sentence, match: re.Match[str], group: str) -> Chunk:
    """The chunk of one side of a line."""
    chunks = sentence.chunks[slice(*match.span(group))]
    return next((c for c in chunks if c.code in "NTPQ"), chunks[-1])


def _chunks(sentence: Sentence, match: re.Match[str], group: str) -> tuple[Chunk, ...]:
    """The names of a part of a line."""
    return tuple(chunk for chunk in sentence.chunks[slice(*match.span(group))] if chunk.code in "NT")


def _votes(text: str, match: re.Match[str], one: Chunk, two: Chunk) -> tuple[int, int]:
    """What a line says of its list's order, positive where the actor comes first; and what to take where none tells."""
    groups = match.groupdict()
    left, right = (len(text[c.start : c.end].strip("()").split()) for c in (one, two))
    if groups.get("is"):
        return SURE, 1
    if groups.get("voiced") not in (None, "Z") or groups.get("by"):
        return -SURE, -1
    if "c" in (one.code, two.code):
        return (SURE, 1) if two.code == "c" else (-SURE, -1)
    if two.code == "Q" or one.code == "Q":
        return (SURE, 1) if two.code == "Q" else (-SURE, -1)
    sign = 0
    if groups.get("between") and not groups.get("after"):
        sign = 1 if left > 1 or right < len("AB") else -1
    elif groups.get("after") and not groups.get("between"):
        sign = -1
    if two.code == "P":
        inner = two.inner.codes if two.inner is not None else ""
        if (
            two.inner is not None
            and inner[:1] in ("Z", "X")
            and left == 1
            and len(text[two.inner.chunks[-1].start : two.end].split()) > 1
        ):
            return -SURE, -1
        if inner and inner[0] in "AZXz":
            return (-SURE if inner[0] == "z" else SURE), 1
        return (2 * ((left > 1) - (right > 1)) if inner in ("N", "T") else 0), (
            1 if left > 1 or right < len("AB") else -1
        )
    return 2 * sign or 2 * ((left > 1) - (right > 1)), -1
