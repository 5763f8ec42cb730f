"""German titles of common nouns without quotation marks: «startet Das Lied der Krähen», «der Film Die rote Tür».

What it holds true: an article has a capital within a sentence only where a title begins; the title goes on with
adjectives, nouns and small words before them, up to a word that tells of it: a verb, a date, a place, who made it.
Known exceptions: newspapers, parties and bands («Die Zeit»), which have two words. Roads not taken: an article that
begins a sentence, which says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import is_person
from aggregator.facts.titles.words import MAX_TITLE
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

NOUNS = 3.2
"""What it says for a title of three words or more that its article has a capital within a sentence."""
_ARTICLES = shared_words("titles", "noun_articles")
_SMALL = shared_words("titles", "noun_joins")
"""Small words before a noun that goes on with a title."""
_ADJECTIVE = ("e", "en", "er", "es", "em")
_TOLD = frozenset("RXxYUDKS")
"""Codes of nouns that tell of a title, behind a small word."""
LEAST = 3
"""Tokens of such a title."""
_BETWEEN = 2
"""Words between a small word and its noun."""


def noun_title_end(
    text: str,
    tokens: Sequence[Token],
    span: tuple[int, int],
    words: tuple[Lexicon, Lexicon],
    *,
    is_known: Callable[[str], bool],
) -> int:
    """The token after the last of a title that an article begins with a capital within a sentence; 0 for none.

    ``span`` is from that article to the sentence's end; ``words`` are the language's words, and those that tell
    releases; ``is_known`` says of a name that it is a company's or a region's.
    """
    (first, limit), (lexicon, told) = span, words
    before = tokens[first - 1] if first else None
    if not lexicon.noun_capitals or before is None or not before.word or tokens[first].low not in _ARTICLES:
        return 0
    last, index = 0, first + 1
    while index < min(limit, first + MAX_TITLE):
        token = tokens[index]
        if not token.word:
            calls = token.raw in "!?" and tokens[index - 1].end == token.start
            return _whole(first, index + 1 if calls else last)
        if token.capital:
            index = last = index + 1
            continue
        noun = _noun_behind(tokens, index, min(limit, first + MAX_TITLE))
        small = token.low in _SMALL
        joins = noun and (small or (token.low.endswith(_ADJECTIVE) and index == first + 1))
        if not joins or (last and told.match(list(tokens[index : noun + 1]), 0) is not None):
            break
        kind = lexicon.single(tokens[noun].low)
        name = tokens[noun].raw
        whole = text[tokens[noun].start : tokens[min(noun + 1, limit - 1)].end]
        if last and ((kind is not None and kind.code in _TOLD) or is_known(name) or is_person(whole)):
            break
        index = noun
    return _whole(first, last)


def _whole(first: int, last: int) -> int:
    return last if last - first >= LEAST else 0


def _noun_behind(tokens: Sequence[Token], index: int, limit: int) -> int:
    """The noun behind a small word or adjective, with articles and adjectives between; 0 for none."""
    for at in range(index + 1, min(limit, index + _BETWEEN + 2)):
        token = tokens[at]
        if token.capital:
            return at
        if not token.word or not (token.low in _SMALL or token.low.endswith(_ADJECTIVE)):
            return 0
    return 0
