"""Subheadings that are titles with a colon, of which the text below says one side again.

«Glass Harbor: The Silent Tide», and below it «Tide opens on June 15 …»: what it holds true: two lines that hold names
and nothing else, each above a paragraph that has what stands before or behind its colon, are titles. In Romance
languages, whose headings have no capitals, three lines of names are titles, each above a paragraph that tells who makes
something or when it comes. Known exceptions: a text with one such line; a title of one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.titles.words import CONNECTORS, FURNITURE, MAX_TITLE, VERSIONS
from aggregator.facts.words.tokens import Token

LEAST = 2
"""Lines that make such a list."""
SECTION = 8
"""Sentences below a line that are looked at."""
LONG = 6
"""Letters of a single word that says a title again."""
_SHAPE = re.compile(r"[NTYRfo'&#-]{1,7}:[NTYRfo'&#,-]{1,9}")
"""The codes of a line of names with a colon."""
_NAMES = re.compile(r"[*-]{0,2}[NT][NTfo'&#:,!-]{0,11}")
LEAST_PLAIN = 3
"""Lines of names without a colon that make such a list."""
_TELLS = frozenset("RVwaDJCY")
"""Codes of words that tell what a work is, who makes it or when it comes out."""
_KIND_FIRST = re.compile(r"o?#?Y")
"""How a paragraph begins that says first what kind of work it tells of."""


def headed_sections(
    text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], headline_end: int, *, romance: bool
) -> dict[int, int]:
    """The titles of such lines: the token behind the last one of each by its first token."""
    found = _listed(tokens, _told(text, tokens, sentences, headline_end), LEAST)
    plain = _listed(tokens, _plain(text, tokens, sentences, headline_end), LEAST_PLAIN) if romance else {}
    return plain | found


def _listed(tokens: Sequence[Token], told: Iterator[tuple[int, int]], least: int) -> dict[int, int]:
    """Such lines if there are enough different ones."""
    found = dict(told)
    names = {tuple(token.low for token in tokens[first:last]) for first, last in found.items()}
    return found if len(names) >= least else {}


def _plain(
    text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], headline_end: int
) -> Iterator[tuple[int, int]]:
    """Lines of two names or more, each above a paragraph that tells something of its making."""
    for number, sentence in enumerate(sentences):
        first, last = sentence.chunks[0].first, sentence.chunks[-1].last
        name = text[sentence.start : sentence.end]
        if (
            sentence.start < headline_end
            or not (sentence.opens and sentence.closes and sentence.codes[0] in "NT")
            or not LEAST <= last - first <= MAX_TITLE
            or not _are_names(tokens[first:last])
            or is_person(name)
            or name.isupper()
            or "-" in sentence.codes
            or name.lower() in FURNITURE
        ):
            continue
        below = _below(sentences, number)
        if below and below[0].codes[-1] == "." and not _TELLS.isdisjoint("".join(one.codes for one in below)):
            yield first, last


def _below(sentences: Sequence[Sentence], number: int) -> list[Sentence]:
    """The sentences below a line, up to the next line that is no prose."""
    below = []
    for following in sentences[number + 1 : number + 1 + SECTION]:
        if following.opens and following.closes and following.codes[-1] not in ".P":
            break
        below.append(following)
    return below


def _told(
    text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], headline_end: int
) -> Iterator[tuple[int, int]]:
    for number, sentence in enumerate(sentences):
        if sentence.start < headline_end or not (sentence.opens and sentence.closes):
            continue
        described = number + 1 < len(sentences) and _is_described(text, sentence, sentences[number + 1])
        if _SHAPE.fullmatch(sentence.codes) is None and not described:
            continue
        first, last = sentence.chunks[0].first, sentence.chunks[-1].last
        while first and tokens[first - 1].word and not tokens[first - 1].line:
            first -= 1  # an article
        while last > first and tokens[last - 1].low in VERSIONS:
            last -= 1
        if last - first > MAX_TITLE or not (described or _are_names(tokens[first:last])):
            continue
        below = _below(sentences, number)
        prose = [one for one in below if one.codes[-1] == "."]
        if described or (prose and _is_told(text, tokens, first, last, text[below[0].start : below[-1].end])):
            yield first, last


def _is_described(text: str, line: Sentence, following: Sentence) -> bool:
    """Whether a line of names stands above a paragraph that begins with the kind of work that it is («Film tratto
    da …»).
    """
    begins = following.opens and following.line > line.line and _KIND_FIRST.match(following.codes) is not None
    name = text[line.start : line.end]
    named = begins and name.lower() not in FURNITURE and not is_person(name)
    return named and _NAMES.fullmatch(line.codes) is not None and not following.closes


def _are_names(words: Sequence[Token]) -> bool:
    """Whether all words but small ones have a capital."""
    named = [token for token in words if token.word and token.low not in CONNECTORS]
    return bool(named) and all(token.capital for token in named)


def _is_told(text: str, tokens: Sequence[Token], first: int, last: int, below: str) -> bool:
    """Whether one side of a title's colon stands in the text below it."""
    colon = next((at for at in range(first + 1, last - 1) if tokens[at].raw == ":"), 0)
    if not colon:
        return False
    sides = [text[tokens[a].start : tokens[b - 1].end] for a, b in ((first, colon), (colon + 1, last))]
    if sides[0].lower() in FURNITURE:
        return False
    return any((" " in side or len(side) >= LONG) and side in below for side in sides)


def told_part(text: str, tokens: Sequence[Token], first: int, last: int) -> str:
    """What stands behind a title's colon, if it has two words or more and the text says it alone, too; else ""."""
    colon = next((at for at in range(first + 1, last - len("AB")) if tokens[at].raw == ":"), 0)
    part = text[tokens[colon + 1].start : tokens[last - 1].end] if colon else ""
    return part if part and text.count(part) > text.count(text[tokens[first].start : tokens[last - 1].end]) else ""
