"""Titles behind a German genitive of their author's name («Kenji Moris Black Sky»).

What it holds true: Japanese names end in no s, so that a name that would be a person's without it owns what follows.
Known exception: a title of one word, which may be any noun («Kenji Moris Karriere»).
"""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.facts.names.people import is_genitive
from aggregator.facts.words.lexicon import Lexicon
from aggregator.facts.words.tokens import Token

OWNED = 3.2
"""What it says for a name of several words that a genitive of a person's stands before it."""


def behind_author(text: str, tokens: Sequence[Token], lexicon: Lexicon, first: int, limit: int) -> int:
    """The token after a genitive that begins at a token and has a capital behind it; else that token."""
    title = first + 2
    if not lexicon.noun_capitals or title >= limit or not tokens[title].capital:
        return first
    genitive = tokens[first + 1].capital and is_genitive(text[tokens[first].start : tokens[first + 1].end])
    return title if genitive and lexicon.single(tokens[title].low) is None else first
