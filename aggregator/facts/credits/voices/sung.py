"""Whether «performed by» tells who sings a song, where the same words tell who plays a character.

«The single LUMEN, interprété par le groupe Grey Harbor»: what it holds true: a song is performed where the sentence
has the role of a theme song before it, where a word for a song stands right before its name, where who performs it is
called a band, and where the sentence before ends with a theme song. Known exception: a singer who lends a voice.
"""

from __future__ import annotations

import re

from aggregator.base.vocabulary import shared_words
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.small_words import THEMES

_GROUPS = shared_words("voices", "groups")
"""Words for several who sing together, before their names: no actor is one."""
_IS_THEME = re.compile(r",?I[otY]{0,2}R")
"""How the clause goes on that says which part a song has."""
_ENDS = re.compile(r"R[^.NTzZ]{0,3}[.:!]?$")
"""How a sentence ends whose next one may tell who sings."""


def is_sung(text: str, match: re.Match[str], sentence: Sentence, before: Sentence | None) -> bool:
    """Whether what a match of «voiced by» tells is a song's singer; ``before`` is the sentence before it."""
    chunks, codes = sentence.chunks, sentence.codes
    follows = _IS_THEME.match(codes, match.end())  # «S, chanté par A, sera l'ending»
    if any(map(_is_theme, chunks[: match.start()])) or (follows and _is_theme(chunks[follows.end() - 1])):
        return True
    first = match.start("chars") if "chars" in match.re.groupindex else 0
    if first > 0 and codes[first - 1] == "s":
        return True
    title = chunks[match.start("names") - 1] if match.start("names") else None
    if title is not None and title.code == "t" and not _GROUPS.isdisjoint(_words(text, sentence, match)):
        return True
    ended = _ENDS.search(before.codes) if before is not None else None
    return before is not None and ended is not None and _is_theme(before.chunks[ended.start()])


def _words(text: str, sentence: Sentence, match: re.Match[str]) -> list[str]:
    """The words that stand as titles right before a match's first name."""
    at = first = match.start("names")
    while first and sentence.chunks[first - 1].code == "t":
        first -= 1
    return text[sentence.chunks[first].start : sentence.chunks[at].start].lower().split()


def _is_theme(chunk: Chunk) -> bool:
    return chunk.code == "R" and chunk.value.endswith(THEMES)
