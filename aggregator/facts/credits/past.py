"""Which credits are told as what somebody did before: in a relative clause, as what he was, or with a verb of the past.

What it holds true: a relative clause with a word of the language's list tells what was («A, who directed T»); behind
«it is» a perfect tense does not («c'est A qui a été choisi»). Known exception: a relative clause in the present about
another work.
"""

from __future__ import annotations

import re

from aggregator.base.vocabulary import shared_words
from aggregator.facts.credits.found import Hit
from aggregator.facts.sentences.chunks import Chunk, Sentence

THE = shared_words("credits", "the")
"""Articles of what is known."""
OLDER = tuple(shared_words("credits", "older"))
"""What words begin with that tell one work from another."""
PERFECT = shared_words("credits", "perfect")
"""Auxiliaries of a perfect tense, which is of today."""

_DECADE = re.compile(
    r"\b(?:anos|años|années|anni|jahren?|(?:década|decada|décennie|decennio)(?: de| dos?)?) (?:19|')?[3-9]0\b(?!\.)"
    r"|\b(?:19|')[3-9]0s\b|\b(?:19)?[3-9]0er[- ]jahren?\b",
    re.IGNORECASE,
)
"""A decade of the last century."""


def tells_past(text: str, hit: Hit, past: frozenset[str]) -> bool:
    """Whether a match tells what was; ``past``: the language's verbs of the past, empty where it lists none."""
    match, chunks = hit.match, hit.sentence.chunks
    groups = match.groupdict()
    if groups.get("who") and _is_past(text, chunks, match.span("who")[0], match.end(), past):
        words = _words(text, chunks, match.start("who"), match.end())
        cleft = match.string[: match.start("names")].endswith("I")
        perfect = past.intersection(words) <= PERFECT
        if not (perfect and (cleft or _does_this(text, hit))):
            return True
    if groups.get("takes") and _is_past(text, chunks, match.start(), match.start("takes"), past):
        return True
    return hit.rule == "is_role" and _was(text, chunks, match, past)


def _does_this(text: str, hit: Hit) -> bool:
    """Whether what somebody did is the work that the text is about, which it calls by its kind («che ha diretto il
    film»), and no other («che ha diretto la serie T», «the original film»).
    """
    groups, codes, chunks = hit.match.groupdict(), hit.match.string, hit.sentence.chunks
    at = hit.match.end("verb") if groups.get("verb") else len(codes)
    if codes[at : at + 1] != "Y" or at + 1 > len(codes):
        return False
    article = text[chunks[at - 1].end : chunks[at].start].strip().lower()
    following = codes[at + 1 : at + 2]
    word = text[chunks[at + 1].start : chunks[at + 1].end].lower().split()[0] if following else ""
    told = chunks[at].last - chunks[at].first == 1 and article in THE
    return told and following in ("", *".,;&oI") and not word.startswith(OLDER)


def _is_past(text: str, chunks: list[Chunk], first: int, last: int, past: frozenset[str]) -> bool:
    """Whether a clause tells what was: with a verb in the past, where the language's words list those."""
    return not past or not past.isdisjoint(_words(text, chunks, first, last))


def _words(text: str, chunks: list[Chunk], first: int, last: int) -> list[str]:
    return text[chunks[first].start : chunks[last - 1].end].lower().split() if last > first else []


def _was(text: str, chunks: list[Chunk], match: re.Match[str], past: frozenset[str]) -> bool:
    """Whether somebody is told to have been what he was («A was the director of the first film»)."""
    verb = chunks[match.string.rindex("I", match.start(), match.start("roles"))]
    return past.issuperset(text[verb.start : verb.end].lower().split())


def is_of_decade(text: str, sentence: Sentence) -> bool:
    """Whether a sentence tells of what was in the last century's decades («exibido nos anos 80», «in the 1990s»)."""
    return _DECADE.search(text, sentence.start, sentence.end) is not None
