"""Titles in small letters that begin with an article: «Il vento e il mare», «Le ciel de verre».

What it holds true: the text says such a title twice, once within a sentence with the article's capital, and once a
mark follows it. Known exception: one that the text says only once, or always at a sentence's beginning.
"""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.facts.sentences.chunks import TITLE_ARTICLES
from aggregator.facts.titles.repeats import Words
from aggregator.facts.titles.words import MAX_TITLE
from aggregator.facts.words.tokens import Token

LEAST = 3
"""Tokens of such a title; one less, where it stands within sentences twice («El viaje»)."""
_INNER = ",-'’"
"""Marks within one."""


def article_places(tokens: Sequence[Token]) -> list[int]:
    """The tokens that are articles with a capital."""
    return [at for at, token in enumerate(tokens) if token.capital and token.low in TITLE_ARTICLES]


def articled_end(words: Words, first: int, limit: int) -> int:
    """The token after such a title's last, of the one that begins at a token; 0 for none."""
    tokens, lows = words.tokens, words.lows
    if first + LEAST - 1 > limit:
        return 0
    places = words.where(first, first + LEAST - 1)
    best = 0
    if sum(_is_within(tokens, at) for at in places) > 1 and _is_set_off(tokens, places, LEAST - 1):
        best = first + LEAST - 1
    for end in range(first + LEAST, min(limit, first + MAX_TITLE) + 1):
        last = tokens[end - 1]
        if not last.word and last.raw not in _INNER:
            break
        size = end - first
        same = [at for at in places if lows[at : at + size] == lows[first:end]]
        if best and len(same) < len(places):
            break  # what goes on at some of its places is a sentence's: «Il vento e il mare arriva a luglio»
        places = same
        if len(places) < 2 or not any(_is_within(tokens, at) for at in places):
            break
        if last.word and _is_set_off(tokens, places, size):
            best = end
    return best


def _is_within(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token has a capital behind a word without one."""
    return at > 0 and tokens[at].capital and tokens[at - 1].word and not tokens[at - 1].capital


def _is_set_off(tokens: Sequence[Token], places: Sequence[int], size: int) -> bool:
    """Whether a mark follows at one of the places."""
    return any(at + size >= len(tokens) or not tokens[at + size].word for at in places)
