"""Words that say nothing wherever they stand: most words of a text, so that they are told at a glance.

What it holds true: a word in lower case with which no phrase of the language's file and no company's name begins
says nothing, whatever stands beside it; an article is left out, too.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import cache, lru_cache

from aggregator.facts.words.folding import fold
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

KNOWN = 8192
"""Words that are remembered; those of a language that are frequent are fewer."""
Plain = Callable[[str], str | None]
"""Tells of a word without a capital: o if it says nothing, an empty text for an article, None for what may say
something where it stands.
"""


@cache
def plain_words(lexicon: Lexicon, begins_company: Callable[[str], bool]) -> Plain:
    """What tells the plain words of a language."""

    @lru_cache(maxsize=KNOWN)
    def code(word: str) -> str | None:
        low = fold(word)
        if lexicon.begins(low) or low in lexicon.asides or begins_company(word):
            return None
        return "" if low in lexicon.skipped else "o"

    return code


def plain_codes(
    tokens: list[Token], lexicon: Lexicon, begins_company: Callable[[str], bool], dates: Container[int]
) -> list[str | None]:
    """The same of each token of a text; None also for capitals, numbers and marks, and where a date begins."""
    plain = plain_words(lexicon, begins_company)
    return [
        plain(token.raw) if token.word and not token.capital and token.start not in dates else None for token in tokens
    ]


def plain_run(codes: list[str | None], at: int) -> tuple[int, int, int]:
    """The first plain word and the one after the last of a row that begins at a token, articles apart (both -1: none);
    and the token after the row.
    """
    first = last = -1
    while at < len(codes) and (code := codes[at]) is not None:
        at += 1
        if code:
            first, last = at - 1 if first < 0 else first, at
    return first, last, at
