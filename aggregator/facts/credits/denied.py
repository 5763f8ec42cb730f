"""Who does not do something: «X will not direct the series», «the series is not directed by X».

What it holds true: the word that denies stands right before the verb, or before its helping verb, or right behind a
role and a name («director X will not return»). Known exception: a word in between that the verb's phrase does not know
(«will not again direct»).
"""

from __future__ import annotations

from bisect import bisect_left

from aggregator.facts.credits.found import Found
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.denials import is_denial

_DONE = frozenset("VZMCHhIwzmAajRX")
"""Codes of what may be denied: verbs, and what stands for one."""
NEAR = 3
"""Words behind a name among which the one that denies stands."""
LONGER = frozenset("mehr länger longer anymore plus más più mais".split())
"""Words between what denies and the verb that say that it did hold."""
ONLY = frozenset({"que", "qu'", "qu’"})
"""What stands behind «ne» and a verb that it does not deny."""
BRACKET = "credits:voice_bracket"
"""The rule of those whose characters stand in brackets, which a verb far behind may deny."""


def denied(text: str, sentence: Sentence, one: Found, words: frozenset[str]) -> bool:
    """Whether a word of a language's list denies what a sentence says of somebody."""
    chunks, codes = sentence.chunks, sentence.codes
    if "o" not in codes or not words:
        return False
    starts = [chunk.start for chunk in chunks]
    first = bisect_left(starts, one.quote[0])
    last = bisect_left(starts, one.quote[1])
    while first and codes[first - 1] in "oI":
        first -= 1
    if one.rule == BRACKET and any(_denies(text, chunk, words) for chunk in chunks[last:]):
        return True  # «A (as X) and B (as Y) do not return»
    behind = chunks[last : last + 2]
    if behind and behind[0].code in "oIUVC" and any(_denies(text, chunk, words, near=True) for chunk in behind):
        return not _is_restricted(text, chunks[last : last + 3])
    for index in range(first, min(last, len(chunks) - 1)):
        if codes[index + 1] in _DONE and _denies(text, chunks[index], words, last_only=True):
            return True
    return False


def _is_restricted(text: str, behind: list[Chunk]) -> bool:
    """Whether «ne … que» says that nothing else is so, rather than that it is not («ne fait que renforcer»)."""
    only = len(behind) > 1 and behind[1].code == "q" and text[behind[1].start : behind[1].end].lower() in ONLY
    return only and "ne" in text[behind[0].start : behind[0].end].lower().split()[:-1]


def _denies(text: str, chunk: Chunk, words: frozenset[str], *, last_only: bool = False, near: bool = False) -> bool:
    """Whether words that say nothing else hold one that denies: anywhere, at their end, or ``near`` their beginning."""
    held = text[chunk.start : chunk.end].lower().split() if chunk.code == "o" else []
    while len(held) > 1 and held[-1] in LONGER:
        held.pop()
    return any(is_denial(word, words) for word in (held[-1:] if last_only else held[:NEAR] if near else held))
