"""Names that the words right before or behind them tell to be a work's: «a sequel by the name of T», «the rights to T»,
«T has been renewed».

What it holds true: whatever bears a *title* is a work; what bears a *name* is one if a kind of work stands before; of
nothing but works are there rights, casts, teams or adaptations, and nothing else is licensed or renewed. An article
may stand between. Known exceptions: the committee or news of a town, unless its name is known; a person's name is no
title there. Roads not taken: a date besides, as for what «arrives»: what has rights or a cast is a work without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.titles.signs import Sight
from aggregator.facts.titles.words import ARTICLES, OF
from aggregator.facts.words.tokens import Token

TITLED, ABOUT, RENEWED = 3.0, 2.2, 2.0
"""What it says for a title that it is told as one, that it has what works have, that it is done to works only."""
FAR, NEXT = 8, 4
"""Chunks before and behind a name in which the kind of work stands that bears it."""
_OF_KIND = re.compile("(?:(?<!f)Y|a)(?:(?!fq)[^cRXm])*$")
"""A kind of work before a name, and no character, song or clause about one («a film in which a girl named A»)."""
_Phrases = dict[str, tuple[tuple[str, ...], ...]]


def _phrases(told: Iterable[str], *, at: int) -> _Phrases:
    """Phrases, small words for «of» as one, by their word ``at`` (0 or -1)."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in told:
        words = tuple(_as_one(phrase.split()))
        found.setdefault(words[at], []).append(words)
    return {word: tuple(phrases) for word, phrases in found.items()}


def _as_one(words: Iterable[str]) -> Iterable[str]:
    return ("of" if word in OF else word for word in words)


_TITLED = _phrases(shared_words("titles", "told_as_title"), at=-1)
_NAMED = _phrases(shared_words("titles", "told_as_name"), at=-1)
_ABOUT = _phrases(shared_words("titles", "has_of_works"), at=-1)
_RENEWED = _phrases(shared_words("titles", "done_to_works"), at=0)
_TITLES = shared_words("titles", "words_for_titles")
_LONGEST = max(len(words) for one in (_TITLED, _NAMED, _ABOUT, _RENEWED) for all_ in one.values() for words in all_)


def introduced(tokens: Sequence[Token], chunks: Sequence[Chunk], sight: Sight, *, person: bool) -> float:
    """What the words right around a name say for a title, 0 for nothing; ``person``: it looks like somebody's."""
    if sight.quoted:
        return 0.0  # quotation marks are the clearer sign
    before, weight = tokens[max(0, sight.first - _LONGEST - 1) : sight.first], 0.0
    opening = "".join([chunk.code for chunk in chunks[max(0, sight.at - FAR) : sight.at]])
    owns = sight.end < len(chunks) and chunks[sight.end].code == "'"  # «based on A's T»
    for end in (len(before), len(before) - 1) if before and before[-1].low in ARTICLES else (len(before),):
        lows = list(_as_one(token.low for token in before[:end]))
        kinds = not {"Y", "a"}.isdisjoint(opening) or any(
            chunk.code == "Y" for chunk in chunks[sight.end : sight.end + NEXT]
        )
        told = _ends(lows, _TITLED) and kinds and "m" not in opening
        if told or (_ends(lows, _NAMED) and _OF_KIND.search(opening)) or _tells_title(tokens, chunks, sight):
            return TITLED
        weight = ABOUT if not (person or owns) and _ends(lows, _ABOUT) else weight
    if not person and not weight and sight.last < len(tokens):
        behind = [token.low for token in tokens[sight.last : sight.last + _LONGEST]]
        weight = RENEWED if any(tuple(behind[: len(one)]) == one for one in _RENEWED.get(behind[0], ())) else 0.0
    return weight


def _ends(lows: list[str], phrases: _Phrases) -> bool:
    """Whether words end with a phrase."""
    told = phrases.get(lows[-1], ()) if lows else ()
    return any(tuple(lows[-len(words) :]) == words for words in told)


def _tells_title(tokens: Sequence[Token], chunks: Sequence[Chunk], sight: Sight) -> bool:
    """Whether «the title of the series» stands before «is» and a name."""
    if not sight.at or chunks[sight.at - 1].code != "I":
        return False
    opening = range(max(0, chunks[0].first - 1), chunks[sight.at - 1].first)
    return any(tokens[at].low in _TITLES for at in opening[:3])
