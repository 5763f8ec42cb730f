"""The words of a language that tell a dub («English dub», «doublage français»), by its file ([grammar] dub)."""

from __future__ import annotations

import re
from functools import cache

from aggregator.base.vocabulary import language
from aggregator.facts.words.trie import trie


@cache
def dub_words(tag: str) -> re.Pattern[str]:
    """The words, in folded text; those in Latin letters as whole words. A language without words matches nothing."""
    listed = frozenset(language(tag).get("grammar", {}).get("dub", ()))
    bounded = {word for word in listed if word.isascii()}
    return re.compile(rf"(?<!\w){trie(bounded)}(?!\w)|{trie(listed - bounded)}")
