"""Which credits of a sentence are told of what was made before: «in the first season A directed», «nachdem A Regie
führte», «2014 wurde der Manga schon einmal von A verfilmt», «bei denen A Regie führte».

What it holds true: a clause that begins so tells of another season or work than the news. Known exception: a clause
whose verb is one of the present.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import Found
from aggregator.facts.sentences.chunks import Sentence

_FIRSTS = "|".join(sorted(shared_words("credits", "first_words")))
_SEASONS = "|".join(sorted(shared_words("releases", "seasons")))
_IN_FIRST = "|".join(sorted(shared_words("credits", "in_the_first")))
_FIRST = re.compile(rf".{{0,12}}\b(?:(?:{_FIRSTS}) (?:{_SEASONS})|(?:{_SEASONS}) 1)\b|(?:{_IN_FIRST}),", re.IGNORECASE)
"""A first season: what is told of it is known, and stands beside the news of another."""
_ONCE = re.compile(rf"\b(?:{'|'.join(sorted(shared_words('credits', 'once_before')))})\b", re.IGNORECASE)
_CLAUSE = re.compile(rf"[,;:]\s*(?:{'|'.join(sorted(shared_words('credits', 'earlier_clause')))})\b", re.IGNORECASE)
_MARK = re.compile(r"[,;:]\s")


def marked_earlier(text: str, sentence: Sentence, told: Iterable[Found], past: frozenset[str]) -> list[Found]:
    """The credits of a sentence, those of what was made before as no news."""
    whole = _is_earlier(text[sentence.start : sentence.end], past)
    return [
        replace(one, news=False, status="previous") if whole or _in_clause(text, sentence, one) else one for one in told
    ]


def _is_earlier(told: str, past: frozenset[str]) -> bool:
    """Whether a sentence tells in the past tense who made a first season, or what was made once before."""
    first = _FIRST.match(told) is not None and not past.isdisjoint(told.lower().split())
    return first or _ONCE.search(told.partition(",")[0]) is not None


def _in_clause(text: str, sentence: Sentence, one: Found) -> bool:
    """Whether a clause of what was before begins before a name, and no other clause between."""
    last = max((match.end() for match in _CLAUSE.finditer(text, sentence.start, one.start)), default=None)
    return last is not None and _MARK.search(text, last, one.start) is None
