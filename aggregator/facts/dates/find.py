"""Dates in running text: found, and told as what they say. ``facts/dates/calendar.py`` works out what
they mean.
"""

from __future__ import annotations

from aggregator.facts.dates.cjk import find_cjk
from aggregator.facts.dates.cjk_clocks import find_cjk_clocks
from aggregator.facts.dates.cjk_words import cjk_words_of
from aggregator.facts.dates.clocks import clocks
from aggregator.facts.dates.grammar import find_spaced
from aggregator.facts.dates.joins import join_effective, join_named, join_ranges, mark_quotes
from aggregator.facts.dates.lexer import Source, lex
from aggregator.facts.dates.lone_days import with_lone_days, with_slashed_days
from aggregator.facts.dates.mentions import Clock, DateMention, Resolved, Shift
from aggregator.facts.dates.words import words_of
from aggregator.facts.words.folding import fold

__all__ = ["Clock", "DateMention", "Resolved", "Shift", "find_clocks", "find_dates"]


FEW = 40
"""Dates that any text may have."""
APART, APART_CJK = 50, 25
"""Characters of a longer text for each more, with spaces between words or without: what is denser is no prose."""


def find_dates(text: str, tag: str) -> list[DateMention]:
    """The dates in a text of a language (BCP 47), in order, not overlapping, the longest where several could be.

    Nothing is found in a language that has no words for dates in ``data/languages``, and of a text of nothing but
    dates only the first ones.
    """
    folded = fold(text)
    if words := words_of(tag):
        named = join_named(folded, find_spaced(text, folded, words, FEW + len(text) // APART), words.glue)
        named = join_ranges(folded, named, words.glue)
        named = with_slashed_days(folded, with_lone_days(folded, named, words), words)
        found = join_effective(folded, named, words.effective, words.glue)
    elif cjk := cjk_words_of(tag):
        found = join_effective(folded, find_cjk(folded, cjk, FEW + len(text) // APART_CJK), cjk.effective, ())
    else:
        return []
    return mark_quotes(text, found)


def find_clocks(text: str, tag: str) -> list[Clock]:
    """The times of day in a text, whether or not they stand beside a date."""
    folded = fold(text)
    if words := words_of(tag):
        return clocks(lex(Source(text, folded, words)), folded, words)
    if cjk := cjk_words_of(tag):
        return find_cjk_clocks(folded, cjk)
    return []
