"""The words that tell a dub."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from aggregator.base.vocabulary import language, languages
from aggregator.facts.words.folding import fold

DUB = re.compile(
    r"dobla[jd]|dubl[aá]|dobra[gd]|doppia|\bdub|synchronis|doubl[aé]|deutsche[mnrs]? (?:cast|sprech|stimm|synchro|ton)",
    re.IGNORECASE,
)
"""What words for dubbing begin with."""
LEDE = 400
"""Characters at the beginning of a text that say what it is about."""


@cache
def dub_words(tag: str) -> re.Pattern[str]:
    """The words of a language that tell a dub, in folded text; those in Latin letters as whole words."""
    return _any(language(tag).get("grammar", {}).get("dub", ()))


@cache
def any_dub() -> re.Pattern[str]:
    """The same of all languages with spaces between their words."""
    return _any(word for tag in languages() for word in language(tag).get("grammar", {}).get("dub", ()) if " " in word)


def tells_dub(text: str) -> bool:
    """Whether a text's headline or lede tells a dub."""
    return DUB.search(text, 0, text.find("\n") + 1) is not None or any_dub().search(fold(text[:LEDE])) is not None


def _any(words: Iterable[str]) -> re.Pattern[str]:
    bounded = (rf"(?<!\w){re.escape(word)}(?!\w)" if word.isascii() else re.escape(word) for word in words)
    return re.compile("|".join(bounded) or r"(?!)")
