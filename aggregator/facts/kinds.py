"""Which kind of news a headline tells."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from aggregator.base.vocabulary import language, table


def kinds_of(headline: str, tag: str) -> tuple[str, ...]:
    """The kinds whose words stand in a headline of a language, in the order of the closed list.

    Holds true that headlines name what they bring («Trailer», «延期»). A word in Latin script counts only as a whole
    word. Known exception: a work whose title holds such a word gets that kind too. Empty where nothing is said.
    """
    text = unicodedata.normalize("NFKC", headline).casefold()
    return tuple(kind for kind, words in _words(tag) if any(word in text and p.search(text) for word, p in words))


@cache
def _words(tag: str) -> tuple[tuple[str, tuple[tuple[str, re.Pattern[str]], ...]], ...]:
    """For each kind its words, each with the pattern that finds it as a whole word."""
    words: dict[str, list[str]] = language(tag).get("kinds", {})
    kinds: list[str] = table("kinds")["kinds"]
    return tuple((kind, tuple(_pattern(word) for word in words[kind])) for kind in kinds if words.get(kind))


def _pattern(word: str) -> tuple[str, re.Pattern[str]]:
    folded = unicodedata.normalize("NFKC", word).casefold()
    return folded, re.compile(_bounded(folded))


def _bounded(word: str) -> str:
    """Kana and kanji stand without spaces, so only a letter of another script must not go on beyond the word."""
    before = r"(?<![^\W\u3040-\u9fff])" if word[0] < "\u3040" else ""
    after = r"(?![^\W\u3040-\u9fff])" if word[-1] < "\u3040" else ""
    return before + re.escape(word) + after
