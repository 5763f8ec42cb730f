"""The character in a bracket behind an actor: «Aya Nakano (Suzu)», «(voice of Suzu)», «(the Captain)», «(the baker)».

What it holds true: the bracket holds the character and no more, or begins with «voice of» or «as»; a name with an
article that has a capital is a work's («The City»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from aggregator.facts.credits.found import Found, bare, name_span
from aggregator.facts.sentences.chunks import TITLE_ARTICLES, Chunk

CAPITAL_ARTICLES = frozenset(word.capitalize() for word in TITLE_ARTICLES if len(word) > 1)
MOST_WORDS = 2
"""Words of a character without a name."""
_DESCRIBED = re.compile("[oc]{1,2}")
_VOICE = re.compile(r"(?:[ZAz]?(?:c?f?|cfo|[tR])|[cNT]'[oct]{1,2})(?P<who>[NT])(?:[f,.].*)?|(?P<title>c)")
_KIN = re.compile("cf[ct]{0,2}N")
PARTS = ("protag", "person", "antag", "villain", "eroin", "hero", "héro", "heldin", "figur", "charakter", "charact")
"""What words for a part begin with, which are no relatives."""
_ROW = re.compile("(?:[oIUf]{0,3}|[oIUfcX]{1,5}:)NP(?:(?:,&?|&)NP){1,40}(?:,[oU]{1,2}|W?[ofBXvZ]{0,3})?[.,;]?")
"""A sentence that holds no more than actors with brackets, and a verb before them («Back are A (X) and B (Y).»)."""
_MET = re.compile("NP(?:,NP){0,9}(?:,?&NP|,?&RN)[^RVwbZzMm]*$")
"""A sentence that begins with such people, and who does something else, behind one about a cast: who is asked."""


def bracketed(text: str, chunks: list[Chunk], name: int) -> str | None:
    """The character in a bracket behind a name, where it is a name, «voice of X» or «as X», and nothing else."""
    after = chunks[name + 1] if name + 1 < len(chunks) else None
    if after is None or after.code != "P" or after.inner is None:
        return None
    match = _VOICE.fullmatch(after.inner.codes)
    if match is None and _DESCRIBED.fullmatch(after.inner.codes):
        return _described(text, chunks, after)
    if match is None:
        plain = after.inner.codes == "oN" and after.inner.chunks[0].last - after.inner.chunks[0].first == 1
        known = plain and _named(chunks)  # «the inspector Hodaka»
        return bare(text, after.inner.chunks[1]) if known else None
    if match["title"]:
        title = text[after.inner.start : after.inner.end]
        return title if title[0].isupper() else _described(text, chunks, after)
    if match.end() > match.end("who") and after.inner.codes[0] not in "ZA":
        return None
    told = bare(text, after.inner.chunks[match.start("who")])
    if _KIN.fullmatch(after.inner.codes) and not text.startswith(PARTS, after.inner.start):
        return text[after.inner.start : after.inner.chunks[-1].end]  # «the mother of X»
    if text[after.start + 1 : after.end].split(maxsplit=1)[0] in CAPITAL_ARTICLES:
        return None  # a work's
    if after.inner.codes[0] in "tR":  # «Mr Sato», «the producer Sato»
        told = text[after.inner.start : after.inner.chunks[match.start("who")].end]
    if " " in told and any(c.inner is not None and c.inner.codes == "NfN" for c in chunks if c.code == "P"):
        return None  # what people were seen in: «A (Mar de Sal) and B (Rio Frio)»
    return None if " " in told and told.split()[0].lower() in TITLE_ARTICLES else told


def with_own(text: str, credit: Found, names: list[int], chunks: list[Chunk]) -> Iterator[Found]:
    """Actors with their own characters in brackets, before one of whom a verb tells it: «A (X) and B, who is Y»."""
    for name in names:
        start, end = name_span(text, chunks[name])
        if told := bracketed(text, chunks, name):
            yield replace(credit, start=start, end=end, quote=(start, chunks[name + 1].end), character=told)


def _described(text: str, chunks: list[Chunk], bracket: Chunk) -> str | None:
    """A character that has no name («the baker»), or one that is a small word, too («Mai» in Italian), where brackets
    behind other actors hold characters' names.
    """
    told = bracket.inner
    assert told is not None
    words = text[told.start : told.end].split()
    named = _named(chunks)
    plain = all(word.isalpha() and word.islower() for word in words)
    plain = plain or (len(words) == 1 and told.codes == "o" and words[0].isalpha() and words[0].istitle())
    return " ".join(words) if named and plain and len(words) <= MOST_WORDS else None


def _named(chunks: list[Chunk]) -> bool:
    """Whether a bracket holds a character's name."""
    others = [c.inner.codes for c in chunks if c.code == "P" and c.inner is not None]
    return any(match["who"] for codes in others if (match := _VOICE.fullmatch(codes)))


def is_row(codes: str) -> bool:
    """Whether a sentence, behind one about a cast, holds or begins with nothing but actors with brackets."""
    return _ROW.fullmatch(codes) is not None or _MET.match(codes) is not None
