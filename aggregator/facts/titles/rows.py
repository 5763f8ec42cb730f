"""Titles in a row within a sentence: «licensed the following anime: Kumo Sky, Red Harbor, and The Tides of Kure».

What it holds true: behind a word for works and a colon, or behind several works of one kind, three names or more
between commas are works, each whole, whatever small words it has, where the last one ends the sentence.
Known exceptions: a title with a comma in it; two names. Roads not taken: rows without a word for works before them,
which hold people, places and shops as often.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.titles.headline_rows import headline_row
from aggregator.facts.titles.words import CONNECTORS, FURNITURE, HAPPENINGS, MAX_TITLE
from aggregator.facts.words.tokens import Token

ROW = 3.4
"""What it says for a name that it stands in such a row."""
LEAST, LONGEST = 3, 30
"""Names of a row, at least and at most."""
_LEADS = re.compile(r"Y[^QTvXxzZAMmq,.;:]{0,10}:|Y(?=N)")
"""What stands before a row: a word for works and, behind it, a colon, or the names."""
_PLAIN = re.compile(r"[A-Z][a-zà-ÿ]+ [A-Z][a-zà-ÿ]+")
"""What may be somebody's name; a row of nothing else is one of people."""
_AND = shared_words("titles", "row_ands")
_SMALL = CONNECTORS | shared_words("titles", "english_small")


def title_rows(
    text: str, tokens: Sequence[Token], end: int, sentences: Sequence[Sentence], is_known: Callable[[str], bool]
) -> Iterator[tuple[Sentence, int, int, float]]:
    """The tokens of titles in rows, in the headline, which ends at a code point, and below it: with the sentence, the
    first token, the one behind the last, and what it says for the title.
    """
    for first, last, sign in headline_row(text, tokens, end, is_known):
        yield sentences[0], first, last, sign
    for sentence in sentences:
        if "Y" in sentence.codes and "," in sentence.codes and sentence.start >= end:
            for first, last in _row(text, tokens, sentence, is_known):
                yield sentence, first, last, ROW


def _row(
    text: str, tokens: Sequence[Token], sentence: Sentence, is_known: Callable[[str], bool]
) -> list[tuple[int, int]]:
    """The names of a sentence's row; none where it has none, or one of the names is none of a work."""
    chunks, limit = sentence.chunks, sentence.chunks[-1].last
    for lead in _LEADS.finditer(sentence.codes):
        kind = chunks[lead.start()]
        colon = lead[0].endswith(":")
        if not colon and not (tokens[kind.last - 1].low.endswith("s") and not tokens[kind.last - 1].capital):
            continue
        names = list(_names(tokens, chunks[lead.end() - 1].last, limit, loose=colon))
        if LEAST <= len(names) <= LONGEST and all(_is_name(tokens[a:b]) for a, b in names):
            told = [text[tokens[a].start : tokens[b - 1].end] for a, b in names]
            other = any(is_known(name) or is_company(name) or name.lower() in FURNITURE for name in told)
            people = 2 * sum(map(is_person, told)) > len(told) or all(map(_PLAIN.fullmatch, told))
            return [] if other or people else names
    return []


def _names(tokens: Sequence[Token], first: int, limit: int, *, loose: bool) -> Iterator[tuple[int, int]]:
    """What stands between commas from a token on, without the brackets behind, if «and» leads to the last of it;
    ``loose``: also without.
    """
    end = limit - (tokens[limit - 1].raw in ".!")
    commas, depth = [], 0
    for at in range(first, min(end, first + MAX_TITLE * LONGEST)):
        depth += (tokens[at].raw == "(") - (tokens[at].raw == ")")
        if tokens[at].raw == "," and not depth:
            commas.append(at)
    last = commas[-1] + 1 if commas else 0
    joined = next((at for at in range(last, end) if tokens[at].low in _AND), 0) if commas else 0
    if not joined and not (loose and commas):
        return
    joined = joined or last
    for before, after in pairwise([first - 1, *commas[: -1 if joined == last else None], joined, end]):
        start = before + 1
        stop = after - (joined == last and after == joined and tokens[after - 1].raw == ",")
        bracket = next((at for at in range(start + 1, stop) if tokens[at].raw == "("), stop)
        yield start, bracket


def _is_name(words: Sequence[Token]) -> bool:
    """Whether words are written as a title, and hold no word for an event."""
    if not 0 < len(words) <= MAX_TITLE:
        return False
    headed = words[0].capital or words[0].raw[0].isdigit()
    small = (token for token in words if token.word and not token.capital)
    whole = headed and all(token.low in _SMALL or token.raw[0] in "'’" for token in small)
    return whole and not {token.raw for token in words} & set('“”"«»;|') and HAPPENINGS.isdisjoint(t.low for t in words)
