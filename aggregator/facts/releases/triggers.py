"""Words that tell something of a date, found in a sentence by the language's list ([releases.*])."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.words.folding import fold
from aggregator.facts.words.lexicon import Entry, Lexicon, lexicon, release_phrases, release_words
from aggregator.facts.words.tokens import Token
from aggregator.facts.words.trie import trie


@dataclass(frozen=True, slots=True)
class Trigger:
    """A telling word: its table (events, context, words), its sort, and where it stands."""

    table: str
    value: str
    start: int
    end: int


TENSES = frozenset({"past", "future"})
Triggers = Callable[[Sentence], list[Trigger]]
"""Gives the telling words of a sentence, in order."""


def spaced_triggers(tokens: list[Token], tag: str) -> Triggers:
    """For a text with spaces between its words, by its tokens."""
    words = release_words(tag)
    compounds = lexicon(tag).noun_capitals
    steps = words.root.steps
    begins = bytearray([token.low in steps or (compounds and "-" in token.low) for token in tokens])

    def find(sentence: Sentence) -> list[Trigger]:
        found: list[Trigger] = []
        past = 0
        for chunk in sentence.chunks:
            if chunk.code in "DTQKS":
                past = max(past, chunk.last)
                continue
            at = begins.find(1, past or chunk.first, chunk.last)
            past = max(past, chunk.last)
            while at >= 0:
                matched = words.matches(tokens, at)
                if matched is None and compounds and "-" in tokens[at].low:
                    matched = _headed(words, tokens[at], at)
                end = at + 1
                if matched is not None:
                    end, entries = matched
                    part = chunk.code == "R" and end - at < chunk.last - chunk.first  # «the opening theme»
                    entries = tuple([entry for entry in entries if not (part and entry.code == "events")])
                    found += [Trigger(e.code, e.value, tokens[at].start, tokens[end - 1].end) for e in entries]
                    if all(entry.value in TENSES for entry in entries):
                        found += _opening(words, tokens[at]) if chunk.code != "R" and end > at + 1 else ()
                        found += _within(words, tokens, at + 1, end)
                past = max(past, end)
                at = begins.find(1, end, chunk.last)
        return found

    return _once(find)


def _headed(words: Lexicon, token: Token, at: int) -> tuple[int, tuple[Entry, ...]] | None:
    """What the last part of a German compound tells beside the events («Sommer-Preview»)."""
    node = words.root.steps.get(token.low.rpartition("-")[2]) if token.capital else None
    entries = tuple(entry for entry in node.entries if entry.code == "words") if node is not None else ()
    return (at + 1, entries) if entries else None


def _opening(words: Lexicon, token: Token) -> Iterator[Trigger]:
    """The events that the first word of such a phrase tells by itself: «sort le»."""
    for entry in words.root.steps[token.low].entries:
        if entry.code == "events":
            yield Trigger(entry.code, entry.value, token.start, token.end)


def _within(words: Lexicon, tokens: list[Token], first: int, last: int) -> Iterator[Trigger]:
    """The events within a longer phrase that tells only a tense or the like: «was published»."""
    for at in range(first, last):
        matched = words.matches(tokens, at)
        if matched is not None and matched[0] <= last:
            yield from (
                Trigger(entry.code, entry.value, tokens[at].start, tokens[matched[0] - 1].end)
                for entry in matched[1]
                if entry.code == "events" or entry.value == "dated"
            )


def unspaced_triggers(text: str, tag: str) -> Triggers:
    """For a text without them, by its characters."""
    low = fold(text)
    words, pattern = _unspaced_words(tag), _unspaced_pattern(tag)

    def find(sentence: Sentence) -> list[Trigger]:
        hidden = [(c.start, c.end) for c in sentence.chunks if c.code in "DTQKS"]
        return [
            Trigger(table, value, match.start(), match.end())
            for match in pattern.finditer(low, sentence.start, sentence.end)
            if not any(start <= match.start() < end for start, end in hidden)
            for table, value in words[match.group()]
        ]

    return _once(find)


def _once(find: Triggers) -> Triggers:
    """The same function, which looks at a sentence only once."""
    known: dict[int, list[Trigger]] = {}

    def remembered(sentence: Sentence) -> list[Trigger]:
        key = id(sentence)
        if key not in known:
            known[key] = find(sentence)
        return known[key]

    return remembered


@cache
def _unspaced_words(tag: str) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase, table, value in release_phrases(tag):
        found.setdefault(phrase, []).append((table, value))
    return found


@cache
def _unspaced_pattern(tag: str) -> re.Pattern[str]:
    return re.compile(trie(_unspaced_words(tag)))
