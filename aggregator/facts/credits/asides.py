"""Sentences without what they say aside of a person's past or age: «X, known for Y, directs»."""

from __future__ import annotations

import re

from aggregator.facts.credits.patterns import ASIDE
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.words.lexicon import YIELDS

_JOINED = re.compile(r"[NSKP],(?=[VCZAhHM])")


def without_asides(sentence: Sentence) -> Sentence:
    """The sentence without what stands between commas about a person's past: «X, known for Y, directs». One that is
    nothing else stays whole («In the English dub»): no sentence is empty.
    """
    spans = [match.span() for match in ASIDE.finditer(sentence.codes) if not _follows(sentence, *match.span())]
    if not spans:
        return sentence
    kept = [c for i, c in enumerate(sentence.chunks) if not any(first <= i < last for first, last in spans)]
    if not kept:
        return sentence
    bare = Sentence(kept, sentence.line, sentence.opens, sentence.closes)
    joined = _JOINED.search(bare.codes)
    if joined:
        del kept[joined.start() + 1]
        bare = Sentence(kept, sentence.line, sentence.opens, sentence.closes)
    return bare


def _follows(sentence: Sentence, first: int, last: int) -> bool:
    """Whether such words tell who takes the place of somebody whom they don't stand behind («however, X does»)."""
    named = sentence.codes[first - 1 : first] in ("N", "P")
    return not named and any(c.code == "p" and c.value == YIELDS for c in sentence.chunks[first:last])
